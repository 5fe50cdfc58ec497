"""Whole years, quarters, terms and months counted back from a day."""

from __future__ import annotations

from datetime import date, timedelta

from bot.plan.periods import (
    ONE_DAY,
    Period,
    PeriodKind,
    add_months,
    calendar_year,
    financial_year,
    financial_year_of,
    month,
    month_end,
    quarter,
    school_year,
    school_year_of,
    term,
)
from bot.questions.period_points import Span
from bot.questions.queries import Window

_SCHOOL = frozenset({PeriodKind.SCHOOL_YEAR, PeriodKind.TERM})


def window(period: Period) -> Window:
    """Return the dates of a period."""
    return Window(start=period.start, end=period.end)


def year_span(kind: PeriodKind | None) -> Span:
    """Return which kind of year a measure is counted in: financial where nothing else is known."""
    if kind in _SCHOOL:
        return Span.SCHOOL_YEAR
    return Span.CALENDAR_YEAR if kind is PeriodKind.CALENDAR_YEAR else Span.FINANCIAL_YEAR


def own_span(kind: PeriodKind | None) -> Span:
    """Return the stretch that one figure of the measure covers; months where none is known."""
    if kind in {PeriodKind.QUARTER, PeriodKind.THREE_MONTH_AVERAGE}:
        return Span.QUARTER
    if kind is PeriodKind.TERM:
        return Span.TERM
    if kind is PeriodKind.HALF_YEAR:
        return Span.HALF
    if kind in {PeriodKind.MONTH, PeriodKind.SNAPSHOT, PeriodKind.STATED, PeriodKind.RANGE, None}:
        return Span.MONTH
    return year_span(kind)


def year_of_span(span: Span, year: int) -> Window:
    """Return the year of a span that starts in `year`."""
    if span is Span.FINANCIAL_YEAR:
        return window(financial_year(year))
    if span is Span.SCHOOL_YEAR:
        return window(school_year(year))
    return window(calendar_year(year))


def term_number(day: date) -> int:
    """Return a running number of the term that holds `day`, autumn 1 being 3."""
    first = school_year_of(day)
    if day.month >= 9:
        return first * 3
    return first * 3 + (1 if day.month <= 3 else 2)


def current(span: Span, kind: PeriodKind | None, day: date, *, back: int = 0) -> Window:
    """Return the whole stretch that holds `day`, or one `back` stretches before it."""
    if span is Span.PERIOD:
        span = own_span(kind)
    if span in {Span.YEAR, Span.PAIR}:
        span = year_span(kind)
    if span is Span.FINANCIAL_YEAR:
        return year_of_span(span, financial_year_of(day) - back)
    if span is Span.SCHOOL_YEAR:
        return year_of_span(span, school_year_of(day) - back)
    if span is Span.CALENDAR_YEAR:
        return year_of_span(span, day.year - back)
    if span is Span.QUARTER:
        shifted = add_months(day.replace(day=1), -3 * back)
        number = (shifted.month - 4) % 12 // 3 + 1
        return window(quarter(financial_year_of(shifted), number))
    if span is Span.HALF:
        shifted = add_months(day.replace(day=1), -6 * back)
        return half(financial_year_of(shifted), 1 if 4 <= shifted.month <= 9 else 2)
    if span is Span.TERM:
        first, index = divmod(term_number(day) - back, 3)
        return window(term(first, index))
    if span is Span.WEEK:
        start = day - timedelta(days=day.weekday() + 7 * back)
        return Window(start=start, end=start + timedelta(days=6))
    if span is Span.DAY:
        return Window(start=day - timedelta(days=back), end=day - timedelta(days=back))
    if span is Span.DECADE:
        first = day.year // 10 * 10 - 10 * back
        return Window(start=date(first, 1, 1), end=date(first + 9, 12, 31))
    shifted = add_months(day.replace(day=1), -back)
    return window(month(shifted.year, shifted.month))


def half(first: int, number: int) -> Window:
    """Return half 1 or 2 of the financial year that starts in `first`."""
    start = add_months(date(first, 4, 1), 6 * (number - 1))
    return Window(start=start, end=add_months(start, 6) - ONE_DAY)


def season(year: int, number: int) -> Window:
    """Return winter (0, starting in December of `year`) to autumn (3) as whole months."""
    start = date(year, 12, 1) if number == 0 else date(year, 3 * number, 1)
    return Window(start=start, end=month_end(add_months(start, 2)))
