"""Quarters, halves, terms, seasons, months and days, as words name them, become windows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.plan.periods import (
    ONE_DAY,
    PeriodKind,
    add_months,
    financial_year_of,
    month,
    month_end,
    quarter,
    school_year_of,
    term,
)
from bot.questions.period_points import Part, Point, Span
from bot.questions.period_units import current, half, season, window
from bot.questions.queries import Window


@dataclass(frozen=True, kw_only=True, slots=True)
class Readings:
    """The windows that a stretch may stand for, the likeliest first."""

    windows: tuple[Window, ...] = ()
    ambiguous: bool = False
    said_back: bool = False


_TERM_OF_SEASON = (0, 1, 2, 0)  # winter, spring, summer, autumn


def sure(stretch: Window, *, ambiguous: bool = False, said_back: bool = False) -> Readings:
    """Return the one window that is meant."""
    return Readings(windows=(stretch,), ambiguous=ambiguous, said_back=said_back)


def window_shift(stretch: Window, months: int) -> Window:
    """Return the stretch some months on; what ends with a month still does."""
    end = add_months(stretch.end, months)
    if stretch.end == month_end(stretch.end):
        end = month_end(end)
    return Window(
        start=end if stretch.start == stretch.end else add_months(stretch.start, months), end=end
    )


def quarter_readings(point: Point, today: date) -> Readings:
    """Return a quarter: of its financial year; of the latest that has ended where no year is said.

    'Q2 2026' may be a quarter of either financial year or of the calendar year, and is asked (R4).
    """
    number = point.number or 1
    first = _first_year(point, financial_year_of(today))
    if first is not None:
        return sure(window(quarter(first, number)), said_back=point.loose_kind)
    if point.year is not None:
        inside = point.year if number < 4 else point.year - 1
        other = point.year - 1 if number < 4 else point.year
        calendar = current(Span.QUARTER, None, date(point.year, 3 * number, 1))
        stretches = (window(quarter(inside, number)), window(quarter(other, number)), calendar)
        return Readings(windows=tuple(dict.fromkeys(stretches)), ambiguous=True)
    first = financial_year_of(today)
    ended = window(quarter(first, number))
    return sure(ended if ended.end < today else window(quarter(first - 1, number)), said_back=True)


def half_readings(point: Point, today: date) -> Readings:
    """Return half a financial year; of the latest that has ended where no year is said."""
    number = point.number or 1
    first = _first_year(point, financial_year_of(today))
    if first is not None:
        return sure(half(first, number))
    if point.year is not None:
        return Readings(
            windows=(half(point.year, number), half(point.year - 1, number)), ambiguous=True
        )
    ended = half(financial_year_of(today), number)
    if ended.end >= today:
        ended = half(financial_year_of(today) - 1, number)
    return sure(ended, said_back=True)


def term_readings(point: Point, today: date) -> Readings:
    """Return a school term; the latest that has begun where no year is said."""
    index = point.number or 0
    first = _first_year(point, school_year_of(today))
    if first is None and point.year is not None:
        first = point.year if index == 0 else point.year - 1
    if first is not None:
        return sure(window(term(first, index)))
    return _latest(window(term(school_year_of(today), index)), point, today)


def season_readings(point: Point, kind: PeriodKind | None, today: date) -> Readings:
    """Return three whole months, or the term of that name for a measure counted in school years."""
    number = point.number or 0
    if kind in {PeriodKind.SCHOOL_YEAR, PeriodKind.TERM}:
        return term_readings(replace(point, span=Span.TERM, number=_TERM_OF_SEASON[number]), today)
    if point.pair and point.year is not None:
        return sure(season(point.year if number in {0, 3} else point.year + 1, number))
    if point.year_back is not None:
        return sure(season(today.year - point.year_back, number), said_back=True)
    if point.year is not None:
        return sure(season(point.year, number), said_back=number == 0)
    return _latest(season(today.year, number), point, today)


def month_readings(point: Point, today: date) -> Readings:
    """Return a whole month; the latest that has begun where no year is said."""
    number = point.number or 1
    if point.year is not None:
        return sure(window(month(_year_of_month(point.year, number, pair=point.pair), number)))
    if point.year_back is not None:
        return sure(window(month(today.year - point.year_back, number)))
    return _latest(window(month(today.year, number)), point, today)


def day_readings(point: Point, today: date) -> Readings:
    """Return one day; the latest that has come where no year is said. 31 June is 30 June."""
    number, day = point.number or 1, point.day or 1
    if point.year is not None:
        year = _year_of_month(point.year, number, pair=point.pair)
    elif point.year_back is not None:
        year = today.year - point.year_back
    else:
        year = today.year - ((number, day) > (today.month, today.day))
    first = date(year, number, 1)
    named = first.replace(day=min(day, month_end(first).day))
    return sure(Window(start=named, end=named), said_back=not point.dated)


def ending_readings(point: Point, today: date, months: int) -> Readings:
    """Return the months up to the end of a month, or to a day in it."""
    number = point.number or 1
    if point.year is not None:
        year = _year_of_month(point.year, number, pair=point.pair)
    elif point.year_back is not None:
        year = today.year - point.year_back
    else:
        year = today.year - (month_end(date(today.year, number, 1)) > today)
    last = month_end(date(year, number, 1))
    if point.day is not None and point.day < last.day:
        last = last.replace(day=point.day)
        return sure(Window(start=add_months(last, -months) + ONE_DAY, end=last))
    return sure(Window(start=add_months(last.replace(day=1), 1 - months), end=last))


def week_readings(point: Point, today: date) -> Readings:
    """Return the seven days up to a day, or from it on."""
    read = day_readings(point, today)
    day = read.windows[0].start
    six = timedelta(days=6)
    stretch = (day - six, day) if point.span is Span.WEEK_ENDING else (day, day + six)
    return sure(Window(start=stretch[0], end=stretch[1]), said_back=read.said_back)


def slice_readings(point: Point, year: Readings) -> Readings:
    """Return the first or last so many months of a year: 'the first six months of 2026'."""
    if not year.windows:
        return year
    whole, months = year.windows[0], point.months or 1
    if point.part is Part.START or point.number:
        end = add_months(whole.start, months) - ONE_DAY
        return sure(Window(start=whole.start, end=end))
    start = add_months(whole.end + ONE_DAY, -months)
    return sure(Window(start=start, end=whole.end))


def _first_year(point: Point, this_year: int) -> int | None:
    """Return the first calendar year of the year that a point names, None for 'Q2 2026'."""
    if point.year_back is not None:
        return this_year - point.year_back
    return point.year if point.pair else None


def _year_of_month(year: int, number: int, *, pair: bool) -> int:
    """Return the calendar year of a month: January to March of 2023/24 are in 2024."""
    return year + 1 if pair and number < 4 else year


def _latest(stretch: Window, point: Point, today: date) -> Readings:
    """Return the latest stretch of its name that has begun; 'last' wants it ended, 'next' to come.

    `stretch` is the one of this year.
    """
    if point.back == -1:
        coming = stretch if stretch.start > today else window_shift(stretch, 12)
        return sure(coming, said_back=True)
    begun = stretch if stretch.start <= today else window_shift(stretch, -12)
    if point.back in {1, 2} and begun.end >= today:
        begun = window_shift(begun, -12)
    if point.back == 2:  # 'the winter before last'
        begun = window_shift(begun, -12)
    return sure(begun, said_back=True)
