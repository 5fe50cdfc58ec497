"""Periods: what a figure covers.

A period is a kind and two dates, both included. It is never stored as text (rule R1). Each kind
knows how it is printed (`short`, `text`, `phrase`), how its print is read back (`read`), which of
two is later (`Period.__lt__`) and whether two may be compared (`comparable`).
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from bot.errors import PeriodError


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


MONTHS = tuple(calendar.month_name)[1:]
OVERLAPPING = frozenset({PeriodKind.THREE_YEARS, PeriodKind.ROLLING_YEAR, PeriodKind.YEAR_TO_DATE})


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
        if not _FITS[self.kind](self):
            raise PeriodError(
                f"{self.start} to {self.end} is no {self.kind.value.replace('_', ' ')}; "
                f"expected {_EXPECTED[self.kind]}"
            )

    def __lt__(self, other: Period) -> bool:
        """Earlier: it ends earlier; of two that end together, the one that starts earlier."""
        return self.order < other.order

    @cached_property
    def order(self) -> tuple[date, date]:
        """The key that sorts periods of any kind from oldest to newest."""
        return self.end, self.start

    @property
    def days(self) -> int:
        """The number of days, at least 1."""
        return (self.end - self.start).days + 1

    @cached_property
    def short(self) -> str:
        """The shortest name that cannot be mistaken: '2024-25', 'September 2024'."""
        return _SHORT[self.kind](self)

    @cached_property
    def text(self) -> str:
        """The name with its months, as a first mention needs it (R3, R6)."""
        months = _MONTHS_BESIDE[self.kind]
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
        return Period(
            kind=self.kind, start=_shift_year(self.start, -1), end=_shift_end_year(self, -1)
        )

    def before(self) -> Period | None:
        """Return the period that comes just before in a complete series, or None if none does.

        Snapshots step back a year, since that is how they are published here; ranges and stated
        values have no neighbour.
        """
        if self.kind in {PeriodKind.RANGE, PeriodKind.STATED}:
            return None
        if self.kind in {PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.HALF_YEAR}:
            length = {PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1, PeriodKind.HALF_YEAR: 6}
            start = add_months(self.start.replace(day=1), -length[self.kind])
            return Period(kind=self.kind, start=start, end=self.start.replace(day=1) - ONE_DAY)
        if self.kind is PeriodKind.TERM:
            return term_before(self)
        return self.year_before()


ONE_DAY = timedelta(days=1)


def comparable(one: Period, other: Period) -> bool:
    """Say whether figures of two periods may be compared (R5, R8).

    They must be of one kind. Years to date must reach the same point of their year, snapshots must
    both be a day or both a month, and a range or a stated value compares with nothing.
    """
    if one.kind is not other.kind or one.kind in {PeriodKind.RANGE, PeriodKind.STATED}:
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


def add_months(day: date, count: int) -> date:
    """Return the day `count` months on; the last days of a month are clipped."""
    index = day.year * 12 + day.month - 1 + count
    year, number = divmod(index, 12)
    last = calendar.monthrange(year, number + 1)[1]
    return date(year, number + 1, min(day.day, last))


def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def day_text(day: date) -> str:
    """Return '21 October 2026' (R61)."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_text(day: date) -> str:
    """Return 'October 2026'."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def months_text(start: date, end: date) -> str:
    """Return 'July to September 2026', or with both years where they differ (R12)."""
    if (start.year, start.month) == (end.year, end.month):
        return month_text(start)
    if start.year == end.year:
        return f"{MONTHS[start.month - 1]} to {month_text(end)}"
    return f"{month_text(start)} to {month_text(end)}"


def span_text(start: date, end: date) -> str:
    """Return two dates by months where they are whole months, else by days."""
    if start.day == 1 and end == month_end(end):
        return months_text(start, end)
    return f"{day_text(start)} to {day_text(end)}"


def year_pair(first: int, mark: str) -> str:
    """Return '2024-25' or '2024/25'."""
    return f"{first}{mark}{(first + 1) % 100:02d}"


# Terms: English school terms run September to December, January to April, and April to August.
TERM_NAMES = ("autumn", "spring", "summer")


def term_index(start: date) -> int:
    """Return 0 for autumn, 1 for spring, 2 for summer, by the month the term starts in."""
    if start.month >= 8:
        return 0
    return 1 if start.month <= 3 else 2


def term(first: int, index: int) -> Period:
    """Return a whole term of the school year that starts in `first`; index as `term_index`."""
    starts = (date(first, 9, 1), date(first + 1, 1, 1), date(first + 1, 4, 1))
    ends = (date(first, 12, 31), date(first + 1, 3, 31), date(first + 1, 8, 31))
    return Period(kind=PeriodKind.TERM, start=starts[index], end=ends[index])


def school_year_of(day: date) -> int:
    """Return the first calendar year of the school year that holds `day`."""
    return day.year if day.month >= 9 else day.year - 1


def financial_year_of(day: date) -> int:
    """Return the first calendar year of the financial year that holds `day`."""
    return day.year if day.month >= 4 else day.year - 1


def term_before(period: Period) -> Period:
    """Return the whole term before `period`."""
    first, index = _term_year(period), term_index(period.start)
    return term(first, index - 1) if index else term(first - 1, 2)


def _term_year(period: Period) -> int:
    return period.start.year if term_index(period.start) == 0 else period.start.year - 1


def _shift_year(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def _shift_end_year(period: Period, years: int) -> date:
    end = _shift_year(period.end, years)
    return month_end(end) if period.end == month_end(period.end) and period.days > 1 else end


def _is_span(months: int, first_month: int | None = None) -> Callable[[Period], bool]:
    def fits(period: Period) -> bool:
        whole = period.start.day == 1 and period.end == month_end(period.end)
        starts = first_month is None or period.start.month == first_month
        return whole and starts and add_months(period.start, months) == period.end + ONE_DAY

    return fits


def _is_quarter(period: Period) -> bool:
    return _is_span(3)(period) and period.start.month in {1, 4, 7, 10}


def _is_half(period: Period) -> bool:
    return _is_span(6)(period) and period.start.month in {4, 10}


def _is_within_month(period: Period) -> bool:
    return (period.start.year, period.start.month) == (period.end.year, period.end.month)


def _is_rolling(period: Period) -> bool:
    return _shift_year(period.end + ONE_DAY, -1) == period.start


_FITS: dict[PeriodKind, Callable[[Period], bool]] = {
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

_EXPECTED: dict[PeriodKind, str] = {
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


def _quarter_short(period: Period) -> str:
    first = financial_year_of(period.start)
    number = (period.start.month - 4) % 12 // 3 + 1
    return f"Q{number} {year_pair(first, '-')}"


def _half_short(period: Period) -> str:
    which = "first" if period.start.month == 4 else "second"
    return f"{which} half of {year_pair(financial_year_of(period.start), '-')}"


def _term_short(period: Period) -> str:
    return f"{TERM_NAMES[term_index(period.start)]} term {year_pair(_term_year(period), '/')}"


def _three_years_short(period: Period) -> str:
    first, last = period.start, period.end
    if first.month == 4:
        return f"{year_pair(first.year, '-')} to {year_pair(last.year - 1, '-')}"
    if first.month == 1:
        return f"{first.year} to {last.year}"
    return months_text(first, last)


def _snapshot_short(period: Period) -> str:
    return day_text(period.end) if period.days == 1 else month_text(period.end)


_SHORT: dict[PeriodKind, Callable[[Period], str]] = {
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


def _span_months(period: Period) -> str:
    return months_text(period.start, period.end)


_MONTHS_BESIDE: dict[PeriodKind, Callable[[Period], str] | None] = {
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
