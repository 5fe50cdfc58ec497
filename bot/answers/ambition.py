"""How one ambition is doing: its measures, exceptions first."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.standing import Found, Standing, Unavailable, course_of, standings, status_of
from bot.plan.measures import Ambition
from bot.plan.status import Status
from bot.plan.travel import Course


@dataclass(frozen=True, kw_only=True)
class AmbitionFacts:
    """An ambition and how each of its measures stands, exceptions first."""

    about: About
    ambition: Ambition
    standings: tuple[Standing, ...]


@dataclass(frozen=True, kw_only=True)
class NoSuchAmbition:
    """The plan has no ambition of that number."""

    about: About
    number: int | None


def answer(asked: Asked) -> AmbitionFacts | NoSuchAmbition:
    """Return the ambition asked about, or say that there is none of that number."""
    number = asked.query.ambition
    ambition = asked.catalogue.by_number.get(number) if number is not None else None
    if ambition is None:
        return NoSuchAmbition(about=about(asked), number=number)
    found = standings(asked, asked.catalogue.of_ambition(ambition.number), targets=True)
    return AmbitionFacts(
        about=about(asked), ambition=ambition, standings=tuple(sorted(found, key=concern))
    )


def concern(standing: Standing) -> int:
    """Return how soon a measure is named: what needs a look comes first."""
    status, course = status_of(standing), course_of(standing)
    if status is Status.OFF_TARGET:
        return 0
    if status is Status.CLOSE_TO_TARGET:
        return 1
    if course is Course.WORSENING:
        return 2
    if isinstance(standing, Unavailable):
        return 3
    if not isinstance(standing, Found):
        return 8
    if status is Status.ON_TARGET:
        return 6
    if course is None:
        return 4
    return 7 if course is Course.IMPROVING else 5
