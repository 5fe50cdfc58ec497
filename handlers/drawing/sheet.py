"""A sheet of white paper: text, lines and marks placed in pixels from the top left.

matplotlib draws them, without its axes: making those takes longer than all the rest.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from handlers.drawing.style import DPI, INK, LINE_HEIGHT, WHITE, font

Spot = tuple[float, float]

COLOURS, COMPRESSION = 128, 4


@dataclass(frozen=True, kw_only=True)
class Pen:
    """How text is set: height in pixels, weight, colour."""

    size: float
    bold: bool = False
    colour: str = INK

    @property
    def line(self) -> float:
        """The height of one line in pixels."""
        return self.size * LINE_HEIGHT


class Sheet:
    """One picture in the making."""

    def __init__(self, width: int, height: int) -> None:
        """Start an opaque white sheet, so that it reads in dark mode too."""
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=WHITE)
        self._canvas = FigureCanvasAgg(self._figure)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        pen: Pen,
        *,
        across: str = "left",
        turned: bool = False,
    ) -> None:
        """Write one line whose middle is at height `y`; `across` says which end is at `x`."""
        self._add(
            Text(
                x,
                self.height - y,
                text,
                fontproperties=font(pen.size, bold=pen.bold),
                color=pen.colour,
                ha=across,
                va="center_baseline" if not turned else "center",
                rotation=90 if turned else 0,
                parse_math=False,  # a name may hold a dollar sign
            )
        )

    def block(
        self, x: float, y: float, lines: Sequence[str], pen: Pen, *, across: str = "left"
    ) -> float:
        """Write lines below each other from height `y` down; return the height they end at."""
        for number, text in enumerate(lines):
            self.write(x, y + (number + 0.5) * pen.line, text, pen, across=across)
        return y + len(lines) * pen.line

    def line(self, spots: Sequence[Spot], colour: str, width: float, **how: Any) -> None:
        """Draw a line through spots, `width` in points; `how` is matplotlib's."""
        self._add(Line2D(*self._across_and_up(spots), color=colour, linewidth=width, **how))

    def mark(self, spot: Spot, marker: str, colour: str, size: float, **how: Any) -> None:
        """Draw one mark, `size` in points."""
        across, up = self._across_and_up([spot])
        self._add(
            Line2D(across, up, linestyle="", color=colour, marker=marker, markersize=size, **how)
        )

    def shade(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """Fill a rectangle behind everything else."""
        corner = (left, self.height - bottom)
        shape = Rectangle(corner, right - left, bottom - top, facecolor=colour, linewidth=0)
        shape.set_zorder(0.5)
        self._add(shape)

    def png(self, description: str) -> bytes:
        """Return the picture; `description` goes into the file."""
        canvas: Any = self._canvas  # matplotlib has no types for what follows
        canvas.draw()
        size = canvas.get_width_height()
        picture = Image.frombuffer("RGBA", size, canvas.buffer_rgba()).convert("RGB")
        # So few colours make a file a third as large, in less time.
        picture = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        told = PngInfo()
        told.add_itxt("Description", description)
        stream = io.BytesIO()
        picture.save(stream, "PNG", compress_level=COMPRESSION, pnginfo=told)
        return stream.getvalue()

    def _across_and_up(self, spots: Sequence[Spot]) -> tuple[list[float], list[float]]:
        """Spots as matplotlib has them: from the bottom left."""
        return [x for x, _ in spots], [self.height - y for _, y in spots]

    def _add(self, artist: Line2D | Rectangle | Text) -> None:
        artist.set_transform(IdentityTransform())
        self._figure.add_artist(artist)


def wrapped(text: str, pen: Pen, width: float, *, most: int | None = None) -> list[str]:
    """Return text in lines of at most `width`; past `most` lines it ends in '…'."""
    lines: list[str] = []
    for word in text.split():
        if lines and wide(f"{lines[-1]} {word}", pen) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if most is not None and len(lines) > most:
        lines = lines[:most]
        while lines[-1] and wide(f"{lines[-1]}…", pen) > width:
            lines[-1] = lines[-1][:-1].rstrip()
        lines[-1] += "…"
    return lines


def wide(text: str, pen: Pen) -> float:
    """Return how wide one line of text comes out in pixels."""
    words = text.split(" ")
    spaces = (len(words) - 1) * _word_wide(" ", pen)
    return spaces + sum(_word_wide(word, pen) for word in words if word)


@lru_cache(maxsize=4096)
def _word_wide(word: str, pen: Pen) -> float:
    found = _RULER.get_text_width_height_descent(word, font(pen.size, bold=pen.bold), ismath=False)
    return float(found[0])


_CANVAS: Any = FigureCanvasAgg(Figure(figsize=(1, 1), dpi=DPI))
_RULER = _CANVAS.get_renderer()
