"""Acronyms, spelt out once in each answer that uses them (R57).

They are spelt out in a line of their own, so that the first line stays short enough to read aloud.

Nothing is listed here: an acronym means whatever words of the plan spell it. They are looked for
in the measure's own definition and other names, then in the terms, then in the ambitions' titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.plan.measures import Catalogue
from bot.rendering.reply import Reply, italic, line

# Not inside a proper name ("SEND Regulations") and not inside another bracket.
_ACRONYM = re.compile(r"(?<![\w(-])([A-Z]{3,6})(s?)(?![\w)-])(?!\s+[A-Z])")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SMALL = frozenset({"a", "and", "for", "in", "of", "on", "or", "the", "to", "with"})


def spelt_out(reply: Reply, catalogue: Catalogue) -> Reply:
    """Return the reply with a line that says what the plan's acronyms in it stand for."""
    known = expansions(catalogue)
    text = reply.text
    folded = text.casefold()
    used = dict.fromkeys(found[1] for found in _ACRONYM.finditer(text))
    wanted = [name for name in used if name in known and known[name] not in folded]
    if not wanted:
        return reply
    said = "; ".join(f"{name} means {known[name]}" for name in wanted)
    return replace(reply, lines=(*reply.lines, line(italic(f"{said}."))))


@lru_cache(maxsize=8)
def expansions(catalogue: Catalogue) -> dict[str, str]:
    """Return what each acronym used in the names of measures and ambitions stands for."""
    names = [measure.name for measure in catalogue.measures]
    names += [ambition.title for ambition in catalogue.ambitions]
    names += [term.term for term in catalogue.terms]
    used = {found[1] for name in names for found in _ACRONYM.finditer(name)}
    texts = list(_texts(catalogue))
    found = {name: _spelling(name, texts) for name in used}
    return {name: words for name, words in found.items() if words}


def _texts(catalogue: Catalogue) -> Iterable[str]:
    for measure in catalogue.measures:
        yield measure.definition
        yield from measure.aliases
    for term in catalogue.terms:
        yield term.meaning
        yield from term.aliases
    for ambition in catalogue.ambitions:
        yield ambition.title


def _spelling(acronym: str, texts: Sequence[str]) -> str:
    """The most frequent run of words whose first letters are the acronym, small words between."""
    counts: Counter[str] = Counter()
    for text in texts:
        words = list(_WORD.finditer(text))
        for start in range(len(words)):
            end = _end_of_run(acronym.lower(), words, start, first=True)
            if end is not None:
                counts[text[words[start].start() : end].casefold()] += 1
    return max(counts, key=lambda run: (counts[run], len(run)), default="")


def _end_of_run(
    letters: str, words: Sequence[re.Match[str]], place: int, *, first: bool = False
) -> int | None:
    """Where the words from `place` on have spelt the letters, or None where they do not.

    A small word inside may be passed over; it is tried both ways.
    """
    if place >= len(words):
        return None
    word = words[place][0].lower()
    if not first and word in _SMALL and (end := _end_of_run(letters, words, place + 1)) is not None:
        return end
    if word[0] != letters[0]:
        return None
    if len(letters) == 1:
        return words[place].end()
    return _end_of_run(letters[1:], words, place + 1)
