"""Signal or noise: is the newest figure more than the usual ups and downs (R41 to R47).

An individuals chart: mean plus and minus 2.66 times the mean moving range. Moving ranges are not
screened, to match the spreadsheet that partners check against (R43). Only four rules are used
(R46).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.plan.figures import Figure
from bot.plan.measures import Measure, Polarity, Unit
from bot.plan.periods import OVERLAPPING, Period, PeriodKind, comparable, overlaps
from bot.plan.rounding import rounded
from bot.plan.targets import Target
from bot.plan.travel import missing_between, pace_of, stands_apart, starts_anew

FEWEST = 5
# At twelve points the range is fixed on the first twelve (R44).
FIXED_FROM = 12
_SPREAD = Decimal("2.66")
_RUN = 7


class Signal(StrEnum):
    """What the newest figure shows, in the order in which it is looked for (R42)."""

    OUTSIDE = "outside the usual range"
    RUN_OF_STEPS = "seven in a row the same way"
    NEAR_LIMIT = "two of three close to a limit"
    ONE_SIDE = "seven in a row on one side of the mean"
    NONE = "no special signal"


class NoRange(StrEnum):
    """Why no usual range is given."""

    TOO_FEW = "fewer than five figures that may be compared"
    OVERLAPPING = "the periods overlap"
    FLAT = "the figures have not moved"


class Assurance(StrEnum):
    """What the usual range says about a target (R45)."""

    MEETS = "consistently meets"
    MISSES = "consistently misses"
    BY_CHANCE = "meets and misses by chance"


@dataclass(frozen=True, kw_only=True)
class Usual:
    """The usual range of a series, unrounded, in the measure's unit.

    `trial` says that it rests on fewer than twelve figures and will move; `points` is how many it
    rests on; `high` says on which side of the mean the signal lies. `calm` says that the newest
    step is no longer than an earlier one, and the whole way no longer than half the range.
    """

    mean: Decimal
    lower: Decimal
    upper: Decimal
    points: int
    trial: bool
    signal: Signal
    high: bool
    calm: bool = True


def usual_range(measure: Measure, figures: Iterable[Figure]) -> Usual | NoRange:
    """Return the usual range of a series and what its newest figure shows, or why there is none.

    `figures` are of one kind of period, oldest first. Only the stretch since the last break or gap
    counts: gaps are not bridged. A snapshot taken off the usual cycle is no part of it.
    """
    series = _stretch(_on_cycle([figure for figure in figures if figure.value is not None]))
    if any(overlaps(one.period, other.period) for one, other in itertools.pairwise(series)):
        return NoRange.OVERLAPPING
    if series and series[-1].period.kind in OVERLAPPING:
        return NoRange.OVERLAPPING
    if len(series) < FEWEST:
        return NoRange.TOO_FEW
    return of_values(measure, [figure.value for figure in series if figure.value is not None])


def of_values(measure: Measure, values: Sequence[Decimal]) -> Usual | NoRange:
    """Return the usual range of values in time order and what the last of them shows."""
    basis = values[:FIXED_FROM]
    mean, reach = centre_and_reach(basis)
    if not reach:
        return NoRange.FLAT
    return Usual(
        mean=mean,
        lower=_within(measure, mean - reach),
        upper=_within(measure, mean + reach),
        points=len(basis),
        trial=len(values) < FIXED_FROM,
        signal=_signal(values, mean, reach),
        high=_side(values, mean),
        calm=_is_calm(values, reach),
    )


def centre_and_reach(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Return the mean of at least two values and how far the limits are from it (R42)."""
    ranges = [abs(later - sooner) for sooner, later in itertools.pairwise(values)]
    mean = sum(values, Decimal(0)) / len(values)
    return mean, _SPREAD * sum(ranges, Decimal(0)) / len(ranges)


def tells_nothing(measure: Measure, usual: Usual) -> bool:
    """Say whether a range is as wide as what is possible, so that it is not worth telling."""
    return measure.unit is Unit.PERCENT and usual.lower <= 0 and usual.upper >= 100


def places_of(measure: Measure, usual: Usual, value: Decimal) -> int:
    """Return how many decimals the range needs: one more where a limit would print as the value.

    Else a figure that is outside would look as if it were on the limit.
    """
    places = measure.decimals
    ends = rounded(usual.lower, places), rounded(usual.upper, places)
    return places + 1 if rounded(value, places) in ends else places


def assurance(measure: Measure, usual: Usual, target: Target | None) -> Assurance | None:
    """Return whether the target will be met as things are; None without a target or a good way."""
    if target is None or measure.polarity is Polarity.NEUTRAL:
        return None
    if usual.lower <= target.value <= usual.upper:
        return Assurance.BY_CHANCE
    above = usual.lower > target.value
    meets = above is (measure.polarity is Polarity.HIGHER)
    return Assurance.MEETS if meets else Assurance.MISSES


def _on_cycle(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are a whole number of steps from most others: not one of June among March's.

    Of two groups of one size, the one with the newer figure is the cycle.
    """
    if not figures or figures[-1].period.kind is not PeriodKind.SNAPSHOT:
        return list(figures)
    pace = pace_of([figure.period for figure in figures])
    places = [figure.period.end.month % pace for figure in figures]
    counts = Counter(reversed(places))
    usual = counts.most_common(1)[0][0]
    return [figure for figure, place in zip(figures, places, strict=True) if place == usual]


def _is_calm(values: Sequence[Decimal], reach: Decimal) -> bool:
    *earlier, newest = [abs(later - sooner) for sooner, later in itertools.pairwise(values)]
    return newest <= max(earlier) and abs(values[-1] - values[0]) <= reach


def _stretch(figures: Sequence[Figure]) -> list[Figure]:
    """The figures since the last break, gap or figure that must not be compared."""
    stretch: list[Figure] = []
    held = [figure.period for figure in figures]
    for figure in figures:
        if stands_apart(figure):
            stretch = []
            continue
        if stretch and _parted(stretch[-1], figure, held):
            stretch = []
        stretch.append(figure)
    return stretch


def _parted(before: Figure, after: Figure, held: Sequence[Period]) -> bool:
    if starts_anew(after) or not comparable(before.period, after.period):
        return True
    return bool(missing_between(before.period, after.period, held))


def _within(measure: Measure, limit: Decimal) -> Decimal:
    """The limit inside what is possible: never under zero, a percentage never over 100."""
    limit = max(limit, Decimal(0)) if measure.unit is not Unit.SCORE else limit
    return min(limit, Decimal(100)) if measure.unit is Unit.PERCENT else limit


def _signal(values: Sequence[Decimal], mean: Decimal, reach: Decimal) -> Signal:
    offsets = [value - mean for value in values]
    if abs(offsets[-1]) > reach:
        return Signal.OUTSIDE
    if _steps(values) >= _RUN - 1:
        return Signal.RUN_OF_STEPS
    last = offsets[-3:]
    near = sum(abs(offset) > reach * 2 / 3 for offset in last)
    if len(last) == 3 and near >= 2 and _same_side(last):
        return Signal.NEAR_LIMIT
    if len(offsets) >= _RUN and _same_side(offsets[-_RUN:]):
        return Signal.ONE_SIDE
    return Signal.NONE


def _steps(values: Sequence[Decimal]) -> int:
    """How many steps up to the last one went the same way; seven points make six steps."""
    run, way = 0, 0
    for sooner, later in reversed(list(itertools.pairwise(values))):
        step = (later > sooner) - (later < sooner)
        if step == 0 or (way and step != way):
            break
        run, way = run + 1, step
    return run


def _same_side(offsets: Sequence[Decimal]) -> bool:
    """All above or all below the mean; one on the mean breaks the run."""
    return all(offset > 0 for offset in offsets) or all(offset < 0 for offset in offsets)


def _side(values: Sequence[Decimal], mean: Decimal) -> bool:
    """Whether the newest is high: above the mean, or rising where it lies on it."""
    return values[-1] > mean or (values[-1] == mean and values[-1] > values[-2])
