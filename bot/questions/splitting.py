"""A question is split into the parts that each name something on their own.

The best reading of the whole question comes first; where its words leave a rest that names another
measure ("cp plans and lac numbers"), that is a part too. A rest that only says more of what is
meant already ("… of the children in care") is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.questions.candidates import EQUAL, MOST, Context, is_literal
from bot.questions.ideas import Word, stems_of
from bot.questions.measure_readings import ABSENT
from bot.questions.reading_index import Readings
from bot.questions.readings import HEAVY, WHOLE, By, Match, Weighed

FAINT = 0.22
"""Below this score nothing is named."""
ALONE = 0.72
"""How much of a name the rest of a question must say to be a part of its own."""
LAY_ALONE = 0.9
"""The same for a lay phrase."""
HALF = 0.5
"""How much of half a question its name must explain."""
MORE = 1.2
"""So much more two halves must explain than the whole does."""
NEAR_TOP = 0.8
"""A reading of the rest must score this share of its best."""
SHARED = 0.05
"""What the words of another part weigh for a part that may share them."""
_AND = (" and ", " or ")
_JOINERS = {
    **dict.fromkeys(("and", "&", "+", ",", ";", "plus", "also", "then", "n", "alongside"), "and"),
    **dict.fromkeys(("or", "/", "either"), "or"),
    **dict.fromkeys(("vs", "v", "versus", "against"), "vs"),
}


@dataclass(frozen=True)
class Asked:
    """A question's words, what they say and weigh, and the kinds of figure that it asks for."""

    words: Sequence[Word]
    spots: Sequence[Weighed]
    facets: frozenset[str]

    @cached_property
    def said(self) -> str:
        """The stems of the question, parted and framed by blanks."""
        return f" {' '.join(stem for _, stem in stems_of(self.words))} "

    @cached_property
    def joints(self) -> Mapping[int, str]:
        """The places of words such as "and" that belong to no phrase, and how each joins."""
        inner = {
            place
            for one in self.spots
            for place in range(one.spot.places[0], one.spot.places[-1] + 1)
        }
        return {
            place: _JOINERS[word.norm]
            for place, word in enumerate(self.words)
            if word.norm in _JOINERS and place not in inner
        }

    def joiner(self, one: frozenset[int], other: frozenset[int]) -> str:
        """Return how what stands between two sets of places joins them, "" where it does not."""
        first, second = (one, other) if min(one) <= min(other) else (other, one)
        start = max(place for place in first if place <= min(second))
        between = [
            self.joints[place] for place in range(start + 1, min(second)) if place in self.joints
        ]
        return between[-1] if between else ""


@dataclass(frozen=True, slots=True)
class Part:
    """What names something: its matches, the best first, and the words they are of."""

    matches: Sequence[Match]
    spots: Sequence[Weighed]

    @property
    def best(self) -> Match:
        """The best match."""
        return self.matches[0]


class Splitter:
    """Splits questions about one plan."""

    def __init__(self, readings: Readings, context: Context) -> None:
        """Keep the index; `context` gives the ideas of all a plan says about a measure."""
        self._readings = readings
        self._context = context

    def parts(self, asked: Asked) -> list[Part]:
        """Return the parts of a question; none where nothing is named."""
        first = Part(_said_enough(self._matches(asked.spots, asked)), asked.spots)
        if not first.matches or not _names(first.best, asked.spots):
            return []
        return self._halves(first.best, asked) or self._with_rest(first, asked)

    def _with_rest(self, first: Part, asked: Asked) -> list[Part]:
        """Return the first part and those that the rest of the question makes."""
        parts = [first]
        tried = set(first.best.places)
        for _ in range(MOST - 1):
            rest = [one for one in asked.spots if tried.isdisjoint(one.spot.places)]
            if not any(one.weight >= HEAVY and self._readings.knows(one.spot) for one in rest):
                break
            more = self._further(asked, rest, parts)
            if more is None:
                break
            tried |= more.best.places
            best = parts[0].best
            joined = asked.joiner(more.best.places, best.places)
            if not joined and self._says_no_more(more.best, best):
                continue
            if not joined and len(parts) == 1 and self._says_no_more(best, more.best):
                # Among very many readings the whole question may not come upon that one again.
                like = self._matches(asked.spots, asked, only=more.best) or more.matches
                parts = [Part(like, asked.spots)]
            elif not any(_same(more, part) for part in parts):
                parts.append(more)
        if len(parts) > 1:
            parts[0] = self._without(parts[1:], first, asked)
        return parts

    def _halves(self, best: Match, asked: Asked) -> list[Part]:
        """Return the two parts beside an "and" where each is a name ("GLD and GLD for FSM").

        One of them must say all that the whole does, or both explain more than the whole does;
        else the two make up one name.
        """
        for joint in asked.joints:
            if not min(best.places, default=joint) < joint < max(best.places, default=joint):
                continue
            if best.reading.by >= By.ALIAS and is_literal(best.reading, asked.said, _AND):
                continue
            before = [one for one in asked.spots if one.spot.places[-1] < joint]
            after = [one for one in asked.spots if one.spot.places[0] > joint]
            halves = [Part(self._matches(half, asked), half) for half in (before, after)]
            if not all(_is_name(half) for half in halves) or _same(*halves):
                continue
            all_in_one = any(best.reading.ideas <= _ideas(half.spots) for half in halves)
            if all_in_one or _explained(halves) > MORE * _weight(best.places, asked.spots):
                return halves
        return []

    def _without(self, others: Sequence[Part], first: Part, asked: Asked) -> Part:
        """Return the first part as its own words alone have it."""
        taken = {place for part in others for place in part.best.places} - first.best.places
        own = [one for one in asked.spots if taken.isdisjoint(one.spot.places)]
        return Part(self._matches(own, asked) or first.matches, own)

    def _further(self, asked: Asked, rest: Sequence[Weighed], known: Sequence[Part]) -> Part | None:
        """Return a part of the rest, which may borrow a word ("autism and CAMHS waits")."""
        alone = _from_enough(self._matches(rest, asked), rest, known, asked)
        if alone is not None or not asked.joints:
            return alone
        left = {place for one in rest for place in one.spot.places}
        weighed = [
            one if not left.isdisjoint(one.spot.places) else Weighed(one.spot, SHARED)
            for one in asked.spots
        ]
        return _from_enough(self._matches(weighed, asked), rest, known, asked)

    def _says_no_more(self, match: Match, other: Match) -> bool:
        """Say whether all that a match says is said of the other's measure anyway."""
        if match.target.startswith(ABSENT) or other.target.startswith(ABSENT):
            return False
        context = self._context(other.target)
        return match.reading.ideas <= context or self._readings.name_of(match.target) <= context

    def _matches(
        self, spots: Sequence[Weighed], asked: Asked, only: Match | None = None
    ) -> list[Match]:
        return self._readings.matches(spots, facets=asked.facets, only=only)


def _names(match: Match, question: Sequence[Weighed]) -> bool:
    """Say whether a match is enough to name something."""
    if match.recall >= WHOLE and match.coverage >= ALONE:
        return True
    return match.score >= FAINT and _heavy(match, question)


def _is_name(half: Part) -> bool:
    """Say whether half of a question is a name and not much else."""
    return bool(half.matches) and half.best.recall >= WHOLE and half.best.coverage >= HALF


def _explained(parts: Sequence[Part]) -> float:
    """Return the weight of the words that parts explain."""
    return sum(_weight(part.best.places, part.spots) for part in parts)


def _weight(places: frozenset[int], spots: Sequence[Weighed]) -> float:
    return sum(one.weight for one in spots if not places.isdisjoint(one.spot.places))


def _ideas(spots: Sequence[Weighed]) -> frozenset[str]:
    return frozenset(idea for one in spots for idea, _ in one.spot.ideas)


def _same(one: Part, other: Part) -> bool:
    """Say whether two parts mean the same thing."""
    best = {
        match.target
        for match in other.matches
        if match.score >= other.best.score * EQUAL and match.places <= other.best.places
    }
    return any(
        match.target in best for match in one.matches if match.score >= one.best.score * EQUAL
    )


def _said_enough(matches: list[Match]) -> list[Match]:
    """Return the matches without topics of which only a part is said ("early permanence")."""
    return [
        match for match in matches if match.recall >= ALONE or not match.target.startswith(ABSENT)
    ]


def _from_enough(
    matches: list[Match], rest: Sequence[Weighed], known: Sequence[Part], asked: Asked
) -> Part | None:
    """Return the matches from the first that is enough to stand alone, if one near the top is."""
    for place, match in enumerate(matches):
        if match.score < NEAR_TOP * matches[0].score:
            return None
        if _enough(match, known, asked) and _heavy(match, rest):
            return Part(matches[place:], rest)
    return None


def _enough(match: Match, known: Sequence[Part], asked: Asked) -> bool:
    """Say whether a further match is meant; a lay phrase must be joined to what is known."""
    if match.reading.by is not By.LEXICON:
        return match.recall >= ALONE
    return match.recall >= LAY_ALONE and any(
        asked.joiner(match.places, part.best.places) for part in known
    )


def _heavy(match: Match, words: Sequence[Weighed]) -> bool:
    """Say whether a match explains a word of some weight."""
    return any(
        one.weight >= HEAVY and not match.places.isdisjoint(one.spot.places) for one in words
    )
