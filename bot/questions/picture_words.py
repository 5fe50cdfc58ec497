"""Words that ask for a picture, and for which kind of chart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

PICTURED = frozenset(
    """
    draw drawn chart charts charted graph graphs graphed plot plots plotted sparkline
    diagram visual visualise
    """.split()  # noqa: SIM905
)
BEFORE_PICTURE = frozenset(["a", "as", "in", "me", "with"])
"""'A picture' is one to draw; 'the picture' is how things are."""
OTHER_CHARTS = {
    "pie": "pie",
    "doughnut": "pie",
    "donut": "pie",
    "treemap": "pie",
    "bar": "bar",
    "bars": "bar",
    "column": "bar",
    "columns": "bar",
    "histogram": "bar",
    "gauge": "gauge",
    "dial": "gauge",
    "radar": "radar",
    "spider": "radar",
    "map": "map",
    "heatmap": "map",
}
"""Words for kinds of chart, and which of them each means."""


def wants_picture(words: Sequence[str]) -> bool:
    """Say whether words ask for a chart."""
    if not PICTURED.isdisjoint(words):
        return True
    return "picture" in words and any(
        word == "picture" and before in BEFORE_PICTURE for before, word in pairwise(words)
    )


def chart_named(words: Sequence[str]) -> str:
    """Return the kind of chart that is named; "" where none is."""
    return next((OTHER_CHARTS[word] for word in words if word in OTHER_CHARTS), "")
