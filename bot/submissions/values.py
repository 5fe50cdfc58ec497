"""The value that was typed for a measure, and what to say where none can be taken."""

from __future__ import annotations

from bot.plan.measures import Catalogue, Measure, Unit
from bot.questions.normalise import normalise
from bot.questions.number_words import (
    AskValue,
    ReadValue,
    Refusal,
    RefusedValue,
    Value,
    read_value,
)
from bot.questions.period_words import find_periods
from bot.questions.understand import understander

__all__ = [
    "AskValue",
    "ReadValue",
    "Refusal",
    "RefusedValue",
    "Value",
    "beside_dates",
    "of_text",
    "of_value",
]


def of_value(text: str, measure: Measure) -> ReadValue:
    """Return the value of a text that is only a value, as asked for."""
    return read_value(text, measure.unit, allow_negative=_can_be_negative(measure))


def of_text(text: str, measure: Measure, catalogue: Catalogue) -> ReadValue:
    """Return the value in a text that may name the measure and the period too."""
    clues = understander(catalogue).clues(text)
    hidden = (*clues.named, *clues.coded, *((one.start, one.end) for one in clues.timed))
    return read_value(
        clues.tokens, measure.unit, allow_negative=_can_be_negative(measure), hidden=hidden
    )


def beside_dates(text: str, measure: Measure, catalogue: Catalogue) -> ReadValue:
    """Return the value in a text that was asked for and that may name the period too.

    What looks like a code is no code there: 4.3 is 4.3.
    """
    read = without_dates(text, measure)
    return read if isinstance(read, Value) else of_text(text, measure, catalogue)


def without_dates(text: str, measure: Measure) -> ReadValue:
    """Return the value in a text whose dates are none."""
    tokens = normalise(text).tokens
    dates = tuple((one.start, one.end) for one in find_periods(tokens))
    return read_value(tokens, measure.unit, allow_negative=_can_be_negative(measure), hidden=dates)


def _can_be_negative(measure: Measure) -> bool:
    """Only a score may be below zero, as in files: a change, or progress against an average."""
    return measure.unit is Unit.SCORE
