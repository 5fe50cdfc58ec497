"""What is held against a date asks for the change since: 'worse than in 2022', 'than last year'.

So do 'as bad as in 2022', 'back to where it was in 2019' and 'back to 2019 levels'.
"""

from __future__ import annotations

from bot.questions.clues import Clues
from bot.questions.period_words import Form
from bot.questions.queries import Kind

TURNED = frozenset({Kind.TREND, Kind.COMPARE, Kind.FIGURE})
"""Kinds that one date alone would narrow to that date."""
BEFORE_DATE = frozenset(
    """
    in at on for it was they were the back a is we you he she there did do had have has been be got
    used to case that this these those during around about end start beginning
    """.split()  # noqa: SIM905
)
"""Words that may stand between "than" and a date."""
WHERE = frozenset({"where", "what", "how"})
BACK = frozenset({"to", "at", "near", "above", "below", "past", "beyond", "from"})
"""What 'where it was' may follow: 'back to where it was in 2019', 'near where we were'."""
LEVELS = frozenset({"level", "levels", "figure", "figures", "rate", "rates", "numbers"})
AS_FAR = 4
"""So many words may stand between the two of 'as … as in 2019'."""


def kind_beside_dates(kind: Kind, clues: Clues) -> Kind:
    """Return the kind that a question about measures has, once its dates are looked at.

    A place that is named is compared with, whatever else is asked: no other kind speaks of it.
    """
    if clues.link.comparators and kind in {Kind.CHANGE, Kind.TREND}:
        return Kind.COMPARE
    return Kind.CHANGE if kind in TURNED and _held_against_a_date(clues) else kind


def _held_against_a_date(clues: Clues) -> bool:
    """Say whether now is held against one date, and not against another place."""
    if clues.link.comparators or len(clues.timed) != 1 or clues.timed[0].form is not Form.POINT:
        return False
    if _against_now(clues):
        return True
    return _is_measure_of_now(clues)


def _is_measure_of_now(clues: Clues) -> bool:
    """Say whether what stands before a date holds it up as what now is measured by."""
    period = clues.timed[0]
    norms = [token.norm for token in clues.tokens]
    if norms[period.end : period.end + 1] and norms[period.end] in LEVELS:
        return bool({"back", "to"} & set(norms[max(0, period.start - 2) : period.start]))
    before = norms[: period.start]
    if before[-2:] == ["as", "of"]:
        return False
    held = _of_words(before)
    if before[-1:] == ["as"] or held[-1:] == ["as"]:
        return "as" in held[-2 - AS_FAR : -2]
    if held[-1:] == ["than"]:
        return True
    return held[-1:] != [] and held[-1] in WHERE and bool(BACK.intersection(before[-9:]))


def _of_words(before: list[str]) -> list[str]:
    """Return the words before a date without the small ones that lead up to it."""
    place = len(before)
    while place and before[place - 1] in BEFORE_DATE:
        place -= 1
    return before[:place]


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
