"""What a period prints is read back: `read_period(period.text)` is the period again.

Only whole terms, whole census months and whole months print all their dates; those are the ones
that read back exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.errors import PeriodError
from bot.plan.periods import (
    MONTHS,
    ONE_DAY,
    TERM_NAMES,
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

_MONTH = "(?:" + "|".join(MONTHS) + ")"
_DAY = rf"\d{{1,2}} {_MONTH} \d{{4}}"
_SPAN = rf"{_MONTH}(?: \d{{4}})?(?: to {_MONTH} \d{{4}})?|{_DAY} to {_DAY}"
_BESIDE = rf"(?: \((?P<months>{_SPAN})\))?"


def read_period(text: str, kind: PeriodKind | None = None) -> Period:
    """Return the period that `Period.text` or `Period.short` printed.

    'January 2024' is the print of a month, of a census month and of a range of one month; `kind`
    says which is meant, and without it a month is taken.

    Raises:
        PeriodError: no period (of the kind) prints like that.
    """
    printed = " ".join(text.split())
    for read_kind, (pattern, read) in _READERS.items():
        if kind is not None and kind is not read_kind:
            continue
        found = pattern.fullmatch(printed)
        if found is not None:
            try:
                return read(found)
            except (ValueError, OverflowError) as error:  # 31 June
                raise PeriodError(f"{text!r} names a day that does not exist") from error
    raise PeriodError(f"no period prints as {text!r}")


def _day(text: str) -> date:
    number, name, year = text.split()
    return date(int(year), MONTHS.index(name) + 1, int(number))


def _first_day(text: str, year: str | None = None) -> date:
    name, *years = text.split()
    return date(int(years[0] if years else year or ""), MONTHS.index(name) + 1, 1)


def _span(text: str) -> tuple[date, date]:
    """Return both ends of 'July to September 2026' or '1 May 2024 to 3 June 2024'."""
    first, _, last = text.partition(" to ")
    if first[0].isdigit():
        return _day(first), _day(last)
    last = last or first
    return _first_day(first, last.split()[-1]), month_end(_first_day(last))


def _spanning(kind: PeriodKind) -> Callable[[re.Match[str]], Period]:
    def read(found: re.Match[str]) -> Period:
        start, end = _span(found["span"])
        return Period(kind=kind, start=start, end=end)

    return read


def _pair(found: re.Match[str]) -> int:
    """Return the first year of '2024-25'; the second must follow it."""
    first = int(found["first"])
    if found["last"] != f"{(first + 1) % 100:02d}":
        raise PeriodError(f"{found[0]!r} names two years that do not follow each other")
    return first


def _half(found: re.Match[str]) -> Period:
    start = date(_pair(found), 4, 1)
    if found["which"] == "second":
        start = add_months(start, 6)
    return Period(kind=PeriodKind.HALF_YEAR, start=start, end=add_months(start, 6) - ONE_DAY)


def _term(found: re.Match[str]) -> Period:
    whole = term(_pair(found), TERM_NAMES.index(found["term"]))
    if found["months"] is None:
        return whole
    start, end = _span(found["months"])
    return Period(kind=PeriodKind.TERM, start=start, end=end)


def _month(found: re.Match[str]) -> Period:
    first = _first_day(found["month"])
    return month(first.year, first.month)


def _snapshot(found: re.Match[str]) -> Period:
    if found["day"]:
        return snapshot(_day(found["day"]))
    first = _first_day(found["month"])
    return Period(kind=PeriodKind.SNAPSHOT, start=first, end=month_end(first))


def _three_years(found: re.Match[str]) -> Period:
    words = found["years"]
    first, _, last = words.partition(" to ")
    if first[0].isalpha():
        start, end = _span(words)
    elif "-" in first:
        start, end = financial_year(int(first[:4])).start, financial_year(int(last[:4])).end
    else:
        start, end = calendar_year(int(first)).start, calendar_year(int(last)).end
    return Period(kind=PeriodKind.THREE_YEARS, start=start, end=end)


def _rolling(found: re.Match[str]) -> Period:
    end = _day(found["day"])
    return Period(kind=PeriodKind.ROLLING_YEAR, start=add_months(end + ONE_DAY, -12), end=end)


def _stated(found: re.Match[str]) -> Period:
    day = _day(found["day"])
    return Period(kind=PeriodKind.STATED, start=day, end=day)


_PAIR = r"(?P<first>\d{4})%s(?P<last>\d\d)"
_YEARS = rf"\d{{4}}-\d\d to \d{{4}}-\d\d|\d{{4}} to \d{{4}}|{_SPAN}"
_READERS: dict[PeriodKind, tuple[re.Pattern[str], Callable[[re.Match[str]], Period]]] = {
    kind: (re.compile(pattern), read)
    for kind, pattern, read in (
        (
            PeriodKind.FINANCIAL_YEAR,
            _PAIR % "-" + _BESIDE,
            lambda found: financial_year(_pair(found)),
        ),
        (
            PeriodKind.SCHOOL_YEAR,
            "school year " + _PAIR % "/" + _BESIDE,
            lambda found: school_year(_pair(found)),
        ),
        (
            PeriodKind.CALENDAR_YEAR,
            r"(?P<year>\d{4})" + _BESIDE,
            lambda found: calendar_year(int(found["year"])),
        ),
        (
            PeriodKind.HALF_YEAR,
            "(?P<which>first|second) half of " + _PAIR % "-" + _BESIDE,
            _half,
        ),
        (
            PeriodKind.QUARTER,
            "Q(?P<number>[1-4]) " + _PAIR % "-" + _BESIDE,
            lambda found: quarter(_pair(found), int(found["number"])),
        ),
        (
            PeriodKind.TERM,
            f"(?P<term>{'|'.join(TERM_NAMES)}) term " + _PAIR % "/" + _BESIDE,
            _term,
        ),
        (PeriodKind.MONTH, rf"(?P<month>{_MONTH} \d{{4}})", _month),
        (PeriodKind.SNAPSHOT, rf"(?P<day>{_DAY})|(?P<month>{_MONTH} \d{{4}})", _snapshot),
        (
            PeriodKind.THREE_MONTH_AVERAGE,
            rf"(?P<span>{_SPAN}), three-month average",
            _spanning(PeriodKind.THREE_MONTH_AVERAGE),
        ),
        (
            PeriodKind.THREE_YEARS,
            rf"(?P<years>{_YEARS}), three years together{_BESIDE}",
            _three_years,
        ),
        (
            PeriodKind.YEAR_TO_DATE,
            rf"(?P<span>{_DAY} to {_DAY}), year to date",
            _spanning(PeriodKind.YEAR_TO_DATE),
        ),
        (PeriodKind.ROLLING_YEAR, rf"the year to (?P<day>{_DAY})", _rolling),
        (PeriodKind.STATED, rf"stated on (?P<day>{_DAY})", _stated),
        (PeriodKind.RANGE, rf"(?P<span>{_SPAN})", _spanning(PeriodKind.RANGE)),
    )
}
