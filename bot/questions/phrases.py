"""The phrase tables: what people say when they want one kind of thing or another.

The tables are data (`phrases_*.toml`), one for each group of kinds, so that a phrase is added
without touching code. `hear` finds them in a question.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bot.questions.cue_matching import Words
from bot.questions.cues import STRENGTHS, Cues, Heard

FILLERS = frozenset(
    """
    a the an and so but ok okay please pls now then right well hi just also actually really eh mate
    love innit lol thanks ta cheers tho though atm today like erm um er
    """.split()  # noqa: SIM905 -- words read better than a list of strings
)
LONGEST = 120
HERE = "thisplace"
"""What phrases call the area of the plan, whatever its name is."""


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the phrase tables that come with the bot, compiled once."""
    return Cues(phrase_tables())


def cues_with(further: Mapping[str, object]) -> Cues:
    """Return all phrase tables with further ones, compiled once for those used last.

    Raises:
        ValueError: when a further one has no shape or group of those that are known.
    """
    return _compiled(json.dumps(further)) if further else cues()


@lru_cache(maxsize=2)
def _compiled(further: str) -> Cues:
    return Cues(phrase_tables(json.loads(further)))


def phrase_tables(further: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return all phrase tables as they are written, with the `further` ones of a field."""
    table: dict[str, object] = {}
    for path in sorted(Path(__file__).parent.glob("phrases_*.toml")):
        table.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return _merged(table, further or {})


def _merged(
    table: Mapping[str, object], further: Mapping[str, object], within: str = ""
) -> dict[str, object]:
    """Return two tables in one: lists one after the other, tables by their keys."""
    merged = dict(table)
    for key, value in further.items():
        path, known = f"{within}{key}", merged.get(key, [] if key in STRENGTHS else None)
        if isinstance(known, dict) and isinstance(value, dict):
            merged[key] = _merged(known, value, f"{path}.")
        elif isinstance(known, list) and isinstance(value, list):
            merged[key] = [*known, *map(str, value)]
        else:
            raise ValueError(f"no group of phrases is called {path}")
    return merged


def hear(
    words: Sequence[str],
    classes: Sequence[str],
    *,
    named: bool = False,
    among: Cues | None = None,
) -> list[Heard]:
    """Return the phrases found in a question; `classes` says what each word was found to be.

    Only the first hundred or so words are heard: nobody asks in more. Phrases that hold a measure,
    an ambition or a comparator are heard only when `named`, once those are known.
    """
    words, classes = words[:LONGEST], classes[:LONGEST]
    first = 0
    while first < len(words) - 1 and words[first] in FILLERS:
        first += 1
    last = len(words) - 1
    while last > first and words[last] in FILLERS:
        last -= 1
    question = Words(words=words, classes=classes, first=first, last=last)
    return (among or cues()).heard(question, named=named)
