"""A scorecard's rows: name, newest value, direction in words, a small line."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rendering.chart_spec import Row
from handlers.drawing.lines import joined
from handlers.drawing.sheet import Pen, Sheet, Spot, wrapped
from handlers.drawing.style import BLUE, BODY, FAINT, GREY, LEAST, MARGIN, SMALL, WIDTH

HIGH = 98
NAME, VALUE, WORDS, SMALL_LINE = 0.0, 410.0, 635.0, 915.0
"""Where the columns start, from the left margin."""
BETWEEN = 22

NAMES = Pen(size=SMALL)
LONG_NAMES = Pen(size=LEAST - 2)
VALUES = Pen(size=BODY, bold=True, colour=BLUE)
DIRECTIONS = Pen(size=LEAST, bold=True)
ASIDES = Pen(size=LEAST - 2, colour=GREY)


def rows_high(rows: Sequence[Row]) -> float:
    """Return how high the rows are in pixels."""
    return len(rows) * HIGH


def write_rows(sheet: Sheet, rows: Sequence[Row], top: float) -> None:
    """Write the rows from height `top` down, with a thin rule above each and below the last."""
    for number in range(len(rows) + 1):
        y = top + number * HIGH
        sheet.line([(MARGIN, y), (WIDTH - MARGIN, y)], FAINT, 1.5)
    for number, row in enumerate(rows):
        _write(sheet, row, top + number * HIGH)


def _write(sheet: Sheet, row: Row, top: float) -> None:
    fits = len(wrapped(row.name, NAMES, VALUE - NAME - BETWEEN)) <= 2
    _cell(sheet, NAME, VALUE, top, [(row.name, NAMES if fits else LONG_NAMES, 3)])
    _cell(sheet, VALUE, WORDS, top, [(row.newest, VALUES, 2), (row.period, ASIDES, 2)])
    _cell(sheet, WORDS, SMALL_LINE, top, [(row.direction, DIRECTIONS, 2), (row.change, ASIDES, 2)])
    if row.places:
        _small_line(sheet, row, top)


def _cell(
    sheet: Sheet, left: float, next_left: float, top: float, parts: Sequence[tuple[str, Pen, int]]
) -> None:
    """Write texts below each other, the whole in the middle of the row's height."""
    lines = [
        (line, pen)
        for text, pen, most in parts
        for line in wrapped(text, pen, next_left - left - BETWEEN, most=most)
    ][:3]
    y = top + (HIGH - sum(pen.line for _, pen in lines)) / 2
    for line, pen in lines:
        y = sheet.block(MARGIN + left, y, [line], pen)


def _small_line(sheet: Sheet, row: Row, top: float) -> None:
    days = [place.at.toordinal() for place in row.places]
    values = [place.height for place in row.places]
    held = [float(value) for value in values if value is not None]
    low, span = min(held), max(held) - min(held)
    left, wide = MARGIN + SMALL_LINE, WIDTH - 2 * MARGIN - SMALL_LINE - 14

    def spot(number: int) -> Spot:
        share = (float(values[number] or 0) - low) / span if span else 0.5
        across = (days[number] - days[0]) / max(days[-1] - days[0], 1)
        return left + wide * across, top + HIGH - 24 - share * (HIGH - 48)

    for run in joined(row.places, values):
        if len(run) > 1:
            sheet.line([spot(number) for number in run], BLUE, 3.0)
        else:
            sheet.mark(spot(run[0]), "o", BLUE, 5.0)
    newest = max(number for number, value in enumerate(values) if value is not None)
    sheet.mark(spot(newest), "o", BLUE, 9.0)
