"""Questions that lean on nothing, whatever was said before them: most of those that are asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.questions.asked import Asked
from bot.questions.clues import Clues
from bot.questions.facets import NUMBER
from bot.questions.going_on import heard, in_full, is_now
from bot.questions.leaning import (
    REMEMBERED,
    corrects,
    leads_on,
    leads_to_another,
    other_one,
    points_back,
)
from bot.questions.queries import Turn


def may_lean(asked: Asked, turns: Sequence[Turn]) -> bool:
    """Say whether a question may lean on the turns before it, the newest first."""
    return bool(turns) and (bool(turns[0].asked) or not stands_alone(asked))


@lru_cache(maxsize=REMEMBERED)
def stands_alone(asked: Asked) -> bool:
    """Say whether a question cannot lean on an answer: one measure in full, and no more than that.

    None of the ways of `CarryingOn` can then be found. What was offered may still be picked.
    """
    subject = asked.subject
    one = in_full(subject) and len({*subject.measures, *subject.options}) == 1
    return one and heard(asked) is None and not (_says_more(asked.clues) or _leans(asked.clues))


def _says_more(clues: Clues) -> bool:
    """Say whether there is anything that may be asked of what was spoken of before."""
    link = clues.link
    numbered = any(one.by == "number" for one in link.ambitions)
    said = link.comparators or clues.numerals or clues.timed
    return bool(said) or numbered or NUMBER in link.facets or is_now(clues)


def _leans(clues: Clues) -> bool:
    """Say whether any word leads on, points back or sets right."""
    leads = leads_on(clues) or leads_to_another(clues)
    return leads or points_back(clues) or corrects(clues) or other_one(clues)
