"""Periods of every kind for property tests: all those whose print says all their dates."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.plan.periods import (
    ONE_DAY,
    Period,
    PeriodKind,
    add_months,
    calendar_year,
    financial_year,
    month,
    month_end,
    quarter,
    school_year,
    snapshot,
    term,
)

YEARS = st.integers(2005, 2034)
DAYS = st.dates(date(2005, 1, 1), date(2034, 12, 31))
FIRSTS = DAYS.map(lambda day: day.replace(day=1))


def _months(kind: PeriodKind, first: date, count: int) -> Period:
    return Period(kind=kind, start=first, end=add_months(first, count) - ONE_DAY)


def _to_date(first: date, days: int) -> Period:
    return Period(kind=PeriodKind.YEAR_TO_DATE, start=first, end=first + timedelta(days=days))


def _range(first: date, days: int) -> Period:
    return Period(kind=PeriodKind.RANGE, start=first, end=first + timedelta(days=days))


PERIODS: dict[PeriodKind, st.SearchStrategy[Period]] = {
    PeriodKind.FINANCIAL_YEAR: YEARS.map(financial_year),
    PeriodKind.SCHOOL_YEAR: YEARS.map(school_year),
    PeriodKind.CALENDAR_YEAR: YEARS.map(calendar_year),
    PeriodKind.HALF_YEAR: st.builds(
        lambda year, start: _months(PeriodKind.HALF_YEAR, date(year, start, 1), 6),
        YEARS,
        st.sampled_from((4, 10)),
    ),
    PeriodKind.QUARTER: st.builds(quarter, YEARS, st.integers(1, 4)),
    PeriodKind.TERM: st.builds(term, YEARS, st.integers(0, 2)),
    PeriodKind.MONTH: st.builds(month, YEARS, st.integers(1, 12)),
    PeriodKind.SNAPSHOT: st.one_of(
        DAYS.map(snapshot),
        FIRSTS.map(
            lambda first: Period(kind=PeriodKind.SNAPSHOT, start=first, end=month_end(first))
        ),
    ),
    PeriodKind.THREE_MONTH_AVERAGE: FIRSTS.map(
        lambda first: _months(PeriodKind.THREE_MONTH_AVERAGE, first, 3)
    ),
    PeriodKind.THREE_YEARS: FIRSTS.map(lambda first: _months(PeriodKind.THREE_YEARS, first, 36)),
    PeriodKind.YEAR_TO_DATE: st.builds(_to_date, DAYS, st.integers(1, 365)),
    PeriodKind.ROLLING_YEAR: DAYS.map(
        lambda end: Period(
            kind=PeriodKind.ROLLING_YEAR, start=add_months(end + ONE_DAY, -12), end=end
        )
    ),
    PeriodKind.RANGE: st.builds(_range, DAYS, st.integers(1, 4000)),
    PeriodKind.STATED: DAYS.map(lambda day: Period(kind=PeriodKind.STATED, start=day, end=day)),
}
