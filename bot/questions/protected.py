"""Numbers and months that belong to names: '20 weeks', 'Attainment 8', '16-17', 'year 6'.

Found in the plan's own names and aliases when it is loaded, and hidden from whatever reads periods
and numbers. "The last 12 months" stays a period though a measure is called "within 12 months".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.questions.ideas import Word, stems_of, tokens_of
from bot.questions.named import Protected
from bot.questions.plain_words import FUNCTION, word_list
from bot.questions.spoken_numbers import ONES, SCALES, TENS
from bot.questions.stems import stem

_MONTHS = frozenset(
    word_list(
        """
        january february march april may june july august september october november december
        spring summer autumn winter easter christmas
        """
    )
)
_SHORT_MONTHS = frozenset(word_list("jan feb mar apr jun jul aug sep sept oct nov dec"))
_PERIOD_BEFORE = frozenset(word_list("last past previous prior next latest recent coming every"))
_ONLY_SHOWN = frozenset(word_list("trend history series show see draw plot chart graph give"))
"""Words that say how a measure is shown and name none."""
_PERIOD_AFTER = frozenset(word_list("ago trend history period window series"))
_SHORT_UNITS = frozenset({"week", "day"})
_SHOWN = frozenset(
    map(stem, word_list("figure number percent percentage rate result performance stat"))
)
"""'The last 20 weeks figure' is the newest one of a name; 'the last 20 weeks' is a period."""
_BEFORE = frozenset(word_list("before earlier prior"))
_ENDS = frozenset(word_list("end ending ended"))
_OF_NAMES = frozenset(word_list("within in under over inside by after"))
"""'Within 12 months' is of a name where '12 months to December' is a period."""
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)\b",
    re.IGNORECASE,
)
_NO_LABEL = FUNCTION - {"under", "over"}
_UNITS = frozenset(word_list("week day year month mile hour minute term percent"))
_OPEN_ENDED = frozenset({"or", "more", "plus", "over", "and"})


class ProtectedPhrases:
    """The phrases with numbers and months in a plan's names and aliases."""

    def __init__(self, phrases: Iterable[tuple[str, str]], wholes: Iterable[str] = ()) -> None:
        """Keep the parts with numbers of (phrase, measure code) pairs, and of lay phrases whole."""
        self._by_first: dict[str, dict[tuple[str, ...], list[str]]] = {}
        for text, code in phrases:
            if not (_NUMBER.search(text) or _MONTHS.intersection(text.lower().split())):
                continue
            stems = [stem for _, stem in stems_of(tokens_of(text))]
            for part in _parts(stems):
                codes = self._by_first.setdefault(part[0], {}).setdefault(part, [])
                if code not in codes:
                    codes.append(code)
        for whole in wholes:
            part = tuple(whole.split())
            if len(part) > 1 or "-" in whole:
                self._by_first.setdefault(part[0], {}).setdefault(part, [])

    def found(self, words: Sequence[Word]) -> list[Protected]:
        """Return the protected parts of a question, the longest at each place."""
        stems = stems_of(words)
        row = tuple(stem for _, stem in stems)
        found: list[Protected] = []
        start = 0
        while start < len(stems):
            part = self._longest(row, start)
            if (
                part
                and (
                    not _is_period(words, stems, start, start + len(part))
                    or _is_all(row, start, start + len(part))
                )
                and not _goes_on(words, stems[start][0])
            ):
                codes = self._by_first[part[0]][part]
                last = start + len(part) - 1
                found.append(
                    Protected(start=stems[start][0], end=stems[last][0] + 1, codes=tuple(codes))
                )
                start += len(part)
            else:
                start += 1
        return found

    def _longest(self, row: tuple[str, ...], start: int) -> tuple[str, ...]:
        parts = self._by_first.get(row[start])
        if parts is None:
            return ()
        held = (part for part in parts if row[start : start + len(part)] == part)
        return max(held, key=len, default=())


def _is_all(row: Sequence[str], start: int, end: int) -> bool:
    """Say whether nothing else is named: the 20 weeks of "20 weeks trend" are the measure."""
    return all(stem in _ONLY_SHOWN or stem in FUNCTION for stem in (*row[:start], *row[end:]))


def _parts(stems: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the runs around each number or month that are worth protecting."""
    place = 0
    while place < len(stems):
        if not _is_number(stems[place]):
            if stems[place] in _MONTHS and len(stems) > 1:
                yield tuple(stems[max(place - 1, 0) : place + 2])
            place += 1
            continue
        end = place + 1
        while end < len(stems) and (_is_number(stems[end]) or stems[end] in _OPEN_ENDED):
            end += 1
        run = tuple(stems[place:end])
        if len(run) > 1 or any("-" in stem or "+" in stem for stem in run):
            yield run
        before = stems[place - 1] if place else ""
        after = stems[end] if end < len(stems) else ""
        if before and before not in _NO_LABEL and after not in _UNITS:
            yield (before, *run)
        elif after == "percent":
            # "10 percent" alone is a value that somebody reports; "10 percent absence" is a name.
            yield from (tuple(stems[place : end + 2]),) if end + 1 < len(stems) else ()
        elif after:
            yield (*run, after)
        place = end


def _is_number(stem: str) -> bool:
    return stem[:1].isdigit()


def _goes_on(words: Sequence[Word], place: int) -> bool:
    """Say whether a number word ends a longer number: the 'four weeks' of 'sixty four weeks'."""
    if place == 0 or words[place].norm not in ONES:
        return False
    before = words[place - 1].norm
    if before in {"and", "-"} and place > 1:
        before = words[place - 2].norm
        return before in SCALES or (words[place - 1].norm == "-" and before in TENS)
    return before in TENS or before in SCALES or before == "point"


def _is_period(
    words: Sequence[Word], stems: Sequence[tuple[int, str]], start: int, end: int
) -> bool:
    if not _is_number(stems[start][1]):
        return False
    before = stems[start - 1][1] if start else ""
    after = stems[end][1] if end < len(stems) else ""
    unit = stems[end - 1][1]
    if unit in _SHORT_UNITS and (
        before in {"latest", "newest"} or (before == "last" and after in _SHOWN)
    ):
        return False
    if before in _PERIOD_BEFORE or after in _PERIOD_AFTER:
        return True
    following = [word.norm for word in words[stems[end - 1][0] + 1 :][:2]]
    if following[:1] == ["back"]:
        return following[1:] not in (["in"], ["to"], ["at"], ["on"])
    if following and following[0] in _BEFORE and following[1:] in ([], ["that"], ["then"], ["?"]):
        return True
    ends = following[:1] == ["to"] and (after in _MONTHS or after in _SHORT_MONTHS)
    ends = ends or (bool(following) and following[0] in _ENDS)
    return ends and unit in _UNITS and before not in _OF_NAMES
