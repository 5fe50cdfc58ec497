"""One stretch of time, as words name it, becomes the windows it may stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.plan.measures import Plan
from bot.plan.periods import (
    ONE_DAY,
    PeriodKind,
    add_months,
    calendar_year,
    financial_year_of,
    month,
    month_end,
    quarter,
    school_year,
    school_year_of,
    term,
)
from bot.questions.period_points import Part, Point, Span
from bot.questions.period_units import (
    current,
    half,
    own_span,
    season,
    window,
    year_of_span,
    year_span,
)
from bot.questions.queries import Window

# The first national lockdown in England; 'before covid' is the last whole year before it.
PANDEMIC = Window(start=date(2020, 3, 1), end=date(2021, 7, 31))


@dataclass(frozen=True, kw_only=True, slots=True)
class Readings:
    """The windows that a stretch may stand for, the likeliest first."""

    windows: tuple[Window, ...] = ()
    ambiguous: bool = False
    said_back: bool = False


def readings(
    point: Point,
    kind: PeriodKind | None,
    today: date,
    plan: Plan | None = None,
    answered: Sequence[Window] = (),
) -> Readings:
    """Return what a stretch may stand for on a day, for a measure of a kind of period."""
    read = _whole(point, kind, today, plan, answered)
    if point.part in {Part.START, Part.END} and point.span not in {Span.PLAN, Span.BEFORE_PANDEMIC}:
        return Readings(
            windows=tuple(_edge(one, point.part) for one in read.windows),
            ambiguous=read.ambiguous,
            said_back=read.said_back,
        )
    return read


def window_shift(stretch: Window, months: int) -> Window:
    """Return the stretch some months on; a stretch that ends with a month still does."""
    end = add_months(stretch.end, months)
    if stretch.end == month_end(stretch.end) and stretch.start != stretch.end:
        end = month_end(end)
    elif stretch.start == stretch.end and stretch.end == month_end(stretch.end):
        end = month_end(end)
        return Window(start=end, end=end)
    return Window(start=add_months(stretch.start, months), end=end)


def _edge(stretch: Window, part: Part) -> Window:
    if stretch.start == stretch.end:
        return stretch
    day = stretch.start if part is Part.START else stretch.end
    return Window(start=day, end=day)


def _sure(stretch: Window, **more: bool) -> Readings:
    return Readings(windows=(stretch,), **more)


def _whole(
    point: Point,
    kind: PeriodKind | None,
    today: date,
    plan: Plan | None,
    answered: Sequence[Window],
) -> Readings:
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
            return _quarter(point, kind, today)
        case Span.HALF if point.number is not None:
            return _half(point, today)
        case Span.TERM if point.number is not None:
            return _term(point, today)
        case Span.SEASON:
            return _season(point, kind, today)
        case Span.MONTH if point.number is not None:
            return _month(point, today)
        case Span.DAY if point.number is not None:
            return _day(point, today)
        case Span.YEAR_ENDING:
            return _ending(point, today, 12)
        case Span.SIX_MONTHS_ENDING:
            return _ending(point, today, 6)
        case Span.QUARTER_ENDING:
            return _ending(point, today, 3)
        case Span.DECADE if point.year is not None:
            return _sure(Window(start=date(point.year, 1, 1), end=date(point.year + 9, 12, 31)))
        case Span.YEAR_TO_DATE:
            return _sure(
                Window(
                    start=current(Span.YEAR, kind or PeriodKind.FINANCIAL_YEAR, today).start,
                    end=today,
                ),
                said_back=True,
            )
        case Span.PLAN:
            return _plan(point, today, plan)
        case Span.PANDEMIC:
            return _sure(PANDEMIC, said_back=True)
        case Span.BEFORE_PANDEMIC:
            return _before_pandemic(kind)
        case Span.THEN:
            return Readings(windows=tuple(answered[:1]), ambiguous=not answered)
        case _:
            return _sure(current(point.span, kind, today, back=point.back or 0))


def _year(point: Point, kind: PeriodKind | None, today: date) -> Readings:
    own = year_span(kind)
    if point.year is None:
        span = own if point.span in {Span.YEAR, Span.PAIR} else point.span
        back = point.back if point.back is not None else point.year_back or 0
        return _sure(current(span, kind, today, back=back), said_back=kind is None)
    if point.span is Span.PAIR:
        span = Span.SCHOOL_YEAR if own is Span.SCHOOL_YEAR else Span.FINANCIAL_YEAR
        return _sure(year_of_span(span, point.year), said_back=own is Span.CALENDAR_YEAR)
    if point.span in {Span.FINANCIAL_YEAR, Span.SCHOOL_YEAR}:
        first = year_of_span(point.span, point.year)
        if not point.loose_kind:
            return _sure(first)
        return Readings(windows=(first, year_of_span(point.span, point.year + 1)), said_back=True)
    if point.span is Span.CALENDAR_YEAR or own is Span.CALENDAR_YEAR:
        return _sure(window(calendar_year(point.year)))
    ends = year_of_span(own, point.year - 1)
    starts = year_of_span(own, point.year)
    calendar = window(calendar_year(point.year))
    if own is Span.SCHOOL_YEAR:
        return Readings(windows=(ends, starts), said_back=True)
    # No kind of year is said: the words' own dates, which two financial years share.
    return Readings(windows=(calendar, ends, starts), said_back=True)


def _first_year(point: Point, today_year: int) -> int | None:
    if point.year_back is not None:
        return today_year - point.year_back
    return point.year if point.pair else None


def _quarter(point: Point, kind: PeriodKind | None, today: date) -> Readings:
    number = point.number or 1
    first = _first_year(point, financial_year_of(today))
    if first is not None:
        return _sure(window(quarter(first, number)), said_back=point.loose_kind)
    if point.year is not None:
        if kind is PeriodKind.CALENDAR_YEAR:
            pass
        calendar = Window(
            start=date(point.year, 3 * number - 2, 1),
            end=month_end(date(point.year, 3 * number, 1)),
        )
        held = point.year if number < 4 else point.year - 1
        inside = window(quarter(held, number))
        other = window(quarter(point.year if number == 4 else point.year - 1, number))
        return Readings(windows=tuple(dict.fromkeys((inside, other, calendar))), ambiguous=True)
    first = financial_year_of(today)
    stretch = window(quarter(first, number))
    if stretch.end >= today:
        stretch = window(quarter(first - 1, number))
    return _sure(stretch, said_back=True)


def _half(point: Point, today: date) -> Readings:
    number = point.number or 1
    first = _first_year(point, financial_year_of(today))
    if first is None and point.year is not None:
        return Readings(
            windows=(half(point.year, number), half(point.year - 1, number)), ambiguous=True
        )
    if first is not None:
        return _sure(half(first, number))
    stretch = half(financial_year_of(today), number)
    if stretch.end >= today:
        stretch = half(financial_year_of(today) - 1, number)
    return _sure(stretch, said_back=True)


def _term(point: Point, today: date) -> Readings:
    index = point.number or 0
    first = _first_year(point, school_year_of(today))
    if first is None and point.year is not None:
        first = point.year if index == 0 else point.year - 1
    if first is not None:
        return _sure(window(term(first, index)))
    stretch = window(term(school_year_of(today), index))
    if point.back == -1:
        return _sure(
            stretch if stretch.start > today else window(term(school_year_of(today) + 1, index))
        )
    newest = stretch if stretch.start <= today else window(term(school_year_of(today) - 1, index))
    if point.back == 1 and newest.end >= today:
        newest = window_shift(newest, -12)
    return _sure(newest, said_back=True)


def _season(point: Point, kind: PeriodKind | None, today: date) -> Readings:
    number = point.number or 0
    if kind in {PeriodKind.SCHOOL_YEAR, PeriodKind.TERM}:
        return _term(
            Point(
                span=Span.TERM,
                number={0: 0, 1: 1, 2: 2, 3: 0}[number],
                year=point.year,
                pair=point.pair,
                back=point.back,
                year_back=point.year_back,
            ),
            today,
        )
    if point.pair and point.year is not None:
        return _sure(season(point.year if number in {0, 3} else point.year + 1, number))
    year = point.year if point.year is not None else None
    if point.year_back is not None:
        year = today.year - point.year_back
    if year is not None:
        return _sure(season(year, number), said_back=number == 0)
    stretch = season(today.year, number)
    if stretch.start > today:
        stretch = season(today.year - 1, number)
    if point.back == 1 and stretch.end >= today:
        stretch = window_shift(stretch, -12)
    return _sure(stretch, said_back=True)


def _month(point: Point, today: date) -> Readings:
    number = point.number or 1
    if point.year is not None:
        year = point.year
        if point.pair and number < 4:
            year += 1
        return _sure(window(month(year, number)))
    if point.year_back is not None:
        return _sure(window(month(today.year - point.year_back, number)))
    stretch = window(month(today.year, number))
    if point.back == -1:
        return _sure(stretch if stretch.start > today else window(month(today.year + 1, number)))
    if stretch.start > today:
        stretch = window(month(today.year - 1, number))
    if point.back == 1 and stretch.end >= today:
        stretch = window(month(stretch.start.year - 1, number))
    return _sure(stretch, said_back=True)


def _day(point: Point, today: date) -> Readings:
    number, day = point.number or 1, point.day or 1
    year = point.year
    if point.pair and year is not None and number < 4:
        year += 1
    if point.year_back is not None:
        year = today.year - point.year_back
    if year is None:
        year = today.year
        if (number, day) > (today.month, today.day):
            year -= 1
    named = _real_day(year, number, day)
    return _sure(Window(start=named, end=named), said_back=point.year is None)


def _real_day(year: int, number: int, day: int) -> date:
    """Return the day; 31 June is the last of June, as people write it."""
    return (
        min(date(year, number, 1).replace(day=min(day, 28)), date(year, number, 28))
        if day <= 28
        else date(year, number, min(day, month_end(date(year, number, 1)).day))
    )


def _ending(point: Point, today: date, months: int) -> Readings:
    number = point.number or 1
    year = point.year if point.year is not None else None
    if point.year_back is not None:
        year = today.year - point.year_back
    if year is None:
        year = today.year if date(today.year, number, 1) <= today else today.year - 1
        if month_end(date(year, number, 1)) > today:
            year -= 1
    last = month_end(date(year, number, 1))
    if point.day is not None and point.day < last.day:
        last = last.replace(day=point.day)
        return _sure(Window(start=add_months(last, -months) + ONE_DAY, end=last))
    return _sure(Window(start=add_months(last.replace(day=1), 1 - months), end=last))


def _plan(point: Point, today: date, plan: Plan | None) -> Readings:
    if plan is None:
        return Readings(ambiguous=True)
    if point.part is Part.START:
        return _sure(Window(start=plan.starts, end=plan.starts))
    return _sure(Window(start=plan.starts, end=max(plan.starts, min(plan.ends, today))))


def _before_pandemic(kind: PeriodKind | None) -> Readings:
    span = year_span(kind)
    if span is Span.SCHOOL_YEAR:
        return _sure(window(school_year(2018)), said_back=True)
    if span is Span.FINANCIAL_YEAR:
        return Readings(
            windows=(year_of_span(span, 2019), year_of_span(span, 2018)), said_back=True
        )
    return _sure(window(calendar_year(2019)), said_back=True)


def _ago(point: Point, kind: PeriodKind | None, today: date) -> Readings:
    """Return the measure's own period that held the day so long ago."""
    count = point.back or 1
    months = {Span.QUARTER: 3, Span.MONTH: 1, Span.HALF: 6, Span.TERM: 4, Span.DECADE: 120}
    if point.span in {Span.WEEK, Span.DAY}:
        return _sure(current(point.span, kind, today, back=count))
    if point.span in {Span.QUARTER, Span.MONTH, Span.HALF, Span.TERM}:
        return _sure(current(point.span, kind, today, back=count), said_back=True)
    then = add_months(today, -count * months.get(point.span, 12))
    return _sure(current(own_span(kind), kind, then), said_back=True)


def _year_ago(
    point: Point, kind: PeriodKind | None, today: date, answered: Sequence[Window]
) -> Readings:
    """Return the same stretch a year earlier: 'this time last year', 'the same quarter last year'."""
    if point.span is Span.PERIOD:
        return _sure(current(own_span(kind), kind, add_months(today, -12)), said_back=True)
    if answered:
        return _sure(window_shift(answered[0], -12), said_back=True)
    newest = current(point.span, kind, today, back=1)
    return _sure(window_shift(newest, -12), said_back=True)


def _from_answer(
    point: Point, kind: PeriodKind | None, today: date, answered: Sequence[Window]
) -> Readings:
    back = point.back or 0
    if not answered:
        span = own_span(kind) if point.span in {Span.PERIOD, Span.THEN} else point.span
        if back == 0:
            return Readings(ambiguous=True)
        return _sure(current(span, kind, today, back=back + 1), ambiguous=True)
    stretch = answered[0]
    if back == 0:
        return _sure(stretch)
    months = {
        Span.QUARTER: 3,
        Span.MONTH: 1,
        Span.HALF: 6,
        Span.PERIOD: _months_long(stretch),
    }.get(point.span, 12)
    if point.span is Span.TERM:
        return _sure(current(Span.TERM, kind, stretch.start, back=back))
    return _sure(window_shift(stretch, -back * months))


def _months_long(stretch: Window) -> int:
    """Return how far to the period before: the stretch's own length, a year for a single day."""
    months = round(((stretch.end - stretch.start).days + 1) / 30.44)
    return months if months in {1, 3, 6, 12, 36} else 12
