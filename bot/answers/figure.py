"""The figure of a named period."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.held import Match, match


@dataclass(frozen=True, kw_only=True)
class PeriodFigures:
    """What is held for each measure and each of the periods named."""

    about: About
    matches: tuple[Match, ...]


def answer(asked: Asked) -> PeriodFigures:
    """Return what is held for the periods named, never another period in its place."""
    return PeriodFigures(
        about=about(asked),
        matches=tuple(
            match(asked, measure, window)
            for measure in asked.measures
            for window in asked.query.windows
        ),
    )
