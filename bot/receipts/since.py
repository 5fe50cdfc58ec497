"""What has become of the values that an answer stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from bot.answers.asked import ScreenedPlan
from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Catalogue, Measure
from bot.plan.periods import Period, PeriodKind
from bot.plan.rounding import rounded
from bot.rendering.reply import Statement


class Fate(Enum):
    """What a value that was stated has become."""

    SAME = auto()
    FIRMER = auto()
    CHANGED = auto()
    WITHHELD = auto()
    GONE = auto()


@dataclass(frozen=True, kw_only=True)
class Since:
    """One value as it was stated, and the figure now; `now` is None where there is none any more.

    `said` is what was stated, `then` the figure with that value.
    """

    measure: Measure
    said: Statement
    fate: Fate
    then: Figure
    now: Figure | None


def since(
    statements: Iterable[Statement], plan: ScreenedPlan, catalogue: Catalogue
) -> tuple[Since, ...]:
    """Return what has become of each of our own values that was stated, two store calls a measure.

    Of a figure's values in one answer the first is what was said; the others are its history.
    """
    first: dict[str, dict[tuple[date, date], Statement]] = defaultdict(dict)
    for one in statements:
        if one.comparator is None and one.measure in catalogue.by_code:
            first[one.measure].setdefault((one.period_start, one.period_end), one)
    return tuple(
        found
        for code, said in first.items()
        for found in _of_measure(catalogue.by_code[code], said, plan)
    )


def _of_measure(
    measure: Measure, said: dict[tuple[date, date], Statement], plan: ScreenedPlan
) -> list[Since]:
    ends = [end for _, end in said]
    held: dict[tuple[date, date], list[Figure]] = defaultdict(list)
    for figure in plan.series(measure.code, start=min(ends), end=max(ends)):
        held[figure.period.start, figure.period.end].append(figure)
    return [_of_value(measure, one, held.get(dates, [])) for dates, one in said.items()]


def _of_value(measure: Measure, said: Statement, held: Sequence[Figure]) -> Since:
    then = as_said(measure, said, held[0].period if held else None)
    if not held:
        fate = Fate.SAME if said.value is None else Fate.GONE
        return Since(measure=measure, said=said, fate=fate, then=then, now=None)
    now = next((one for one in held if _alike(measure, one, then)), None)
    if now is None:
        now = held[0]
        hidden = now.status is FigureStatus.WITHHELD
        lost = now.value is None and then.value is not None
        fate = Fate.WITHHELD if hidden else Fate.GONE if lost else Fate.CHANGED
    else:
        fate = Fate.SAME if now.status is then.status else Fate.FIRMER
    return Since(measure=measure, said=said, fate=fate, then=then, now=now)


def _alike(measure: Measure, one: Figure, then: Figure) -> bool:
    if one.value is None or then.value is None:
        return one.value is None and then.value is None and one.status is then.status
    places = measure.decimals
    return rounded(one.value, places) == rounded(then.value, places)


def as_said(measure: Measure, said: Statement, period: Period | None = None) -> Figure:
    """Return a figure with the value that was stated, for printing it through the gate."""
    if period is None:
        period = Period(kind=PeriodKind.RANGE, start=said.period_start, end=said.period_end)
    return Figure(
        measure=measure.code,
        period=period,
        value=None if said.value is None else Decimal(said.value),
        status=FigureStatus(said.status),
        comparable=True,
        source="",
        source_date=None,
    )
