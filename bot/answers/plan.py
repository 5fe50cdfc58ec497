"""The plan itself: its name, its period, its ambitions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.standing import Standing, standings

MOST = 400
"""Measures of a plan that are counted by how they stand."""


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """The plan, and how its measures stand; none of a plan too large to sum up in one message."""

    about: About
    standings: tuple[Standing, ...] = ()


def answer(asked: Asked) -> PlanFacts:
    """Return the plan with how its measures stand, from two store calls."""
    measures = asked.catalogue.measures
    if asked.query.ambition is not None or len(measures) > MOST:
        return PlanFacts(about=about(asked))
    return PlanFacts(about=about(asked), standings=standings(asked, measures, targets=True))
