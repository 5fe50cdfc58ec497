"""Which figures fit the dates that a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.answers.asked import Asked
from bot.answers.standing import DEEP, Found, found
from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Measure
from bot.plan.periods import Period, PeriodKind, month_end
from bot.questions.queries import Window

_REACH = timedelta(days=3 * 366)


@dataclass(frozen=True, kw_only=True)
class Held:
    """Figures that fit the window. `main` is the one asked for; `also` are others inside it.

    `asides` fit too but must not be compared; `main` is None where only such figures fit, and
    `newest` is then the newest figure that may be compared. `nearest` says that nothing has the
    dates named: `main` is of odd dates that share days with them, and `around` the figure of the
    shortest regular period that holds them.
    """

    measure: Measure
    window: Window
    main: Found | None
    also: tuple[Figure, ...] = ()
    asides: tuple[Figure, ...] = ()
    newest: Figure | None = None
    nearest: bool = False
    around: Figure | None = None

    @property
    def aside(self) -> Figure:
        """The figure to show where there is no `main`: a remark only where nothing else is."""
        counted = [aside for aside in self.asides if not is_remark(aside)]
        return (counted or self.asides)[-1]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """The period asked for is known to have no value that can be shown.

    `around` is the figure of the shortest regular period that holds it, where `figure` has odd
    dates.
    """

    measure: Measure
    window: Window
    figure: Figure
    around: Figure | None = None


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
    """Return what is held for the dates named; a figure of other dates never takes their place."""
    figures = asked.plan.series(
        measure.code, start=window.start - _REACH, end=window.end + _REACH, limit=400
    )
    fitting = [figure for figure in figures if fits(figure.period, window)]
    comparable = [figure for figure in fitting if figure.comparable]
    comparable = _exact(comparable, window) or comparable
    asides = tuple(figure for figure in fitting if not figure.comparable)
    valued = [figure for figure in comparable if figure.value is not None]
    if valued:
        main = _found(asked, measure, valued[-1], figures)
        also = tuple(valued[:-1][-DEEP:])
        return Held(measure=measure, window=window, main=main, also=also, asides=asides)
    if comparable:
        return Gap(measure=measure, window=window, figure=comparable[-1])
    crossing = [one for one in figures if one.comparable and shared_days(one.period, window)]
    odd = [figure for figure in crossing if figure.period.kind is PeriodKind.RANGE]
    crossing = [figure for figure in crossing if figure.value is not None]
    if odd:
        nearest = max(odd, key=lambda figure: shared_days(figure.period, window))
        around = _around(crossing, window)
        if nearest.value is None:
            return Gap(measure=measure, window=window, figure=nearest, around=around)
        return Held(
            measure=measure,
            window=window,
            main=_found(asked, measure, nearest, figures),
            asides=asides,
            nearest=True,
            around=around,
        )
    if any(aside.value is not None for aside in asides):
        return Held(
            measure=measure,
            window=window,
            main=None,
            asides=tuple(aside for aside in asides if aside.value is not None),
            newest=_newest(asked, measure),
        )
    return _not_held(asked, measure, window, crossing)


def fits(period: Period, window: Window) -> bool:
    """Say whether a figure of `period` answers a question about `window`.

    It does where the period lies within the dates named, where a much shorter one lies mostly
    within, and where a day is named that the figure stands for. A longer period, or one as long
    that starts on another day, does not.
    """
    if window.start <= period.start and period.end <= window.end:
        return True
    if period.start <= window.start and window.end <= period.end:
        return _stands_for_days(period, window)
    named = (window.end - window.start).days + 1
    return 2 * period.days <= named and belongs(period, window)


def is_remark(figure: Figure) -> bool:
    """Say whether somebody stated the value and nobody published it as a figure of a period."""
    return figure.status is FigureStatus.STATED or figure.period.kind is PeriodKind.STATED


def belongs(period: Period, window: Window) -> bool:
    """Say whether a period is part of a series over `window`: at least half of its days are."""
    return 2 * shared_days(period, window) >= period.days


def shared_days(period: Period, window: Window) -> int:
    """Return how many days of a period lie in a window; none where they are apart."""
    return max((min(period.end, window.end) - max(period.start, window.start)).days + 1, 0)


def window_of(period: Period) -> Window:
    """Return the dates of a period."""
    return Window(start=period.start, end=period.end)


def _stands_for_days(period: Period, window: Window) -> bool:
    """Whether days within the period are what it stands for.

    A census month is one moment in it; a month's figure stands for its last day, and one that
    covers only a part of its month for every day of that part.
    """
    if period.kind is PeriodKind.SNAPSHOT:
        return True
    if period.kind is not PeriodKind.MONTH:
        return False
    whole = period.start.day == 1 and period.end == month_end(period.end)
    return not whole or window.end == period.end


def _found(asked: Asked, measure: Measure, figure: Figure, figures: Sequence[Figure]) -> Found:
    before = [one for one in figures if one.comparable]
    return found(measure, figure, before[::-1], asked.plan.targets(measure.code), asked=asked)


def _around(crossing: Sequence[Figure], window: Window) -> Figure | None:
    """The figure of the shortest regular period that holds the window."""
    whole = [
        figure
        for figure in crossing
        if figure.period.kind is not PeriodKind.RANGE
        and figure.period.start <= window.start
        and window.end <= figure.period.end
    ]
    return min(whole, key=lambda figure: figure.period.days, default=None)


def _newest(asked: Asked, measure: Measure) -> Figure | None:
    newest = asked.plan.newest(measure.code, limit=DEEP)
    return next((figure for figure in newest if figure.value is not None), None)


def _exact(figures: Sequence[Figure], window: Window) -> list[Figure]:
    return [
        figure
        for figure in figures
        if (figure.period.start, figure.period.end) == (window.start, window.end)
    ]


def _not_held(
    asked: Asked, measure: Measure, window: Window, crossing: Sequence[Figure]
) -> NotHeld:
    every = asked.plan.series(measure.code, limit=400)
    valued = [figure for figure in every if figure.comparable and figure.value is not None]
    across = [figure.period for figure in crossing]
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
