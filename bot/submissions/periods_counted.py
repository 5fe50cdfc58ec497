"""Which period a figure is for: the dates somebody named, as a period of the measure's own kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.errors import PeriodError
from bot.plan.days import ONE_DAY, add_months, month_end
from bot.plan.figures import Figure
from bot.plan.measures import Catalogue, Frequency, Measure
from bot.plan.periods import Period, PeriodKind
from bot.plan.rhythms import rhythm_of
from bot.questions.queries import Window

OFFERED = 3
_WANTED = {
    Frequency.MONTHLY: PeriodKind.MONTH,
    Frequency.QUARTERLY: PeriodKind.QUARTER,
    Frequency.TERMLY: PeriodKind.TERM,
    Frequency.HALF_YEARLY: PeriodKind.HALF_YEAR,
}
_WHOLE = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.HALF_YEAR,
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.SCHOOL_YEAR,
    PeriodKind.CALENDAR_YEAR,
)
_SPANS = frozenset({PeriodKind.THREE_MONTH_AVERAGE, PeriodKind.THREE_YEARS})
_ODD = frozenset({PeriodKind.RANGE, PeriodKind.STATED})


def period_for(
    catalogue: Catalogue, measure: Measure, window: Window, figures: Sequence[Figure]
) -> Period | None:
    """Return the period that the dates mean for a measure, None where they make none it counts.

    `figures` are the measure's newest. Dates of a figure that is held are that figure's period.
    Where the series is of points in time, a quarter or a year means its last day.
    """
    span = (window.start, window.end)
    held = [figure.period for figure in figures if figure.period.kind not in _ODD]
    exact = next((one for one in held if (one.start, one.end) == span), None)
    if exact is not None:
        return exact
    if usual_kind(held) is PeriodKind.SNAPSHOT:
        return _point(window, held)
    kinds = [_wanted(catalogue, measure), *(period.kind for period in held), *_WHOLE]
    for kind in dict.fromkeys(kinds):
        period = _made(kind, *span)
        if period is not None:
            # A figure held for the first days of a month is that month's, and is corrected.
            same = (one for one in held if one.kind is kind and one.short == period.short)
            return next(same, period)
    return None


def recent_periods(
    catalogue: Catalogue, measure: Measure, today: date, figures: Sequence[Figure]
) -> tuple[Period, ...]:
    """Return the periods somebody is likely to hand in now, the newest that has ended first."""
    rhythm = rhythm_of(catalogue, measure)
    held = [figure.period for figure in figures if figure.period.kind not in _ODD]
    found: list[Period] = []
    period = rhythm.newest_ended(today)
    while len(found) < OFFERED:
        found.append(period)
        period = rhythm.newest_ended(period.end)
    if usual_kind(held) is PeriodKind.SNAPSHOT:
        windows = [Window(start=one.start, end=one.end) for one in found]
        points = [_point(window, held) for window in windows]
        return tuple(dict.fromkeys(point for point in points if point is not None))
    return tuple(dict.fromkeys((*found, *_own_span(held, today))))


def _own_span(held: Sequence[Period], today: date) -> tuple[Period, ...]:
    """The newest ended span of a series of spans, as of every December to February."""
    last = max(held, key=lambda one: one.end, default=None)
    if last is None or last.kind not in _SPANS or usual_kind(held) is not last.kind:
        return ()
    newest = last
    while (later := _a_year_on(newest)).end < today:
        newest = later
    return (newest,)


def _a_year_on(period: Period) -> Period:
    start = add_months(period.start, 12)
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    return Period(kind=period.kind, start=start, end=add_months(start, months + 1) - ONE_DAY)


def usual_kind(periods: Sequence[Period]) -> PeriodKind | None:
    """Return the kind that most periods are of, the newest where two are as many."""
    counts = Counter(period.kind for period in periods)
    return counts.most_common(1)[0][0] if counts else None


def opens_on(period: Period) -> date:
    """Return the first day on which a period's figure can be handed in: the day after it ends."""
    return period.end + ONE_DAY


def _wanted(catalogue: Catalogue, measure: Measure) -> PeriodKind:
    year = catalogue.year_kinds.get(measure.code, PeriodKind.FINANCIAL_YEAR)
    return _WANTED.get(measure.frequency, year)


def _point(window: Window, held: Sequence[Period]) -> Period | None:
    """The point in time at the end of the dates; the whole month where the series has such."""
    points = [period for period in held if period.kind is PeriodKind.SNAPSHOT]
    last = window.end
    for point in points:
        if window.start <= point.end <= window.end:
            last = point.end  # the census day of that very year
            break
    else:
        months = Counter(point.end.month for point in points)
        year_long = (window.end - window.start).days > 200
        if year_long and len(months) == 1:
            last = _in_month(window, points[0].end)
    if points and points[0].days > 1:
        return Period(kind=PeriodKind.SNAPSHOT, start=last.replace(day=1), end=month_end(last))
    return Period(kind=PeriodKind.SNAPSHOT, start=last, end=last)


def _in_month(window: Window, like: date) -> date:
    """The day of the year named that is like an earlier census day."""
    months = (window.end.year - like.year) * 12
    day = add_months(like, months)
    return day if window.start <= day <= window.end else add_months(day, -12)


def _made(kind: PeriodKind, start: date, end: date) -> Period | None:
    if kind in _ODD or (kind is PeriodKind.MONTH and end != month_end(start)):
        return None
    if kind is PeriodKind.MONTH and start.day != 1:
        return None
    try:
        return Period(kind=kind, start=start, end=end)
    except PeriodError:
        return None
