"""What a picture shows, down to every label, as data that a drawer needs nothing else for.

A spec is made from values that have passed the disclosure gate (`bot.rendering.charts` and
`bot.rendering.scorecards` are its only makers), travels as JSON, and has a key by which a picture
that was sent before is sent again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import TypeAdapter

HOUSE_STYLE = 1
"""Goes up when pictures come to look different, so that no old one is sent again."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place in a series: a figure, or the lack of one.

    `at` is the last day of the period, `name` the period in words, `tick` its short name for the
    axis. `height` is the value as decimal text, None for a gap; `label` is it as printed, or why
    there is none. `hollow` marks a figure that is not final; `apart` one that is joined to no
    other; `anew` one with which a new series begins. `telling` are the ones to label where there
    is no room for all.
    """

    at: date
    name: str
    tick: str
    height: str | None
    label: str
    hollow: bool = False
    apart: bool = False
    anew: bool = False
    telling: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """Another line in the same panel, one height a place: the measure elsewhere, or its target.

    `label` is its name with its newest value; `printed` are its values as printed.
    """

    name: str
    label: str
    heights: tuple[str | None, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One mark on the upright axis: `height` is decimal text, `label` as printed."""

    height: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One measure with an axis of its own.

    `start` says where the axis starts where that is not zero (R53); `unit` is in words.
    `ours` is what stands at the end of our own line: its newest value, named where other lines
    are drawn beside it.
    """

    name: str
    finding: str
    unit: str
    places: tuple[Place, ...]
    ticks: tuple[Tick, ...]
    start: str
    ours: str
    beside: tuple[Line, ...] = ()
    target: Line | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measure of a scorecard. `direction` is in words; `places` make its small line."""

    name: str
    newest: str
    period: str
    direction: str
    change: str
    places: tuple[Place, ...] = ()


class Shape(StrEnum):
    """What kind of picture it is."""

    LINES = "lines"
    SCORECARD = "scorecard"


@dataclass(frozen=True, kw_only=True)
class ChartSpec:
    """One picture: a title that states the finding, panels or rows, notes, source.

    `description` says all of it in words; `table` has a row of headings first.
    """

    shape: Shape
    title: str
    subtitle: str
    notes: tuple[str, ...]
    source: str
    description: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    panels: tuple[Panel, ...] = ()
    rows: tuple[Row, ...] = ()
    house_style: int = HOUSE_STYLE


_ADAPTER = TypeAdapter(ChartSpec)


def to_json(spec: ChartSpec) -> str:
    """Return the spec as JSON text; equal specs give equal text."""
    return _ADAPTER.dump_json(spec).decode()


def from_json(text: str) -> ChartSpec:
    """Return what `to_json` wrote."""
    return _ADAPTER.validate_json(text)


def key_of(text: str) -> str:
    """Return the key of a spec's JSON text: 64 letters and digits, another for any change."""
    return hashlib.sha256(text.encode()).hexdigest()
