"""The ways in which a question may lean on what was said before it, by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.questions.queries import Reading


class Way(StrEnum):
    """How a question carries on."""

    PICK = "pick"
    CORRECTION = "correction"
    FIGURE = "figure"
    BEHIND = "behind"
    SISTER = "sister"
    NOT_HELD = "not held"
    ANOTHER = "another"
    AMBITION = "ambition"
    AT_LARGE = "at large"
    NUMBER = "number"
    SAME = "same"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaning:
    """One way to read a question that leans, not yet weighed."""

    way: Way
    reading: Reading
