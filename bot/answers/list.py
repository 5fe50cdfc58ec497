"""Measures picked by a condition, an owner or a topic."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers import beside
from bot.answers.asked import About, Asked, about
from bot.answers.conditions import on_targets, test_of
from bot.answers.over_time import over, standings_over
from bot.answers.standing import Standing, holding, standings
from bot.plan.measures import Measure
from bot.questions.queries import Filter, Window


@dataclass(frozen=True, kw_only=True)
class Named:
    """Too many measures to show each with its figure: names alone, in plan order."""

    about: About
    measures: tuple[Measure, ...]


@dataclass(frozen=True, kw_only=True)
class Picked:
    """The measures that meet the condition, or both of two, out of `total` looked at.

    `unjudged` are those that the condition cannot be tested on (no figure, no change, no target).
    `over` is the time over which they are judged, where one was named.
    """

    about: About
    standings: tuple[Standing, ...]
    total: int
    unjudged: int
    over: Window | None = None


Listed = Named | Picked

MOST = 20
COURSES = frozenset({Filter.IMPROVING, Filter.WORSENING})


def answer(asked: Asked) -> Listed | beside.Against:
    """Return the measures asked for, from two store calls."""
    measures = universe(asked)
    if beside.asks_beside(asked):
        return beside.answer(asked, measures)
    condition = asked.query.filter
    if condition is None:
        if len(measures) > MOST:
            return Named(about=about(asked), measures=measures)
        found = standings(asked, measures)
        return Picked(about=about(asked), standings=found, total=len(found), unjudged=0)
    tests = [test_of(one) for one in (condition, asked.query.also) if one is not None]
    looked_at = _worth_a_look(asked, measures)
    targets = on_targets(condition, asked.query.also)
    over_time = not COURSES.isdisjoint({condition, asked.query.also})
    judge = standings_over if over_time else standings
    found = judge(asked, looked_at, targets=targets)
    without = len(measures) - len(looked_at)
    return Picked(
        about=about(asked),
        standings=tuple(one for one in found if all(test.meets(one) for test in tests)),
        total=len(measures),
        unjudged=sum(not all(test.can_tell(one) for test in tests) for one in found)
        + (without if targets else 0),
        over=over(asked.query, asked.today) if over_time else None,
    )


def _worth_a_look(asked: Asked, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """The measures that can meet the condition at all: those with a target, or without a figure."""
    conditions = {asked.query.filter, asked.query.also}
    codes = [measure.code for measure in measures]
    if on_targets(*conditions):
        aimed = asked.plan.targets_of(codes)
        return tuple(measure for measure in measures if measure.code in aimed)
    if conditions == {Filter.NO_FIGURE, None}:
        held = holding(asked, measures)
        return tuple(measure for measure in measures if measure.code not in held)
    return measures


def universe(asked: Asked) -> tuple[Measure, ...]:
    """Return the measures to pick from: those named, of an ambition, of an owner, or all."""
    query, catalogue = asked.query, asked.catalogue
    measures = asked.measures or catalogue.measures
    if query.ambition is not None and not asked.measures:
        measures = catalogue.of_ambition(query.ambition)
    if query.owner and not asked.measures:
        wanted = query.owner.casefold()
        measures = tuple(
            measure
            for measure in measures
            if wanted in f"{measure.owner_role}, {measure.owner_organisation}".casefold()
        )
    return measures
