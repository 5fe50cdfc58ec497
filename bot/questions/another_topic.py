"""A topic of its own that the plan does not hold: it leans on nothing and is never everything."""

from __future__ import annotations

from bot.questions.clues import Clues
from bot.questions.leaning import SHORT

LOUD = 4.0
"""A cue this loud names a topic outside the plan."""
TOPIC = "not_in_plan.topic"


def names_another(clues: Clues) -> bool:
    """Say whether a topic is named that no measure is about: 'on reoffending'."""
    return not clues.link.mentions and (clues.weight(TOPIC) >= LOUD or bool(clues.link.absent))


def speaks_of_more(clues: Clues) -> bool:
    """Say whether a text is a question of its own about a topic or a group that is not held.

    A short one ("and boys only") is about a part of what was spoken of before.
    """
    if clues.link.mentions:
        return False
    whole = len(clues.words) >= SHORT
    return names_another(clues) or (whole and bool(clues.link.breakdowns))
