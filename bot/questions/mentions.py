"""What a question mentions: one mention for each thing that it names.

The best reading of the whole question comes first; where its words leave a rest that names another
measure on its own ("cp plans and lac numbers"), that is a mention too. A rest that only says more
of what is meant already ("… of the children in care") is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bot.plan.measures import Catalogue
from bot.questions.candidates import EQUAL, MOST, Candidates, Context, of_code
from bot.questions.codes import CodeSpot
from bot.questions.ideas import Word, stems_of
from bot.questions.named import Candidate, Mention, Named
from bot.questions.plan_readings import ABSENT
from bot.questions.readings import HEAVY, WHOLE, By, Match, Readings, Weighed

FAINT = 0.22
"""Below this score nothing is named."""
ALONE = 0.72
"""How much of a name the rest of a question must say to be a mention of its own."""
LAY_ALONE = 0.9
"""The same for a lay phrase."""
NEAR_TOP = 0.8
"""A reading of the rest must score this share of its best."""
SHARED = 0.05
"""What the words of another mention weigh for a mention that may share them."""
_JOINERS = {
    **dict.fromkeys(("and", "&", "+", ",", ";", "plus", "also", "then", "n", "alongside"), "and"),
    **dict.fromkeys(("or", "/", "either"), "or"),
    **dict.fromkeys(("vs", "v", "versus", "against"), "vs"),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What a question mentions: measures, topics the plan lacks, and the measures nearest."""

    mentions: tuple[Mention, ...]
    absent: tuple[Named, ...]
    nearest: tuple[Candidate, ...]


@dataclass(frozen=True)
class Asked:
    """A question's words, what they say and weigh, and the kinds of figure that it asks for."""

    words: Sequence[Word]
    spots: Sequence[Weighed]
    facets: frozenset[str]

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


class Mentions:
    """Finds what a question mentions among the measures of a plan."""

    def __init__(self, catalogue: Catalogue, readings: Readings, context: Context) -> None:
        """Keep the index; `context` gives the ideas of all a plan says about a measure."""
        self._readings = readings
        self._context = context
        self._candidates = Candidates(catalogue, context)

    def found(self, asked: Asked, codes: Sequence[CodeSpot]) -> Parts:
        """Return the mentions in the order of the text, and the topics that the plan lacks."""
        said = f" {' '.join(stem for _, stem in stems_of(asked.words))} "
        mentions = [of_code(code) for code in codes]
        absent: list[Named] = []
        nearest: list[Candidate] = []
        for matches, spots in self._split(asked):
            held = [match for match in matches if not match.target.startswith(ABSENT)]
            mention = self._candidates.mention(held, spots, asked.facets, said)
            if matches[0].target.startswith(ABSENT):
                absent.append(_absent(matches[0], asked.words))
                nearest += mention.candidates if mention else ()
            elif mention is not None:
                mentions.append(mention)
        mentions.sort(key=lambda mention: (mention.start, mention.end))
        return Parts(tuple(_joined(mentions, asked.joints)), tuple(absent), tuple(nearest))

    def _split(self, asked: Asked) -> list[tuple[list[Match], Sequence[Weighed]]]:
        """Return the matches of each part of a question that names something, and its words."""
        question = asked.spots
        first = _said_enough(self._readings.matches(question, facets=asked.facets))
        if not first or not self._names(first[0], question):
            return []
        parts = [(first, question)]
        tried = set(first[0].places)
        for _ in range(MOST - 1):
            rest = [one for one in question if tried.isdisjoint(one.spot.places)]
            if not any(one.weight >= HEAVY and self._readings.knows(one.spot) for one in rest):
                break
            more = self._further(asked, rest, [part[0] for part, _ in parts])
            if more is None:
                break
            tried |= more[0].places
            best = parts[0][0][0]
            joined = bool(_joiner(more[0].places, best.places, asked.joints))
            if not joined and self._says_no_more(more[0], best):
                continue
            if not joined and len(parts) == 1 and self._says_no_more(best, more[0]):
                both = self._readings.matches(question, facets=asked.facets, only=more[0])
                parts = [(both, question)]
            elif not any(_same(more, part) for part, _ in parts):
                parts.append((more, rest))
        if len(parts) > 1:
            others = {place for part, _ in parts[1:] for place in part[0].places}
            others -= first[0].places
            own = [one for one in question if others.isdisjoint(one.spot.places)]
            parts[0] = (self._readings.matches(own, facets=asked.facets) or first, own)
        return parts

    def _names(self, match: Match, question: Sequence[Weighed]) -> bool:
        """Say whether a match is enough to name something."""
        if match.recall >= WHOLE and match.coverage >= ALONE:
            return True
        return match.score >= FAINT and _heavy(match, question)

    def _further(
        self, asked: Asked, rest: Sequence[Weighed], known: Sequence[Match]
    ) -> list[Match] | None:
        """Return matches of the rest, which may borrow a word ("autism and CAMHS waits")."""
        alone = _from_enough(
            self._readings.matches(rest, facets=asked.facets), rest, known, asked.joints
        )
        if alone or not asked.joints:
            return alone
        left = {place for one in rest for place in one.spot.places}
        weighed = [
            one if not left.isdisjoint(one.spot.places) else Weighed(one.spot, SHARED)
            for one in asked.spots
        ]
        sharing = self._readings.matches(weighed, facets=asked.facets)
        return _from_enough(sharing, rest, known, asked.joints)

    def _says_no_more(self, match: Match, other: Match) -> bool:
        """Say whether all that a match says is said of the other's measure anyway."""
        if match.target.startswith(ABSENT) or other.target.startswith(ABSENT):
            return False
        return match.reading.ideas <= self._context(other.target)


def _same(matches: Sequence[Match], part: Sequence[Match]) -> bool:
    """Say whether two parts mean the same thing."""
    best = {
        match.target
        for match in part
        if match.score >= part[0].score * EQUAL and match.places & part[0].places
    }
    return any(match.target in best for match in matches if match.score >= matches[0].score * EQUAL)


def _said_enough(matches: list[Match]) -> list[Match]:
    """Return the matches without topics of which only a part is said ("early permanence")."""
    return [
        match for match in matches if match.recall >= ALONE or not match.target.startswith(ABSENT)
    ]


def _from_enough(
    matches: list[Match], rest: Sequence[Weighed], known: Sequence[Match], joints: Mapping[int, str]
) -> list[Match] | None:
    """Return the matches from the first that is enough to stand alone, if one near the top is."""
    for place, match in enumerate(matches):
        if match.score < NEAR_TOP * matches[0].score:
            return None
        if _enough(match, known, joints) and _heavy(match, rest):
            return matches[place:]
    return None


def _enough(match: Match, known: Sequence[Match], joints: Mapping[int, str]) -> bool:
    """Say whether a further match is meant; a lay phrase must be joined to what is known."""
    if match.reading.by is not By.LEXICON:
        return match.recall >= ALONE
    return match.recall >= LAY_ALONE and any(
        _joiner(match.places, one.places, joints) for one in known
    )


def _heavy(match: Match, words: Sequence[Weighed]) -> bool:
    """Say whether a match explains a word of some weight."""
    return any(
        one.weight >= HEAVY and not match.places.isdisjoint(one.spot.places) for one in words
    )


def _absent(match: Match, words: Sequence[Word]) -> Named:
    return Named(
        name=match.target.removeprefix(ABSENT),
        score=match.score,
        words=" ".join(words[place].norm for place in sorted(match.places)),
        places=match.places,
    )


def _joiner(one: frozenset[int], other: frozenset[int], joints: Mapping[int, str]) -> str:
    """Return how what stands between two sets of places joins them, "" where it does not."""
    first, second = (one, other) if min(one) <= min(other) else (other, one)
    start = max(place for place in first if place <= min(second))
    between = [joints[place] for place in range(start + 1, min(second)) if place in joints]
    return between[-1] if between else ""


def _joined(mentions: Sequence[Mention], joints: Mapping[int, str]) -> list[Mention]:
    """Return the mentions with how each hangs on the one before it."""
    return [
        *mentions[:1],
        *(
            replace(mention, joined=_joiner(mention.best.places, before.best.places, joints))
            for before, mention in pairwise(mentions)
        ),
    ]
