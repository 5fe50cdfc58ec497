"""The evidence for a reading as a whole: that kind, measures and dates are all as they were meant.

`certainty` weighs what says that the words mean certain measures; here that comes together with how
clear the kind is, how far the next best reading is behind, and what nothing explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from bot.questions.asked import Asked
from bot.questions.clues import Clues
from bot.questions.english import is_common
from bot.questions.held_against import kind_beside_dates
from bot.questions.possibilities import FIGURE_LIKE, Possible
from bot.questions.queries import Kind, Query

MOST_LEFT = 3.0
LEAST = 0.001
MOST_STRANGE = 3
WORDY = 20
_OWN = frozenset({Kind.SUBMIT, Kind.HELP, Kind.TREND})
"""Kinds that are taken for others more easily."""


def whole(
    asked: Asked, possible: Sequence[Possible], certainty: float, *, in_full: bool
) -> Iterator[tuple[str, float]]:
    """Yield the features of the certainty that the first of the possible readings is right.

    Args:
        asked: The question.
        possible: Its readings, the likeliest first; at least one.
        certainty: How sure its measures are.
        in_full: Whether one measure's name and nothing else of weight was said.
    """
    first = possible[0]
    kind, clues = first.query.kind, asked.clues
    behind = possible[1].chance if len(possible) > 1 else 0.0
    chances = asked.kinds.chances
    by_date = kind in FIGURE_LIKE
    alike = FIGURE_LIKE if by_date else [one for one in Kind if _becomes(one, kind, asked)]
    share = sum(chances[one] for one in alike)
    left = min(clues.left_over, MOST_LEFT)
    yield "always", 1.0
    yield "ahead", first.chance - behind
    yield "kind", _odds(share)
    yield "left", left
    if first.query.measures and asked.subject.mentions:
        yield "measure", _odds(certainty)
    else:
        yield "unmeasured", 1.0
        yield "unmeasured, left", left
    if by_date:
        yield "figure", 1.0
        yield "figure, left", left
    if kind in _OWN:
        yield kind.value, 1.0
    if kind is Kind.LIST:
        yield from _picked(first.query, asked)
    if clues.numerals and kind is not Kind.SUBMIT:
        yield "loose number", 1.0
    if in_full:
        yield "in full", 1.0
    strange = _strange(clues)
    if strange:
        yield "strange", min(strange, MOST_STRANGE)
    if any(token.corrected for token in clues.tokens):
        yield "mended", 1.0
    if clues.link.absent or clues.link.elsewhere or clues.link.breakdowns:
        yield "not held", 1.0
    if len(asked.subject.mentions) > 1:
        yield "several", 1.0
    yield "long", min(len(clues.words), WORDY) / WORDY


def _picked(query: Query, asked: Asked) -> Iterator[tuple[str, float]]:
    """Yield by what a list is picked: by its owner, by a condition, or by a topic."""
    if query.owner:
        yield "list of an owner", 1.0
        yield "how well the owner is named", asked.clues.link.owners[0].score
    elif query.filter is not None:
        yield "list by a condition", 1.0
    else:
        yield "list", 1.0


def _becomes(one: Kind, kind: Kind, asked: Asked) -> bool:
    """Say whether a question of one kind is read as another, or is of that kind itself."""
    return one is kind or (asked.subject.named and kind_beside_dates(one, asked.clues) is kind)


def _strange(clues: Clues) -> int:
    """Return how many words are neither explained nor English: what slips leave of a word."""
    return sum(
        token.norm.isalpha() and place not in clues.explained and not is_common(token.norm)
        for place, token in enumerate(clues.tokens)
    )


def _odds(chance: float) -> float:
    kept = min(max(chance, LEAST), 1 - LEAST)
    return log(kept / (1 - kept))
