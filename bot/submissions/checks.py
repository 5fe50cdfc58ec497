"""What may be wrong with a value that could be taken: doubts to look at again (behaviour 13)."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from decimal import Decimal

from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.plan.periods import Period, PeriodKind, comparable
from bot.plan.rounding import rounded
from bot.plan.signals import Usual, places_of, usual_range
from bot.plan.travel import stands_apart
from bot.rendering import disclosure, numbers

FEWEST_STEPS = 4
"""So many steps between figures must be known before one can be called large."""
LARGE = 3
"""A step this many times the usual one is large."""
SMALL = 30
"""Among figures below this, three times as much is no sharp jump."""
_SEASONAL = frozenset({PeriodKind.QUARTER, PeriodKind.TERM, PeriodKind.MONTH})


def doubts(measure: Measure, figure: Figure, earlier: Sequence[Figure]) -> tuple[str, ...]:
    """Return what is doubtful about a figure that is handed in, a sentence each.

    `earlier` are the measure's published figures in any order. The first figure of a measure has
    nothing to be compared with. Every sentence says what is unlike, so that it can be answered.
    """
    value = figure.value
    like = _like(figure, earlier)
    last = _last(figure, earlier)
    if value is None or last is None:
        return ()
    before = _before(figure, like) if like else last
    found = [
        _same(measure, value, before),
        _sign(value, before),
        _tenfold(measure, value, before),
    ]
    if like and not found[2]:
        found += [_unusual(measure, figure, like) or _jump(measure, value, before, like)]
    return tuple(doubt for doubt in found if doubt)


def _like(figure: Figure, earlier: Sequence[Figure]) -> list[Figure]:
    """The published figures that compare with this one, oldest first."""
    return sorted(
        (
            one
            for one in earlier
            if one.value is not None
            and not stands_apart(one)
            and one.period < figure.period
            and comparable(one.period, figure.period)
        ),
        key=lambda one: one.period.order,
    )


def _last(figure: Figure, earlier: Sequence[Figure]) -> Figure | None:
    """The newest published figure before this one, of any kind of period."""
    before = [
        one
        for one in earlier
        if one.value is not None and not stands_apart(one) and one.period < figure.period
    ]
    return max(before, key=lambda one: one.period.order, default=None)


def _before(figure: Figure, like: Sequence[Figure]) -> Figure:
    """The figure to compare with: the same part of the year before where there is one."""
    if figure.period.kind in _SEASONAL:
        year_before = figure.period.year_before()
        seasonal = [one for one in like if one.period == year_before]
        if seasonal:
            return seasonal[0]
    return like[-1]


def _same(measure: Measure, value: Decimal, before: Figure) -> str:
    if value != before.value:
        return ""
    return f"It is exactly the same as {before.period.phrase} ({_text(measure, before)})."


def _sign(value: Decimal, before: Figure) -> str:
    assert before.value is not None
    if value * before.value >= 0:
        return ""
    side = "below" if value < 0 else "above"
    return f"It is {side} zero, and the figure {before.period.phrase} was not."


def _tenfold(measure: Measure, value: Decimal, before: Figure) -> str:
    assert before.value is not None
    if not value or not before.value:
        return ""
    ratio = abs(value / before.value)
    for by in (100, 10):
        low, high = Decimal(by) * Decimal("0.9"), Decimal(by) * Decimal("1.1")
        if low <= ratio <= high:
            return f"It is about {by} times the figure {_beside(measure, before)}."
        if low <= 1 / ratio <= high:
            part = "a tenth" if by == 10 else "a hundredth"
            return f"It is about {part} of the figure {_beside(measure, before)}."
    return ""


def _unusual(measure: Measure, figure: Figure, like: Sequence[Figure]) -> str:
    usual = usual_range(measure, like)
    assert figure.value is not None
    if not isinstance(usual, Usual) or usual.lower <= figure.value <= usual.upper:
        return ""
    # Where the series has left its range already, to say so each time warns of nothing.
    last = like[-1].value
    above = figure.value > usual.upper
    if last is not None and (last > usual.upper if above else last < usual.lower):
        return ""
    places = places_of(measure, usual, figure.value)
    low, high = (
        _number(measure, figure.period, limit, places) for limit in (usual.lower, usual.upper)
    )
    return f"It is outside the usual range, {low} to {high}."


def _jump(measure: Measure, value: Decimal, before: Figure, like: Sequence[Figure]) -> str:
    """A step much larger than the median one; a mean would be led astray by one large step."""
    steps = [
        abs(later.value - sooner.value)
        for sooner, later in itertools.pairwise(like)
        if later.value is not None and sooner.value is not None
    ]
    if before.value is None:
        return ""
    if len(steps) < FEWEST_STEPS:
        return _several_times(measure, value, before)
    usual = statistics.median(steps)
    if not usual or abs(value - before.value) <= LARGE * usual:
        return ""
    was = f"{before.period.short} ({_text(measure, before)})"
    return f"The step from {was} is more than three times the usual one."


def _several_times(measure: Measure, value: Decimal, before: Figure) -> str:
    """A sharp jump where too few steps are known to say what is usual; small counts may leap."""
    assert before.value is not None
    more, less = max(abs(value), abs(before.value)), min(abs(value), abs(before.value))
    if more < SMALL or more <= LARGE * less:
        return ""
    how = "more than three times" if abs(value) == more else "less than a third of"
    return f"It is {how} the figure {_beside(measure, before)}."


def _beside(measure: Measure, before: Figure) -> str:
    return f"{before.period.phrase} ({_text(measure, before)})"


def _text(measure: Measure, figure: Figure) -> str:
    assert figure.value is not None
    return _number(measure, figure.period, figure.value, measure.decimals)


def _number(measure: Measure, period: Period, value: Decimal, places: int) -> str:
    """A value for those who hand in and sign off, who may see small ones too."""
    shown = disclosure.passed_typed(measure, period, rounded(value, places))
    return numbers.value(shown)
