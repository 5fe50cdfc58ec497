"""A question that somebody asks while a card waits for their words: it is answered, the card waits.

"Why is it taken back?" is answered with a reason; "what is the backlog now?" is no reason.
"""

from __future__ import annotations

import re

from bot.questions.queries import Kind, Understood
from bot.questions.understand import understander
from bot.submissions.something_else import asks
from bot.submissions.visit import Visit

WAITS_FOR = {
    "value": "the figure",
    "period": "the period",
    "comment": "your comment",
    "reason": "the reason for the correction",
    "override": "why it is right",
    "return": "why you return it",
    "undo": "why it is taken back",
}
"""What a card still waits for, by what it asked; a question to the owner may be any words."""
_REASONS = frozenset({"comment", "reason", "override", "return", "undo"})
_WANTS = re.compile(r"\s*(?:the\s+)?(?:latest|newest|trend|chart|define|definition)\b", re.I)


def is_asked(visit: Visit, text: str) -> bool:
    """Say whether a text asks for something of the plan, and is no reason or comment."""
    if not (_is_question(text) or _WANTS.match(text)):
        return False
    reading = understander(visit.catalogue).read(text, visit.today)
    if not isinstance(reading, Understood):
        return False
    return bool(reading.query.measures) or reading.query.kind in {Kind.PLAN, Kind.AMBITION}


def is_reason(awaiting: str) -> bool:
    """Say whether a card waits for words, which any text could be."""
    return awaiting.partition(" ")[0] in _REASONS


def leaves_open(awaiting: str, text: str) -> bool:
    """Say whether a text that was no answer to a card leaves it waiting: a question does."""
    is_card = awaiting.partition(" ")[0] in WAITS_FOR
    return is_card and (_is_question(text) or _WANTS.match(text) is not None)


def still_waiting(awaiting: str) -> str:
    """Return what a card goes on waiting for, in words."""
    return WAITS_FOR[awaiting.partition(" ")[0]]


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?") or asks(text)
