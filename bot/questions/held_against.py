"""What is held against a date asks for the change since: 'worse than in 2022', 'than last year'."""

from __future__ import annotations

from bot.questions.clues import Clues
from bot.questions.period_words import Form
from bot.questions.queries import Kind

TURNED = frozenset({Kind.TREND, Kind.COMPARE, Kind.FIGURE})
"""Kinds that one date alone would narrow to that date."""
BEFORE_DATE = frozenset("in at on for it was they were the back a".split())  # noqa: SIM905
"""Words that may stand between "than" and a date."""


def kind_beside_dates(kind: Kind, clues: Clues) -> Kind:
    """Return the kind that a question about measures has, once its dates are looked at."""
    return Kind.CHANGE if kind in TURNED and _held_against_a_date(clues) else kind


def _held_against_a_date(clues: Clues) -> bool:
    """Say whether now is held against one date, and not against another place."""
    if clues.link.comparators or len(clues.timed) != 1 or clues.timed[0].form is not Form.POINT:
        return False
    if _against_now(clues):
        return True
    before = [token.norm for token in clues.tokens[: clues.timed[0].start]]
    while before and before[-1] in BEFORE_DATE:
        before.pop()
    return before[-1:] == ["than"]


def _against_now(clues: Clues) -> bool:
    """Say whether a date is held against now: 'in 2019 than now', 'before covid vs now'."""
    now = next((one for one in clues.periods if one.form is Form.NOW), None)
    if now is None or now.start < clues.timed[0].end:
        return False
    between = [token.norm for token in clues.tokens[clues.timed[0].end : now.start]]
    return between[-1:] in (["than"], ["v"], ["vs"], ["versus"]) or between[-2:] in (
        ["compared", "to"],
        ["compared", "with"],
    )
