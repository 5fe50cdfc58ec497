"""Days that no calendar has: '31 February'. They are read as the month's last day, and said so."""

from __future__ import annotations

import re

_LENGTHS = {
    "jan": 31,
    "feb": 29,
    "mar": 31,
    "apr": 30,
    "may": 31,
    "jun": 30,
    "jul": 31,
    "aug": 31,
    "sep": 30,
    "oct": 31,
    "nov": 30,
    "dec": 31,
}
_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_FULL = {name[:3].lower(): name for name in _NAMES}
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _NAMES) + "|sept)"
_LATE = re.compile(r"29|30|31")
"""Every month has the days before these."""
_DAY = r"(?P<day>29|30|31)(?:st|th)?"
_YEAR = r"(?:,? +(?P<year>(?:19|20)\d\d))?"
_WRITTEN = re.compile(rf"\b{_DAY} +(?:of +)?{_MONTH}\b{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH} +{_DAY}\b{_YEAR}", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?<![\d/.])(?P<day>29|30|31)[/.](?P<month>\d\d?)[/.](?P<year>(?:19|20)\d\d)\b"
)


def no_such_day(text: str) -> str | None:
    """Return '31 February 2026' where a text names a day that does not exist, or None."""
    if _LATE.search(text) is None:
        return None
    for shape in (_WRITTEN, _MONTH_FIRST, _DIGITS):
        for found in shape.finditer(text):
            month = _month(found["month"])
            year = found["year"]
            if month is not None and int(found["day"]) > _last(month, year):
                return " ".join(filter(None, (found["day"], _FULL[month], year)))
    return None


def _month(named: str) -> str | None:
    if not named.isdigit():
        return named[:3].lower()
    return _NAMES[int(named) - 1][:3].lower() if 1 <= int(named) <= len(_NAMES) else None


def _last(month: str, year: str | None) -> int:
    """The month's last day; February without a year has 29."""
    if month != "feb" or year is None:
        return _LENGTHS[month]
    number = int(year)
    leap = number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)
    return 29 if leap else 28
