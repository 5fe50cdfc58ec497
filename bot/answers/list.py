"""Measures picked by a condition, an owner or a topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.answers import beside
from bot.answers.asked import About, Asked, about
from bot.answers.standing import NotYet, Standing, course_of, standings, status_of
from bot.plan.measures import Measure
from bot.plan.status import Status
from bot.plan.travel import Course
from bot.questions.queries import Filter


@dataclass(frozen=True, kw_only=True)
class Named:
    """Too many measures to show each with its figure: names alone, in plan order."""

    about: About
    measures: tuple[Measure, ...]


@dataclass(frozen=True, kw_only=True)
class Picked:
    """The measures that meet the condition, out of `total` looked at.

    `unjudged` are those that the condition cannot be tested on (no figure, no change, no target).
    """

    about: About
    standings: tuple[Standing, ...]
    total: int
    unjudged: int


Listed = Named | Picked

MOST = 20

_STATUSES = {
    Filter.OFF_TARGET: Status.OFF_TARGET,
    Filter.ON_TARGET: Status.ON_TARGET,
    Filter.CLOSE_TO_TARGET: Status.CLOSE_TO_TARGET,
}
_COURSES = {Filter.IMPROVING: Course.IMPROVING, Filter.WORSENING: Course.WORSENING}


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
    found = standings(asked, measures, targets=condition in _STATUSES)
    meets, can_tell = _test(condition)
    return Picked(
        about=about(asked),
        standings=tuple(one for one in found if meets(one)),
        total=len(found),
        unjudged=sum(not can_tell(one) for one in found),
    )


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


def _test(
    condition: Filter,
) -> tuple[Callable[[Standing], bool], Callable[[Standing], bool]]:
    """What meets the condition, and on what it can be tested at all."""
    if condition in _STATUSES:
        status = _STATUSES[condition]
        unknown = {None, Status.NO_TARGET, Status.CANNOT_JUDGE}
        return lambda one: status_of(one) is status, lambda one: status_of(one) not in unknown
    if condition in _COURSES:
        course = _COURSES[condition]
        return lambda one: course_of(one) is course, lambda one: course_of(one) is not None
    if condition is Filter.NO_FIGURE:
        return lambda one: isinstance(one, NotYet), lambda _: True
    return lambda _: False, lambda _: False
