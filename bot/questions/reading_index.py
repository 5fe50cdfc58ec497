"""The index of readings: from the ideas of a question to the readings that fit it best."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from math import log

from bot.questions.ideas import Spot
from bot.questions.readings import HEAVY, WHOLE, By, Match, Reading, Weighed, fit, merged

LEAST_EXPLAINED = 0.35
"""A reading that explains less than this share of what the best explains is not looked at."""
FAR_BEHIND = 0.45
"""A reading that scores less than this share of the best is not looked at."""
FACET = 0.1
"""What it adds that a reading says which kind of figure it means, and that kind was asked for."""
MOST_LOOKED_AT = 100
"""So many of the best readings are told apart."""
CROWDED, SHORTEST, RAREST = 250, 80, 4
"""Where an idea has more readings than this, only so many of the shortest ones are looked at, and
of those that say two of the rarest ideas."""


class Readings:
    """An index of readings by the ideas in them."""

    def __init__(
        self,
        readings: Iterable[Reading],
        weighs: Mapping[str, float],
        things: int,
        light: Collection[str] = (),
    ) -> None:
        """Index readings.

        Args:
            readings: All of them.
            weighs: How much less than usual an idea weighs (weak words, everyday words).
            things: How many things there are to tell apart.
            light: Ideas that find nothing by themselves.
        """
        self.readings = merged(readings)
        self.holders: dict[str, set[str]] = {}
        self._postings: dict[str, list[int]] = {}
        self._of_target: dict[str, list[int]] = {}
        for place, reading in enumerate(self.readings):
            for target in reading.targets:
                self._of_target.setdefault(target, []).append(place)
            for idea in reading.ideas:
                self.holders.setdefault(idea, set()).update(reading.targets)
                self._postings.setdefault(idea, []).append(place)
        self._light = light
        scale = log(2 + things)
        self._weights = {
            idea: weighs.get(idea, 1.0) * log(1 + (1 + things) / len(targets)) / scale
            for idea, targets in self.holders.items()
        }
        self._totals = [
            sum(self._weights[idea] for idea in reading.ideas) or 1.0 for reading in self.readings
        ]
        for postings in self._postings.values():
            if len(postings) > CROWDED:  # of many, the shortest readings come first
                postings.sort(key=lambda place: (self._totals[place], place))
        self._sets = {idea: frozenset(postings) for idea, postings in self._postings.items()}

    def ideas_of(self, target: str) -> frozenset[str]:
        """Return the ideas of a thing's names, and of lay phrases that mean nothing else.

        Of the latter only classes of phrases count: plain words stand there by chance.
        """
        return frozenset(
            idea
            for reading in (self.readings[place] for place in self._of_target[target])
            if len(reading.targets) == 1
            for idea in reading.ideas
            if idea[0] == "*" or reading.by >= By.ALIAS
        )

    def says(self, target: str, spot: Spot) -> bool:
        """Say whether a name of a thing, or a lay phrase for it alone, says what a spot does."""
        said = {idea for idea, _ in spot.ideas}
        readings = (self.readings[place] for place in self._of_target[target])
        return any(len(one.targets) == 1 and said & one.ideas for one in readings)

    def name_of(self, target: str) -> frozenset[str]:
        """Return the ideas of a thing's own name."""
        for place in self._of_target[target]:
            if self.readings[place].by is By.NAME:
                return self.readings[place].ideas
        return frozenset()

    def finds(self, idea: str) -> bool:
        """Say whether an idea is enough to look readings up."""
        return idea not in self._light

    def knows(self, spot: Spot) -> bool:
        """Say whether any reading uses what a spot says."""
        return any(idea in self._postings for idea, _ in spot.ideas)

    def weight(self, idea: str) -> float:
        """Return the weight of an idea, 0 where no reading uses it."""
        return self._weights.get(idea, 0.0)

    def matches(
        self,
        question: Sequence[Weighed],
        *,
        facets: frozenset[str] = frozenset(),
        keep: int = 7,
        only: Match | None = None,
    ) -> list[Match]:
        """Return the best match of each thing that a question could mean, the best first.

        A reading that says which kind of figure it means wins where `facets` ask for that kind.
        With `only`, readings that lack one of that match's ideas are left out.
        """
        sums = self._added_up(question)
        if not sums:
            return []
        total = sum(one.weight for one in question) or 1.0
        rough = self._rough(sums, total, facets)
        if only is not None:
            rough = [one for one in rough if only.reading.ideas <= self.readings[one[1]].ideas]
        telling = _telling(question)
        best: dict[str, Match] = {}
        lowest = 0.0
        for value, place in rough:
            if value < lowest:
                break
            reading = self.readings[place]
            recall = min(sums[place].real / self._totals[place], 1.0)
            if reading.by <= By.LEXICON and recall < WHOLE and telling.isdisjoint(reading.ideas):
                continue  # the question says no more of a lay phrase than its everyday words
            for target in reading.targets:
                known = best.get(target)
                if known is None:
                    if len(best) >= keep:
                        continue
                    if len(best) == keep - 1:
                        lowest = value
                elif (value, reading.by) <= (known.score, known.reading.by):
                    continue
                best[target] = Match(
                    target,
                    value,
                    recall,
                    min(sums[place].imag / total, 1.0),
                    reading,
                    _places(question, reading),
                )
        return sorted(
            best.values(), key=lambda match: (-match.score, -match.reading.by, match.target)
        )

    def _rough(
        self, sums: Mapping[int, complex], total: float, facets: frozenset[str]
    ) -> list[tuple[float, int]]:
        """Return (score, place) of the readings that are not far behind the best, best first."""
        totals = self._totals
        readings = self.readings
        # No reading can score more than its coverage allows, so the poorest need no second look.
        least = LEAST_EXPLAINED * max(one.imag for one in sums.values())
        rough: list[tuple[float, int]] = []
        best = 0.0
        for place, both in sums.items():
            worth = both.imag
            if worth < least:
                continue
            recall = both.real / totals[place]
            coverage = worth / total
            value = fit(recall if recall < 1.0 else 1.0, coverage if coverage < 1.0 else 1.0)
            if recall >= WHOLE and facets and not facets.isdisjoint(readings[place].ideas):
                value += FACET
            if value >= best * FAR_BEHIND:
                rough.append((-value, place))
                if value > best:
                    best = value
        if len(rough) > MOST_LOOKED_AT:
            rough = nsmallest(MOST_LOOKED_AT, rough)
        else:
            rough.sort()
        floor = -FAR_BEHIND * best
        return [(-value, place) for value, place in rough if value <= floor]

    def _added_up(self, question: Sequence[Weighed]) -> dict[int, complex]:
        """Return by reading two sums in one number, which halves the work of adding them up.

        Its real part is the weight of the reading's ideas that are said, its imaginary part the
        weight of the words that the reading explains.
        """
        sums: dict[int, complex] = {}
        find = sums.get
        asked = self._asked(question)
        among = self._among([one.idea for one in asked if one.idea not in self._light])
        for one in asked:
            places: Collection[int] = self._postings[one.idea]
            if one.idea in self._light:
                places = sums.keys() & self._sets[one.idea]
            elif among is not None:
                places = among & self._sets[one.idea]
            weight = self._weights[one.idea] * one.strength
            step = complex(weight, one.worth)
            if not one.known:
                for place in places:
                    sums[place] = find(place, 0j) + step
                continue
            readings = self.readings
            for place in places:
                if one.known.isdisjoint(readings[place].ideas):
                    sums[place] = find(place, 0j) + step
                elif one.strength == 1.0:
                    sums[place] = find(place, 0j) + weight
        return sums

    def _among(self, ideas: Sequence[str]) -> set[int] | None:
        """Return the readings to look at where an idea has very many; None for all.

        Those are the readings that say two of the rarest ideas, and the shortest that say one.
        """
        if not any(len(self._postings[idea]) > CROWDED for idea in ideas):
            return None
        among: set[int] = set()
        for idea in ideas:
            among.update(self._postings[idea][:SHORTEST])
        for one, other in combinations(ideas[:RAREST], 2):
            both: Collection[int] = self._sets[one] & self._sets[other]
            if len(both) > SHORTEST:
                both = nsmallest(SHORTEST, both, key=self._totals.__getitem__)
            among.update(both)
        return among

    def _asked(self, question: Sequence[Weighed]) -> list[_AskedIdea]:
        """Return the ideas asked about, the rarest first."""
        found: dict[str, _AskedIdea] = {}
        for one in question:
            before: list[str] = []
            for idea, strength in one.spot.ideas:
                if idea in self._postings:
                    worth = one.weight * strength
                    asked = _AskedIdea(idea, strength, worth, frozenset(before))
                    known = found.get(idea)
                    if known is not None:
                        asked = _AskedIdea(
                            idea,
                            max(strength, known.strength),
                            worth + known.worth,
                            asked.known & known.known,
                        )
                    found[idea] = asked
                before.append(idea)
        return sorted(
            found.values(),
            key=lambda one: (one.idea in self._light, len(self._postings[one.idea]), one.idea),
        )


@dataclass(frozen=True, slots=True)
class _AskedIdea:
    """An idea of a question and the weight of the words that say it.

    `known` are other ideas of the same words: a reading that has one of them has been credited with
    the words already, and where the idea is said only loosely needs no more.
    """

    idea: str
    strength: float
    worth: float
    known: frozenset[str]


def _telling(question: Sequence[Weighed]) -> frozenset[str]:
    """Return the ideas of a question that are more than everyday words."""
    return frozenset(
        idea for one in question if one.weight for idea, _ in one.spot.ideas if idea[0] in "*'"
    )


def _places(question: Sequence[Weighed], reading: Reading) -> frozenset[int]:
    """Return the places of the words that a reading explains; those that fit loosely if it must."""
    outright: list[int] = []
    loosely: list[int] = []
    heaviest = 0.0
    ideas = reading.ideas
    for one in question:
        if not one.weight:
            continue
        for idea, strength in one.spot.ideas:
            if idea in ideas:
                if strength == 1.0:
                    outright.extend(one.spot.places)
                    heaviest = max(heaviest, one.weight)
                else:
                    loosely.extend(one.spot.places)
                break
    places = outright if heaviest >= HEAVY else (*outright, *loosely)
    return frozenset(places or (place for one in question for place in one.spot.places))
