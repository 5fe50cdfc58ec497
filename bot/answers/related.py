"""Measures of the same subject, by the words of their names: the number beside the rate."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from bot.answers.asked import Asked
from bot.plan.measures import Catalogue, Measure

CLOSE = 0.5
"""How much of a name, its rarer words counting for more, another one must hold to be related."""
LOOKED_AT = 3
_WORD = re.compile(r"[a-z0-9]+")
# Words that say how something is counted, or nothing at all.
_EMPTY = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "per", "the", "to"}
    | {"with", "rate", "number", "share", "percentage", "count", "total", "average"}
)


def compared(asked: Asked, measure: Measure, comparators: tuple[str, ...]) -> Measure | None:
    """Return the measure nearest in name that is held for one of the comparators, if any is.

    One store call for each comparator.
    """
    nearest = list(related(asked.catalogue, measure))[:LOOKED_AT]
    codes = [one.code for one in nearest]
    held = {code for name in comparators if codes for code in asked.plan.benchmarks_of(codes, name)}
    return next((one for one in nearest if one.code in held), None)


def related(catalogue: Catalogue, measure: Measure, *, close: float = CLOSE) -> Iterator[Measure]:
    """Yield the measures whose names share most of this one's telling words, nearest first."""
    words, weights = _words(measure.name), _weights(catalogue)
    rarest = max(weights.values(), default=0.0)
    whole = sum(weights.get(word, rarest) for word in words)
    scored = []
    for place, one in enumerate(catalogue.measures):
        shared = sum(weights.get(word, rarest) for word in words & _words(one.name))
        if one.code != measure.code and whole and shared / whole >= close:
            scored.append((-shared / whole, one.ambition != measure.ambition, place, one))
    yield from (one for *_, one in sorted(scored, key=lambda score: score[:3]))


@lru_cache(maxsize=4)
def _weights(catalogue: Catalogue) -> dict[str, float]:
    """How much a word tells: the rarer in names, the more."""
    total = len(catalogue.measures)
    counts = Counter(word for one in catalogue.measures for word in _words(one.name))
    return {word: math.log(1 + total / count) for word, count in counts.items()}


@lru_cache(maxsize=16_384)
def _words(name: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(name.casefold())) - _EMPTY


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
