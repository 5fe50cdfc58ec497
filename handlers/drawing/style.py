"""The house style: colours, sizes, fonts. Sizes are pixels of a picture 1,200 wide.

A phone shows such a picture about a third as large, so no text is under 26 pixels.
Source: Analysis Function colours (R49); both have at least 3:1 against white and each other.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties

BLUE, ORANGE = "#12436D", "#F46A25"
PINK, GREY = "#801650", "#3D3D3D"
INK, FAINT, GAP, WHITE = "#1D1D1D", "#D9D9D9", "#EDEDED", "#FFFFFF"

WIDTH, MARGIN = 1_200, 44
TITLE, NAME, BODY, SMALL, LEAST = 39, 33, 30, 28, 26
LINE_HEIGHT = 1.28

DPI = 100

# Beside our own circles: every line has a shape and a dash of its own too (R48, R50).
BESIDE = (
    (ORANGE, "s", (0, (5, 2.5))),
    (PINK, "^", (0, (1.2, 1.6))),
    (GREY, "D", (0, (6, 2, 1, 2))),
)


@cache
def font(size: float, *, bold: bool = False) -> FontProperties:
    """Return the font that matplotlib ships, `size` pixels high."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=folder / name, size=size * 72 / DPI)
