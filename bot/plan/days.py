"""Days and months: arithmetic on dates, and how dates are said (R12, R61)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

MONTHS = tuple(calendar.month_name)[1:]
ONE_DAY = timedelta(days=1)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORTEST = 28


def add_months(day: date, count: int) -> date:
    """Return the day `count` months on; the last days of a month are clipped."""
    year, before = divmod(day.year * 12 + day.month - 1 + count, 12)
    if day.day <= _SHORTEST:
        return date(year, before + 1, day.day)
    return date(year, before + 1, min(day.day, _last_day(year, before + 1)))


def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return date(day.year, day.month, _last_day(day.year, day.month))


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


def shift_years(day: date, years: int) -> date:
    """Return the same day `years` years on; 29 February becomes 28 February."""
    return add_months(day, 12 * years)


def _last_day(year: int, month: int) -> int:
    return 29 if month == 2 and calendar.isleap(year) else _LENGTHS[month - 1]
