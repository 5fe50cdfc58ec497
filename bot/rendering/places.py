"""The names of comparators inside a sentence: 'the statistical neighbours', 'the North West'."""

from __future__ import annotations

import re

# The parts of a country that take an article: the North West, the East of England.
_DIRECTIONS = frozenset({"north", "south", "east", "west", "midlands", "central", "inner", "outer"})
_WITHOUT_ARTICLE = frozenset({"all", "other", "similar", "our", "most", "some", "both", "every"})
_COMMON_ENDS = frozenset({"average", "mean", "median", "group", "areas"})
_ASIDE = re.compile(r"\s*\(.*\)$")


def inside(comparator: str) -> str:
    """Return a comparator as it stands inside a sentence.

    A proper name stays as it is (England), with its article where it is a part of a country (the
    North West). Words for a group of places (Statistical neighbours) are no name: they are written
    small and, unless they say how many ("all councils"), with an article.
    """
    words = _ASIDE.sub("", comparator).split()
    if not words or words[0].casefold() == "the":
        return f"{comparator[:1].lower()}{comparator[1:]}"
    parts = [part for word in words for part in word.casefold().split("-")]
    if parts[0] in _DIRECTIONS and (set(parts) <= _DIRECTIONS or "of" in parts):
        return f"the {comparator}"
    if len(words) < 2 or not words[-1].islower():
        return comparator
    small = f"{comparator[:1].lower()}{comparator[1:]}" if _is_common(words) else comparator
    return small if words[0].casefold() in _WITHOUT_ARTICLE else f"the {small}"


def _is_common(words: list[str]) -> bool:
    """Whether the first word is no name: what follows is small, and it ends in a plural."""
    plain = words[0].istitle() and all(word.islower() for word in words[1:])
    return plain and (words[-1].endswith("s") or words[-1] in _COMMON_ENDS)
