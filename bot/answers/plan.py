"""The plan itself: its name, its period, its ambitions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """The plan; all of it is in the catalogue."""

    about: About


def answer(asked: Asked) -> PlanFacts:
    """Return the plan, without any store call."""
    return PlanFacts(about=about(asked))
