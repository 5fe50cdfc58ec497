"""A whole picture: title, panels or rows, notes and source, on a sheet as high as they need."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rendering.chart_spec import ChartSpec, Panel, Shape
from handlers.drawing.labels import Box
from handlers.drawing.lines import PanelDrawer
from handlers.drawing.scorecard import rows_high, write_rows
from handlers.drawing.sheet import Pen, Sheet, wrapped
from handlers.drawing.style import BLUE, BODY, GREY, LEAST, MARGIN, NAME, SMALL, TITLE, WIDTH

TITLES = tuple(Pen(size=size, bold=True, colour=BLUE) for size in (TITLE, TITLE - 4, TITLE - 7))
MOST_TITLE_LINES = 3
SUBTITLE = Pen(size=BODY, colour=GREY)
NAMES = Pen(size=NAME, bold=True, colour=BLUE)
FINDINGS = Pen(size=SMALL)
NOTES = Pen(size=LEAST, colour=GREY)

ALONE_HIGH, SMALL_HIGH, BETWEEN = 600, 360, 40


def draw(spec: ChartSpec) -> bytes:
    """Return the picture as PNG, 1,200 pixels wide."""
    room = WIDTH - 2 * MARGIN
    pen, title = _title(spec.title, room)
    subtitle = wrapped(_subtitle(spec), SUBTITLE, room)
    notes = [line for text in _foot(spec) for line in wrapped(text, NOTES, room)]
    head = MARGIN * 0.8 + len(title) * pen.line + len(subtitle) * SUBTITLE.line + 22
    foot = len(notes) * NOTES.line + MARGIN * 0.8 + 16
    body = rows_high(spec.rows) if spec.shape is Shape.SCORECARD else _panels_high(spec)
    sheet = Sheet(WIDTH, round(head + body + foot))
    y = sheet.block(MARGIN, MARGIN * 0.8, title, pen)
    sheet.block(MARGIN, y + 6, subtitle, SUBTITLE)
    if spec.shape is Shape.SCORECARD:
        write_rows(sheet, spec.rows, head)
    else:
        _write_panels(sheet, spec, head)
    sheet.block(MARGIN, head + body + 16, notes, NOTES)
    return sheet.png(" ".join((spec.title, *spec.description)))


def _subtitle(spec: ChartSpec) -> str:
    return _unit(spec.panels[0]) if len(spec.panels) == 1 else spec.subtitle


def _unit(panel: Panel) -> str:
    return "; ".join(filter(None, (panel.unit, panel.start)))


def _title(text: str, room: float) -> tuple[Pen, list[str]]:
    """A long title is set smaller."""
    for pen in TITLES[:-1]:
        lines = wrapped(text, pen, room)
        if len(lines) <= MOST_TITLE_LINES:
            return pen, lines
    return TITLES[-1], wrapped(text, TITLES[-1], room)


def _foot(spec: ChartSpec) -> list[str]:
    notes = " ".join(spec.notes)
    return [text for text in (notes, spec.source) if text]


def _panels_high(spec: ChartSpec) -> float:
    if len(spec.panels) == 1:
        return ALONE_HIGH
    return sum(_captions_high(row) + SMALL_HIGH + BETWEEN for row in _rows(spec.panels))


def _rows(panels: Sequence[Panel]) -> list[Sequence[Panel]]:
    """Two or three stand below each other, so that their times line up; four are two by two."""
    across = 2 if len(panels) == 4 else 1
    return [panels[start : start + across] for start in range(0, len(panels), across)]


def _captions_high(row: Sequence[Panel]) -> float:
    wide = _column(row)
    return max(sum(len(lines) * pen.line for lines, pen in _caption(panel, wide)) for panel in row)


def _caption(panel: Panel, wide: float) -> list[tuple[list[str], Pen]]:
    return [
        (wrapped(panel.name, NAMES, wide), NAMES),
        (wrapped(panel.finding, FINDINGS, wide), FINDINGS),
        (wrapped(_unit(panel), NOTES, wide), NOTES),
    ]


def _column(row: Sequence[Panel]) -> float:
    return (WIDTH - 2 * MARGIN - BETWEEN * (len(row) - 1)) / len(row)


def _write_panels(sheet: Sheet, spec: ChartSpec, top: float) -> None:
    if len(spec.panels) == 1:
        box = Box(MARGIN, top, WIDTH - MARGIN, top + ALONE_HIGH)
        PanelDrawer(sheet, spec.panels[0], box).draw()
        return
    for row in _rows(spec.panels):
        high, wide = _captions_high(row), _column(row)
        for number, panel in enumerate(row):
            left = MARGIN + number * (wide + BETWEEN)
            y = top
            for lines, pen in _caption(panel, wide):
                y = sheet.block(left, y, lines, pen)
            box = Box(left, top + high + 14, left + wide, top + high + SMALL_HIGH)
            PanelDrawer(sheet, panel, box).draw()
        top += high + SMALL_HIGH + BETWEEN
