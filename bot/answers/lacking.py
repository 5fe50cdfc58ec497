"""Measures picked by what the plan does not say of them: an owner, a target."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.list import universe
from bot.plan.measures import Measure
from bot.questions.queries import Lacking


@dataclass(frozen=True, kw_only=True)
class Lackers:
    """The measures that lack something, out of `total` looked at."""

    about: About
    lacking: Lacking
    measures: tuple[Measure, ...]
    total: int


def answer(asked: Asked, lacking: Lacking) -> Lackers:
    """Return the measures that lack what is asked for, in plan order."""
    measures = universe(asked)
    if lacking is Lacking.OWNER:
        without = [one for one in measures if not (one.owner_role or one.owner_organisation)]
    else:
        aimed = asked.plan.targets_of([one.code for one in measures])
        without = [one for one in measures if not aimed.get(one.code)]
    return Lackers(
        about=about(asked), lacking=lacking, measures=tuple(without), total=len(measures)
    )
