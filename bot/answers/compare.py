"""Our figure beside England, the region, neighbours: same measure, same period (behaviour 25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.asked import About, Asked, about
from bot.answers.groups import Among, among
from bot.answers.held import Match, fits, match
from bot.answers.related import compared
from bot.plan.far_off import FarOff, far_off
from bot.plan.figures import Benchmark, Figure
from bot.plan.measures import Measure
from bot.plan.travel import same
from bot.questions.queries import Window


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One period for which our figure and at least one comparator's are held.

    `newest` is our newest figure where it is newer than the one compared; `without` are the
    comparators asked for that have nothing for this period; `odd` is the comparator that is many
    times above or below every other place. `among` says where we stand in groups whose single
    places are held; of a group that has no figure of its own `theirs` may be empty.
    """

    measure: Measure
    ours: Figure
    theirs: tuple[Benchmark, ...]
    newest: Figure | None
    without: tuple[str, ...]
    odd: FarOff | None = None
    among: tuple[Among, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NothingBeside:
    """No period has both. `theirs` is what is held elsewhere, `ours` our newest figure.

    `related` is the measure nearest in name that does have what was asked for, where nothing is
    held of this one.
    """

    measure: Measure
    ours: Figure | None
    theirs: tuple[Benchmark, ...]
    wanted: tuple[str, ...]
    matched: Match | None = None
    related: Measure | None = None


Comparison = Beside | NothingBeside


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Each measure asked about beside the comparators asked for, or all that are held."""

    about: About
    comparisons: tuple[Comparison, ...]


def answer(asked: Asked) -> Compared:
    """Return each measure beside its comparators, two store calls a measure."""
    return Compared(
        about=about(asked),
        comparisons=tuple(_compare(asked, measure) for measure in asked.measures),
    )


def _compare(asked: Asked, measure: Measure) -> Comparison:
    figures = [
        figure
        for figure in asked.plan.series(measure.code, limit=60)
        if figure.comparable and figure.value is not None
    ]
    wanted = asked.query.comparators or asked.catalogue.beside
    everywhere = asked.plan.benchmarks(measure.code)
    held = [one for one in everywhere if one.comparator in wanted]
    window = asked.query.windows[-1] if asked.query.windows else None
    inside = [figure for figure in figures if window is None or fits(figure.period, window)]
    for ours in reversed(_exact_first(inside, window)):
        theirs = [one for one in held if same(one.period, ours.period)]
        groups = _among(asked, measure, ours, wanted, everywhere)
        if theirs or groups:
            return Beside(
                measure=measure,
                ours=ours,
                theirs=tuple(sorted(theirs, key=lambda one: wanted.index(one.comparator))),
                newest=_newer(inside, ours),
                without=tuple(
                    name
                    for name in asked.query.comparators
                    if name not in {one.comparator for one in theirs}
                    and name not in {one.group for one in groups}
                ),
                among=groups,
                odd=_odd(measure, ours, theirs, everywhere),
            )
    return NothingBeside(
        measure=measure,
        ours=figures[-1] if figures and window is None else None,
        theirs=_theirs(held, window),
        wanted=tuple(wanted) if asked.query.comparators else (),
        matched=match(asked, measure, window) if window is not None else None,
        related=None if held else compared(asked, measure, tuple(wanted)),
    )


def _among(
    asked: Asked,
    measure: Measure,
    ours: Figure,
    wanted: Sequence[str],
    everywhere: Sequence[Benchmark],
) -> tuple[Among, ...]:
    """Where we stand in each group asked for whose places are held for the same period."""
    groups = asked.catalogue.groups
    now = [one for one in everywhere if same(one.period, ours.period)] if groups else []
    found = (among(measure, ours, name, groups[name], now) for name in wanted if name in groups)
    return tuple(one for one in found if one is not None)


def _odd(
    measure: Measure, ours: Figure, theirs: Sequence[Benchmark], everywhere: Sequence[Benchmark]
) -> FarOff | None:
    """One of those compared with that is many times off the others and us; all are looked at."""
    values = {one.comparator: one.value for one in everywhere if same(one.period, ours.period)}
    assert ours.value is not None
    found = far_off(measure.unit, {**values, "": ours.value})
    return found if found and any(one.comparator == found.place for one in theirs) else None


def _exact_first(figures: Sequence[Figure], window: Window | None) -> list[Figure]:
    exact = [
        figure
        for figure in figures
        if window and (figure.period.start, figure.period.end) == (window.start, window.end)
    ]
    return exact or list(figures)


def _newer(figures: Sequence[Figure], ours: Figure) -> Figure | None:
    newest = figures[-1]
    return newest if ours.period < newest.period else None


def _theirs(held: Sequence[Benchmark], window: Window | None) -> tuple[Benchmark, ...]:
    """The newest benchmark of each comparator, within the window where one is named."""
    newest: dict[str, Benchmark] = {}
    for one in held:
        if window is None or fits(one.period, window):
            newest[one.comparator] = one
    return tuple(newest.values())
