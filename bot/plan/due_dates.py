"""When figures are due: which periods a measure owes, and the day each is wanted by.

A rule is a number of working days after the period's end, or fixed days of the year. A due date
is always a working day: what falls on a day off is due on the next working day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.errors import PeriodError
from bot.plan.days import ONE_DAY, add_months
from bot.plan.measures import Frequency
from bot.plan.periods import (
    OVERLAPPING,
    Period,
    PeriodKind,
    calendar_year,
    financial_year,
    financial_year_of,
    month,
    quarter,
    school_year,
    school_year_of,
    term,
    term_index,
)
from bot.plan.working_days import DaysOffFor, WorkingDays

LAG = 15
LONGEST_LAG = 250


@dataclass(frozen=True, kw_only=True, order=True)
class YearDay:
    """A day of the year, as in "31 October"; 29 February is the 28th in other years."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """Return the date in `year`."""
        if (self.month, self.day) == (2, 29):
            return date(year, 3, 1) - ONE_DAY
        return date(year, self.month, self.day)


@dataclass(frozen=True, kw_only=True)
class DueRule:
    """When a measure's figures are due: `lag` working days after the period, or `fixed` days.

    `calendar` says whose working days count. `why` is the reason where it was agreed with the
    owner.

    Raises:
        PeriodError: the lag is negative or beyond a year; a figure cannot be due before its period
            has ended.
    """

    measure: str
    lag: int = LAG
    fixed: tuple[YearDay, ...] = ()
    calendar: DaysOffFor = DaysOffFor.EVERYONE
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse a lag that no figure can be due by."""
        if not 0 < self.lag <= LONGEST_LAG:
            raise PeriodError(
                f"a figure is due from 1 to {LONGEST_LAG} working days after its period, "
                f"not {self.lag}"
            )


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A board pack: what is published by `freezes_on` is in it; the board meets on `meets_on`."""

    name: str
    freezes_on: date
    meets_on: date | None = None


def due_on(period: Period, rule: DueRule, days: WorkingDays) -> date:
    """Return the working day on which the figure of `period` is due."""
    if not rule.fixed:
        return days.add(period.end, rule.lag)
    years = (period.end.year, period.end.year + 1)
    listed = sorted(one.in_year(year) for year in years for one in rule.fixed)
    return days.on_or_after(next(day for day in listed if day > period.end))


_AROUND: dict[Frequency, Callable[[date], Period]] = {
    Frequency.MONTHLY: lambda day: month(day.year, day.month),
    Frequency.QUARTERLY: lambda day: quarter(financial_year_of(day), (day.month - 4) % 12 // 3 + 1),
    Frequency.TERMLY: lambda day: term(school_year_of(day), _term_at(day)),
    Frequency.HALF_YEARLY: lambda day: _half_year(day),
}
_YEARS: dict[PeriodKind, Callable[[date], Period]] = {
    PeriodKind.FINANCIAL_YEAR: lambda day: financial_year(financial_year_of(day)),
    PeriodKind.SCHOOL_YEAR: lambda day: school_year(school_year_of(day)),
    PeriodKind.CALENDAR_YEAR: lambda day: calendar_year(day.year),
}


def period_around(frequency: Frequency, year: PeriodKind | None, day: date) -> Period:
    """Return the period of this frequency that holds `day`.

    `year` is the kind of year the measure is published for; None is read as financial (R2).
    """
    if frequency is Frequency.ANNUAL:
        return _YEARS[year or PeriodKind.FINANCIAL_YEAR](day)
    return _AROUND[frequency](day)


def newest_ended(frequency: Frequency, year: PeriodKind | None, day: date) -> Period:
    """Return the newest period that was over before `day`."""
    current = period_around(frequency, year, day)
    return period_around(frequency, year, current.start - ONE_DAY)


def periods_ending(
    frequency: Frequency, year: PeriodKind | None, first: date, last: date
) -> Iterator[Period]:
    """Yield the periods that end on `first`, on `last` or between, oldest first."""
    period = period_around(frequency, year, first)
    while period.end <= last:
        yield period
        period = period_around(frequency, year, period.end + ONE_DAY)


def supplies(given: Period, wanted: Period) -> bool:
    """Say whether a figure of the period `given` is what was wanted for `wanted`.

    It must end within the wanted period, and not cover more than it; figures of kinds that overlap
    (a year to date, a rolling year, three years together) reach back by their nature. Where an
    average of three months is wanted, nothing else will do.
    """
    if wanted.kind is PeriodKind.THREE_MONTH_AVERAGE and given.kind is not wanted.kind:
        return False
    if not wanted.start <= given.end <= wanted.end:
        return False
    return given.kind in OVERLAPPING or given.start >= wanted.start


def _term_at(day: date) -> int:
    # April to August is summer here, where a term that starts in early April is one of spring's.
    return 2 if 4 <= day.month <= 8 else term_index(day)


def _half_year(day: date) -> Period:
    year = financial_year_of(day)
    first = date(year, 4, 1)
    start = first if day < add_months(first, 6) else add_months(first, 6)
    return Period(kind=PeriodKind.HALF_YEAR, start=start, end=add_months(start, 6) - ONE_DAY)
