"""What a stretch of years asks for: a line over it, or the one figure that covers it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.plan.measures import Catalogue, Measure
from bot.plan.periods import ONE_DAY
from bot.questions.clues import Clues
from bot.questions.period_words import Form
from bot.questions.queries import Kind, Window

QUIET = 2.0
"""Cues that weigh less leave a stretch of years to ask for a line."""
TELLING = (Kind.CHANGE, Kind.FIGURE, Kind.COMPARE, Kind.STORY, Kind.TARGET, Kind.SUBMIT, Kind.LIST)
PLAIN = 2.5
"""What a line over time gains where nothing but a stretch of years is said."""

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_POOLED = re.compile(
    r"\b(?P<years>two|three|four|five|[2-5])[- ]years?[- ](?:pooled|combined|rolling|averages?|"
    r"aggregates?|totals?)\b"
    r"|\b(?P<more>two|three|four|five|[2-5]) years (?:pooled|combined|together|taken together)\b"
    r"|\bpooled over (?P<over>two|three|four|five|[2-5]) years\b",
    re.IGNORECASE,
)


def is_plain_range(clues: Clues) -> bool:
    """Say whether a stretch from one date to another is all that is said about the kind."""
    if len(clues.timed) != 1 or clues.link.comparators or clues.numerals:
        return False
    mention = clues.timed[0]
    if mention.form is not Form.RANGE or mention.spanning:
        return False
    return all(clues.weight(kind.value) < QUIET for kind in TELLING)


def pooled_years(measure: Measure) -> int:
    """Return over how many years a measure pools its counts, 0 where it does not."""
    found = _POOLED.search(f"{measure.name}. {measure.definition}")
    if found is None:
        return 0
    words = next(filter(None, found.groupdict().values())).lower()
    return _NUMBERS.get(words) or int(words)


def is_one_figure(catalogue: Catalogue, codes: Sequence[str], windows: Sequence[Window]) -> bool:
    """Say whether a stretch is as long as one figure of every measure: three pooled years."""
    if len(windows) != 1 or not codes:
        return False
    first, after = windows[0].start, windows[0].end + ONE_DAY
    if (first.month, first.day) != (after.month, after.day):
        return False
    return all(pooled_years(catalogue.by_code[code]) == _years(first, after) > 1 for code in codes)


def _years(first: date, after: date) -> int:
    return after.year - first.year
