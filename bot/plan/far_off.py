"""One place whose value is many times the others': more often another unit than the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.plan.measures import Unit

TIMES = 5
FEWEST = 3
"""Of two values nobody can say which is wrong."""


@dataclass(frozen=True, kw_only=True)
class FarOff:
    """The place that stands apart, and whether it lies above the others or below."""

    place: str
    above: bool


def far_off(unit: Unit, values: Mapping[str, Decimal]) -> FarOff | None:
    """Return the one place at least five times the others, or at most a fifth of them.

    The others must be of one size. Counts are left out: places are of different size.

    Args:
        unit: what the values count.
        values: by place, of one measure and period.
    """
    if unit is Unit.COUNT or len(values) < FEWEST:
        return None
    if min(values.values()) <= 0:
        return None
    lowest, *middle, highest = sorted(values, key=lambda place: values[place])
    low, high = values[lowest] * TIMES, values[highest] / TIMES
    below, above = low <= values[middle[0]], high >= values[middle[-1]]
    if above == below:  # all of one size, or no two are
        return None
    if above:
        return FarOff(place=highest, above=True)
    return FarOff(place=lowest, above=False)
