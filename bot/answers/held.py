"""Which figures fit the dates that a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.answers.asked import Asked
from bot.answers.standing import DEEP, Found, found
from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.plan.periods import Period
from bot.questions.queries import Window

_REACH = timedelta(days=3 * 366)


@dataclass(frozen=True, kw_only=True)
class Held:
    """Figures that fit the window. `main` is the one asked for; `also` are others inside it.

    `asides` fit too but must not be compared; `main` is None where only such figures fit.
    """

    measure: Measure
    window: Window
    main: Found | None
    also: tuple[Figure, ...] = ()
    asides: tuple[Figure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gap:
    """The period asked for is known to have no value that can be shown."""

    measure: Measure
    window: Window
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class NotHeld:
    """Nothing fits. `holding` are longer periods that hold the window, or lie across it.

    `first` and `last` are the oldest and newest periods with a figure, None where there is none.
    `ahead` says that the window has not ended yet; `withdrawn` are periods
    inside it whose figure was withdrawn at its source.
    """

    measure: Measure
    window: Window
    holding: tuple[Period, ...]
    first: Period | None
    last: Period | None
    ahead: bool
    withdrawn: tuple[Period, ...] = ()


Match = Held | Gap | NotHeld


def match(asked: Asked, measure: Measure, window: Window) -> Match:
    """Return what is held for the dates named; never a figure of other dates in its place."""
    figures = asked.plan.series(
        measure.code, start=window.start - _REACH, end=window.end + _REACH, limit=400
    )
    fitting = [figure for figure in figures if fits(figure.period, window)]
    comparable = [figure for figure in fitting if figure.comparable]
    comparable = _exact(comparable, window) or comparable
    asides = tuple(figure for figure in fitting if not figure.comparable)
    valued = [figure for figure in comparable if figure.value is not None]
    if valued:
        main = valued[-1]
        before = [figure for figure in figures if figure.comparable]
        return Held(
            measure=measure,
            window=window,
            main=found(measure, main, before[::-1], asked.plan.targets(measure.code), asked=asked),
            also=tuple(valued[:-1][-DEEP:]),
            asides=asides,
        )
    if comparable:
        return Gap(measure=measure, window=window, figure=comparable[-1])
    if any(aside.value is not None for aside in asides):
        return Held(measure=measure, window=window, main=None, asides=asides)
    return _not_held(asked, measure, window, figures)


def fits(period: Period, window: Window) -> bool:
    """Say whether a figure of `period` answers a question about `window`.

    It does where the period lies within the dates named, and where a much shorter one lies mostly
    within. A longer period, or one as long that starts on another day, does not.
    """
    if window.start <= period.start and period.end <= window.end:
        return True
    named = (window.end - window.start).days + 1
    within = (min(period.end, window.end) - max(period.start, window.start)).days + 1
    return 2 * period.days <= named and 2 * within >= period.days


def window_of(period: Period) -> Window:
    """Return the dates of a period."""
    return Window(start=period.start, end=period.end)


def _exact(figures: Sequence[Figure], window: Window) -> list[Figure]:
    return [
        figure
        for figure in figures
        if (figure.period.start, figure.period.end) == (window.start, window.end)
    ]


def _not_held(asked: Asked, measure: Measure, window: Window, near: Sequence[Figure]) -> NotHeld:
    every = asked.plan.series(measure.code, limit=400)
    valued = [figure for figure in every if figure.comparable and figure.value is not None]
    across = [
        figure.period
        for figure in near
        if figure.comparable and figure.value is not None and _across(figure.period, window)
    ]
    whole = [
        period for period in across if period.start <= window.start and window.end <= period.end
    ]
    return NotHeld(
        measure=measure,
        window=window,
        holding=tuple((whole or across)[-3:]),
        first=valued[0].period if valued else None,
        last=valued[-1].period if valued else None,
        ahead=window.end >= asked.today,
        withdrawn=tuple(
            period for period in asked.plan.withdrawn(measure.code) if fits(period, window)
        ),
    )


def _across(period: Period, window: Window) -> bool:
    return period.start <= window.end and window.start <= period.end
