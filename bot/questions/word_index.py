"""The words of a vocabulary, found from what was typed instead of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.questions.english import CONTRACTIONS, ranks
from bot.questions.stems import stem
from bot.questions.typing_slips import SHORT_FORMS, skeleton, slip_cost

# Everyday words are weighed against the plan's, so that 'abot' is no 'adopt'; the commonest of
# them stand among the plan's for short slips ('teh', 'jus').
_COMMON_TARGETS = 5_000
_COMMONEST = 400
_TINY = 60
_WITH_HELP = 0.35
# A plan's word is meant rather than an everyday one: its cost is that of the fiftieth word.
_PRIOR_OF_OURS = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One or two words that may have been meant; the smallest `cost` is the likeliest.

    What is not `alone` is too far from what was typed to be believed without its neighbours.
    """

    words: tuple[str, ...]
    cost: float
    alone: bool = True


class WordIndex:
    """Words of a vocabulary by how they begin and sound, and the pairs that stand side by side."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        """Index the words of phrases, in normal form."""
        self.words: dict[str, int] = {}
        self.neighbours: set[tuple[str, str]] = set()
        self.following: dict[str, set[str]] = defaultdict(set)
        self.preceding: dict[str, set[str]] = defaultdict(set)
        self.joined: dict[str, tuple[str, str]] = {}
        for phrase in phrases:
            self._learn(phrase)
        self.stems = {stem(word) for word in self.words}
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._by_start: dict[str, list[str]] = defaultdict(list)
        self._by_tail: dict[str, list[str]] = defaultdict(list)
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(
            (*self.words, *islice(ranks(), _COMMONEST), *CONTRACTIONS, *SHORT_FORMS)
        ):
            if len(word) >= 2:
                self._by_letter[word[0]].append(word)
                self._by_start[word[:2]].append(word)
                self._by_tail[word[1:]].append(word)
            if len(word) >= 5:
                self._by_skeleton[skeleton(word)].append(word)
        self._joined_by_letter: dict[str, list[str]] = defaultdict(list)
        for word in self.joined:
            self._joined_by_letter[word[0]].append(word)

    def _learn(self, words: Sequence[str]) -> None:
        for word in words:
            self.words[word] = self.words.get(word, 0) + 1
        for first, second in pairwise(words):
            self.neighbours.add((first, second))
            self.following[first].add(second)
            self.preceding[second].add(first)
            joined = first + second
            if len(first) >= 3 and len(second) >= 3 and joined not in self.words:
                self.joined.setdefault(joined, (first, second))

    def near(self, word: str) -> tuple[Candidate, ...]:
        """Return what may have been meant by a word that is not known, the likeliest first."""
        found = [*self._single(word), *self._common(word)]
        if len(word) >= 6:
            found += self._run_together(word)
        return tuple(sorted(found, key=lambda one: (one.cost, one.words)))

    def beside(self, word: str, before: str, after: str) -> tuple[str, ...]:
        """Return the words one slip away that are known to stand between two others."""
        choices = sorted(self.following.get(before, set()) | self.preceding.get(after, set()))
        near = extract(word, choices, scorer=OSA.distance, score_cutoff=1, limit=None)
        return tuple(one for one, distance, _ in near if distance == 1)

    def _single(self, word: str) -> Iterator[Candidate]:
        allowed = _allowed(len(word))
        choices = self._by_letter.get(word[0], [])
        if word[0] != word[1]:  # the first two swapped
            choices = choices + self._by_start.get(word[1] + word[0], [])
        near = extract(word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        found = {one: distance for one, distance, _ in near}
        for tail in (word[1:], word, word[2:]):
            for one in self._by_tail.get(tail, ()):
                if OSA.distance(word, one) == 1:
                    found[one] = 1
        bones = skeleton(word)
        if len(bones) >= 4:
            for one in self._by_skeleton.get(bones, ()):
                if len(one) > len(word):
                    found.setdefault(one, 2)
        for one, distance in found.items():
            cost = slip_cost(word, one, int(distance))
            dearest = _dearest(word, one)
            if cost <= dearest + _WITH_HELP and self._may_be_short(word, one):
                yield Candidate(
                    words=(SHORT_FORMS.get(one, one),),
                    cost=cost + self._prior(one),
                    alone=cost <= dearest,
                )

    def _may_be_short(self, word: str, meant: str) -> bool:
        """Say whether a word may stand for another where one of them has three letters or fewer.

        It may where two letters are swapped, for the commonest words, and for an abbreviation of
        the plan with one letter more ('ecp'): too many other abbreviations are one letter away.
        """
        if len(word) > 3 and len(meant) > 2:
            return True
        rank = ranks().get(meant, _COMMON_TARGETS)
        if len(meant) <= 2:
            return rank <= _TINY
        if rank <= _COMMONEST or sorted(word) == sorted(meant) or meant in SHORT_FORMS:
            return True
        return len(meant) > 3 and rank == _COMMON_TARGETS and self.words.get(meant, 0) > 1

    def _prior(self, word: str) -> float:
        count = self.words.get(word)
        if count is None:
            return _prior_of_rank(ranks().get(word, _COMMON_TARGETS))
        # A plan may hold misspellings on purpose; what else is typed is no slip of theirs.
        misspelt = 0.2 if len(word) >= 4 and count == 1 and word not in ranks() else 0.0
        return _PRIOR_OF_OURS + misspelt - min(0.3, math.log2(count) * 0.05)

    def _common(self, word: str) -> Iterator[Candidate]:
        """Yield everyday words one slip away: they keep others' typing errors out of the plan."""
        if len(word) < 4:
            return
        choices = _common_words().get(word[0], ())
        for one, distance, _ in extract(
            word, choices, scorer=OSA.distance, score_cutoff=1, limit=None
        ):
            cost = slip_cost(word, one, int(distance))
            if one not in self.words and cost <= _dearest(word, one):
                yield Candidate(words=(one,), cost=cost + _prior_of_rank(ranks()[one]))

    def _run_together(self, word: str) -> Iterator[Candidate]:
        if word in self.joined:
            yield Candidate(words=self.joined[word], cost=0.1)
            return
        if len(word) >= 8:
            choices = self._joined_by_letter.get(word[0], ())
            allowed = 1 if len(word) < 12 else 2
            for joined, distance, _ in extract(
                word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None
            ):
                yield Candidate(words=self.joined[joined], cost=0.4 * distance + 0.2)
        for cut in range(2, len(word) - 1):
            first, second = word[:cut], word[cut:]
            weight = self._side(first) * self._side(second)
            if weight:
                short = 0.4 if min(len(first), len(second)) < 3 else 0.0
                yield Candidate(words=(first, second), cost=1.75 + short - weight)

    def _side(self, word: str) -> float:
        """Return how well a part of a split word stands for itself, 0 for not at all."""
        if word in self.words and len(word) >= 3:
            return 0.8 + min(len(word), 8) / 40
        place = ranks().get(word)
        if place is None or place > 3_000 or (len(word) < 3 and place > 60):
            return 0.0
        return 0.6 if place > 300 else 0.7


def _allowed(length: int) -> int:
    if length <= 5:
        return 1
    return 2 if length <= 10 else 3


def _dearest(typed: str, meant: str) -> float:
    """Return the highest cost at which a word of this length is still believed."""
    shorter = min(len(typed), len(meant))
    rank = ranks().get(meant, _COMMON_TARGETS)
    if shorter <= 2:
        return 1.0 if rank <= _TINY else 0.75  # swaps and doubled letters, 'th', 'ad'
    if shorter == 3:
        return 1.15 if rank <= 2 * _TINY else 1.05
    return 1.25 if shorter == 4 else 3.5


def _prior_of_rank(rank: int) -> float:
    """Return what an everyday word costs for its rarity: 0 for the first, 0.6 for the 6,000th."""
    return float(min(0.9, rank**0.4 / 54))


@lru_cache(maxsize=1)
def _common_words() -> dict[str, list[str]]:
    """Return the commonest words by their first letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in islice(ranks(), _COMMON_TARGETS):
        if len(word) >= 4:
            found[word[0]].append(word)
    return found
