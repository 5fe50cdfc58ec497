"""Typing errors mended against the words of the plan, its field and its cues.

A word that is everyday English is never touched, nor one of three letters or fewer unless two
letters of a known word are swapped. The distance is optimal string alignment: a swap of neighbours
counts one. Words run together are split ('childpoverty') and split ones joined ('atten dance').
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.questions.english import is_common, ranks, rarity
from bot.questions.normalise import Token, TokenKind, tokenise, word_token
from bot.questions.stems import british, stem
from bot.questions.typing_slips import TEXT_SPEAK, keys_apart, skeleton

__all__ = ["Speller", "rarity"]

# Everyday words are weighed against the plan's, so that 'abot' is no 'adopt'; only the commonest of
# them are put in the place of what was typed.
_COMMON_TARGETS = 6_000
_EVERYDAY = 1_500
_LONGEST_WORD = 32
_REPEATED = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Candidate:
    """A word that may have been meant; the smallest `cost` wins, ties are left as typed."""

    words: tuple[str, ...]
    cost: float


class Speller:
    """Corrects tokens against a vocabulary of words and phrases.

    Phrases ('care leavers') teach which words stand side by side, so that 'careleavers' and
    'carleavers' are read as two.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Index the words; about 20 milliseconds for a plan of 80 measures."""
        self._words: dict[str, int] = {}
        self._pairs: dict[str, tuple[str, str]] = {}
        self._stems: set[str] = set()
        for phrase in dict.fromkeys(vocabulary):
            self._learn([one.norm for one in tokenise(phrase) if one.kind is TokenKind.WORD])
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._by_tail: dict[str, list[str]] = defaultdict(list)
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= 3:
                self._by_letter[word[0]].append(word)
                self._by_tail[word[1:]].append(word)
            if len(word) >= 5:
                self._by_skeleton[skeleton(word)].append(word)
        self._pairs_by_letter: dict[str, list[str]] = defaultdict(list)
        for joined in self._pairs:
            self._pairs_by_letter[joined[0]].append(joined)
        self._mended: dict[str, tuple[str, ...]] = {}

    def _learn(self, words: Sequence[str]) -> None:
        for word in words:
            self._words[word] = self._words.get(word, 0) + 1
            self._stems.add(stem(word))
        for first, second in zip(words, words[1:], strict=False):
            joined = first + second
            if len(first) >= 3 and len(second) >= 3 and joined not in self._words:
                self._pairs.setdefault(joined, (first, second))

    def knows(self, word: str) -> bool:
        """Say whether a word is left as it is: of the vocabulary, or everyday English."""
        return word in self._words or stem(word) in self._stems or is_common(word)

    def correct(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return the tokens with their errors mended; `text` stays what was typed."""
        found: list[Token] = []
        place = 0
        while place < len(tokens):
            joined = self._join(tokens, place)
            if joined is not None:
                token, place = joined
                found.append(token)
                continue
            found.extend(self._correct(tokens[place]))
            place += 1
        return tuple(found)

    def _correct(self, token: Token) -> tuple[Token, ...]:
        word = token.norm
        if token.kind is not TokenKind.WORD or self._is_fine(word):
            return (token,)
        mended = self._mended.get(word)
        if mended is None:
            if len(self._mended) > 20_000:
                self._mended.clear()
            mended = self._mended[word] = self._mend(word)
        if mended == (word,):
            return (token,)
        if len(mended) == 1:
            return (word_token(token, mended[0]),)
        return _split(token, mended)

    def _is_fine(self, word: str) -> bool:
        if word in TEXT_SPEAK and word not in self._words:
            return False
        return not word.isalpha() or self.knows(word)

    def _mend(self, word: str) -> tuple[str, ...]:
        if word in TEXT_SPEAK:
            return tuple(TEXT_SPEAK[word].split())
        if len(word) > _LONGEST_WORD:
            return (word,)
        plain = _REPEATED.sub(r"\1\1", word)
        for one in (plain, _REPEATED.sub(r"\1", word)):
            if one != word and self.knows(one):
                return (one,)
        best = _best(self._near(plain))
        if best is None or not (self._is_ours(best) or _is_everyday(plain, best.words[0])):
            return (word,)
        return best.words

    def _is_ours(self, candidate: _Candidate) -> bool:
        return len(candidate.words) > 1 or candidate.words[0] in self._words

    def _near(self, word: str) -> list[_Candidate]:
        if len(word) <= 3:
            return self._swapped(word)
        found = [*self._single(word), *self._common(word)]
        if len(word) >= 6:
            found += self._run_together(word)
        return found

    def _swapped(self, word: str) -> list[_Candidate]:
        """Return the words of the vocabulary that differ by two letters swapped."""
        if len(word) < 3:
            return []
        swaps = {word[1] + word[0] + word[2:], word[0] + word[2] + word[1]}
        return [
            _Candidate(words=(one,), cost=1.0)
            for one in sorted(swaps)
            if one != word and one in self._words and not is_common(one)
        ]

    def _single(self, word: str) -> list[_Candidate]:
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
            _Candidate(words=(one,), cost=self._cost(word, one, distance))
            for one, distance in found.items()
            if self._plausible(word, one, distance)
        ]

    def _plausible(self, word: str, one: str, distance: int) -> bool:
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
        return cost - min(self._words.get(one, 0), 20) * 0.005

    def _common(self, word: str) -> list[_Candidate]:
        """Return everyday words one slip away: they keep others' typing errors out of the plan."""
        found = extract(
            word, _common_words().get(word[0], ()), scorer=OSA.distance, score_cutoff=1, limit=None
        )
        return [
            _Candidate(
                words=(one,), cost=self._cost(word, one, distance) + 0.15 + ranks()[one] / 20_000
            )
            for one, distance, _ in found
            if one not in self._words and self._plausible(word, one, int(distance))
        ]

    def _run_together(self, word: str) -> list[_Candidate]:
        if word in self._pairs:
            return [_Candidate(words=self._pairs[word], cost=0.1)]
        found = []
        allowed = 1 if len(word) < 12 else 2
        for joined, distance, _ in extract(
            word,
            self._pairs_by_letter.get(word[0], ()),
            scorer=OSA.distance,
            score_cutoff=allowed if len(word) >= 8 else 0,
            limit=None,
        ):
            found.append(_Candidate(words=self._pairs[joined], cost=0.4 * distance + 0.2))
        for cut in range(2, len(word) - 1):
            first, second = word[:cut], word[cut:]
            weight = self._side(first) * self._side(second)
            if weight:
                found.append(_Candidate(words=(first, second), cost=1.2 - weight))
        return found

    def _side(self, word: str) -> float:
        """Return how well a part of a split word stands for itself, 0 for not at all."""
        if word in self._words and len(word) >= 3:
            return 0.7 + min(len(word), 8) / 40
        place = ranks().get(word)
        if place is None or place > 3_000 or (len(word) < 3 and place > 60):
            return 0.0
        return 0.6

    def _join(self, tokens: Sequence[Token], place: int) -> tuple[Token, int] | None:
        """Return one token for two or three that make a word of the vocabulary, and where next."""
        for count in (3, 2):
            parts = tokens[place : place + count]
            if len(parts) < count or any(one.kind is not TokenKind.WORD for one in parts):
                continue
            word = british("".join(one.norm for one in parts))
            if len(word) < 6 or not (word in self._words or stem(word) in self._stems):
                continue
            strange = sum(not self.knows(one.norm) for one in parts)
            if strange or (count == 2 and word in self._words and word not in self._pairs):
                return _joined(parts, word), place + count
        hyphen = tokens[place : place + 3]
        if len(hyphen) == 3 and hyphen[1].norm == "-" and hyphen[1].joined and hyphen[2].joined:
            word = british(hyphen[0].norm + hyphen[2].norm)
            if word.isalpha() and word in self._words:
                return _joined(hyphen, word), place + 3
        return None


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


def _is_everyday(typed: str, word: str) -> bool:
    """Say whether a word outside the plan is sure enough to stand in the place of what was typed."""
    return ranks()[word] <= _EVERYDAY or sorted(typed) == sorted(word)


def _best(candidates: list[_Candidate]) -> _Candidate | None:
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


def _joined(parts: Sequence[Token], word: str) -> Token:
    text = " ".join(one.text for one in parts)
    return replace(word_token(parts[0], word, text=text), end=parts[-1].end)


def _split(token: Token, words: Sequence[str]) -> tuple[Token, ...]:
    """Return a token for each word, the typed letters shared out between them."""
    found = []
    start, left = token.start, token.text
    for place, word in enumerate(words):
        text = left if place == len(words) - 1 else left[: len(word)]
        left = left[len(text) :]
        piece = word_token(token, word, text=text)
        found.append(replace(piece, start=start, end=start + len(text), joined=place > 0))
        start += len(text)
    return tuple(found)
