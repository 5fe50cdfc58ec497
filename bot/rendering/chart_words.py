"""A picture in words: its full text equivalent, and its rows as a table (R51)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from bot.answers.picture import Drawn
from bot.rendering import numbers, sentences, trend
from bot.rendering.chart_spec import Panel, Place
from bot.rendering.page import Page

_HOLLOW = "not final"


def description(page: Page, drawn: Drawn, panel: Panel, *, alone: bool) -> list[str]:
    """Return everything that one panel shows: range, highest, lowest, newest, trend, gaps.

    Of one panel `alone`, the title states the finding.
    """
    course = drawn.course
    found = f"{panel.name}: {trend.finding(page, course)}"
    held = [place for place in panel.places if place.height is not None]
    lines = [line.label for line in (*panel.beside, *([panel.target] if panel.target else []))]
    beside = f" Beside it: {sentences.listed(lines)}." if lines else ""
    return [
        f"A line of {page.count(len(held), 'figure')} for {panel.name}, "
        f"{held[0].name} to {held[-1].name}.{beside}",
        f"{panel.unit}.",
        *([] if alone else [found]),
        *trend.claims(page, course),
        *_gaps(panel.places),
        *_marked(panel.places),
    ]


def table(panels: Sequence[Panel], area: str) -> tuple[tuple[str, ...], ...]:
    """Return a row of headings and a row a place; several measures stand one below the other."""
    if len(panels) == 1:
        return _one(panels[0], area)
    rows = [("Measure", "Period", "Value")]
    rows += [
        (panel.name, numbers.capital(place.name), shown(place))
        for panel in panels
        for place in panel.places
    ]
    return tuple(rows)


def shown(place: Place) -> str:
    """Return a place's value with its marks, or which kind of nothing there is."""
    if place.height is None:
        return f"gap, {place.label}"
    marks = [
        *([_HOLLOW] if place.hollow else []),
        *(["do not compare"] if place.apart else []),
        *(["series may break here"] if place.anew else []),
    ]
    return f"{place.label} ({', '.join(marks)})" if marks else place.label


def _one(panel: Panel, area: str) -> tuple[tuple[str, ...], ...]:
    lines = [*panel.beside, *([panel.target] if panel.target else [])]
    rows: list[tuple[str, ...]] = [("Period", area, *(line.name for line in lines))]
    rows += [
        (
            numbers.capital(place.name),
            shown(place),
            *(line.printed[number] or "none held" for line in lines),
        )
        for number, place in enumerate(panel.places)
    ]
    return tuple(rows)


def _gaps(places: Sequence[Place]) -> list[str]:
    """Each run of gaps of one kind in a sentence."""
    gaps = []
    for label, run in itertools.groupby(places, key=lambda one: one.label if _is_gap(one) else ""):
        names = [place.name for place in run]
        if label:
            span = f"{names[0]} to {names[-1]}" if len(names) > 2 else " and ".join(names)
            gaps.append(f"Gap: {span}, {label}.")
    return gaps


def _is_gap(place: Place) -> bool:
    return place.height is None


def _marked(places: Sequence[Place]) -> list[str]:
    said = []
    for words, names in (
        ("Not final", [place.name for place in places if place.hollow]),
        ("Not to be compared with the others", [place.name for place in places if place.apart]),
    ):
        if names:
            said.append(f"{words}: {sentences.listed(names)}.")
    return said
