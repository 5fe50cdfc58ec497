"""Questions without what could identify somebody, and the key that groups equal wordings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from bot.learning.given_names import ALSO_WORDS, SURNAMES

LONGEST = 300

_EMAIL = re.compile(r"\S+@\S+\.\S+")
_LINK = re.compile(r"https?://\S+|www\.\S+")
_HANDLE = re.compile(r"(?<!\w)@\w{3,}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
# Ten digits or more with the usual marks between them: telephone, NHS and case numbers.
_LONG_NUMBER = re.compile(r"(?<![\w.,])\+?\d(?:[ \-./()]?\d){8,}(?!\w)")
_BIRTH = re.compile(
    r"\b(?:born|dob|d\.o\.b\.?|date of birth|birth date|birthday)(?:\s+(?:on|in|is|was))?"
    r"[:\s]+(?=[^.;]{0,14}\d)\S+(?:\s+\w+\s+\d{2,4})?",
    re.IGNORECASE,
)
_STREETS = (
    r"street|st|road|rd|avenue|ave|lane|drive|crescent|close|court|terrace|place|gardens|grove"
    r"|mews|square|row|view|rise|walk|way|hill|green"
)
# "12 High Street", "flat 3, 40 Elm Grove", and "12 high street" where the word is a street's only.
_ADDRESS = re.compile(
    rf"\b\d{{1,4}}[a-zA-Z]?,?\s+(?:[A-Z][\w'’-]*\s+){{1,3}}(?i:{_STREETS})\b"
    r"|\b\d{1,4}[a-z]?,?\s+[a-z]{3,}\s+(?:street|road|avenue|crescent|lane)\b(?!\s+[a-z]*lights)"
)
_SAINT = frozenset({"st", "saint", "queen", "king", "prince", "princess"})
_BODIES = frozenset(
    {
        "academy", "board", "centre", "charity", "church", "college", "council", "foundation",
        "hospital", "hub", "nursery", "partnership", "primary", "school", "service", "services",
        "team", "trust", "university",
    }
)  # fmt: skip
_TITLED = re.compile(
    r"\b(mr|mrs|ms|miss|mx|dr|cllr|councillor|prof|sir|dame|rev)\.?\s+([a-z][\w'’-]+)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(called|named|name is|names|name's|son|daughter|nephew|niece|grandson|granddaughter"
    r"|brother|sister|pupil|foster child|lad|boy|girl)\s+([a-z][\w'’-]+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w@[])[A-Z][a-z'’-]+(?![A-Z\d])(?:\s+[A-Z][a-z'’-]+(?![A-Z\d]))*")
_INITIAL = re.compile(rf"(?<![\w.])[A-Z]\. ?(?i:{'|'.join(sorted(SURNAMES))})\b")

Known = Callable[[str], bool]


def mask(text: str, known: Known) -> str:
    """Return a question with names, addresses, numbers and dates of birth replaced.

    Args:
        text: what was typed.
        known: says whether a lower-case word is an ordinary word or one of the plan's.
    """
    return masked_whole(text[:LONGEST], known)


def masked_whole(text: str, known: Known) -> str:
    """Return a text of any length with what could identify somebody replaced."""
    masked = text
    for pattern, name in (
        (_EMAIL, "[email]"),
        (_LINK, "[link]"),
        (_HANDLE, "[name]"),
        (_BIRTH, "[date of birth]"),
        (_LONG_NUMBER, "[number]"),
        (_POSTCODE, "[postcode]"),
        (_ADDRESS, "[address]"),
        (_INITIAL, "[name]"),
    ):
        masked = pattern.sub(name, masked)
    masked = _TITLED.sub(lambda found: f"{found[1]} [name]", masked)
    masked = _CALLED.sub(lambda found: _after_kin(found, known), masked)
    return _WORD.sub(lambda found: _capitalised(found, known), masked)


def _after_kin(found: re.Match[str], known: Known) -> str:
    return found[0] if known(found[2].lower()) else f"{found[1]} [name]"


def _capitalised(found: re.Match[str], known: Known) -> str:
    words = [re.sub(r"['’]s?", "", word.lower()) for word in found[0].split()]
    # St John's Primary is a place, whoever it was called after.
    if words[0] in _SAINT and len(words) > 1 and words[-1] in _BODIES:
        return found[0]
    return "[name]" if _of_a_person(words) or not all(known(one) for one in words) else found[0]


def _of_a_person(words: list[str]) -> bool:
    """Say whether words that are everyday ones are a given name and a surname here."""
    return any(
        one in ALSO_WORDS and after in SURNAMES and one != after
        for one, after in itertools.pairwise(words)
    )


def wording(masked: str) -> str:
    """Return the key under which questions of one wording are counted together."""
    return " ".join(sorted(set(re.findall(r"[a-z0-9%]+", masked.casefold()))))[:200]
