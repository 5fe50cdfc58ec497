"""What has to be handed in, when and by whom."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.standing import Standing, standing, standings


@dataclass(frozen=True, kw_only=True)
class Due:
    """The measures asked about, each as it stands; none where the whole plan is meant."""

    about: About
    standings: tuple[Standing, ...]


def answer(asked: Asked) -> Due:
    """Return the measures asked about; no due dates are held."""
    measures = asked.measures
    if len(measures) == 1:
        return Due(about=about(asked), standings=(standing(asked, measures[0]),))
    return Due(about=about(asked), standings=standings(asked, measures))
