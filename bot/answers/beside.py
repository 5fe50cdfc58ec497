"""Measures picked or ranked by how they stand beside one comparator (behaviour 25)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.answers.asked import About, Asked, about
from bot.answers.conditions import on_targets, test_of
from bot.answers.standing import SHALLOW, standings
from bot.plan.far_off import TIMES, far_off
from bot.plan.figures import Benchmark, Figure
from bot.plan.measures import Measure, Polarity, Unit
from bot.plan.rounding import rounded
from bot.plan.travel import same, stands_apart
from bot.questions.queries import Filter, Kind

USUAL = 3


class Side(StrEnum):
    """Which measures are wanted."""

    WORSE = "worse"
    BETTER = "better"
    EITHER = "either"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One measure's newest figure of a period that the comparator has too; `side` says which way.

    `side` is EITHER where both print the same.
    """

    measure: Measure
    ours: Figure
    theirs: Benchmark
    side: Side


@dataclass(frozen=True, kw_only=True)
class Against:
    """The pairs asked for, out of `compared` measures that could be compared of `total`.

    `ranked` says that they are in order of the gap as a share of the comparator's figure; else they
    are in plan order. `others` are comparators that were named too. `untold` are those on the side
    that is wanted of which it cannot be told whether they meet the further condition (`also`).
    `odd` are the pairs whose comparator is many times above or below every other place.
    """

    about: About
    comparator: str
    others: tuple[str, ...]
    side: Side
    ranked: bool
    pairs: tuple[Pair, ...]
    compared: int
    total: int
    untold: int = 0
    odd: tuple[Pair, ...] = ()


SIDES: dict[Filter | None, Side] = {
    Filter.WORSENING: Side.WORSE,
    Filter.WORST: Side.WORSE,
    Filter.IMPROVING: Side.BETTER,
    Filter.BEST: Side.BETTER,
    Filter.BIGGEST_CHANGE: Side.EITHER,
    None: Side.EITHER,
}


def asks_beside(asked: Asked) -> bool:
    """Say whether measures are to be picked by how they stand beside a comparator."""
    return bool(asked.query.comparators) and asked.query.filter in SIDES


def answer(asked: Asked, measures: Sequence[Measure]) -> Against:
    """Return the measures that stand worse, or better, than the comparator: two or three calls."""
    query = asked.query
    comparator, *others = query.comparators
    side = SIDES[query.filter]
    pairs = _pairs(asked, measures, comparator)
    wanted = [pair for pair in pairs if pair.side is side or side is Side.EITHER]
    wanted, untold = _also(asked, wanted)
    ranked = query.kind is Kind.RANKING
    if ranked:
        wanted.sort(key=_share, reverse=True)
        wanted = wanted[: query.top or USUAL]
    return Against(
        about=about(asked),
        comparator=comparator,
        others=tuple(others),
        side=side,
        ranked=ranked,
        pairs=tuple(wanted),
        compared=len(pairs),
        total=len(measures),
        untold=untold,
        odd=tuple(pair for pair in wanted if _is_odd(asked, pair)),
    )


def _is_odd(asked: Asked, pair: Pair) -> bool:
    """Whether the comparator stands apart from us and all others; looked up where it may."""
    ours, theirs = pair.ours.value, pair.theirs.value
    assert ours is not None
    if ours < TIMES * theirs and theirs < TIMES * ours:
        return False
    period = pair.ours.period
    there = asked.plan.benchmarks(pair.measure.code)
    values = {one.comparator: one.value for one in there if same(one.period, period)}
    found = far_off(pair.measure.unit, {**values, "": ours})
    return found is not None and found.place == pair.theirs.comparator


def _also(asked: Asked, pairs: list[Pair]) -> tuple[list[Pair], int]:
    """The pairs that meet the further condition, and of how many that cannot be told."""
    further = asked.query.also
    if further is None:
        return pairs, 0
    test = test_of(further)
    measures = [pair.measure for pair in pairs]
    found = standings(asked, measures, targets=on_targets(further))
    kept = [pair for pair, one in zip(pairs, found, strict=True) if test.meets(one)]
    return kept, sum(not test.can_tell(one) for one in found)


def _pairs(asked: Asked, measures: Sequence[Measure], comparator: str) -> list[Pair]:
    """A pair for each measure that can be weighed.

    Counts of places of different size are not, nor what has no good way.
    """
    weighed = [
        measure
        for measure in measures
        if measure.unit is not Unit.COUNT and measure.polarity is not Polarity.NEUTRAL
    ]
    codes = [measure.code for measure in weighed]
    ours = asked.plan.newest_of(codes, limit=SHALLOW)
    ends = [figure.period.end for figures in ours.values() for figure in figures]
    start = min(ends, default=None)
    theirs = asked.plan.benchmarks_of(codes, comparator, start=start)
    found = (_pair(one, ours.get(one.code, ()), theirs.get(one.code, ())) for one in weighed)
    return [pair for pair in found if pair is not None]


def _pair(measure: Measure, ours: Iterable[Figure], theirs: Sequence[Benchmark]) -> Pair | None:
    for figure in ours:
        if figure.value is None or stands_apart(figure):
            continue
        other = next((one for one in theirs if same(one.period, figure.period)), None)
        if other is not None:
            side = _side(measure, figure.value, other.value)
            return Pair(measure=measure, ours=figure, theirs=other, side=side)
    return None


def _side(measure: Measure, ours: Decimal, theirs: Decimal) -> Side:
    if rounded(ours, measure.decimals) == rounded(theirs, measure.decimals):
        return Side.EITHER
    better = (ours > theirs) is (measure.polarity is Polarity.HIGHER)
    return Side.BETTER if better else Side.WORSE


def _share(pair: Pair) -> Decimal:
    """The gap as a share of the comparator's figure, since unlike units have no other scale."""
    ours, theirs = pair.ours.value, pair.theirs.value
    assert ours is not None
    return abs((ours - theirs) / theirs) if theirs else Decimal("Infinity")
