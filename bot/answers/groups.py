"""Where we stand among the single places of a group: rank and mean (behaviour 25)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from bot.plan.figures import Benchmark, Figure
from bot.plan.measures import PLACE, Measure, Polarity, Unit
from bot.plan.rounding import rounded


class Unranked(Enum):
    """Why no rank is given."""

    PLACE_MISSING = auto()
    NO_GOOD_WAY = auto()
    COUNTS = auto()


@dataclass(frozen=True, kw_only=True)
class Among:
    """Our figure among a group's places in the same period.

    `rank` is ours of `of`, 1 the best, equal values sharing a place; `why` says why there is none.
    `mean` is the simple average of the places that are held, unrounded; `missing` are the others.
    """

    group: str
    of: int
    held: int
    mean: Decimal
    missing: tuple[str, ...] = ()
    rank: int | None = None
    why: Unranked | None = None


def among(
    measure: Measure, ours: Figure, group: str, places: Sequence[str], held: Sequence[Benchmark]
) -> Among | None:
    """Return how a figure stands among a group; None where no place has one of that period."""
    values = {one.comparator: one.value for one in held if one.comparator in places}
    if not values or ours.value is None:
        return None
    missing = tuple(name.partition(PLACE)[2] for name in places if name not in values)
    why = _why_not(measure, missing)
    return Among(
        group=group,
        of=len(places) + 1,
        held=len(values),
        mean=sum(values.values(), Decimal()) / len(values),
        missing=missing,
        rank=None if why is not None else _rank(measure, ours.value, values),
        why=why,
    )


def _why_not(measure: Measure, missing: Sequence[str]) -> Unranked | None:
    if measure.unit is Unit.COUNT:
        return Unranked.COUNTS
    if measure.polarity is Polarity.NEUTRAL:
        return Unranked.NO_GOOD_WAY
    return Unranked.PLACE_MISSING if missing else None


def _rank(measure: Measure, ours: Decimal, values: Mapping[str, Decimal]) -> int:
    """One more than how many are better, as they are printed."""
    mine = rounded(ours, measure.decimals)
    theirs = [rounded(value, measure.decimals) for value in values.values()]
    higher = measure.polarity is Polarity.HIGHER
    return 1 + sum(one > mine if higher else one < mine for one in theirs)
