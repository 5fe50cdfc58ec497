"""How measures stand against their targets and standards."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.standing import Standing, standing, standings
from bot.plan.measures import Measure
from bot.plan.targets import Target


@dataclass(frozen=True, kw_only=True)
class Aim:
    """One measure with all its targets, oldest first."""

    standing: Standing
    targets: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True)
class Targets:
    """The measures asked about."""

    about: About
    aims: tuple[Aim, ...]


@dataclass(frozen=True, kw_only=True)
class PlanTargets:
    """The whole plan: its measures that have a target, and those that have a standard."""

    about: About
    aims: tuple[Aim, ...]
    standards: tuple[Measure, ...]


def answer(asked: Asked) -> Targets | PlanTargets:
    """Return how the measures asked about stand, or the targets of the whole plan."""
    measures = asked.measures
    if len(measures) == 1:
        return Targets(about=about(asked), aims=(_aim(asked, standing(asked, measures[0])),))
    if measures:
        found = standings(asked, measures, targets=True)
        return Targets(about=about(asked), aims=tuple(_aim(asked, one) for one in found))
    every = asked.catalogue.measures
    if asked.query.ambition is not None:
        every = asked.catalogue.of_ambition(asked.query.ambition)
    held = asked.plan.targets_of([measure.code for measure in every])
    found = standings(asked, [one for one in every if one.code in held], targets=True)
    return PlanTargets(
        about=about(asked),
        aims=tuple(Aim(standing=one, targets=tuple(held[one.measure.code])) for one in found),
        standards=tuple(measure for measure in every if measure.standard),
    )


def _aim(asked: Asked, one: Standing) -> Aim:
    return Aim(standing=one, targets=tuple(asked.plan.targets(one.measure.code)))
