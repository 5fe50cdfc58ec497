"""How measures moved over a time that is named: "which got better since 2019"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.answers.asked import Asked
from bot.answers.held import belongs
from bot.answers.standing import NotYet, Standing, found, standings
from bot.answers.trend import span_of
from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.plan.periods import comparable
from bot.plan.targets import Target
from bot.plan.travel import Uncompared, Why, between
from bot.questions.queries import Query, Window

DEEPEST = 60
"""Enough of any series: five years of months, sixty of years."""
A_YEAR = timedelta(days=400)


def over(query: Query, today: date) -> Window | None:
    """Return the time over which measures are judged, None where their newest step says it.

    A time of a year at most that has not ended holds no step but the newest.
    """
    window = span_of(query.windows)
    if window is None:
        return None
    runs_on = window.end >= today
    return None if runs_on and window.end - window.start <= A_YEAR else window


def standings_over(
    asked: Asked, measures: Sequence[Measure], *, targets: bool = False
) -> tuple[Standing, ...]:
    """Return how measures stand, each with its change over the time asked about, if one is."""
    window = over(asked.query, asked.today)
    if window is None:
        return standings(asked, measures, targets=targets)
    codes = [measure.code for measure in measures]
    aims = asked.plan.targets_of(codes) if targets else {}
    held = asked.plan.newest_of(codes, limit=DEEPEST)
    return tuple(
        _stood(measure, held.get(measure.code, ()), aims.get(measure.code, ()), window)
        for measure in measures
    )


def _stood(
    measure: Measure, newest: Sequence[Figure], targets: Sequence[Target], window: Window
) -> Standing:
    """Return a measure's last figure of a time, with its change since the first one of it."""
    inside = [one for one in newest if one.value is not None and belongs(one.period, window)]
    if not inside:
        return NotYet(measure=measure)
    last = found(measure, inside[0], newest, targets)
    like = [one for one in inside if comparable(one.period, inside[0].period)]
    if window.end - window.start <= A_YEAR or len(like) < 2:
        return last
    first = like[-1]
    if first.period.start - window.start > A_YEAR:  # says nothing of the time from its start on
        return replace(last, travel=Uncompared(after=last.figure, why=Why.NOTHING_EARLIER))
    return replace(last, travel=between(measure, first, like[0], figures=newest))
