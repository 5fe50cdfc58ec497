"""How each kind of period is printed (R3, R6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.plan.days import day_text, month_text, months_text, span_text, year_pair
from bot.plan.period_kinds import PeriodKind, Span

# Terms: English school terms run September to December, January to April, and April to August.
TERM_NAMES = ("autumn", "spring", "summer")


def term_index(start: date) -> int:
    """Return 0 for autumn, 1 for spring, 2 for summer, by the month the term starts in."""
    if start.month >= 8:
        return 0
    return 1 if start.month <= 3 else 2


def school_year_of(day: date) -> int:
    """Return the first calendar year of the school year that holds `day`."""
    return day.year if day.month >= 9 else day.year - 1


def financial_year_of(day: date) -> int:
    """Return the first calendar year of the financial year that holds `day`."""
    return day.year if day.month >= 4 else day.year - 1


def term_year(period: Span) -> int:
    """Return the first calendar year of the school year that a term belongs to."""
    return period.start.year if term_index(period.start) == 0 else period.start.year - 1


def _quarter_short(period: Span) -> str:
    first = financial_year_of(period.start)
    number = (period.start.month - 4) % 12 // 3 + 1
    return f"Q{number} {year_pair(first, '-')}"


def _half_short(period: Span) -> str:
    which = "first" if period.start.month == 4 else "second"
    return f"{which} half of {year_pair(financial_year_of(period.start), '-')}"


def _term_short(period: Span) -> str:
    return f"{TERM_NAMES[term_index(period.start)]} term {year_pair(term_year(period), '/')}"


def _three_years_short(period: Span) -> str:
    first, last = period.start, period.end
    if first.month == 4:
        return f"{year_pair(first.year, '-')} to {year_pair(last.year - 1, '-')}"
    if first.month == 1:
        return f"{first.year} to {last.year}"
    return months_text(first, last)


def _snapshot_short(period: Span) -> str:
    return day_text(period.end) if period.days == 1 else month_text(period.end)


SHORT: dict[PeriodKind, Callable[[Span], str]] = {
    PeriodKind.FINANCIAL_YEAR: lambda p: year_pair(p.start.year, "-"),
    PeriodKind.SCHOOL_YEAR: lambda p: f"school year {year_pair(p.start.year, '/')}",
    PeriodKind.CALENDAR_YEAR: lambda p: str(p.start.year),
    PeriodKind.HALF_YEAR: _half_short,
    PeriodKind.QUARTER: _quarter_short,
    PeriodKind.TERM: _term_short,
    PeriodKind.MONTH: lambda p: month_text(p.start),
    PeriodKind.SNAPSHOT: _snapshot_short,
    PeriodKind.THREE_MONTH_AVERAGE: lambda p: f"{months_text(p.start, p.end)}, three-month average",
    PeriodKind.THREE_YEARS: lambda p: f"{_three_years_short(p)}, three years together",
    PeriodKind.YEAR_TO_DATE: lambda p: f"{day_text(p.start)} to {day_text(p.end)}, year to date",
    PeriodKind.ROLLING_YEAR: lambda p: f"the year to {day_text(p.end)}",
    PeriodKind.RANGE: lambda p: span_text(p.start, p.end),
    PeriodKind.STATED: lambda p: f"stated on {day_text(p.end)}",
}


def _span_months(period: Span) -> str:
    return months_text(period.start, period.end)


MONTHS_BESIDE: dict[PeriodKind, Callable[[Span], str] | None] = {
    PeriodKind.FINANCIAL_YEAR: _span_months,
    PeriodKind.SCHOOL_YEAR: _span_months,
    PeriodKind.CALENDAR_YEAR: _span_months,
    PeriodKind.HALF_YEAR: _span_months,
    PeriodKind.QUARTER: _span_months,
    PeriodKind.TERM: _span_months,
    PeriodKind.THREE_YEARS: _span_months,
    PeriodKind.MONTH: None,
    PeriodKind.SNAPSHOT: None,
    PeriodKind.THREE_MONTH_AVERAGE: None,
    PeriodKind.YEAR_TO_DATE: None,
    PeriodKind.ROLLING_YEAR: None,
    PeriodKind.RANGE: None,
    PeriodKind.STATED: None,
}
