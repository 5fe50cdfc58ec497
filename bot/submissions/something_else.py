"""Whether a text typed where a value or a period is awaited is something else: a question."""

from __future__ import annotations

import re

from bot.questions.queries import Kind, NotUnderstood, Understood
from bot.questions.understand import understander
from bot.submissions import values
from bot.submissions.visit import Visit

_ASKS = re.compile(r"\s*(?:what|how|who|when|where|why|which|show|list|compare|tell)\b", re.I)
# "in 2099" names a time even where no figure can be of it; "430 in 2099" names a figure too.
_IN_A_YEAR = re.compile(
    r"\b(?:in|for|during|since|until|by|before|after)\s+(?:the\s+year\s+)?((?:19|20|21)\d\d)\b"
    r"(?!\s*%|[.,]\d)",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Say whether a text begins as a question does, and so is no value, period or measure."""
    return _ASKS.match(text) is not None


def is_meant(visit: Visit, text: str, awaited: str) -> bool:
    """Say whether a text names a measure or asks something, and so is no mere value or period."""
    if asks(text):
        return True
    reading = understander(visit.catalogue).read(text, visit.today)
    if isinstance(reading, NotUnderstood) or not reading.query.measures:
        return False
    if _is_loose_code(visit, text, reading.query.measures):
        return False
    sure = isinstance(reading, Understood)
    if sure and reading.query.kind is Kind.SUBMIT:
        return True
    if _names_only_a_year(text):
        return True
    measure = visit.catalogue.by_code[reading.query.measures[0]]
    tried = values.of_value if sure else values.without_dates
    read = tried(text, measure)
    silent = isinstance(read, values.RefusedValue) and read.reason is values.Refusal.NO_NUMBER
    return silent or (sure and awaited == "period")


def _is_loose_code(visit: Visit, text: str, codes: tuple[str, ...]) -> bool:
    """Say whether only a number that is nearly a code names the measure: '4.3' of 4.03."""
    clues = understander(visit.catalogue).clues(text)
    typed = {clues.tokens[start].norm for start, _ in clues.coded}
    return bool(typed) and typed.isdisjoint(codes) and all(one[0].isdigit() for one in typed)


def year_named(text: str) -> str:
    """Return the year that a text says its figure is of ('430 in 2099'), or nothing."""
    found = _IN_A_YEAR.search(text)
    return found[1] if found else ""


def _names_only_a_year(text: str) -> bool:
    """Say whether the only number in a text is the year that it is about: 'neet in 2099'."""
    apart, found = _IN_A_YEAR.subn(" ", text)
    return found == 1 and not any(letter.isdigit() for letter in apart)
