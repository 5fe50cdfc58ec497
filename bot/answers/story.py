"""Why a figure moved and what is being done: only ever what its owner has said (R59)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answers.asked import About, Asked, about
from bot.answers.held import fits
from bot.answers.standing import Standing, standing, standings
from bot.plan.commentary import Commentary
from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.plan.travel import Course, course


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an owner said, and the figure it is about as it is now; None where it is not held.

    `then` is that figure with the value it had, where that was another one.
    """

    words: Commentary
    figure: Figure | None
    then: Figure | None = None


@dataclass(frozen=True, kw_only=True)
class Story:
    """How each measure asked about stands and, of one, what its owner said, the newest first."""

    about: About
    standings: tuple[Standing, ...]
    told: tuple[Told, ...] = ()


def answer(asked: Asked) -> Story:
    """Return how each measure asked about stands, and what the owner of a single one said."""
    measures = asked.measures
    if len(measures) == 1:
        return Story(
            about=about(asked),
            standings=(standing(asked, measures[0]),),
            told=_told(asked, measures[0]),
        )
    return Story(about=about(asked), standings=standings(asked, measures))


def _told(asked: Asked, measure: Measure) -> tuple[Told, ...]:
    """Words about a figure that is hidden now are left out: they may hold its number."""
    found = asked.plan.commentaries(measure.code)
    if asked.query.windows:
        found = [one for one in found if fits(one.period, asked.query.windows[-1])]
    told = []
    for words in found:
        held = asked.plan.series(measure.code, start=words.period.end, end=words.period.end)
        figure = next((one for one in held if one.period == words.period), None)
        told.append(Told(words=words, figure=figure, then=_then(measure, words, figure)))
    return tuple(told)


def _then(measure: Measure, words: Commentary, now: Figure | None) -> Figure | None:
    if now is None or now.value is None or words.value is None:
        return None
    moved = course(measure, words.value, now.value) is not Course.NO_CHANGE
    return replace(now, value=words.value) if moved else None
