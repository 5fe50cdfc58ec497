"""One stretch of time, as words name it, becomes the windows it may stand for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.plan.measures import Plan
from bot.plan.periods import (
    ONE_DAY,
    PeriodKind,
    add_months,
    calendar_year,
    school_year,
)
from bot.questions.period_parts import (
    Readings,
    day_readings,
    ending_readings,
    half_readings,
    month_readings,
    quarter_readings,
    season_readings,
    slice_readings,
    sure,
    term_readings,
    week_readings,
    window_shift,
)
from bot.questions.period_points import Part, Point, Span
from bot.questions.period_units import (
    current,
    own_span,
    window,
    year_of_span,
    year_span,
)
from bot.questions.queries import Window

# The first national lockdown in England; 'before covid' is the last whole year before it.
PANDEMIC = Window(start=date(2020, 3, 1), end=date(2021, 7, 31))

EDGELESS = frozenset({Span.PLAN, Span.BEFORE_PANDEMIC, Span.MONTH})
"""Stretches whose start or end is no day: 'the end of March' is March, as its figure is."""


def readings(
    point: Point,
    kind: PeriodKind | None,
    today: date,
    plan: Plan | None = None,
    answered: Sequence[Window] = (),
) -> Readings:
    """Return what a stretch may stand for on a day, for a measure of a kind of period."""
    read = _whole(point, kind, today, plan, answered)
    if point.part in {Part.START, Part.END} and point.span not in EDGELESS:
        return Readings(
            windows=tuple(_edge(one, point.part) for one in read.windows),
            ambiguous=read.ambiguous,
            said_back=read.said_back,
        )
    return read


def _anchor(point: Point) -> Point:
    return point.anchor or Point(span=Span.YEAR, back=0)


def _edge(stretch: Window, part: Part) -> Window:
    if stretch.start == stretch.end:
        return stretch
    day = stretch.start if part is Part.START else stretch.end
    return Window(start=day, end=day)


def _whole(
    point: Point,
    kind: PeriodKind | None,
    today: date,
    plan: Plan | None,
    answered: Sequence[Window],
) -> Readings:
    if point.anchor is not None and point.span is not Span.SLICE:
        answered = readings(point.anchor, kind, today, plan, answered).windows
    if point.of_answer:
        return _from_answer(point, kind, today, answered)
    if point.same_last_year:
        return _year_ago(point, kind, today, answered)
    if point.ago:
        return _ago(point, kind, today)
    match point.span:
        case Span.YEAR | Span.PAIR | Span.FINANCIAL_YEAR | Span.SCHOOL_YEAR | Span.CALENDAR_YEAR:
            return _year(point, kind, today)
        case Span.QUARTER if point.number is not None:
            return quarter_readings(point, today)
        case Span.HALF if point.number is not None:
            return half_readings(point, today)
        case Span.TERM if point.number is not None:
            return term_readings(point, today)
        case Span.SEASON:
            return season_readings(point, kind, today)
        case Span.MONTH if point.number is not None:
            return month_readings(point, today)
        case Span.DAY if point.number is not None:
            return day_readings(point, today)
        case Span.ENDING:
            return ending_readings(point, today, point.months or 12)
        case Span.WEEK_ENDING | Span.WEEK_FROM:
            return week_readings(point, today)
        case Span.SLICE:
            return slice_readings(point, _whole(_anchor(point), kind, today, plan, answered))
        case Span.DECADE if point.year is not None:
            return sure(Window(start=date(point.year, 1, 1), end=date(point.year + 9, 12, 31)))
        case Span.YEAR_TO_DATE:
            return sure(
                Window(
                    start=current(
                        point.of or Span.YEAR, kind or PeriodKind.FINANCIAL_YEAR, today
                    ).start,
                    end=today,
                ),
                said_back=True,
            )
        case Span.PLAN:
            return _plan(point, today, plan)
        case Span.PANDEMIC:
            return sure(PANDEMIC, said_back=True)
        case Span.BEFORE_PANDEMIC:
            return _before_pandemic(kind)
        case Span.THEN:
            return Readings(windows=tuple(answered[:1]), ambiguous=not answered)
        case _:
            return sure(current(point.span, kind, today, back=point.back or 0))


def _year(point: Point, kind: PeriodKind | None, today: date) -> Readings:
    own = year_span(kind)
    if point.year is None:
        span = own if point.span in {Span.YEAR, Span.PAIR} else point.span
        back = point.back if point.back is not None else point.year_back or 0
        return sure(current(span, kind, today, back=back), said_back=kind is None)
    if point.span is Span.PAIR:
        span = Span.SCHOOL_YEAR if own is Span.SCHOOL_YEAR else Span.FINANCIAL_YEAR
        return sure(year_of_span(span, point.year), said_back=own is Span.CALENDAR_YEAR)
    if point.span in {Span.FINANCIAL_YEAR, Span.SCHOOL_YEAR}:
        first = year_of_span(point.span, point.year)
        if not point.loose_kind:
            return sure(first)
        return Readings(windows=(first, year_of_span(point.span, point.year + 1)), said_back=True)
    if point.span is Span.CALENDAR_YEAR or own is Span.CALENDAR_YEAR:
        return sure(window(calendar_year(point.year)))
    ends = year_of_span(own, point.year - 1)
    starts = year_of_span(own, point.year)
    calendar = window(calendar_year(point.year))
    if own is Span.SCHOOL_YEAR:
        return Readings(windows=(ends, starts), said_back=True)
    # No kind of year is said: the words' own dates, which two financial years share.
    return Readings(windows=(calendar, ends, starts), said_back=True)


def _plan(point: Point, today: date, plan: Plan | None) -> Readings:
    if plan is None:
        return Readings(ambiguous=True)
    if point.part is Part.START:
        return sure(Window(start=plan.starts, end=plan.starts))
    if point.part is Part.END:
        return sure(Window(start=plan.ends, end=plan.ends))
    if point.number is not None:
        first = add_months(plan.starts, 12 * (point.number - 1))
        return sure(Window(start=first, end=add_months(first, 12) - ONE_DAY))
    return sure(Window(start=plan.starts, end=max(plan.starts, min(plan.ends, today))))


def _before_pandemic(kind: PeriodKind | None) -> Readings:
    span = year_span(kind)
    if span is Span.SCHOOL_YEAR:
        return sure(window(school_year(2018)), said_back=True)
    if span is Span.FINANCIAL_YEAR:
        return Readings(
            windows=(year_of_span(span, 2019), year_of_span(span, 2018)), said_back=True
        )
    return sure(window(calendar_year(2019)), said_back=True)


def _ago(point: Point, kind: PeriodKind | None, today: date) -> Readings:
    """Return the period that held the day so long ago, for years one of the measure's own."""
    count = point.back or 1
    months = {Span.QUARTER: 3, Span.MONTH: 1, Span.HALF: 6, Span.TERM: 4, Span.DECADE: 120}
    if point.span in {Span.WEEK, Span.DAY}:
        return sure(current(point.span, kind, today, back=count))
    if point.span in {Span.QUARTER, Span.MONTH, Span.HALF, Span.TERM}:
        return sure(current(point.span, kind, today, back=count), said_back=True)
    then = add_months(today, -count * months.get(point.span, 12))
    return sure(current(year_span(kind), kind, then), said_back=True)


def _year_ago(
    point: Point, kind: PeriodKind | None, today: date, answered: Sequence[Window]
) -> Readings:
    """Return the same stretch a year earlier: 'this time last year', 'same quarter last year'."""
    if point.span is Span.PERIOD:
        return sure(current(own_span(kind), kind, add_months(today, -12)), said_back=True)
    if answered:
        return sure(window_shift(answered[0], -12), said_back=True)
    newest = current(point.span, kind, today, back=1)
    return sure(window_shift(newest, -12), said_back=True)


def _from_answer(
    point: Point, kind: PeriodKind | None, today: date, answered: Sequence[Window]
) -> Readings:
    back = point.back or 0
    if not answered:
        span = own_span(kind) if point.span in {Span.PERIOD, Span.THEN} else point.span
        if back == 0:
            return Readings(ambiguous=True)
        return sure(current(span, kind, today, back=back + 1), ambiguous=True)
    stretch = answered[0]
    if back == 0:
        return sure(stretch)
    months = {
        Span.QUARTER: 3,
        Span.MONTH: 1,
        Span.HALF: 6,
        Span.PERIOD: _months_long(stretch),
    }.get(point.span, 12)
    if point.span is Span.TERM:
        return sure(current(Span.TERM, kind, stretch.start, back=back))
    return sure(window_shift(stretch, -back * months))


def _months_long(stretch: Window) -> int:
    """Return how far to the period before: the stretch's own length, a year for a single day."""
    months = round(((stretch.end - stretch.start).days + 1) / 30.44)
    if months == 3 and stretch.start.month not in {1, 4, 7, 10}:
        return 12  # a season, as 'December to February', comes once a year
    return months if months in {1, 3, 6, 12, 36} else 12
