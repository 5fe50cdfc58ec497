"""The phrase tables: what people say when they want one kind of thing or another.

The tables are data (`phrases_*.toml`), one for each group of kinds, so that a phrase is added
without touching code. `hear` finds them in a question.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot.questions.cue_matching import Words
from bot.questions.cues import Cues, Heard

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
    """Return all phrase tables, compiled once."""
    return Cues(phrase_tables())


def phrase_tables() -> dict[str, object]:
    """Return all phrase tables as they are written."""
    table: dict[str, object] = {}
    for path in sorted(Path(__file__).parent.glob("phrases_*.toml")):
        table.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return table


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
