"""The names of lines at their right ends, with the newest values: no key to look things up in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rendering.chart_spec import Panel
from handlers.drawing.labels import Box
from handlers.drawing.sheet import Pen, Sheet, wide, wrapped
from handlers.drawing.style import BESIDE, BLUE, BODY, INK, SMALL

NEWEST = Pen(size=BODY, colour=BLUE, bold=True)
TARGET = Pen(size=SMALL, bold=True)
FROM_LINE, MARK_SIDE = 20.0, 26.0


@dataclass(frozen=True, kw_only=True)
class Name:
    """What stands at the end of one line. `marker` is repeated before it, '' for none."""

    lines: tuple[str, ...]
    pen: Pen
    marker: str = ""
    colour: str = INK

    @property
    def high(self) -> float:
        """The height in pixels."""
        return len(self.lines) * self.pen.line

    @property
    def wide(self) -> float:
        """The width in pixels, with the mark before it."""
        return max(wide(line, self.pen) for line in self.lines) + (MARK_SIDE if self.marker else 0)


def names(panel: Panel, most_wide: float) -> list[Name]:
    """Return the names of all lines: ours, those beside, the target; ours alone is its value."""
    alone = not panel.beside and panel.target is None
    found = [_name(panel.ours, NEWEST, most_wide, "" if alone else "o", BLUE)]
    for number, line in enumerate(panel.beside):
        colour, marker, _ = BESIDE[number]
        # Orange is too pale for text: its name is in ink, beside an orange mark (R48).
        pen = Pen(size=SMALL, colour=INK if number == 0 else colour, bold=True)
        found.append(_name(line.label, pen, most_wide, marker, colour))
    if panel.target is not None:
        found.append(_name(panel.target.label, TARGET, most_wide, "_", INK))
    return found


def room(found: Sequence[Name]) -> float:
    """Return how much room the names need right of the plot."""
    return max(name.wide for name in found) + FROM_LINE


def write(sheet: Sheet, found: Sequence[Name], plot: Box, heights: Sequence[float]) -> None:
    """Write each name at its line's height; names that would touch are moved apart."""
    order = sorted(range(len(found)), key=lambda one: heights[one])
    tops = _apart([(heights[one], found[one].high) for one in order], plot)
    for one, top in zip(order, tops, strict=True):
        name, x = found[one], plot.right + FROM_LINE
        if name.marker:
            middle = (x + MARK_SIDE / 2 - 6, top + name.pen.line / 2)
            sheet.mark(middle, name.marker, name.colour, 9.0, markeredgewidth=3.0)
            x += MARK_SIDE
        sheet.block(x, top, name.lines, name.pen)


def _name(text: str, pen: Pen, most_wide: float, marker: str, colour: str) -> Name:
    return Name(lines=tuple(wrapped(text, pen, most_wide)), pen=pen, marker=marker, colour=colour)


def _apart(wanted: Sequence[tuple[float, float]], plot: Box) -> list[float]:
    """The tops of names of some height, in order, each wanted around a height of its own."""
    tops: list[float] = []
    least = plot.top - 12
    for middle, high in wanted:
        tops.append(max(middle - high / 2, least))
        least = tops[-1] + high
    limit = plot.bottom + 6
    for number in range(len(tops) - 1, -1, -1):
        tops[number] = min(tops[number], limit - wanted[number][1])
        limit = tops[number]
    return tops
