"""Buttons that lead on from an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.plan.measures import Ambition, Measure
from bot.questions.queries import Kind, Query
from bot.rendering.reply import Button

MOST = 10
_LONGEST = 40

_WAYS = {
    Kind.LATEST: "Latest",
    Kind.TREND: "Trend",
    Kind.COMPARE: "Compare",
    Kind.DEFINITION: "What it means",
    Kind.STORY: "Why",
    Kind.SOURCE: "Source",
}


def on_from(measure: Measure, *, but: Kind) -> tuple[Button, ...]:
    """Return the ways on from an answer about one measure, without the kind just answered."""
    return _on_from(measure.code, but)


def to_measures(measures: Iterable[Measure], kind: Kind = Kind.LATEST) -> tuple[Button, ...]:
    """Return a button for each measure, at most ten."""
    listed = tuple(measures)[:MOST]
    labels = Counter(_short(measure.name) for measure in listed)
    return tuple(
        _asking(_telling(measure, labels[_short(measure.name)] > 1), kind, measure.code)
        for measure in listed
    )


def label(measure: Measure) -> str:
    """Return a measure's name as it fits a button."""
    return _short(measure.name)


def to_ambitions(ambitions: Sequence[Ambition]) -> tuple[Button, ...]:
    """Return a button for each ambition."""
    return tuple(
        Button(
            label=_short(f"{ambition.number}. {ambition.title}"),
            query=Query(kind=Kind.AMBITION, ambition=ambition.number),
        )
        for ambition in ambitions
    )[:MOST]


# Buttons hold no figures, so the same ones serve every answer about a measure.


@lru_cache(maxsize=4096)
def _on_from(code: str, but: Kind) -> tuple[Button, ...]:
    ways = [(label, kind) for kind, label in _WAYS.items() if kind is not but]
    return tuple(_asking(label, kind, code) for label, kind in ways[:4])


@lru_cache(maxsize=8192)
def _asking(label: str, kind: Kind, code: str) -> Button:
    return Button(label=label, query=Query(kind=kind, measures=(code,)))


def _telling(measure: Measure, collides: bool) -> str:
    """The short name, with the code before it where another measure's is cut to the same."""
    return _short(f"{measure.code} {measure.name}" if collides else measure.name)


def _short(text: str) -> str:
    """The text cut at a word where it is too long for a button."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"
