"""What a picture is drawn from: the series of up to four measures, or an ambition's measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.ambition import concern
from bot.answers.asked import About, Asked, about
from bot.answers.standing import DEEP, SHALLOW, Standing, stand
from bot.answers.trend import Course, Point, course_of, line_of, span_of
from bot.plan.far_off import FarOff, far_off
from bot.plan.figures import Benchmark
from bot.plan.measures import Ambition, Measure
from bot.plan.status import target_for
from bot.plan.targets import Target
from bot.plan.travel import same
from bot.questions.queries import Kind

MOST_MEASURES = 4  # R50
USUAL_LENGTH = 12
"""How many places of a series are drawn where no dates were named."""
LONGEST = 60

_DRAWN = frozenset({Kind.LATEST, Kind.FIGURE, Kind.TREND, Kind.CHANGE, Kind.COMPARE, Kind.TARGET})


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One measure's series with all that stands beside it in a picture.

    `targets` and each comparator's benchmarks are in the order of the course's points, None where
    there is none for the very same period. `earlier` is how many older points are left out. `odd`
    is the comparator that is many times above or below every other place, where it is drawn.
    """

    course: Course
    targets: tuple[Target | None, ...]
    beside: dict[str, tuple[Benchmark | None, ...]]
    earlier: int
    odd: FarOff | None = None


@dataclass(frozen=True, kw_only=True)
class Pictured:
    """The series to draw. `left_out` are measures beyond the first four."""

    about: About
    drawn: tuple[Drawn, ...]
    left_out: tuple[Measure, ...]


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """One measure of an ambition: how it stands and its newest figures, oldest first."""

    standing: Standing
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """An ambition with each of its measures, exceptions first."""

    about: About
    ambition: Ambition
    rows: tuple[ScoreRow, ...]


def answer(asked: Asked) -> Pictured | Scorecard | None:
    """Return what to draw, or None where the question is one that no picture answers."""
    query = asked.query
    if query.kind in _DRAWN and asked.measures:
        measures = asked.measures
        alone = len(measures) == 1
        return Pictured(
            about=about(asked),
            drawn=tuple(_drawn(asked, one, alone=alone) for one in measures[:MOST_MEASURES]),
            left_out=measures[MOST_MEASURES:],
        )
    number = query.ambition
    ambition = asked.catalogue.by_number.get(number) if number is not None else None
    if ambition is None or asked.measures:
        return None
    return Scorecard(about=about(asked), ambition=ambition, rows=_rows(asked, ambition))


def _drawn(asked: Asked, measure: Measure, *, alone: bool) -> Drawn:
    window = span_of(asked.query.windows)
    course = course_of(asked, measure, window)
    most = USUAL_LENGTH if window is None else LONGEST
    earlier = max(len(course.points) - most, 0)
    if earlier:
        course = course_of(asked, measure, window, since=course.points[earlier].period)
    targets = asked.plan.targets(measure.code)
    held = asked.plan.benchmarks(measure.code) if alone else ()
    odd = _odd(course, held)
    beside = _beside(asked, course, held, odd)
    return Drawn(
        course=course,
        targets=tuple(target_for(point.period, targets) for point in course.points),
        beside=beside,
        earlier=earlier,
        odd=odd if odd is not None and odd.place in beside else None,
    )


def _odd(course: Course, held: Sequence[Benchmark]) -> FarOff | None:
    """The place that is many times off the others in the newest period that any other place has."""
    for ours in reversed(course.valued):
        theirs = {one.comparator: one.value for one in held if same(one.period, ours.period)}
        if theirs and ours.value is not None:
            found = far_off(course.measure.unit, {**theirs, "": ours.value})
            return found if found is not None and found.place else None
    return None


def _beside(
    asked: Asked, course: Course, held: Sequence[Benchmark], odd: FarOff | None
) -> dict[str, tuple[Benchmark | None, ...]]:
    """The comparators asked for; else all for a comparison, and the first that is held for others.

    One that shares no period with the series is left out; so is one that nobody asked for and that
    looks as if it were in another unit.
    """
    wanted = asked.query.comparators or asked.catalogue.beside
    found: dict[str, tuple[Benchmark | None, ...]] = {}
    for name in wanted:
        theirs = [one for one in held if one.comparator == name]
        line = tuple(
            next((one for one in theirs if same(one.period, point.period)), None)
            for point in course.points
        )
        if any(line):
            found[name] = line
    plain = not asked.query.comparators and asked.query.kind is not Kind.COMPARE
    if plain and odd is not None:
        found.pop(odd.place, None)
    most = 1 if plain else MOST_MEASURES - 1
    return dict(list(found.items())[:most])


def _rows(asked: Asked, ambition: Ambition) -> tuple[ScoreRow, ...]:
    """Every measure of the ambition, from two store calls."""
    measures = asked.catalogue.of_ambition(ambition.number)
    codes = [measure.code for measure in measures]
    newest = asked.plan.newest_of(codes, limit=DEEP)
    targets = asked.plan.targets_of(codes)
    rows = []
    for measure in measures:
        figures = newest.get(measure.code, [])
        standing = stand(measure, figures[:SHALLOW], targets.get(measure.code, ()))
        rows.append(ScoreRow(standing=standing, points=line_of(figures[::-1])[-USUAL_LENGTH:]))
    return tuple(sorted(rows, key=lambda row: concern(row.standing)))
