"""What a question's words could mean: names, aliases and lay phrases as bags of ideas.

A reading is one way to say one thing: "EHCP backlog" says {ehc plan, waiting} and means a measure.
How well a question fits a reading is seen from both sides: how much of the reading the question
says (`recall`), and how much of the question the reading explains (`coverage`). Both are weighted,
so that a rare idea counts for more than one that half the plan shares.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from bot.questions.ideas import Spot

COVERAGE_COUNTS, RECALL_COUNTS = 0.6, 0.4
"""The weights of coverage and recall in a score."""
HEAVY = 0.27
"""A word of this weight tells something."""
WHOLE = 0.97
"""So much of a reading is said that it counts as named whole."""


class By(IntEnum):
    """Where a reading comes from; the higher one wins where all else is equal."""

    ABSENT = 0
    LEXICON = 1
    ALIAS = 2
    NAME = 3
    CODE = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to say one thing, or several things at once; `texts` are its wordings."""

    texts: tuple[str, ...]
    by: By
    targets: tuple[str, ...]
    ideas: frozenset[str]
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """How well a reading of `target` fits; `places` are the words it explains."""

    target: str
    score: float
    recall: float
    coverage: float
    reading: Reading
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A spot of a question and what it weighs there."""

    spot: Spot
    weight: float


def fit(recall: float, coverage: float) -> float:
    """Return one number for how well a reading fits."""
    return float(coverage**COVERAGE_COUNTS * recall**RECALL_COUNTS)


def merged(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the readings with those that differ only in their wording made one."""
    found: dict[tuple[frozenset[str], By, tuple[str, ...]], Reading] = {}
    for reading in readings:
        if not reading.ideas:
            continue
        key = (reading.ideas, reading.by, reading.targets)
        known = found.get(key)
        if known is not None:
            texts = tuple(dict.fromkeys((*known.texts, *reading.texts)))
            reading = replace(known, texts=texts)
        found[key] = reading
    return tuple(found.values())
