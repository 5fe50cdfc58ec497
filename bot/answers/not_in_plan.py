"""Something that the plan does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.plan.measures import Measure


@dataclass(frozen=True, kw_only=True)
class NotInPlan:
    """A question the plan cannot answer; `nearest` are measures that come close, if any."""

    about: About
    nearest: tuple[Measure, ...]


def answer(asked: Asked) -> NotInPlan:
    """Return the measures that come nearest to the question, without their figures."""
    return NotInPlan(about=about(asked), nearest=asked.measures)
