"""A target as an officer types it: '/target 4.02 Q2 2026-27 65 within 2', or a profile."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.errors import PeriodError
from bot.plan.due_dates import periods_ending
from bot.plan.measures import Catalogue, Frequency, Measure, Polarity, Unit
from bot.plan.periods import Period, PeriodKind
from bot.plan.status import margin
from bot.plan.targets import Target, Tolerance, ToleranceKind
from bot.questions.normalise import normalise
from bot.questions.period_words import find_periods, resolve
from bot.questions.queries import Window

MOST_VALUES = 24
_KINDS = (
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.SCHOOL_YEAR,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.QUARTER,
    PeriodKind.MONTH,
    PeriodKind.HALF_YEAR,
    PeriodKind.TERM,
    PeriodKind.SNAPSHOT,
    PeriodKind.RANGE,
)
_WITHIN = re.compile(r"\b(?:within|tolerance|plus or minus|\+/-|±)\s*:?\s*(?P<rest>.*)$", re.I)
_NUMBER = re.compile(r"-?£?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|-?£?\d+(?:\.\d+)?%?")
_AMOUNT = re.compile(
    r"(?P<number>-?\d+(?:\.\d+)?)\s*"
    r"(?P<unit>%\s*(?:of\s+(?:the\s+)?target)?|pp|(?:percentage\s+)?points?|weeks?)?",
    re.I,
)


class Unsettable(Exception):
    """A target cannot be set like that; the text says why and gives an example."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Targets that an officer typed, oldest period first."""

    measure: Measure
    targets: tuple[Target, ...]


def read_targets(words: str, catalogue: Catalogue, today: date) -> Wanted:
    """Return the targets that some words set.

    Raises:
        Unsettable: no such measure, no period, a value that cannot be, a tolerance of the wrong
            sign or so wide that nothing could be off target.
    """
    code, _, rest = words.strip().partition(" ")
    measure = catalogue.by_code.get(code)
    if measure is None:
        raise Unsettable(f"There is no measure with the code {code[:16]}. {example(catalogue)}")
    tolerance = None
    if found := _WITHIN.search(rest):
        tolerance = _tolerance(found["rest"].strip(), measure)
        rest = rest[: found.start()]
    window, left = _period(rest, measure, catalogue, today)
    values = _values(left, measure)
    periods = _periods(window, len(values), measure, catalogue)
    targets = tuple(
        Target(measure=measure.code, period=period, value=value, tolerance=tolerance)
        for period, value in zip(periods, values, strict=True)
    )
    for target in targets:
        _check_width(measure, target)
    return Wanted(measure=measure, targets=targets)


def example(catalogue: Catalogue) -> str:
    """Return an example of the command from the plan itself."""
    first = next(iter(catalogue.measures), None)
    code = first.code if first else "1.01"
    return f"For example: /target {code} Q2 2026-27 65 within 2"


def _period(text: str, measure: Measure, catalogue: Catalogue, today: date) -> tuple[Window, str]:
    """The dates that the words name, and what is left of the words."""
    read = normalise(text)
    year = catalogue.year_kinds.get(measure.code)
    for mention in find_periods(read.tokens):
        windows = resolve(mention, year, today, catalogue.plan).windows
        if len(windows) == 1:
            start, end = read.tokens[mention.start].start, read.tokens[mention.end - 1].end
            return windows[0], f"{text[:start]} {text[end:]}"
    raise Unsettable(
        "Please name the period, with both years of a quarter or a year. "
        f"For example: /target {measure.code} Q2 2026-27 65"
    )


def _values(text: str, measure: Measure) -> list[Decimal]:
    found = _NUMBER.findall(text)
    left = re.sub(r"[\s,;|]|to|at|is|for|=", "", _NUMBER.sub("", text), flags=re.I)
    if not found or left:
        raise Unsettable(
            "Please give the target as a number after the period. "
            f"For example: /target {measure.code} Q2 2026-27 65, or a profile for the four "
            f"quarters of a year: /target {measure.code} 2026-27 60, 65, 70, 75"
        )
    return [_value(one, measure) for one in found[:MOST_VALUES]]


def _value(text: str, measure: Measure) -> Decimal:
    form = f"For example: /target {measure.code} Q2 2026-27 65"
    if text.endswith("%") and measure.unit is not Unit.PERCENT:
        raise Unsettable(f"{measure.name} is no percentage; give the target without %. {form}")
    value = Decimal(text.strip("%").replace("£", "").replace(",", ""))
    if measure.unit is Unit.PERCENT and not 0 <= value <= 100:
        raise Unsettable(f"A percentage lies between 0 and 100, so {text} is no target. {form}")
    if measure.unit is not Unit.SCORE and value < 0:
        raise Unsettable(f"{measure.name} cannot be below zero, so {text} is no target. {form}")
    if measure.unit is Unit.COUNT and value != value.to_integral_value():
        raise Unsettable(f"{measure.name} is a whole number, so {text} is no target. {form}")
    return value


def _tolerance(text: str, measure: Measure) -> Tolerance:
    found = _AMOUNT.fullmatch(text)
    form = "For example: within 2, or: within 5% of target"
    if found is None:
        raise Unsettable(f"The tolerance was not understood. {form}")
    amount, unit = Decimal(found["number"]), (found["unit"] or "").lower()
    if amount < 0:
        raise Unsettable(f"A tolerance says how far off is still close, so it has no sign. {form}")
    if unit == "%" and measure.unit is Unit.PERCENT:
        raise Unsettable(
            f"Is that {found['number']} percentage points, or {found['number']}% of the target? "
            f"Write: within {found['number']} points, or: within {found['number']}% of target"
        )
    kind = ToleranceKind.RELATIVE if unit.startswith("%") else ToleranceKind.ABSOLUTE
    return Tolerance(amount=amount, kind=kind)


def _check_width(measure: Measure, target: Target) -> None:
    """Refuse a tolerance under which nothing could ever be off target."""
    within = margin(target)
    lowest = target.value - within
    most = Decimal(100) if measure.unit is Unit.PERCENT else None
    if not within or measure.unit is Unit.SCORE:
        return
    too_low = measure.polarity is Polarity.HIGHER and lowest <= 0
    too_high = measure.polarity is Polarity.LOWER and most is not None
    if too_low or (too_high and most is not None and target.value + within >= most):
        raise Unsettable(
            "With that tolerance nothing could be off target: “close” would reach to the end of "
            "what is possible. For example: within 2"
        )


def _periods(window: Window, count: int, measure: Measure, catalogue: Catalogue) -> list[Period]:
    """One period, or the parts of a year (or the years of a span) that a profile is for."""
    if count == 1:
        return [_period_of(window)]
    year = catalogue.year_kinds.get(measure.code)
    for frequency in dict.fromkeys((measure.frequency, *_PARTS)):
        parts = list(periods_ending(frequency, year, window.start, window.end))
        if len(parts) == count and parts[0].start >= window.start:
            return parts
    raise Unsettable(
        f"A profile needs one value for each part of the period; {count} do not fit. "
        f"For example, for the four quarters of a year: "
        f"/target {measure.code} 2026-27 60, 65, 70, 75"
    )


_PARTS = (Frequency.QUARTERLY, Frequency.HALF_YEARLY, Frequency.MONTHLY, Frequency.ANNUAL)


def _period_of(window: Window) -> Period:
    for kind in _KINDS:
        with suppress(PeriodError):
            return Period(kind=kind, start=window.start, end=window.end)
    raise Unsettable("Those dates make no period. For example: Q2 2026-27")
