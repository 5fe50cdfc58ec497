"""Our figure beside others in every period that both have: "vs England since 2019"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.held import fits
from bot.answers.trend import span_of
from bot.plan.figures import Benchmark, Figure
from bot.plan.measures import Measure
from bot.plan.periods import comparable
from bot.plan.travel import same
from bot.questions.queries import Window

FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class Year:
    """One period: our figure and those of the comparators that have one for it."""

    ours: Figure
    theirs: tuple[Benchmark, ...]


@dataclass(frozen=True, kw_only=True)
class ComparedOverTime:
    """One measure beside its comparators, oldest period first.

    `missing` are like periods with a figure of ours that nobody else has one for.
    """

    about: About
    measure: Measure
    years: tuple[Year, ...]
    missing: tuple[Figure, ...] = ()


def answer(asked: Asked) -> ComparedOverTime | None:
    """Return one measure beside others over the time asked about, None for fewer than two."""
    if not asked.query.over_time or len(asked.measures) != 1:
        return None
    measure, windows = asked.measures[0], asked.query.windows
    wanted = asked.query.comparators or asked.catalogue.beside
    held = [one for one in asked.plan.benchmarks(measure.code) if one.comparator in wanted]
    ours = [
        figure
        for figure in asked.plan.series(measure.code, limit=60)
        if figure.comparable and figure.value is not None and _is_asked(figure, windows)
    ]
    years = [Year(ours=figure, theirs=_theirs(figure, held, wanted)) for figure in ours]
    both = tuple(year for year in years if year.theirs)
    if len(both) < FEWEST:
        return None
    return ComparedOverTime(
        about=about(asked),
        measure=measure,
        years=both,
        missing=tuple(
            year.ours
            for year in years
            if not year.theirs and comparable(year.ours.period, both[-1].ours.period)
        ),
    )


def _is_asked(figure: Figure, windows: Sequence[Window]) -> bool:
    """Say whether a figure is of the points named, or of the stretch where one is."""
    if not windows:
        return True
    if len(windows) > 1:
        return any(fits(figure.period, window) for window in windows)
    span = span_of(windows)
    return span is not None and fits(figure.period, span)


def _theirs(
    figure: Figure, held: Sequence[Benchmark], wanted: Sequence[str]
) -> tuple[Benchmark, ...]:
    found = [one for one in held if same(one.period, figure.period)]
    return tuple(sorted(found, key=lambda one: wanted.index(one.comparator)))
