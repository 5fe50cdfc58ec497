"""Ambitions named by number: 'ambition six', 'A6', 'amb 7', 'the 6th ambition', 'priority 3'."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.questions.ideas import Word
from bot.questions.named import AmbitionNamed
from bot.questions.plain_words import word_list

_CALLED = frozenset(
    word_list(
        """
    ambition amb ambit priority aim objective theme outcome pillar strand aspiration
    workstream mission
    """
    )
)
_SMALL = word_list(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty
    """
)
_ORDINAL = word_list(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    """
)
_ROMAN = word_list(
    """
    i ii iii iv v vi vii viii ix x xi xii
    """
)
_BETWEEN = frozenset({"no", "number", "num", "nr", "#", "no.", ".", ":", "-", "is"})
_AND = frozenset({"and", "&", ",", "or", "plus", "+"})
_ENDINGS = ("st", "nd", "rd", "th")


class AmbitionNumbers:
    """Finds the ambitions of a plan by their numbers."""

    def __init__(self, numbers: Iterable[int]) -> None:
        """Keep the numbers that the plan has."""
        self._held = frozenset(numbers)
        self._highest = max(self._held, default=0)

    def found(self, words: Sequence[Word], taken: Collection[int] = ()) -> list[AmbitionNamed]:
        """Return the ambitions that are named by number, in order of the text."""
        found: list[AmbitionNamed] = []
        for place, word in enumerate(words):
            if place in taken:
                continue
            if word.stem in _CALLED or word.norm in _CALLED:
                found += self._beside(words, place)
            elif word.norm[:1] == "a" and word.norm[1:].isdecimal() and len(word.norm) <= 3:
                found += self._named(int(word.norm[1:]), (place,), only_held=True)
        return found

    def _beside(self, words: Sequence[Word], place: int) -> list[AmbitionNamed]:
        """Return the ambitions counted just before or after the word 'ambition'."""
        if place > 0 and (number := _ordinal(words[place - 1].norm)) is not None:
            return self._named(number, (place - 1, place))
        after = place + 1
        while after < len(words) and words[after].norm in _BETWEEN:
            after += 1
        found: list[AmbitionNamed] = []
        while after < len(words) and (number := _cardinal(words[after].norm)) is not None:
            found += self._named(number, (place, *range(place + 1, after + 1)))
            after += 1
            if after + 1 < len(words) and words[after].norm in _AND:
                after += 1
            else:
                break
        return found

    def _named(
        self, number: int, places: tuple[int, ...], *, only_held: bool = False
    ) -> list[AmbitionNamed]:
        held = number in self._held
        if (only_held and not held) or number > max(99, self._highest):
            return []
        return [
            AmbitionNamed(
                number=number, score=1.0, by="number", places=frozenset(places), held=held
            )
        ]


def _cardinal(norm: str) -> int | None:
    if norm.isdecimal() and len(norm) <= 3:
        return int(norm)
    if norm in _SMALL:
        return _SMALL.index(norm) + 1
    return _ROMAN.index(norm) + 1 if norm in _ROMAN else None


def _ordinal(norm: str) -> int | None:
    if norm in _ORDINAL:
        return _ORDINAL.index(norm) + 1
    if norm.endswith(_ENDINGS) and norm[:-2].isdecimal():
        return int(norm[:-2])
    return None
