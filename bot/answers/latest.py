"""The newest figure of one or more measures."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.standing import Standing, standing, standings


@dataclass(frozen=True, kw_only=True)
class Latest:
    """How each measure asked about stands."""

    about: About
    standings: tuple[Standing, ...]


def answer(asked: Asked) -> Latest:
    """Return the newest figure of each measure asked about, in full where there is only one."""
    measures = asked.measures
    if len(measures) == 1:
        return Latest(about=about(asked), standings=(standing(asked, measures[0]),))
    return Latest(about=about(asked), standings=standings(asked, measures))
