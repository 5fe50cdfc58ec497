"""The dates that somebody names with a figure: one period, or a span from one month to another."""

from __future__ import annotations

from bot.plan.measures import Measure
from bot.plan.periods import Period
from bot.questions.normalise import normalise
from bot.questions.period_words import Form, find_periods, resolve
from bot.questions.queries import NotUnderstood, Window
from bot.questions.understand import understander
from bot.submissions import refusals
from bot.submissions.cards import LOOKED_BACK
from bot.submissions.periods_counted import period_for
from bot.submissions.visit import Visit


def window_of(visit: Visit, text: str, measure: Measure) -> Window | None:
    """Return the dates that a text names for a measure, None where it names none."""
    span = span_of(visit, text, measure)
    if span is not None:
        return span
    reading = understander(visit.catalogue).read(
        f"{measure.code} {refusals.example(measure).partition(' ')[0]} {text}", visit.today
    )
    windows = reading.query.windows if not isinstance(reading, NotUnderstood) else ()
    return windows[-1] if windows else None


def span_of(visit: Visit, text: str, measure: Measure) -> Window | None:
    """Return the span that a text names: 'December 2025 to February 2026'; None where none.

    Words such as 'down from Q1 to Q2' name the last period only, so a span is one that the measure
    is counted for, or that is said to be what the figure is for.
    """
    year = visit.catalogue.year_kinds.get(measure.code)
    for mention in find_periods(normalise(text).tokens):
        windows = resolve(mention, year, visit.today, visit.catalogue.plan).windows
        if mention.form is not Form.RANGE or len(windows) != 1:
            continue
        if mention.text.startswith("for ") or period_of(visit, measure, windows[0]) is not None:
            return windows[0]
    return None


def period_of(visit: Visit, measure: Measure, window: Window) -> Period | None:
    """Return the period of a measure that dates mean, None where they make none it counts."""
    newest = visit.rooms.plan.newest(measure.code, limit=LOOKED_BACK)
    return period_for(visit.catalogue, measure, window, newest)
