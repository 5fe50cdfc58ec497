"""What a mail program or a forwarding person puts around a question, and how it is taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADER = re.compile(r"^\s*(?:from|sent|to|cc|bcc|date|importance|attachments?)\s?:\s")
_SUBJECT = re.compile(r"\s*subject\s?:\s*")
_FORWARD = re.compile(r"\s*(?:(?:fwd?|fw|re|aw)\s?:\s*)+")
_DIVIDER = re.compile(
    r"^\s*(?:[-_=*]{3,}.*|-*\s*(?:begin )?forwarded message.*|.*\boriginal message\b.*)$"
)
_WROTE = re.compile(r"^\s*on .{4,120}\bwrote:\s*$")
_ADDED = re.compile(r"^\s*(?:sent from my |get outlook for |sent via ).*$")
_CLOSING = re.compile(
    r"^\s*(?:(?:kind|best|warm|many)\s+(?:regards|wishes|thanks)|regards|yours \w+|kr|br)\b[,.! ]*$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrapping:
    """The parts (start, end) of a folded text that are the writer's own words."""

    parts: tuple[tuple[int, int], ...]
    quoted: bool = False


def unwrap(text: str) -> Wrapping:
    """Return the parts of `text` without quoted lines, mail headers and signatures.

    Where nothing but quoted lines is left, they are the question themselves.
    """
    if "\n" not in text:
        start = _first_word(text, 0, len(text))
        return Wrapping(
            parts=((start, len(text)),), quoted=start > 0 and text[:start].strip() != ""
        )
    own: list[tuple[int, int]] = []
    quoted: list[tuple[int, int]] = []
    headed = any(_HEADER.match(line) for line in text.split("\n")[:12])
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if own and _CLOSING.match(line):
            break
        if line.lstrip().startswith((">", "|")):
            quoted.append((start + len(line) - len(line.lstrip("> |")), end))
        elif not _is_added(line, headed=headed):
            own.append((_first_word(text, start, end), end))
        start = end + 1
    worded = [(a, b) for a, b in own if text[a:b].strip()]
    return Wrapping(parts=tuple(worded or quoted), quoted=bool(quoted))


def _is_added(line: str, *, headed: bool) -> bool:
    if _DIVIDER.match(line) or _WROTE.match(line) or _ADDED.match(line):
        return True
    return headed and bool(_HEADER.match(line))


def _first_word(text: str, start: int, end: int) -> int:
    """Return where the words begin after 'Fwd:', 'Subject:' and '>'."""
    line = text[start:end]
    place = len(line) - len(line.lstrip("> \t"))
    for mark in (_FORWARD, _SUBJECT, _FORWARD):
        found = mark.match(line, place)
        if found:
            place = found.end()
    return start + place
