"""Why a figure moved and what is being done: only ever what its owner has said (R59)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.standing import Standing, standing, standings


@dataclass(frozen=True, kw_only=True)
class Story:
    """How each measure asked about stands; no commentary is held yet."""

    about: About
    standings: tuple[Standing, ...]


def answer(asked: Asked) -> Story:
    """Return how each measure asked about stands."""
    measures = asked.measures
    if len(measures) == 1:
        return Story(about=about(asked), standings=(standing(asked, measures[0]),))
    return Story(about=about(asked), standings=standings(asked, measures))
