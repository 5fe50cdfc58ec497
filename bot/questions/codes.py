"""Codes of measures, in whatever shape a plan uses: 7.02, 7.2, CYP-03, cyp 3, E/12, kpi 12."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.questions.ideas import Word
from bot.questions.plain_words import word_list

_GROUP = re.compile(r"[^\W\d_]+|\d+")
_BEFORE = frozenset(
    word_list(
        """
    measure m indicator kpi metric pi code no number num ref # line item row
    """
    )
)
_JOINING = frozenset({".", "-", "/", "_", "#", ":"})
_LONGEST = 5
LONGEST_CODE = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeSpot:
    """A code found at the places from `start` up to but not including `end`.

    `exact` says that it is written as the plan writes it; "2.5" for 2.05 may be a number.
    `called` says that a word such as "measure" or "KPI" stands before it.
    """

    code: str
    start: int
    end: int
    exact: bool
    called: bool


class Codes:
    """The codes of a plan, found again however they are typed."""

    def __init__(self, codes: Iterable[str]) -> None:
        """Keep the codes and their parts, read as numbers where they are numbers."""
        self._exact: dict[str, str] = {}
        self._loose: dict[tuple[str | int, ...], str] = {}
        self._starts: set[str | int] = set()
        for code in codes:
            parts = _parts(code)
            if not parts:
                continue
            self._exact[code.lower()] = code
            self._loose.setdefault(parts, code)
            self._starts.add(parts[0])

    def found(self, words: Sequence[Word], taken: Collection[int] = ()) -> list[CodeSpot]:
        """Return the codes that stand in a question, in order."""
        found: list[CodeSpot] = []
        place = 0
        while place < len(words):
            spot = None if place in taken else self._at(words, place)
            if spot is None:
                place += 1
            else:
                found.append(spot)
                place = spot.end
        return found

    def _at(self, words: Sequence[Word], start: int) -> CodeSpot | None:
        if len(words[start].norm) > LONGEST_CODE:
            return None
        parts = _parts(words[start].norm)
        if not parts or parts[0] not in self._starts:
            return None
        called = start > 0 and words[start - 1].norm in _BEFORE
        best: CodeSpot | None = None
        text = ""
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            norm = words[end - 1].norm
            if len(norm) > LONGEST_CODE:
                break
            text += norm
            if norm in _JOINING:
                continue
            spot = self._code(text, start, end, called=called)
            if spot is not None:
                best = spot
        return best

    def _code(self, text: str, start: int, end: int, *, called: bool) -> CodeSpot | None:
        parts = _parts(text)
        code = self._exact.get(text) or self._loose.get(parts)
        if code is None or (len(parts) == 1 and not called):
            return None
        digits = len(parts) > 1 and all(isinstance(part, int) for part in parts)
        if digits and text not in self._exact and "." not in text:
            return None  # "6-8" and "7 02" may be anything; "7 . 02" is a code
        return CodeSpot(code=code, start=start, end=end, exact=text in self._exact, called=called)


def _parts(text: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdecimal() else part for part in _GROUP.findall(text.lower()))
