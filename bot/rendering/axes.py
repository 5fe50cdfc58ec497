"""Axes: round numbers up the side, short names of periods along the bottom."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from bot.plan.measures import Measure, Unit
from bot.plan.periods import (
    MONTHS,
    TERM_NAMES,
    Period,
    PeriodKind,
    financial_year_of,
    month_end,
    school_year_of,
    term_index,
    year_pair,
)
from bot.rendering.chart_spec import Tick

MOST_STEPS = 5
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_HUNDRED = Decimal(100)


def ticks(measure: Measure, values: Sequence[Decimal], *, most: int = MOST_STEPS) -> list[Decimal]:
    """Return the marks of an axis that holds all values, lowest first; at least two.

    It starts at zero where that leaves the line half of the height or more; otherwise just below
    the lowest value, and then the picture has to say so (R53). A percentage never goes past 100.
    """
    low, high = min(values), max(values)
    if low >= 0 and 2 * low <= high:
        low = Decimal(0)
    if high < 0:
        high = min(high, Decimal(0))
    if low == high:
        room = max(abs(high) / 10, Decimal(1).scaleb(-measure.decimals))
        low, high = (low - room if low else low), high + room
    step = _step((high - low) / most, measure)
    first = math.floor(low / step)
    marks = [step * first]
    while marks[-1] < high:
        marks.append(marks[-1] + step)
    if measure.unit is Unit.PERCENT and high <= _HUNDRED:
        marks = [mark for mark in marks if mark <= _HUNDRED] or marks
    return marks


def labelled(measure: Measure, marks: Sequence[Decimal]) -> tuple[Tick, ...]:
    """Return the marks with their labels, all to the same number of decimals."""
    places = max(-_exponent(mark) for mark in marks)
    return tuple(Tick(height=f"{mark:f}", label=_label(measure, mark, places)) for mark in marks)


def start_note(measure: Measure, marks: Sequence[Decimal]) -> str:
    """Return 'axis starts at 60%', or nothing where it starts at zero."""
    return "" if marks[0] == 0 else f"axis starts at {labelled(measure, marks)[0].label}"


def tick_name(period: Period) -> str:
    """Return the shortest name that serves below an axis, in one or two lines."""
    match period.kind:
        case PeriodKind.FINANCIAL_YEAR:
            return year_pair(period.start.year, "-")
        case PeriodKind.SCHOOL_YEAR:
            return year_pair(period.start.year, "/")
        case PeriodKind.CALENDAR_YEAR:
            return str(period.start.year)
        case PeriodKind.QUARTER:
            name, year = period.short.split(" ", 1)
            return f"{name}\n{year}"
        case PeriodKind.HALF_YEAR:
            half = "H1" if period.start.month == 4 else "H2"
            return f"{half}\n{year_pair(financial_year_of(period.start), '-')}"
        case PeriodKind.TERM:
            term = TERM_NAMES[term_index(period.start)].capitalize()
            return f"{term}\n{year_pair(school_year_of(period.start), '/')}"
        case PeriodKind.THREE_YEARS:
            return f"{period.start.year} to\n{period.end.year}"
        case PeriodKind.MONTH:
            return _month(period)
        case PeriodKind.SNAPSHOT:
            day = f"{period.end.day} " if period.days == 1 else ""
            return f"{day}{_month(period)}"
        case _:
            day = "" if period.end == month_end(period.end) else f"{period.end.day} "
            return f"to {day}{_month(period)}"


def _month(period: Period) -> str:
    return f"{MONTHS[period.end.month - 1][:3]}\n{period.end.year}"


def _step(least: Decimal, measure: Measure) -> Decimal:
    """The smallest round step of at least `least`; a count goes up by whole numbers."""
    power = Decimal(1).scaleb(least.adjusted())
    found = next(power * step for step in _STEPS if power * step >= least)
    whole = measure.decimals == 0 or measure.unit is Unit.COUNT
    return max(found, Decimal(1)) if whole else found


def _label(measure: Measure, mark: Decimal, places: int) -> str:
    digits = f"{mark:,.{max(places, 0)}f}"
    if measure.unit is Unit.PERCENT:
        return f"{digits}%"
    if measure.unit is Unit.GBP_PER_WEEK:
        return f"-£{digits[1:]}" if digits.startswith("-") else f"£{digits}"
    return digits


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
