"""Which words follow which in questions, and how much likelier a word is for the one before it."""

from __future__ import annotations

import math
from functools import lru_cache
from importlib.resources import files

BEGINNING, DIGITS = "^", "#"
"""What stands for the beginning of a question and for anything with a figure in front."""
MOST = 5.0
"""The most that a word is spared for the one before it."""
TRUST = 0.75
"""How much counts of few questions are trusted."""
MOST_UNSEEN = 2.5
"""The most that it costs that a word never followed one that was seen often."""
OFTEN, FEW = 40, 0.25
"""So often a word was seen, and so few of its followers are unknown, that a new one is odd."""
_DISCOUNT = 0.5


@lru_cache(maxsize=1)
def _followers() -> dict[str, dict[str, float]]:
    """Return for each word the log chance of each word that was seen to follow it."""
    text = files("bot.questions.english").joinpath("pairs.txt").read_text(encoding="ascii")
    found: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line.startswith("//"):
            continue
        word, seen, *after = line.split()
        pairs = (one.rsplit(":", 1) for one in after)
        chances = {second: (int(times) - _DISCOUNT) / int(seen) for second, times in pairs}
        found[word] = {second: math.log(chance) for second, chance in chances.items()}
        rest = max(1 - sum(chances.values()), 0.0)
        if int(seen) >= OFTEN and rest < FEW:
            found[word][""] = math.log(max(rest, math.exp(-MOST_UNSEEN)))
    return found


def spared(first: str, second: str, cost: float) -> float:
    """Return how much less a word costs for the one before it; less than nothing is more.

    Args:
        first: The word before, empty at the beginning.
        second: The word.
        cost: What it costs by itself.
    """
    after = _followers().get(DIGITS if first[:1].isdigit() else first or BEGINNING)
    if after is None:
        return 0.0
    chance = after.get(DIGITS if second[:1].isdigit() else second)
    if chance is None:
        return after.get("", 0.0)
    return min(max(TRUST * (cost + chance), 0.0), MOST)
