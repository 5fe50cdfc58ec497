"""'Is X why Y': whether one measure moved another, which no figure can tell."""

from __future__ import annotations

from bot.questions.clues import Clues

ASKING = frozenset(
    {"is", "are", "was", "were", "could", "can", "might", "has", "have", "does", "do"}
)
CAUSES = (
    ("reason",),
    ("why",),
    ("cause",),
    ("causing",),
    ("behind",),
    ("driving",),
    ("pushing",),
    ("because", "of"),
    ("to", "blame"),
    ("down", "to"),
    ("leading", "to"),
)
LIKELY = 0.3
"""A side must name its measure at least this well."""


def both_sides(clues: Clues) -> tuple[str, ...]:
    """Return the measures of both sides of 'is X why Y', or nothing where that is not asked."""
    norms = [token.norm for token in clues.tokens]
    first = next((norm for norm in norms if norm.isalpha()), "")
    joint = _joint(norms)
    if first not in ASKING or joint is None:
        return ()
    named = [one for one in clues.link.mentions if one.best.score >= LIKELY]
    sides = (
        [one for one in named if one.start < joint],
        [one for one in named if one.start > joint],
    )
    if not all(sides):
        return ()
    return tuple(dict.fromkeys(code for side in sides for one in side for code in one.tied))


def _joint(norms: list[str]) -> int | None:
    """Return the place at which the cause is joined to what it is to have moved."""
    for place in range(1, len(norms)):
        if any(tuple(norms[place : place + len(words)]) == words for words in CAUSES):
            return place
    return None
