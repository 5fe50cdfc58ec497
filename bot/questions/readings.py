"""What a question's words could mean, looked up: names, aliases and lay phrases as bags of ideas.

A reading is one way to say one thing: "EHCP backlog" says {ehc plan, waiting} and means a measure.
How well a question fits a reading is seen from both sides: how much of the reading the question
says (`recall`), and how much of the question the reading explains (`coverage`). Both are weighted,
so that a rare idea counts for more than one that half the plan shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import log

from bot.questions.ideas import Spot

COVERAGE_COUNTS = 0.6
"""The weight of coverage against recall in a score."""
ELSEWHERE_IN_PLAN = 0.5
"""How much a word explains that a measure uses, but not in the reading that was matched."""
CROWDED = 1_200
"""An idea with more readings than this is looked up only for readings found by a rarer one."""


class By(IntEnum):
    """Where a reading comes from; the higher one wins where all else is equal."""

    WORDS = 0
    LEXICON = 1
    ALIAS = 2
    NAME = 3
    CODE = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to say one thing, or several things at once."""

    text: str
    by: By
    targets: tuple[str, ...]
    ideas: frozenset[str]
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """How well a reading of `target` fits; `places` are the words it explains."""

    target: str
    score: float
    recall: float
    coverage: float
    reading: Reading
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A spot of a question and what it weighs there."""

    spot: Spot
    weight: float


class Readings:
    """An index of readings by the ideas in them."""

    def __init__(
        self, readings: Iterable[Reading], light: Mapping[str, float], things: int
    ) -> None:
        """Index readings.

        Args:
            readings: All of them.
            light: How much less than usual an idea weighs (weak words, kinds of number).
            things: How many things there are to tell apart.
        """
        self.readings = _merged(readings)
        holders: dict[str, set[str]] = {}
        self._postings: dict[str, list[int]] = {}
        for place, reading in enumerate(self.readings):
            for idea in reading.ideas:
                holders.setdefault(idea, set()).update(reading.targets)
                self._postings.setdefault(idea, []).append(place)
        self.holders = holders
        scale = log(2 + things)
        self._weights = {
            idea: light.get(idea, 1.0) * log(1 + (1 + things) / len(targets)) / scale
            for idea, targets in holders.items()
        }
        self._totals = [
            sum(self._weights[idea] for idea in reading.ideas) or 1.0 for reading in self.readings
        ]

    def knows(self, idea: str) -> bool:
        """Say whether any reading uses an idea."""
        return idea in self._postings

    def weight(self, idea: str) -> float:
        """Return the weight of an idea, 0 where no reading uses it."""
        return self._weights.get(idea, 0.0)

    def matches(self, question: Sequence[Weighed], *, keep: int = 12) -> list[Match]:
        """Return the best match of each thing that a question could mean, the best first."""
        total = sum(one.weight for one in question)
        said, explained = self._added_up(question)
        floor = 0.25 * max(explained.values(), default=0.0)
        rough: list[tuple[float, int]] = []
        for place, weight in said.items():
            if explained[place] < floor:
                continue
            recall = min(weight / self._totals[place], 1.0)
            coverage = min(explained[place] / total, 1.0) if total else 1.0
            rough.append((score(recall, coverage), place))
        rough.sort(key=lambda one: (-one[0], one[1]))
        return self._best(rough, question, said, total, keep)

    def _added_up(self, question: Sequence[Weighed]) -> tuple[dict[int, float], dict[int, float]]:
        """Return by reading the weight of its ideas that are said, and of words it explains."""
        strongest: dict[str, float] = {}
        weights: dict[str, float] = {}
        for one in question:
            for idea, strength in one.spot.ideas:
                if idea in self._postings:
                    strongest[idea] = max(strength, strongest.get(idea, 0.0))
                    weights[idea] = weights.get(idea, 0.0) + one.weight * strength
        said: dict[int, float] = {}
        explained: dict[int, float] = {}
        ordered = sorted(strongest, key=lambda idea: (len(self._postings[idea]), idea))
        for idea in ordered:
            weight = self._weights[idea] * strongest[idea]
            worth = weights[idea]
            postings = self._postings[idea]
            if said and len(postings) > CROWDED:
                postings = [place for place in postings if place in said]
            for place in postings:
                said[place] = said.get(place, 0.0) + weight
                explained[place] = explained.get(place, 0.0) + worth
        return said, explained

    def _best(
        self,
        rough: Sequence[tuple[float, int]],
        question: Sequence[Weighed],
        said: Mapping[int, float],
        total: float,
        keep: int,
    ) -> list[Match]:
        best: dict[str, Match] = {}
        for value, place in rough:
            reading = self.readings[place]
            if len(best) >= keep and not any(target in best for target in reading.targets):
                continue
            recall = min(said[place] / self._totals[place], 1.0)
            places = [
                one for one in question if any(idea in reading.ideas for idea, _ in one.spot.ideas)
            ]
            covered = frozenset(place for one in places for place in one.spot.places)
            for target in reading.targets:
                known = best.get(target)
                if known is None or (value, reading.by) > (known.score, known.reading.by):
                    coverage = sum(one.weight for one in places) / total if total else 1.0
                    best[target] = Match(
                        target, value, recall, min(coverage, 1.0), reading, covered
                    )
            if len(best) > 4 * keep:
                break
        return sorted(
            best.values(), key=lambda match: (-match.score, -match.reading.by, match.target)
        )


def score(recall: float, coverage: float) -> float:
    """Return one number for how well a reading fits."""
    return float(coverage**COVERAGE_COUNTS * recall ** (1 - COVERAGE_COUNTS))


def _merged(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return readings with those of one source and the same ideas made one."""
    found: dict[tuple[frozenset[str], By, str], Reading] = {}
    for reading in readings:
        if not reading.ideas:
            continue
        key = (reading.ideas, reading.by, "" if reading.by is By.LEXICON else reading.text)
        known = found.get(key)
        if known is None:
            found[key] = reading
        else:
            targets = (
                *known.targets,
                *(one for one in reading.targets if one not in known.targets),
            )
            found[key] = Reading(known.text, known.by, targets, known.ideas, known.generic)
    return tuple(found.values())
