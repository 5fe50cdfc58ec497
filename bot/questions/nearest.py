"""The measures that a question's words come nearest to, where it names none clearly.

A second opinion that never decides anything: it only says what else is worth offering. Every word
counts that stands anywhere in a measure's names, lay phrases or definition, the rarer the more, and
none of them has to stand beside another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from heapq import nlargest
from math import log, sqrt

from bot.questions.ideas import Sort
from bot.questions.readings import Weighed

KEPT = 5
SHARED = 0.5
"""An idea that more than this share of the measures has tells nothing."""
SAID_IN_PASSING = 0.6
"""What an idea of the definition counts beside one of the names."""


class Nearest:
    """Says which measures words come near."""

    def __init__(
        self, holders: Mapping[str, Set[str]], passing: Mapping[str, Iterable[str]]
    ) -> None:
        """Index measures by the ideas of their names, and by those said of them in passing.

        Args:
            holders: The codes of the measures that have each idea in a name or a lay phrase.
            passing: The ideas of what else is said of each measure, by its code.
        """
        held: dict[str, dict[str, float]] = {
            idea: dict.fromkeys(codes & passing.keys(), 1.0) for idea, codes in holders.items()
        }
        for code, ideas in passing.items():
            for idea in ideas:
                held.setdefault(idea, {}).setdefault(code, SAID_IN_PASSING)
        lengths: dict[str, int] = {}
        for codes in held.values():
            for code in codes:
                lengths[code] = lengths.get(code, 0) + 1
        things = max(len(lengths), 1)
        self._held = {
            idea: codes for idea, codes in held.items() if 0 < len(codes) <= SHARED * things + 1
        }
        self._rare = {idea: log(1 + things / len(codes)) for idea, codes in self._held.items()}
        self._shrunk = {code: 1 / sqrt(sqrt(length)) for code, length in lengths.items()}

    def to(self, question: Sequence[Weighed]) -> tuple[tuple[str, float], ...]:
        """Return the measures nearest to a question, each with its score beside the best's, 1."""
        sums: dict[str, float] = {}
        for one in question:
            if one.spot.sort is not Sort.IDEA:
                continue
            for idea, strength in one.spot.ideas:
                rare = self._rare.get(idea, 0.0) * strength
                for code, worth in self._held.get(idea, {}).items():
                    sums[code] = sums.get(code, 0.0) + rare * worth
        for code in sums:
            sums[code] *= self._shrunk[code]
        best = nlargest(KEPT, sums.items(), key=lambda one: (one[1], one[0]))
        return tuple((code, score / best[0][1]) for code, score in best)
