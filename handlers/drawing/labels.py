"""Where labels go so that none covers another, a point, or too much of a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

GAP = 12.0
"""Pixels between a point and its label."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: Box) -> float:
        """Return the area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0.0) * max(high, 0.0)

    def away(self, x: float, y: float) -> float:
        """Return how far a point is from the middle of the nearest long side, roughly."""
        across = max(abs(x - (self.left + self.right) / 2) - (self.right - self.left) / 4, 0.0)
        return across + abs(y - (self.top + self.bottom) / 2)

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Labels:
    """Finds room for labels within `room`, one after another, the most telling first."""

    def __init__(self, room: Box) -> None:
        """Start with nothing in the way."""
        self._room = room
        self._taken: list[Box] = []
        self._ink: list[tuple[float, float]] = []
        self._points: list[tuple[float, float]] = []

    def avoid_box(self, box: Box) -> None:
        """Keep labels off a rectangle."""
        self._taken.append(box)

    def avoid_point(self, x: float, y: float) -> None:
        """Keep labels off a point, and nearer to their own points than to this one."""
        self._points.append((x, y))
        self.avoid_box(Box(x - 8, y - 8, x + 8, y + 8))

    def avoid_line(self, points: Sequence[tuple[float, float]]) -> None:
        """Keep labels off a line through these points where that can be done."""
        for (x1, y1), (x2, y2) in pairwise(points):
            steps = max(int(max(abs(x2 - x1), abs(y2 - y1)) / 6), 1)
            self._ink.extend(
                (x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps)
                for step in range(steps + 1)
            )

    def place(self, x: float, y: float, wide: float, high: float) -> Box | None:
        """Return where the label of the point at x, y goes; None where there is no room."""
        best, least = None, 0.0
        for number, box in enumerate(_around(x, y, wide, high)):
            cost = self._cost(box) + number + _MISLEADING * self._is_nearer_to_another(box, x, y)
            if best is None or cost < least:
                best, least = box, cost
        if best is None or least >= _BLOCKED:
            return None
        self._taken.append(best)
        return best

    def _is_nearer_to_another(self, box: Box, x: float, y: float) -> bool:
        own = box.away(x, y)
        return any(box.away(*point) < own for point in self._points if point != (x, y))

    def _cost(self, box: Box) -> float:
        outside = (box.right - box.left) * (box.bottom - box.top) - box.shared(self._room)
        covered = sum(box.shared(other) for other in self._taken)
        ink = sum(box.holds(x, y) for x, y in self._ink)
        blocked = covered + outside > 1 or ink > _UNREADABLE
        return (_BLOCKED + covered + outside if blocked else 0.0) + 8 * ink


_BLOCKED = 10_000.0
_MISLEADING = 200.0
_UNREADABLE = 4
"""Marks of a line, six pixels apart, under a label that nobody can read any more."""


def _around(x: float, y: float, wide: float, high: float) -> Iterable[Box]:
    """Places for a label, the most usual first: above, below, to the sides, further off."""
    half = wide / 2
    for away in (GAP, GAP + 0.6 * high, GAP + 1.2 * high):
        for middle in (x, x - 0.35 * wide, x + 0.35 * wide):
            yield Box(middle - half, y - away - high, middle + half, y - away)
            yield Box(middle - half, y + away, middle + half, y + away + high)
    for left in (x + GAP + 4, x - GAP - 4 - wide):
        yield Box(left, y - high / 2, left + wide, y + high / 2)
