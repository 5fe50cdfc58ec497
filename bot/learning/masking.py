"""Questions without what could identify somebody, and the key that groups equal wordings."""

from __future__ import annotations

import re
from collections.abc import Callable

LONGEST = 300

_EMAIL = re.compile(r"\S+@\S+\.\S+")
_LINK = re.compile(r"https?://\S+|www\.\S+")
_HANDLE = re.compile(r"(?<!\w)@\w{3,}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
# Ten digits or more with the usual marks between them: telephone, NHS and case numbers.
_LONG_NUMBER = re.compile(r"(?<![\w.,])\+?\d(?:[ \-./()]?\d){8,}(?!\w)")
_BIRTH = re.compile(r"\b(?:born|dob|d\.o\.b\.?)[:\s]+\S+(?:\s+\w+\s+\d{2,4})?", re.IGNORECASE)
_TITLED = re.compile(
    r"\b(mr|mrs|ms|miss|mx|dr|cllr|councillor|prof|sir|dame|rev)\.?\s+([a-z][\w'’-]+)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(called|named|name is|names|name's|son|daughter|nephew|niece|grandson|granddaughter"
    r"|brother|sister|pupil|foster child|lad|boy|girl)\s+([a-z][\w'’-]+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w@[])[A-Z][a-z'’-]+(?:\s+[A-Z][a-z'’-]+)*")

Known = Callable[[str], bool]


def mask(text: str, known: Known) -> str:
    """Return a question with names, addresses, numbers and dates of birth replaced.

    Args:
        text: what was typed.
        known: says whether a lower-case word is an ordinary word or one of the plan's.
    """
    masked = text[:LONGEST]
    for pattern, name in (
        (_EMAIL, "[email]"),
        (_LINK, "[link]"),
        (_HANDLE, "[name]"),
        (_BIRTH, "[date of birth]"),
        (_LONG_NUMBER, "[number]"),
        (_POSTCODE, "[postcode]"),
    ):
        masked = pattern.sub(name, masked)
    masked = _TITLED.sub(lambda found: f"{found[1]} [name]", masked)
    masked = _CALLED.sub(lambda found: _after_kin(found, known), masked)
    return _WORD.sub(lambda found: _capitalised(found, known), masked)


def _after_kin(found: re.Match[str], known: Known) -> str:
    return found[0] if known(found[2].lower()) else f"{found[1]} [name]"


def _capitalised(found: re.Match[str], known: Known) -> str:
    words = found[0].split()
    return found[0] if all(known(word.lower()) for word in words) else "[name]"


def wording(masked: str) -> str:
    """Return the key under which questions of one wording are counted together."""
    return " ".join(sorted(set(re.findall(r"[a-z0-9%]+", masked.casefold()))))[:200]
