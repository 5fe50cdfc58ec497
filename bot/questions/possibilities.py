"""Everything that a question may ask, with the chance of each: kinds and measures together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from bot.questions.asked import Asked
from bot.questions.building import Builder
from bot.questions.queries import Kind, Query
from bot.questions.readers import NEEDS_MEASURE, Readers

FIGURE_LIKE = frozenset({Kind.LATEST, Kind.FIGURE})
ABOUT_MEASURES = NEEDS_MEASURE | {Kind.DUE, Kind.FOLLOW, Kind.LIST}
PLAINLY = NEEDS_MEASURE - {Kind.DEFINITION, Kind.OWNER, Kind.SUBMIT}
"""Kinds that are about the measures named and about nothing else."""
UNLIKELY = 0.005
"""A kind less likely than this is not even offered."""
AT_LARGE = 0.04
"""A kind less likely than this is no way out where a measure is missing: "how sure are you"."""
MOST = 6
TOGETHER = 0.95
"""The share of measures that bear one name to be meant together, and not one of them."""
ONE_OF_THEM = 0.5
"""How much of the doubt falls to only one of several things named."""
STEEP = 3.0
"""How fast the chance of a candidate falls with its score."""
NONE_AT_ALL = 0.5
"""The share of the doubt that no candidate is meant, beside one that fits as well as the best."""
LEAST_DOUBT = 0.02

Meant = tuple[str, ...]
Shares = dict[Meant, float]


@dataclass(frozen=True, slots=True)
class Possible:
    """A query and the chance that it is what was asked."""

    chance: float
    query: Query


class Possibilities:
    """Lists what questions about one plan may ask."""

    def __init__(self, builder: Builder) -> None:
        """Keep the builder of queries."""
        self._builder = builder
        self._readers = Readers(builder)

    def of(
        self,
        asked: Asked,
        certainty: float,
        near: Sequence[tuple[str, float]] = (),
        most: int = MOST,
    ) -> list[Possible]:
        """Return the likeliest readings of a question, the likeliest first.

        Args:
            asked: The question with what was found in it.
            certainty: How sure the measures of its subject are.
            near: Further measures that may be meant, each with its share of the doubt.
            most: How many are wanted.
        """
        weighed = nlargest(2 * most, self._weighed(asked, certainty, near), key=lambda one: one[0])
        chances: dict[Query, float] = {}
        for chance, kind, meant in weighed:
            query = meant if isinstance(meant, Query) else self.query(kind, asked, meant)
            chances[query] = chances.get(query, 0.0) + chance
        ordered = sorted(chances.items(), key=lambda one: -one[1])
        needs_one = asked.kinds.best in NEEDS_MEASURE and not asked.subject.named
        if needs_one and not any(query.measures for query in chances):
            ordered = [one for one in ordered if one[1] >= AT_LARGE]
        return [Possible(chance, query) for query, chance in ordered[:most]]

    def query(self, kind: Kind, asked: Asked, measures: Meant) -> Query:
        """Return a question as one of a kind about some measures."""
        return self._builder.query(kind, asked.clues, asked.kinds, asked.today, measures=measures)

    def _weighed(
        self, asked: Asked, certainty: float, near: Sequence[tuple[str, float]]
    ) -> Iterator[tuple[float, Kind, Meant | Query]]:
        meant = _meant(asked, certainty, near)
        for kind, chance in _by_dates(asked):
            if chance < UNLIKELY:
                break
            plainly = kind in PLAINLY and asked.subject.named
            read = None if plainly else self._readers.read(kind, asked)
            if read is not None and not (kind in ABOUT_MEASURES and read.measures):
                yield chance, kind, read
                continue
            if kind not in ABOUT_MEASURES or (kind is Kind.SUBMIT and read is None):
                continue
            if kind is Kind.LIST:
                if read is not None:
                    yield chance * (1.0 if read.owner else certainty), kind, read
                continue
            if read is not None and read.owner:
                yield chance, kind, read
                continue
            ours = _together(meant, asked, certainty) if kind in FIGURE_LIKE else meant
            plain = (asked.subject.measures, (*asked.subject.measures, *asked.subject.options))
            if read is not None and read.measures not in plain:
                yield chance * certainty, kind, read  # "does X count Y" is about X alone
                if not asked.subject.named:  # what is left beside the reading, and no more
                    rest = max(1 - certainty, LEAST_DOUBT)
                    ours = {codes: share * rest for codes, share in ours.items()}
                ours = {**ours, read.measures: 0.0, asked.subject.measures: LEAST_DOUBT}
            for codes, share in ours.items():
                yield chance * share, kind, codes


def _by_dates(asked: Asked) -> list[tuple[Kind, float]]:
    """Return the kinds with their chances, the likeliest first.

    The newest figure and a period's come to one: dates decide which. The course of an ambition is
    the ambition.
    """
    chances = dict(asked.kinds.chances)
    if asked.ambition() and not asked.clues.link.mentions:
        chances[Kind.AMBITION] += chances.pop(Kind.TREND)
    one, other = Kind.FIGURE, Kind.LATEST
    if not asked.clues.timed:
        one, other = other, one
    chances[one] += chances.pop(other)
    chances.pop(Kind.NOT_IN_PLAN)
    return sorted(chances.items(), key=lambda kind: -kind[1])


def _meant(asked: Asked, certainty: float, near: Sequence[tuple[str, float]]) -> Shares:
    """Return the measures that may be meant, with the chance of each."""
    subject = asked.subject
    mentions = subject.mentions or asked.clues.link.mentions
    meant: Shares = defaultdict(float)
    if subject.measures:
        meant[subject.measures] = certainty
    for code in subject.options:
        meant[(code,)] = certainty / len(subject.options)
    doubt = max(1 - sum(meant.values()), LEAST_DOUBT)
    if len(mentions) > 1:
        for mention in mentions:
            meant[mention.tied[:MOST]] += ONE_OF_THEM * doubt / len(mentions)
        doubt *= 1 - ONE_OF_THEM
    shares = dict(near)
    for mention in mentions:
        best = mention.best.score or 1.0
        for one in mention.candidates:
            share = (one.score / best) ** STEEP
            shares[one.code] = max(shares.get(one.code, 0.0), share)
    shares = {code: share for code, share in shares.items() if (code,) not in meant}
    total = sum(shares.values()) + NONE_AT_ALL
    for code, share in shares.items():
        meant[(code,)] += doubt * share / total
    return meant


def _together(meant: Shares, asked: Asked, certainty: float) -> Shares:
    """Return what may be meant where the measures that bear one name can all be shown at once."""
    subject = asked.subject
    if not (subject.options and subject.alike):
        return meant
    made = {
        codes: chance * (1 - TOGETHER) if len(codes) == 1 else chance
        for codes, chance in meant.items()
    }
    made[subject.options] = made.get(subject.options, 0.0) + TOGETHER * certainty
    return made
