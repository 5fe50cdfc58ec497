"""The words of a vocabulary, found from what was typed instead of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.questions.english import is_common, ranks
from bot.questions.stems import stem
from bot.questions.typing_slips import keys_apart, skeleton

# Everyday words are weighed against the plan's, so that 'abot' is no 'adopt'.
_COMMON_TARGETS = 6_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One or two words that may have been meant; the smallest `cost` is the likeliest."""

    words: tuple[str, ...]
    cost: float


class WordIndex:
    """Words of a vocabulary by how they begin and sound, and the pairs that stand side by side."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        """Index the words of phrases, in normal form."""
        self.words: dict[str, int] = {}
        self.stems: set[str] = set()
        self.pairs: dict[str, tuple[str, str]] = {}
        for phrase in phrases:
            self._learn(phrase)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._by_tail: dict[str, list[str]] = defaultdict(list)
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            if len(word) >= 3:
                self._by_letter[word[0]].append(word)
                self._by_tail[word[1:]].append(word)
            if len(word) >= 5:
                self._by_skeleton[skeleton(word)].append(word)
        self._pairs_by_letter: dict[str, list[str]] = defaultdict(list)
        for joined in self.pairs:
            self._pairs_by_letter[joined[0]].append(joined)

    def _learn(self, words: Sequence[str]) -> None:
        for word in words:
            self.words[word] = self.words.get(word, 0) + 1
            self.stems.add(stem(word))
        for first, second in pairwise(words):
            joined = first + second
            if len(first) >= 3 and len(second) >= 3 and joined not in self.words:
                self.pairs.setdefault(joined, (first, second))

    def near(self, word: str) -> list[Candidate]:
        """Return what may have been meant by a word that is not known, in no order."""
        if len(word) <= 3:
            return self._swapped(word)
        found = [*self._single(word), *self._common(word)]
        if len(word) >= 6:
            found += self._run_together(word)
        return found

    def _swapped(self, word: str) -> list[Candidate]:
        """Return the words of the vocabulary that differ by two letters swapped."""
        if len(word) < 3:
            return []
        swaps = {word[1] + word[0] + word[2:], word[0] + word[2] + word[1]}
        return [
            Candidate(words=(one,), cost=1.0)
            for one in sorted(swaps)
            if one != word and one in self.words and not is_common(one)
        ]

    def _single(self, word: str) -> list[Candidate]:
        allowed = _allowed(len(word))
        letters = {word[0], word[1]}
        choices = [one for letter in sorted(letters) for one in self._by_letter.get(letter, ())]
        found = {
            one: distance
            for one, distance, _ in extract(
                word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
        }
        for tail in (word[1:], word, word[2:]):
            for one in self._by_tail.get(tail, ()):
                if OSA.distance(word, one) == 1:
                    found[one] = 1
        bones = skeleton(word)
        if len(bones) >= 4:
            for one in self._by_skeleton.get(bones, ()):
                if len(one) > len(word) and one not in found:
                    found[one] = 2
        return [
            Candidate(words=(one,), cost=self._cost(word, one, distance))
            for one, distance in found.items()
            if _plausible(word, one, distance)
        ]

    def _cost(self, word: str, one: str, distance: float) -> float:
        """Return the distance, less for the slips that fingers make, least for frequent words."""
        cost = float(distance)
        if word[0] != one[0]:
            cost += 0.4
        if word[-1] != one[-1]:
            cost += 0.1
        if sorted(word) == sorted(one):
            cost -= 0.3
        elif skeleton(word) == skeleton(one):
            cost -= 0.25
        elif len(word) == len(one) and keys_apart(word, one):
            cost -= 0.2
        return cost - min(self.words.get(one, 0), 20) * 0.005

    def _common(self, word: str) -> list[Candidate]:
        """Return everyday words one slip away: they keep others' typing errors out of the plan."""
        found = extract(
            word, _common_words().get(word[0], ()), scorer=OSA.distance, score_cutoff=1, limit=None
        )
        return [
            Candidate(
                words=(one,), cost=self._cost(word, one, distance) + 0.15 + ranks()[one] / 20_000
            )
            for one, distance, _ in found
            if one not in self.words and _plausible(word, one, int(distance))
        ]

    def _run_together(self, word: str) -> list[Candidate]:
        if word in self.pairs:
            return [Candidate(words=self.pairs[word], cost=0.1)]
        found = []
        allowed = 1 if len(word) < 12 else 2
        for joined, distance, _ in extract(
            word,
            self._pairs_by_letter.get(word[0], ()),
            scorer=OSA.distance,
            score_cutoff=allowed if len(word) >= 8 else 0,
            limit=None,
        ):
            found.append(Candidate(words=self.pairs[joined], cost=0.4 * distance + 0.2))
        for cut in range(2, len(word) - 1):
            first, second = word[:cut], word[cut:]
            weight = self._side(first) * self._side(second)
            if weight:
                found.append(Candidate(words=(first, second), cost=1.2 - weight))
        return found

    def _side(self, word: str) -> float:
        """Return how well a part of a split word stands for itself, 0 for not at all."""
        if word in self.words and len(word) >= 3:
            return 0.7 + min(len(word), 8) / 40
        place = ranks().get(word)
        if place is None or place > 3_000 or (len(word) < 3 and place > 60):
            return 0.0
        return 0.6


def _plausible(word: str, one: str, distance: int) -> bool:
    """Keep short words from being bent: 'bins' is no 'kins'."""
    if len(word) >= 5 and len(one) >= 4:
        return True
    if len(one) < 3 or distance > 1:
        return False
    if sorted(word) == sorted(one):
        return True
    if word[0] != one[0] or len(one) < 4:
        return False
    return len(word) != len(one) or keys_apart(word, one)


def _allowed(length: int) -> int:
    if length <= 5:
        return 1
    return 2 if length <= 10 else 3


@lru_cache(maxsize=1)
def _common_words() -> dict[str, list[str]]:
    """Return the commonest words by their first letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in islice(ranks(), _COMMON_TARGETS):
        if len(word) >= 4:
            found[word[0]].append(word)
    return found


def best(candidates: list[Candidate]) -> Candidate | None:
    """Return the cheapest candidate, None where two different ones are as good."""
    ranked = sorted(candidates, key=lambda one: (one.cost, one.words))
    if not ranked:
        return None
    first = ranked[0]
    for other in ranked[1:]:
        if other.cost - first.cost > 0.02:
            break
        if [stem(word) for word in other.words] != [stem(word) for word in first.words]:
            return None
    return first
