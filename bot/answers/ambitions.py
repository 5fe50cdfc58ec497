"""The ambitions beside each other: of which most measures get worse, or better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.answers.asked import About, Asked, about
from bot.answers.over_time import over, standings_over
from bot.answers.standing import Standing, course_of, status_of
from bot.plan.measures import Ambition
from bot.plan.status import Status
from bot.plan.travel import Course
from bot.questions.queries import Filter, Window

TELLING = frozenset({Course.IMPROVING, Course.WORSENING, Course.NO_CHANGE})
BETTER = frozenset({Filter.BEST, Filter.IMPROVING, Filter.ON_TARGET})


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many measures of an ambition get better and worse, of those of which it can be told."""

    ambition: Ambition
    better: int
    worse: int
    told: int
    total: int
    off_target: int


@dataclass(frozen=True, kw_only=True)
class Ambitions:
    """All ambitions, those first of which the largest share of measures goes the way asked for.

    `better` says which way that is; `over` is the time that was named, if one was.
    """

    about: About
    tallies: tuple[Tally, ...]
    better: bool
    over: Window | None = None


def answer(asked: Asked) -> Ambitions:
    """Return the ambitions in order of the share of their measures that goes one way."""
    better = asked.query.filter in BETTER
    found: dict[int, list[Standing]] = {}
    for one in standings_over(asked, asked.catalogue.measures, targets=True):
        found.setdefault(one.measure.ambition, []).append(one)
    tallies = [
        _tally(ambition, found.get(ambition.number, ())) for ambition in asked.catalogue.ambitions
    ]
    tallies.sort(key=lambda one: (-_share(one, better=better), one.ambition.number))
    return Ambitions(
        about=about(asked),
        tallies=tuple(tallies),
        better=better,
        over=over(asked.query, asked.today),
    )


def _tally(ambition: Ambition, standings: Sequence[Standing]) -> Tally:
    courses = [course_of(one) for one in standings]
    return Tally(
        ambition=ambition,
        better=courses.count(Course.IMPROVING),
        worse=courses.count(Course.WORSENING),
        told=sum(one in TELLING for one in courses),
        total=len(courses),
        off_target=sum(status_of(one) is Status.OFF_TARGET for one in standings),
    )


def _share(one: Tally, *, better: bool) -> Fraction:
    """The share of the measures that go one way; below all others where none can be told."""
    return Fraction(one.better if better else one.worse, one.told) if one.told else Fraction(-1)
