"""The kinds of period, and which dates make one of each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Protocol

from bot.plan.days import ONE_DAY, add_months, month_end, shift_years


class PeriodKind(StrEnum):
    """The kinds of period; the values are the `period_type` words of the plan files."""

    FINANCIAL_YEAR = "financial_year"
    SCHOOL_YEAR = "academic_year"
    CALENDAR_YEAR = "calendar_year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    TERM = "term"
    MONTH = "month"
    SNAPSHOT = "snapshot"
    THREE_MONTH_AVERAGE = "three_month_average"
    THREE_YEARS = "three_years"
    YEAR_TO_DATE = "year_to_date"
    ROLLING_YEAR = "rolling_year"
    RANGE = "range"
    STATED = "stated"


OVERLAPPING = frozenset({PeriodKind.THREE_YEARS, PeriodKind.ROLLING_YEAR, PeriodKind.YEAR_TO_DATE})


class Span(Protocol):
    """Anything with two dates, both included."""

    @property
    def start(self) -> date:
        """The first day."""
        ...

    @property
    def end(self) -> date:
        """The last day."""
        ...

    @property
    def days(self) -> int:
        """The number of days, at least 1."""
        ...


def _is_span(months: int, first_month: int | None = None) -> Callable[[Span], bool]:
    def fits(period: Span) -> bool:
        whole = period.start.day == 1 and period.end == month_end(period.end)
        starts = first_month is None or period.start.month == first_month
        return whole and starts and add_months(period.start, months) == period.end + ONE_DAY

    return fits


def _is_quarter(period: Span) -> bool:
    return _is_span(3)(period) and period.start.month in {1, 4, 7, 10}


def _is_half(period: Span) -> bool:
    return _is_span(6)(period) and period.start.month in {4, 10}


def _is_within_month(period: Span) -> bool:
    return (period.start.year, period.start.month) == (period.end.year, period.end.month)


def _is_rolling(period: Span) -> bool:
    return shift_years(period.end + ONE_DAY, -1) == period.start


FITS: dict[PeriodKind, Callable[[Span], bool]] = {
    PeriodKind.FINANCIAL_YEAR: _is_span(12, 4),
    PeriodKind.SCHOOL_YEAR: _is_span(12, 9),
    PeriodKind.CALENDAR_YEAR: _is_span(12, 1),
    PeriodKind.HALF_YEAR: _is_half,
    PeriodKind.QUARTER: _is_quarter,
    PeriodKind.TERM: lambda period: period.days <= 200,
    PeriodKind.MONTH: _is_within_month,
    PeriodKind.SNAPSHOT: _is_within_month,
    PeriodKind.THREE_MONTH_AVERAGE: _is_span(3),
    PeriodKind.THREE_YEARS: _is_span(36),
    PeriodKind.YEAR_TO_DATE: lambda period: period.days <= 366,
    PeriodKind.ROLLING_YEAR: _is_rolling,
    PeriodKind.RANGE: lambda _: True,
    PeriodKind.STATED: lambda period: period.days == 1,
}

EXPECTED: dict[PeriodKind, str] = {
    PeriodKind.FINANCIAL_YEAR: "1 April to 31 March",
    PeriodKind.SCHOOL_YEAR: "1 September to 31 August",
    PeriodKind.CALENDAR_YEAR: "1 January to 31 December",
    PeriodKind.HALF_YEAR: "1 April to 30 September, or 1 October to 31 March",
    PeriodKind.QUARTER: "three whole months from April, July, October or January",
    PeriodKind.TERM: "one school term, at most 200 days",
    PeriodKind.MONTH: "days of one month",
    PeriodKind.SNAPSHOT: "one day, or the days of one census month",
    PeriodKind.THREE_MONTH_AVERAGE: "three whole months",
    PeriodKind.THREE_YEARS: "three whole years",
    PeriodKind.YEAR_TO_DATE: "at most a year",
    PeriodKind.ROLLING_YEAR: "exactly one year",
    PeriodKind.RANGE: "two dates in order",
    PeriodKind.STATED: "the one day on which it was said",
}
