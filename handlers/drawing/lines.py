"""A panel: one measure's line with its gaps and breaks, others beside it, labels at the points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from bot.rendering.chart_spec import Line, Panel, Place
from handlers.drawing import ends, labels
from handlers.drawing.labels import Box, Labels
from handlers.drawing.sheet import Pen, Sheet, Spot, wide, wrapped
from handlers.drawing.style import BESIDE, BLUE, FAINT, GAP, GREY, INK, LEAST, SMALL, WHITE

VALUE = Pen(size=SMALL, colour=BLUE)
TICK = Pen(size=LEAST)
MARK = Pen(size=LEAST, colour=GREY)
POINT, STROKE = 9.4, 4.0
CROWDED, SMALL_POINT = 24, 5.5
"""From so many places on, points are smaller, or they would hide the line."""
BETWEEN_TICKS = 22.0


class PanelDrawer:
    """Draws one panel into a box of a sheet."""

    def __init__(self, sheet: Sheet, panel: Panel, box: Box) -> None:
        """Lay the panel out: room for numbers to the left, names to the right, periods below."""
        self._sheet = sheet
        self._panel = panel
        self._marks = [float(tick.height) for tick in panel.ticks]
        lines = 1 + max(place.tick.count("\n") for place in panel.places)
        self._names = ends.names(panel, 0.27 * (box.right - box.left))
        self._plot = Box(
            box.left + max(wide(tick.label, TICK) for tick in panel.ticks) + 20,
            box.top + 10,
            box.right - ends.room(self._names),
            box.bottom - lines * TICK.line - 20,
        )
        self._right = box.right
        self._low, self._high = self._reach()
        room = Box(self._plot.left - 11, box.top - 8, self._plot.right + 8, self._plot.bottom - 2)
        self._labels = Labels(room)

    def draw(self) -> None:
        """Draw everything, the lines before the labels that have to avoid them."""
        self._grid()
        self._gaps()
        self._breaks()
        if self._panel.target is not None:
            self._target(self._panel.target)
        for number, line in enumerate(self._panel.beside):
            self._beside(line, number)
        self._ours()
        self._below()
        self._label_points()
        ends.write(self._sheet, self._names, self._plot, self._heights())

    # Where things are.

    def _reach(self) -> tuple[float, float]:
        """The lowest and the highest value that the plot has room for."""
        lines = [line.heights for line in self._lines()]
        every = [float(value) for line in lines for value in line if value is not None]
        low, high = self._marks[0], max(self._marks[-1], *every)
        span = high - low
        foot = 0.0 if low == 0 else 0.05 * span
        under = (labels.GAP + 6 + VALUE.line) / (self._plot.bottom - self._plot.top) * span
        if low != 0 and min(every) - low < under:
            foot = max(foot, under)  # so that the label of the lowest point fits below it
        return low - foot, high + 0.1 * span

    def _lines(self) -> list[Line]:
        """Every line of the panel, ours first."""
        panel = self._panel
        ours = Line(
            name="",
            label=panel.ours,
            heights=tuple(place.height for place in panel.places),
            printed=(),
        )
        return [ours, *panel.beside, *([panel.target] if panel.target else [])]

    def _heights(self) -> list[float]:
        """How high the newest value of each line is."""
        last = [
            [value for value in line.heights if value is not None][-1] for line in self._lines()
        ]
        return [self._y(float(value)) for value in last]

    def _x(self, number: int) -> float:
        days = [place.at.toordinal() for place in self._panel.places]
        span = max(days[-1] - days[0], 1)
        inset = 0.055 * (self._plot.right - self._plot.left)
        room = self._plot.right - self._plot.left - 2 * inset
        return self._plot.left + inset + room * (days[number] - days[0]) / span

    def _y(self, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return self._plot.bottom - share * (self._plot.bottom - self._plot.top)

    def _spot(self, number: int, value: str | None) -> Spot:
        assert value is not None
        return self._x(number), self._y(float(value))

    def _half_way(self, number: int, step: int) -> float:
        """Half way to the next place in a direction, or the edge of the plot."""
        other = number + step
        if 0 <= other < len(self._panel.places):
            return (self._x(number) + self._x(other)) / 2
        return self._plot.left if step < 0 else self._plot.right

    # The ground.

    def _grid(self) -> None:
        for tick, mark in zip(self._panel.ticks, self._marks, strict=True):
            y = self._y(mark)
            colour, width = (GREY, 2.0) if mark == 0 else (FAINT, 1.4)
            self._sheet.line(
                [(self._plot.left, y), (self._plot.right, y)], colour, width, zorder=0.6
            )
            self._sheet.write(self._plot.left - 14, y, tick.label, TICK, across="right")

    def _gaps(self) -> None:
        """A grey band with a label where there is no value (R54)."""
        for label, run in groupby(enumerate(self._panel.places), key=_why_gap):
            if label:
                numbers = [number for number, _ in run]
                left, right = self._half_way(numbers[0], -1), self._half_way(numbers[-1], 1)
                self._sheet.shade(left, self._plot.top, right, self._plot.bottom, GAP)
                self._say_gap(label, left, right)

    def _say_gap(self, label: str, left: float, right: float) -> None:
        """The label lies across where its words fit, else it stands upright."""
        middle, bottom = (left + right) / 2, self._plot.bottom - 12
        lines = wrapped(label, MARK, right - left - 8)
        if max(wide(line, MARK) for line in lines) <= right - left - 8:
            top = bottom - len(lines) * MARK.line
            self._sheet.block(middle, top, lines, MARK, across="center")
            self._labels.avoid_box(Box(left, top, right, bottom))
        elif right - left >= MARK.size:
            high = wide(label, MARK)
            self._sheet.write(middle, bottom - high / 2, label, MARK, across="center", turned=True)
            half = MARK.line / 2
            self._labels.avoid_box(Box(middle - half, bottom - high, middle + half, bottom))

    def _breaks(self) -> None:
        for number, place in enumerate(self._panel.places):
            if place.anew and number:
                x = self._half_way(number, -1)
                spots = [(x, self._plot.top), (x, self._plot.bottom)]
                self._sheet.line(spots, GREY, 2.2, linestyle=(0, (4, 3)))

    # The lines.

    def _ours(self) -> None:
        values = [place.height for place in self._panel.places]
        for run in joined(self._panel.places, values):
            spots = [self._spot(number, values[number]) for number in run]
            self._sheet.line(spots, BLUE, STROKE, zorder=4, solid_capstyle="round")
            self._labels.avoid_line(spots)
        for number, place in enumerate(self._panel.places):
            if place.height is not None:
                x, y = self._spot(number, place.height)
                inside = WHITE if place.hollow else BLUE
                size = POINT if len(self._panel.places) < CROWDED else SMALL_POINT
                how = {"markerfacecolor": inside, "markeredgewidth": 0.32 * size, "zorder": 5}
                self._sheet.mark((x, y), "o", BLUE, size, **how)
                self._labels.avoid_point(x, y)

    def _beside(self, line: Line, number: int) -> None:
        colour, marker, dash = BESIDE[number]
        for run in joined(self._panel.places, line.heights):
            spots = [self._spot(place, line.heights[place]) for place in run]
            self._sheet.line(spots, colour, 3.0, linestyle=dash, zorder=3)
            self._labels.avoid_line(spots)
            for spot in spots:
                self._sheet.mark(spot, marker, colour, 8.0, zorder=3)

    def _target(self, line: Line) -> None:
        """A level for each period that has a target; it is never carried on to another (R16)."""
        for number, value in enumerate(line.heights):
            if value is not None:
                y = self._y(float(value))
                spots = [(self._half_way(number, -1), y), (self._half_way(number, 1), y)]
                self._sheet.line(spots, INK, 3.0, linestyle=(0, (3, 1.5)), zorder=2)
                self._labels.avoid_line(spots)

    # The words.

    def _below(self) -> None:
        """Names of the periods below the axis: as many as fit, the newest always."""
        places = self._panel.places
        widths = [max(wide(part, TICK) for part in place.tick.split("\n")) for place in places]
        step = 1
        while not self._fits(shown := range(len(places) - 1, -1, -step), widths):
            step += 1
        for number in shown:
            x = self._x(number)
            middle = min(x, self._right + 24 - widths[number] / 2)
            self._sheet.line([(x, self._plot.bottom), (x, self._plot.bottom + 9)], GREY, 1.4)
            parts = places[number].tick.split("\n")
            self._sheet.block(middle, self._plot.bottom + 14, parts, TICK, across="center")

    def _fits(self, shown: Sequence[int], widths: Sequence[float]) -> bool:
        return all(
            self._x(left) + widths[left] / 2 + BETWEEN_TICKS <= self._x(right) - widths[right] / 2
            for right, left in pairwise(shown)
        )

    def _label_points(self) -> None:
        """Label every point where there is room for all, else the most telling ones.

        The newest is named at the end of the line.
        """
        places = self._panel.places
        held = [number for number, place in enumerate(places) if place.height is not None][:-1]
        chosen = [number for number in held if places[number].telling]
        if self._room_for_all(held):
            chosen += [number for number in held if number not in chosen]
        for number in chosen:
            place = places[number]
            x, y = self._spot(number, place.height)
            box = self._labels.place(x, y, wide(place.label, VALUE), VALUE.size)
            if box is not None:
                middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
                self._sheet.write(*middle, place.label, VALUE, across="center")

    def _room_for_all(self, held: Sequence[int]) -> bool:
        if len(held) < 2:
            return True
        widest = max(wide(self._panel.places[number].label, VALUE) for number in held)
        return widest + 10 <= min(self._x(right) - self._x(left) for left, right in pairwise(held))


def joined(places: Sequence[Place], values: Sequence[str | None]) -> list[list[int]]:
    """Return the stretches to draw as one line: none across a gap, a break, or a place apart."""
    runs: list[list[int]] = []
    joins = False
    for number, (place, value) in enumerate(zip(places, values, strict=True)):
        if value is not None and joins and not place.anew and not place.apart:
            runs[-1].append(number)
        elif value is not None:
            runs.append([number])
        joins = value is not None and not place.apart
    return runs


def _why_gap(numbered: tuple[int, Place]) -> str:
    return numbered[1].label if numbered[1].height is None else ""
