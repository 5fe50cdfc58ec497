"""Direction of travel, like for like (R39, R40, R41).

A figure is compared with the one of the period before. Where that period has no figure, the next
older one may stand in, and the periods between are named, never skipped in silence (R40). A figure
that says it must not be compared is not; nothing is compared across a break.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from bot.plan.figures import Figure
from bot.plan.measures import Measure, Polarity
from bot.plan.periods import Period, PeriodKind, add_months, comparable, month_end, overlaps
from bot.plan.rounding import rounded


class Course(StrEnum):
    """Which way a measure moves; the values are the words a reply uses."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no change"


class Why(StrEnum):
    """Why there is no comparison."""

    NOTHING_EARLIER = "nothing earlier"
    STANDS_APART = "stands apart"
    BREAK = "break"
    OTHER_PERIOD = "other period"
    NO_VALUE = "no value"


@dataclass(frozen=True, kw_only=True)
class Change:
    """From `before` to `after`. `amount` is unrounded, in the measure's unit.

    `missing` are the periods between that have no figure, oldest first; `overlapping` says that
    the two periods share days, so that part of the figure is counted in both.
    """

    before: Figure
    after: Figure
    amount: Decimal
    course: Course
    missing: tuple[Period, ...] = ()
    overlapping: bool = False


@dataclass(frozen=True, kw_only=True)
class Uncompared:
    """No change can be said. `before` is what it would have been compared with, if anything."""

    after: Figure
    why: Why
    before: Figure | None = None
    reason: str = ""


Travel = Change | Uncompared

_APART = re.compile(r"\b(do not compare|not comparable|(cannot|can't) be compared)\b", re.I)
_BREAK = re.compile(r"\b(series break|break in (the )?series|break in (the )?definition)\b", re.I)
_STEPPED = frozenset({PeriodKind.SNAPSHOT, PeriodKind.THREE_MONTH_AVERAGE, PeriodKind.ROLLING_YEAR})
_MOST_MISSING = 120


@lru_cache(maxsize=4096)
def _says_apart(note: str) -> bool:
    return _APART.search(note) is not None


@lru_cache(maxsize=4096)
def _says_break(note: str) -> bool:
    return _BREAK.search(note) is not None


def stands_apart(figure: Figure) -> bool:
    """Say whether the figure must not be compared with any other."""
    return not figure.comparable or bool(figure.note and _says_apart(figure.note))


def starts_anew(figure: Figure) -> bool:
    """Say whether a new series starts with the figure, so that nothing is compared across it."""
    return bool(figure.note and _says_break(figure.note))


def travel(measure: Measure, after: Figure, figures: Iterable[Figure]) -> Travel:
    """Return the change to `after` from the like-for-like figure before it, or why there is none.

    `figures` are the measure's, in any order; `after` may be among them.
    """
    earlier = sorted(
        (figure for figure in figures if figure.comparable and figure.period < after.period),
        key=lambda figure: figure.period.order,
    )
    like = [figure for figure in earlier if comparable(figure.period, after.period)]
    expected = _step_back(after.period, _pace(after.period, like))
    exact = next((figure for figure in like if expected and same(figure.period, expected)), None)
    if exact is not None and (exact.value is not None or stands_apart(exact)):
        return between(measure, exact, after, figures=earlier)
    older = [figure for figure in like if figure.value is not None]
    if not older:
        kind = Why.OTHER_PERIOD if earlier and not like else Why.NOTHING_EARLIER
        return Uncompared(after=after, why=kind)
    return between(measure, older[-1], after, figures=earlier)


def between(
    measure: Measure, before: Figure, after: Figure, *, figures: Iterable[Figure] = ()
) -> Travel:
    """Return the change from one figure to a later one, or why the two do not compare."""
    if before.value is None or after.value is None:
        return Uncompared(before=before, after=after, why=Why.NO_VALUE)
    apart = next((figure for figure in (after, before) if stands_apart(figure)), None)
    if apart is not None:
        return Uncompared(before=before, after=after, why=Why.STANDS_APART, reason=apart.note)
    if not comparable(before.period, after.period):
        return Uncompared(before=before, after=after, why=Why.OTHER_PERIOD)
    listed = tuple(figures)
    for figure in (*listed, after):
        if starts_anew(figure) and before.period.order < figure.period.order <= after.period.order:
            return Uncompared(before=before, after=after, why=Why.BREAK, reason=figure.note)
    held = [figure.period for figure in listed if figure.value is not None]
    return Change(
        before=before,
        after=after,
        amount=after.value - before.value,
        course=course(measure, before.value, after.value),
        missing=missing_between(before.period, after.period, held),
        overlapping=overlaps(before.period, after.period),
    )


def course(measure: Measure, before: Decimal, after: Decimal) -> Course:
    """Return which way it moved; equal at the precision shown is no change."""
    places = measure.decimals
    if rounded(before, places) == rounded(after, places):
        return Course.NO_CHANGE
    if measure.polarity is Polarity.NEUTRAL:
        return Course.INCREASING if after > before else Course.DECREASING
    better = (after > before) is (measure.polarity is Polarity.HIGHER)
    return Course.IMPROVING if better else Course.WORSENING


def missing_between(
    before: Period, after: Period, held: Sequence[Period] = ()
) -> tuple[Period, ...]:
    """Return the periods between two of a kind that are not held, oldest first.

    Irregular snapshots have none: nobody can say on which day one was owed.
    """
    if before.kind is not after.kind:
        return ()
    pace = 12
    if after.kind in _STEPPED:
        pace = pace_of([*(period for period in held if comparable(period, after)), before, after])
    missing: list[Period] = []
    step = _step_back(after, pace)
    while step is not None and step > before and len(missing) < _MOST_MISSING:
        if overlaps(step, before) and step.kind not in {PeriodKind.THREE_YEARS, *_STEPPED}:
            break
        if same(step, before):
            break
        if not any(same(step, period) for period in held):
            missing.append(step)
        step = _step_back(step, pace)
    return tuple(reversed(missing))


def same(one: Period, other: Period) -> bool:
    """Say whether two periods are one and the same; a part of a month stands for the month."""
    if one.kind is not other.kind:
        return False
    if one.kind is PeriodKind.MONTH:
        return (one.end.year, one.end.month) == (other.end.year, other.end.month)
    return (one.start, one.end) == (other.start, other.end)


def is_stepped(period: Period) -> bool:
    """Say whether only the rest of a series tells how far apart its figures are."""
    return period.kind in _STEPPED


def _pace(period: Period, like: Sequence[Figure]) -> int:
    return pace_of([*(figure.period for figure in like), period])


def pace_of(periods: Sequence[Period]) -> int:
    """Return the usual step of a series in months; 12 for all but snapshots and moving averages."""
    if periods[-1].kind not in _STEPPED:
        return 12
    ends = sorted({period.end for period in periods})
    steps = Counter(
        (later.year - sooner.year) * 12 + later.month - sooner.month
        for sooner, later in itertools.pairwise(ends)
    )
    usual = sorted(steps.items(), key=lambda item: (-item[1], -item[0]))
    return usual[0][0] if usual and usual[0][0] in {1, 3, 6, 12} else 12


def _step_back(period: Period, pace: int) -> Period | None:
    if period.kind not in _STEPPED or pace == 12:
        return period.before()
    whole = period.end == month_end(period.end)
    end = add_months(period.end, -pace)
    end = month_end(end) if whole else end
    start = end if period.days == 1 else add_months(period.start, -pace)
    return Period(kind=period.kind, start=start, end=end)
