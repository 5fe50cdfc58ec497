"""How a measure has moved over time: the series, its gaps, and one finding."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answers.asked import About, Asked, about
from bot.answers.held import belongs
from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.plan.periods import OVERLAPPING, Period, comparable
from bot.plan.signals import NoRange, Usual, usual_range
from bot.plan.status import target_for
from bot.plan.targets import Target
from bot.plan.travel import Travel, between, missing_between, stands_apart, starts_anew
from bot.questions.queries import Window

# R41: a trend is not claimed from fewer comparable points.
FEWEST = 5


@dataclass(frozen=True, kw_only=True)
class Point:
    """One place in a series: a figure (perhaps without a value), or a period that has no row."""

    period: Period
    figure: Figure | None


@dataclass(frozen=True, kw_only=True)
class Course:
    """One measure's series, oldest first, of one kind of period.

    `travel` leads from the first to the last point that may be compared; `highest` and `lowest`
    are None where fewer than three points may be compared. `run` is how many steps in a row went
    the same way up to now (negative: down). `left_out` are figures of other kinds of period;
    `asides` must not be compared; `revised` are periods whose value was another one before.
    `usual` tells signal from noise and `aim` is the target of the newest period. `window` is
    what was asked, None for all there is; `newest` is
    the newest figure, inside it or not. `older` is the oldest figure of the series where the window
    reaches past the newest and so holds fewer figures than its length asks for.
    """

    measure: Measure
    window: Window | None
    points: tuple[Point, ...]
    travel: Travel | None
    highest: Figure | None
    lowest: Figure | None
    run: int
    broken: Figure | None
    left_out: tuple[Figure, ...]
    asides: tuple[Figure, ...]
    first_held: Period | None
    last_held: Period | None
    overlapping: bool
    usual: Usual | NoRange = NoRange.TOO_FEW
    aim: Target | None = None
    revised: frozenset[Period] = frozenset()
    newest: Figure | None = None
    older: Figure | None = None

    @property
    def valued(self) -> list[Figure]:
        """The figures that have a value, oldest first."""
        return [
            point.figure for point in self.points if point.figure and point.figure.value is not None
        ]

    def alike(self, figure: Figure) -> list[Figure]:
        """The figures with the same value that may be compared with it, oldest first."""
        return [one for one in self.valued if one.value == figure.value and not stands_apart(one)]


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The series of each measure asked about."""

    about: About
    courses: tuple[Course, ...]


def answer(asked: Asked) -> Trend:
    """Return the series of each measure asked about, one or two store calls a measure."""
    window = span_of(asked.query.windows)
    return Trend(
        about=about(asked),
        courses=tuple(course_of(asked, measure, window) for measure in asked.measures),
    )


def course_of(
    asked: Asked, measure: Measure, window: Window | None, *, since: Period | None = None
) -> Course:
    """Return one measure's series within the window, from the period `since` on if one is given."""
    every = asked.plan.series(measure.code)
    main = _main_kind([figure for figure in every if figure.comparable])
    inside = [
        figure
        for figure in every
        if (window is None or belongs(figure.period, window))
        and (since is None or not figure.period < since)
    ]
    line = (
        [figure for figure in inside if figure.comparable and comparable(figure.period, main)]
        if main
        else []
    )
    valued = [figure for figure in line if figure.value is not None]
    steady = _unbroken([figure for figure in valued if not stands_apart(figure)])
    held = [figure for figure in every if figure.comparable and figure.value is not None]
    enough = len(steady) >= 3
    return Course(
        measure=measure,
        window=window,
        points=_with_gaps(line),
        travel=between(measure, steady[0], steady[-1], figures=line) if len(steady) > 1 else None,
        highest=max(steady, key=_value) if enough else None,
        lowest=min(steady, key=_value) if enough else None,
        run=_run(steady),
        broken=next((figure for figure in line[1:] if starts_anew(figure)), None),
        left_out=tuple(
            figure
            for figure in inside
            if figure.comparable and figure.value is not None and figure not in line
        ),
        asides=tuple(figure for figure in inside if not figure.comparable),
        first_held=held[0].period if held else None,
        last_held=held[-1].period if held else None,
        overlapping=bool(main and main.kind in OVERLAPPING),
        usual=usual_range(measure, line),
        aim=target_for(valued[-1].period, asked.plan.targets(measure.code)) if valued else None,
        revised=asked.plan.revised(measure.code, valued),
        newest=held[-1] if held else None,
        older=_older(asked, window, valued, [one for one in held if _alike(one, main)]),
    )


def span_of(windows: Sequence[Window]) -> Window | None:
    """Return one window from the first date named to the last, None where none is named."""
    if not windows:
        return None
    return Window(
        start=min(window.start for window in windows), end=max(window.end for window in windows)
    )


def line_of(figures: Sequence[Figure]) -> tuple[Point, ...]:
    """Return the points of the most common kind of period, from figures oldest first."""
    main = _main_kind([figure for figure in figures if figure.comparable])
    if main is None:
        return ()
    return _with_gaps(
        [figure for figure in figures if figure.comparable and comparable(figure.period, main)]
    )


def _alike(figure: Figure, main: Period | None) -> bool:
    return main is not None and comparable(figure.period, main)


def _older(
    asked: Asked, window: Window | None, inside: Sequence[Figure], held: Sequence[Figure]
) -> Figure | None:
    """The oldest figure, where a window of so many periods up to now holds fewer figures.

    One that runs to this very day begins where the question says ("since 2018"), so that it is not
    short of anything.
    """
    if window is None or window.end == asked.today or len(held) < 2:
        return None
    if not inside or held[0] is inside[0] or window.end <= held[-1].period.end:
        return None
    ends = [figure.period.end for figure in held]
    steps = sorted((later - sooner).days for sooner, later in itertools.pairwise(ends))
    step = max(steps[len(steps) // 2], 1)
    asked_for = ((window.end - window.start).days + 1 + step // 2) // step
    return held[0] if len(inside) < asked_for else None


def _main_kind(figures: Sequence[Figure]) -> Period | None:
    """A period of the kind that most figures have; of two equally common, the newer."""
    counts = Counter(figure.period.kind for figure in figures)
    if not counts:
        return None
    most = max(counts.values())
    return next(figure.period for figure in reversed(figures) if counts[figure.period.kind] == most)


def _with_gaps(line: Sequence[Figure]) -> tuple[Point, ...]:
    held = [figure.period for figure in line]
    points: list[Point] = []
    for place, figure in enumerate(line):
        if place:
            missing = missing_between(line[place - 1].period, figure.period, held)
            points.extend(Point(period=period, figure=None) for period in missing)
        points.append(Point(period=figure.period, figure=figure))
    return tuple(points)


def _unbroken(figures: Sequence[Figure]) -> list[Figure]:
    """The figures since the last break."""
    start = max((place for place, figure in enumerate(figures) if starts_anew(figure)), default=0)
    return list(figures[start:])


def _run(figures: Sequence[Figure]) -> int:
    """How many steps up to now went the same way: 3 is up three times, -2 down twice."""
    run = 0
    for before, after in zip(figures[-2::-1], figures[:0:-1], strict=False):
        step = (_value(after) > _value(before)) - (_value(after) < _value(before))
        if step == 0 or (run and (run > 0) != (step > 0)):
            break
        if missing_between(before.period, after.period, [figure.period for figure in figures]):
            break
        run += step
    return run


def _value(figure: Figure) -> Decimal:
    assert figure.value is not None
    return figure.value
