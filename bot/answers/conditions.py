"""Conditions on how a measure stands: which measures meet one, and on which it can be tested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.answers.standing import NotYet, Standing, course_of, status_of
from bot.plan.status import Status
from bot.plan.travel import Course
from bot.questions.queries import Filter

STATUSES = {
    Filter.OFF_TARGET: Status.OFF_TARGET,
    Filter.ON_TARGET: Status.ON_TARGET,
    Filter.CLOSE_TO_TARGET: Status.CLOSE_TO_TARGET,
}
_COURSES = {Filter.IMPROVING: Course.IMPROVING, Filter.WORSENING: Course.WORSENING}


@dataclass(frozen=True, kw_only=True)
class Test:
    """What meets a condition, and on what it can be tested at all."""

    meets: Callable[[Standing], bool]
    can_tell: Callable[[Standing], bool]


def test_of(condition: Filter) -> Test:
    """Return the test of a condition."""
    if condition in STATUSES:
        status = STATUSES[condition]
        unknown = {None, Status.NO_TARGET, Status.CANNOT_JUDGE}
        return Test(
            meets=lambda one: status_of(one) is status,
            can_tell=lambda one: status_of(one) not in unknown,
        )
    if condition in _COURSES:
        course = _COURSES[condition]
        return Test(
            meets=lambda one: course_of(one) is course,
            can_tell=lambda one: course_of(one) is not None,
        )
    if condition is Filter.NO_FIGURE:
        return Test(meets=lambda one: isinstance(one, NotYet), can_tell=lambda _: True)
    return Test(meets=lambda _: False, can_tell=lambda _: False)


def on_targets(*conditions: Filter | None) -> bool:
    """Say whether any condition needs the measures' targets."""
    return any(one in STATUSES for one in conditions)
