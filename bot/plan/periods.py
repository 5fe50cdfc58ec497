"""Periods: what a figure covers.

A period is a kind and two dates, both included. It is never stored as text (rule R1). Each kind
knows how it is printed (`short`, `text`, `phrase`), how its print is read back (`read`), which of
two is later (`Period.__lt__`) and whether two may be compared (`comparable`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.errors import PeriodError
from bot.plan.days import (
    MONTHS,
    ONE_DAY,
    add_months,
    day_text,
    month_end,
    month_text,
    months_text,
    shift_years,
    span_text,
    year_pair,
)
from bot.plan.period_kinds import EXPECTED, FITS, OVERLAPPING, PeriodKind
from bot.plan.period_names import (
    MONTHS_BESIDE,
    SHORT,
    TERM_NAMES,
    financial_year_of,
    school_year_of,
    term_index,
    term_year,
)

# The face of this room: whoever works with periods imports from here.
__all__ = [
    "MONTHS",
    "ONE_DAY",
    "OVERLAPPING",
    "TERM_NAMES",
    "Period",
    "PeriodKind",
    "add_months",
    "calendar_year",
    "comparable",
    "day_text",
    "financial_year",
    "financial_year_of",
    "month",
    "month_end",
    "month_text",
    "months_text",
    "overlaps",
    "quarter",
    "school_year",
    "school_year_of",
    "snapshot",
    "span_text",
    "term",
    "term_before",
    "term_index",
    "year_pair",
]


@dataclass(frozen=True, kw_only=True)
class Period:
    """A span of days with a kind; both ends are included."""

    kind: PeriodKind
    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse dates that make no period of the kind.

        Raises:
            PeriodError: the end is before the start, or the dates do not fit the kind.
        """
        if self.end < self.start:
            raise PeriodError(f"the period ends ({self.end}) before it starts ({self.start})")
        if not FITS[self.kind](self):
            raise PeriodError(
                f"{self.start} to {self.end} is no {self.kind.value.replace('_', ' ')}; "
                f"expected {EXPECTED[self.kind]}"
            )

    def __lt__(self, other: Period) -> bool:
        """Earlier: it ends earlier; of two that end together, the one that starts earlier."""
        return self.order < other.order

    @cached_property
    def order(self) -> tuple[date, date]:
        """The key that sorts periods of any kind from oldest to newest."""
        return self.end, self.start

    @cached_property
    def days(self) -> int:
        """The number of days, at least 1."""
        return (self.end - self.start).days + 1

    @cached_property
    def short(self) -> str:
        """The shortest name that cannot be mistaken: '2024-25', 'September 2024'."""
        return SHORT[self.kind](self)

    @cached_property
    def text(self) -> str:
        """The name with its months, as a first mention needs it (R3, R6)."""
        months = MONTHS_BESIDE[self.kind]
        return f"{self.short} ({months(self)})" if months else self.short

    @property
    def phrase(self) -> str:
        """The short name with its preposition: 'in September 2024', 'at 31 March 2025'."""
        return f"{self._preposition} {self.short}".strip()

    @property
    def full_phrase(self) -> str:
        """The name with months and preposition: 'for 2024-25 (April 2024 to March 2025)'."""
        return f"{self._preposition} {self.text}".strip()

    @property
    def _preposition(self) -> str:
        if self.kind is PeriodKind.STATED:
            return ""
        if self.kind is PeriodKind.SNAPSHOT and self.days == 1:
            return "at"
        if self.kind in {PeriodKind.MONTH, PeriodKind.CALENDAR_YEAR, PeriodKind.SNAPSHOT}:
            return "in"
        if self.kind in {PeriodKind.RANGE, PeriodKind.YEAR_TO_DATE}:
            return "from"
        return "for"

    def year_before(self) -> Period:
        """Return the same period one year earlier (29 February becomes 28 February)."""
        return self._year_before

    @cached_property
    def _year_before(self) -> Period:
        return Period(
            kind=self.kind, start=shift_years(self.start, -1), end=_shift_end_year(self, -1)
        )

    def before(self) -> Period | None:
        """Return the period that comes just before in a complete series, or None if none does.

        Snapshots step back a year, since that is how they are published here; ranges and stated
        values have no neighbour.
        """
        return self._before

    @cached_property
    def _before(self) -> Period | None:
        if self.kind in {PeriodKind.RANGE, PeriodKind.STATED}:
            return None
        if self.kind in {PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.HALF_YEAR}:
            length = {PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1, PeriodKind.HALF_YEAR: 6}
            start = add_months(self.start.replace(day=1), -length[self.kind])
            return Period(kind=self.kind, start=start, end=self.start.replace(day=1) - ONE_DAY)
        if self.kind is PeriodKind.TERM:
            return term_before(self)
        return self.year_before()


def comparable(one: Period, other: Period) -> bool:
    """Say whether figures of two periods may be compared (R5, R8).

    They must be of one kind. Years to date must reach the same point of their year, snapshots must
    both be a day or both a month, and a range or a stated value compares with nothing.
    """
    if one.kind is not other.kind or one.kind is PeriodKind.RANGE or one.kind is PeriodKind.STATED:
        return False
    if one.kind is PeriodKind.YEAR_TO_DATE:
        return (one.end.month, one.end.day) == (other.end.month, other.end.day)
    if one.kind is PeriodKind.SNAPSHOT:
        return (one.days == 1) == (other.days == 1)
    return True


def overlaps(one: Period, other: Period) -> bool:
    """Say whether two periods share a day."""
    return one.start <= other.end and other.start <= one.end


def financial_year(first: int) -> Period:
    """Return the financial year that starts on 1 April of `first` (R2)."""
    return Period(
        kind=PeriodKind.FINANCIAL_YEAR, start=date(first, 4, 1), end=date(first + 1, 3, 31)
    )


def school_year(first: int) -> Period:
    """Return the school year that starts on 1 September of `first`."""
    return Period(kind=PeriodKind.SCHOOL_YEAR, start=date(first, 9, 1), end=date(first + 1, 8, 31))


def calendar_year(year: int) -> Period:
    """Return the calendar year."""
    return Period(kind=PeriodKind.CALENDAR_YEAR, start=date(year, 1, 1), end=date(year, 12, 31))


def quarter(first: int, number: int) -> Period:
    """Return quarter `number` (1 to 4) of the financial year that starts in `first` (R2)."""
    start = add_months(date(first, 4, 1), 3 * (number - 1))
    return Period(kind=PeriodKind.QUARTER, start=start, end=add_months(start, 3) - ONE_DAY)


def month(year: int, number: int) -> Period:
    """Return the whole month `number` (1 to 12)."""
    return Period(
        kind=PeriodKind.MONTH, start=date(year, number, 1), end=month_end(date(year, number, 1))
    )


def snapshot(day: date) -> Period:
    """Return the point in time `day`."""
    return Period(kind=PeriodKind.SNAPSHOT, start=day, end=day)


def term(first: int, index: int) -> Period:
    """Return a whole term of the school year that starts in `first`; index as `term_index`."""
    starts = (date(first, 9, 1), date(first + 1, 1, 1), date(first + 1, 4, 1))
    ends = (date(first, 12, 31), date(first + 1, 3, 31), date(first + 1, 8, 31))
    return Period(kind=PeriodKind.TERM, start=starts[index], end=ends[index])


def term_before(period: Period) -> Period:
    """Return the whole term before `period`."""
    first, index = term_year(period), term_index(period.start)
    return term(first, index - 1) if index else term(first - 1, 2)


def _shift_end_year(period: Period, years: int) -> date:
    end = shift_years(period.end, years)
    return month_end(end) if period.end == month_end(period.end) and period.days > 1 else end
