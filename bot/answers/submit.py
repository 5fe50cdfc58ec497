"""A figure that somebody wants to hand in, read back and not stored."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.standing import Standing, standing


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What was read of the figure offered; `now` is the measure as it stands, for comparison."""

    about: About
    now: Standing | None


def answer(asked: Asked) -> Offered:
    """Return the figure offered beside the newest one held; nothing is stored."""
    measures = asked.measures
    now = standing(asked, measures[0]) if len(measures) == 1 else None
    return Offered(about=about(asked), now=now)
