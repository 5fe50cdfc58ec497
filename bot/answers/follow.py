"""Being told when something changes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.plan.measures import Measure


@dataclass(frozen=True, kw_only=True)
class Following:
    """The measures somebody wants to follow, or to stop following."""

    about: About
    measures: tuple[Measure, ...]


def answer(asked: Asked) -> Following:
    """Return the measures named, without any store call."""
    return Following(about=about(asked), measures=asked.measures)
