"""Days and months: arithmetic on dates, and how dates are said (R12, R61)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

MONTHS = tuple(calendar.month_name)[1:]
ONE_DAY = timedelta(days=1)


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


def shift_years(day: date, years: int) -> date:
    """Return the same day `years` years on; 29 February becomes 28 February."""
    return add_months(day, 12 * years)
