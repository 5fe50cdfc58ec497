"""How likely words are in a question about a plan, alone and side by side.

Costs are in nats: what is ten times as likely costs 2.3 less. A word's comes from its place in the
frequency order of English (Zipf) and from whether the plan, its field or a cue uses it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping

from bot.questions.english import ranks
from bot.questions.period_names import MONTH_NUMBERS
from bot.questions.plain_words import word_list
from bot.questions.side_by_side import spared
from bot.questions.typing_slips import KNOWN_BESIDES

OURS = 7.0
"""What a word of the plan costs that the plan uses once."""
ELSEWHERE = 1.5
"""What it adds that an everyday word is none of the plan, its field or a cue."""
TEXT = 7.5
"""What a spelling of text messages costs."""
_UNKNOWN = {1: 11.5, 2: 12.5, 3: 13.2, 4: 15.5, 5: 17.5, 6: 19.0, 7: 20.0, 8: 21.0, 9: 22.0}
_LONG = 23.0
OFTEN, FEWEST = 0.35, 2.5
DATED = 8.0
_LETTER, _KNOWN_LETTER, _TEXT_LETTER = 11.5, 9.0, 7.5
_TEXT_LETTERS = frozenset("urnyvxw")
MEANT_ALONE = _TEXT_LETTERS | {"a", "i"}
"""Letters that are words, or stand for one: 'u' for you, 'n' for and."""
_BESIDE, _LEAST = 4.0, 2.5
_BEFORE_DATES = frozenset(word_list("last past previous since from before until between for in to"))
_LEADING = _BEFORE_DATES | MONTH_NUMBERS.keys()
_UNITS = frozenset(word_list("week weeks year years month months day days quarter quarters"))
_DATED = frozenset({"q1", "q2", "q3", "q4"})


class Likelihood:
    """Costs of words and of pairs of words."""

    def __init__(
        self,
        counts: Mapping[str, int],
        neighbours: Collection[tuple[str, str]],
        is_misspelt: Callable[[str], bool],
    ) -> None:
        """Keep how often a plan uses each word, and which words stand side by side."""
        self._counts, self._neighbours, self._is_misspelt = counts, neighbours, is_misspelt
        self._known: dict[str, float] = {}
        self._pairs: dict[tuple[str, str], float] = {}

    def word(self, word: str) -> float:
        """Return the cost of a word."""
        cost = self._known.get(word)
        if cost is None:
            if len(self._known) > 50_000:
                self._known.clear()
            cost = self._known[word] = self._cost(word)
        return cost

    def pair(self, first: str, second: str) -> float:
        """Return how much less two words cost because they are known to stand side by side.

        Less than nothing where the first was often seen with others and never with the second.
        """
        key = (first, second)
        known = self._pairs.get(key)
        if known is None:
            if len(self._pairs) > 100_000:
                self._pairs.clear()
            known = self._pairs[key] = self._pair(first, second)
        return known

    def _pair(self, first: str, second: str) -> float:
        seen = spared(first, second, self.word(second)) if second else 0.0
        if (first, second) in self._neighbours:
            return max(self._spared(first, second), seen)
        if not (first in _LEADING or first[:1].isdigit()) or not _are_of_time(first, second):
            return seen
        if second[:2] in {"19", "20"} and first in MONTH_NUMBERS:
            return DATED
        return max(self._spared(first, second), seen)

    def _spared(self, first: str, second: str) -> float:
        """Return the more the rarer the words are: 'of the' says less than 'foster care'."""
        spare = min(self.word(first), self.word(second)) - _LEAST
        return min(_BESIDE, max(0.8 * spare, 0.0))

    def _cost(self, word: str) -> float:
        if not word.isalpha():
            return OURS
        if len(word) == 1 and word not in "ai":
            if word in _TEXT_LETTERS:
                return _TEXT_LETTER
            return _KNOWN_LETTER if word in self._counts else _LETTER
        if word in KNOWN_BESIDES:
            return TEXT
        rank = ranks().get(word)
        count = self._counts.get(word)
        everyday = math.inf if rank is None else math.log(rank) + 2.3
        if count is not None:
            ours = OURS - min(FEWEST, OFTEN * math.log(count)) + 2.0 * self._is_misspelt(word)
            return -math.log(math.exp(-ours) + math.exp(-everyday))
        if rank is not None:
            return everyday + ELSEWHERE
        return _UNKNOWN.get(len(word), _LONG)


def _are_of_time(first: str, second: str) -> bool:
    """Say whether two words stand side by side in a date ('march 2024', 'last 3', '3 years')."""
    if second[:1].isdigit():
        return first in MONTH_NUMBERS or first in _BEFORE_DATES
    if first[:1].isdigit():
        return second in _UNITS or second in MONTH_NUMBERS
    return first in _BEFORE_DATES and (second in MONTH_NUMBERS or second in _DATED)
