"""How one measure stands: its newest figure, or which kind of nothing there is instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from bot.answers.asked import Asked
from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.measures import Catalogue, Measure
from bot.plan.periods import PeriodKind, comparable
from bot.plan.status import Judgement, Status, judge
from bot.plan.targets import Target
from bot.plan.travel import Change, Course, Travel, between, is_stepped, same, travel

# Enough of a monthly series to reach the same month a year before.
DEEP = 14
# Enough for the figure before, past a few periods of another kind.
SHALLOW = 6
# From here on it pays to read less of each measure first.
MANY = 100


@dataclass(frozen=True, kw_only=True)
class Found:
    """A figure and what it rests on.

    `year_on` is the change since the same period a year before, where periods are shorter than a
    year; `earlier` are its revisions with another value, oldest first, and `lately` says that the
    last of them was in force within 90 days; `asides` are figures about the same time that must not
    be compared with it.
    """

    measure: Measure
    figure: Figure
    travel: Travel
    judgement: Judgement
    year_on: Change | None = None
    earlier: tuple[Revision, ...] = ()
    lately: bool = True
    asides: tuple[Figure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unavailable:
    """The newest period has no value to show: not available, withheld or withdrawn.

    `last` is the newest figure that there is, or None.
    """

    measure: Measure
    gap: Figure
    last: Found | None
    asides: tuple[Figure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NotYet:
    """No comparable figure is held. `asides` are figures that must be shown with their note."""

    measure: Measure
    asides: tuple[Figure, ...] = ()


Standing = Found | Unavailable | NotYet

_Whole = dict[tuple[int | None, date, bool], tuple[Standing, ...]]
_whole: WeakKeyDictionary[Catalogue, _Whole] = WeakKeyDictionary()


def standing(asked: Asked, measure: Measure) -> Standing:
    """Return how one measure stands, with all that a full answer says: two to four store calls."""
    figures = asked.plan.series(measure.code, limit=2 * DEEP)
    newest = sorted(
        (figure for figure in figures if figure.comparable),
        key=lambda figure: figure.period.order,
        reverse=True,
    )
    asides = tuple(figure for figure in figures if not figure.comparable)
    if not newest:
        newest = asked.plan.newest(measure.code, limit=DEEP)
    return stand(measure, newest, asked.plan.targets(measure.code), asides=asides, asked=asked)


def standings(
    asked: Asked, measures: Sequence[Measure], *, targets: bool = False
) -> tuple[Standing, ...]:
    """Return how several measures stand, from one store call (two with targets).

    Of many measures two figures each are read first: they say all, but for series with gaps, whose
    measures are read once more. What the whole plan comes to is remembered while it stays the same,
    unless it depends on what the chat was shown before.
    """
    if measures is not asked.catalogue.measures:
        return _standings(asked, measures, targets=targets)
    key = (asked.plan.state(), asked.today, targets)
    known = _whole.setdefault(asked.catalogue, {})
    found = known.get(key)
    if found is None:
        found = _standings(asked, measures, targets=targets)
        if asked.plan.state() is not None:
            for old in [one for one in known if one[:2] != key[:2]]:
                del known[old]
            known[key] = found
    return found


def _standings(asked: Asked, measures: Sequence[Measure], *, targets: bool) -> tuple[Standing, ...]:
    codes = [measure.code for measure in measures]
    aims = asked.plan.targets_of(codes) if targets else {}
    many = len(measures) > MANY
    found = asked.plan.newest_of(codes, limit=2 if many else SHALLOW)
    if many:
        unsaid = [code for code, newest in found.items() if not _say_all(newest)]
        found |= asked.plan.newest_of(unsaid, limit=SHALLOW)
    return tuple(
        stand(
            measure,
            found.get(measure.code, ()),
            aims.get(measure.code, ()),
        )
        for measure in measures
    )


def holding(asked: Asked, measures: Sequence[Measure]) -> frozenset[str]:
    """Return the codes of the measures that hold any figure to show or to name as missing."""
    return frozenset(asked.plan.newest_of([measure.code for measure in measures], limit=1))


def _say_all(newest: Sequence[Figure]) -> bool:
    """Say whether older figures than these two can change nothing in how a measure stands."""
    if len(newest) < 2 or newest[0].value is None or newest[1].value is None:
        return False
    after, before = newest[0].period, newest[1].period
    return not is_stepped(after) and after.before() == before


def stand(
    measure: Measure,
    newest: Sequence[Figure],
    targets: Sequence[Target],
    *,
    asides: Sequence[Figure] = (),
    asked: Asked | None = None,
) -> Standing:
    """Return how a measure stands, from its comparable figures, newest first."""
    if not newest:
        return NotYet(measure=measure, asides=tuple(asides))
    valued = next((figure for figure in newest if figure.value is not None), None)
    last = None if valued is None else found(measure, valued, newest, targets, asides, asked)
    if newest[0].value is not None and last is not None:
        return last
    recent = tuple(aside for aside in asides if newest[0].period < aside.period)
    return Unavailable(measure=measure, gap=newest[0], last=last, asides=recent)


def found(
    measure: Measure,
    figure: Figure,
    figures: Sequence[Figure],
    targets: Sequence[Target],
    asides: Sequence[Figure] = (),
    asked: Asked | None = None,
) -> Found:
    """Return a figure with its change, its status and, where `asked` is given, its revisions."""
    moved = travel(measure, figure, figures)
    revised = figure.revision > 1 or figure.status is FigureStatus.REVISED
    earlier = asked.plan.earlier(figure) if asked is not None and revised else ()
    return Found(
        measure=measure,
        figure=figure,
        travel=moved,
        judgement=judge(measure, figure, targets),
        # A line among many has no room for it.
        year_on=None if asked is None else _year_on(measure, figure, figures, moved),
        earlier=earlier,
        lately=not earlier or asked is None or asked.plan.revised_lately(figure),
        asides=_beside(figure, moved, asides),
    )


def course_of(standing: Standing) -> Course | None:
    """Return which way a measure moves, or None where that cannot be said."""
    if isinstance(standing, Found) and isinstance(standing.travel, Change):
        return standing.travel.course
    return None


def status_of(standing: Standing) -> Status | None:
    """Return a measure's status, or None where it has no figure."""
    return standing.judgement.status if isinstance(standing, Found) else None


def _year_on(
    measure: Measure, figure: Figure, figures: Sequence[Figure], moved: Travel
) -> Change | None:
    """The change over a year, where the ordinary step is shorter (seasonal series)."""
    if figure.period.days > 200 or figure.period.kind in {PeriodKind.STATED, PeriodKind.RANGE}:
        return None
    wanted = figure.period.year_before()
    earlier = next(
        (
            other
            for other in figures
            if other.comparable
            and other.value is not None
            and same(other.period, wanted)
            and comparable(other.period, figure.period)
        ),
        None,
    )
    if earlier is None or (isinstance(moved, Change) and moved.before is earlier):
        return None
    change = between(measure, earlier, figure, figures=figures)
    return change if isinstance(change, Change) else None


def _beside(figure: Figure, moved: Travel, asides: Sequence[Figure]) -> tuple[Figure, ...]:
    """The not comparable figures that a reader of this one may have met: newer than the one before.

    A figure with nothing before it has only those of its own time and later.
    """
    before = moved.before
    since = before.period.end if before is not None else figure.period.start
    return tuple(aside for aside in asides if aside.period.end > since)
