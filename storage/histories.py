"""Where newly learnt versions of a figure go among those that are stored; nothing stored moves."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

STEP = 1 << 20
"""The gap left between two places, so that there is room for what comes to light later."""

Value = Decimal | None


def first_places(count: int) -> list[int]:
    """Return the places of the first `count` versions of a figure."""
    return [STEP * number for number in range(1, count + 1)]


def places_for(
    stored: Sequence[tuple[int, Value]], listed: Sequence[Value]
) -> dict[int, int] | None:
    """Return the place of each listed version that is not stored, by its position in the list.

    `stored` holds places and values, oldest first. None where the stored values are not part of the
    list in their order (so that the list cannot be taken over), or where there is no room left.
    """
    matched = _match(stored, listed)
    if matched is None:
        return None
    places: dict[int, int] = {}
    for start, stop in _gaps(sorted(matched), len(listed)):
        before = matched.get(start - 1, 0)
        count = stop - start
        after = matched.get(stop, before + STEP * (count + 1))
        if after - before <= count:
            return None
        for number, position in enumerate(range(start, stop), 1):
            places[position] = before + (after - before) * number // (count + 1)
    return places


def _match(stored: Sequence[tuple[int, Value]], listed: Sequence[Value]) -> dict[int, int] | None:
    """Return position in the list -> stored place, the latest positions that fit."""
    matched: dict[int, int] = {}
    position = len(listed) - 1
    for place, value in reversed(stored):
        while position >= 0 and listed[position] != value:
            position -= 1
        if position < 0:
            return None
        matched[position] = place
        position -= 1
    return matched


def _gaps(positions: Sequence[int], length: int) -> list[tuple[int, int]]:
    """Return the runs of positions that are not matched, each as (start, stop)."""
    edges = [-1, *positions, length]
    return [(before + 1, after) for before, after in pairwise(edges) if after - before > 1]
