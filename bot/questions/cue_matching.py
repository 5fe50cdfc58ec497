"""The pieces of a cue's pattern, and whether they stand in a question from a place on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NAMED = frozenset({"measure", "comparator", "ambition"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a pattern: words, beginnings of words, classes, a gap, or an end."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    classes: frozenset[str]
    optional: bool = False
    gap: int = 0
    ends: bool = False

    @property
    def is_plain(self) -> bool:
        """Say whether one of its words must stand there, and nothing else will do."""
        return bool(self.words) and not (
            self.optional or self.ends or self.classes or self.beginnings
        )

    def fits(self, word: str, word_class: str) -> bool:
        """Say whether a word of the question fits."""
        if word in self.words or word_class in self.classes:
            return True
        return bool(self.beginnings) and word.startswith(self.beginnings)


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What cues are matched on: the words and what each was found to be ("" for plain words).

    `fillers` are the places of words that neither begin nor end a question ("please", "so").
    """

    words: Sequence[str]
    classes: Sequence[str]
    first: int
    last: int


def match(
    pieces: Sequence[Piece], at: int, question: Words, place: int, taken: tuple[int, ...]
) -> tuple[int, ...] | None:
    """Return the places that pieces from `at` take from `place` on, or None."""
    words, classes = question.words, question.classes
    for number in range(at, len(pieces)):
        piece = pieces[number]
        if piece.ends and place > question.last:
            continue
        if piece.gap:
            after = pieces[number + 1] if number + 1 < len(pieces) else None
            wanted = after.words if after is not None and after.is_plain else None
            for start in range(place, min(place + piece.gap, len(words)) + 1):
                if wanted is not None and (start == len(words) or words[start] not in wanted):
                    continue
                found = match(pieces, number + 1, question, start, taken)
                if found is not None:
                    return found
            return None
        if place < len(words) and piece.fits(words[place], classes[place]):
            rest = place + 1
            if piece.classes and classes[place] in NAMED:  # a name is one, however long
                while rest < len(words) and classes[rest] == classes[place]:
                    rest += 1
            if not piece.optional:
                place, taken = rest, (*taken, place)
                continue
            found = match(pieces, number + 1, question, rest, (*taken, place))
            if found is not None:
                return found
        elif not piece.optional:
            return None
    return taken
