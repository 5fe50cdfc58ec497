"""Typing errors mended against the words of the plan, its field and its cues.

A word that is everyday English is never touched, unless it is a rare one that a word of the plan
explains better beside its neighbour ('sperm exclusions'). Words of three letters or fewer are only
mended towards the commonest words and the plan's own, by one slip. The distance is optimal string
alignment: a swap of neighbours counts one. Words run together are split ('childpoverty'), split
ones joined ('atten dance'), and letters that slipped over a space put back ('th eplan').
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.questions.english import is_common, ranks, rarity
from bot.questions.normalise import Token, TokenKind, tokenise, word_token
from bot.questions.period_names import MONTH_NUMBERS
from bot.questions.period_names import VOCABULARY as PERIOD_WORDS
from bot.questions.plain_words import word_list
from bot.questions.spoken_numbers import VOCABULARY as NUMBER_WORDS
from bot.questions.stems import stem
from bot.questions.typing_slips import TEXT_SPEAK
from bot.questions.word_breaks import WordBreaks
from bot.questions.word_index import Candidate, WordIndex

__all__ = ["Speller", "rarity"]

_TIME_AND_NUMBERS = (
    *sorted(PERIOD_WORDS | NUMBER_WORDS),
    *(
        f"{back} {span}"
        for back in ("last", "this", "next", "previous", "past")
        for span in ("year", "quarter", "month", "term", "week")
    ),
    *("better or", "or worse", "better than", "worse than", "up to", "out of", "time series"),
    *(f"how {word}" for word in word_list("much many far long often is are do does has have")),
    *(f"what {word}" for word in word_list("is was are were does do did about has")),
    *(f"{word} is" for word in word_list("who when where why how")),
    *(f"{word} are" for word in word_list("who when where why how")),
)
_BEFORE_DATES = frozenset(word_list("last past previous since from before until between for in"))
_UNITS = frozenset(word_list("week weeks year years month months day days quarter quarters"))
_EVERYDAY = 1_500
_RARE, _RARER = 300, 2_500
_LONGEST_WORD = 32
_TIE, _LIKELY = 0.05, 0.99
_BESIDE = 0.3
_REPEATED = re.compile(r"(.)\1{2,}")


class Speller:
    """Corrects tokens against a vocabulary of words and phrases.

    Phrases ('care leavers') teach which words stand side by side, so that 'careleavers' and
    'carleavers' are read as two. The words of periods and numbers are always among them.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Index the words; about 20 milliseconds for a plan of 80 measures."""
        self._index = WordIndex(
            [one.norm for one in tokenise(phrase) if one.kind is TokenKind.WORD]
            for phrase in dict.fromkeys((*vocabulary, *_TIME_AND_NUMBERS))
        )
        self._breaks = WordBreaks(self._index, self.knows, self._is_slip)
        self._near: dict[str, tuple[Candidate, ...]] = {}

    def knows(self, word: str) -> bool:
        """Say whether a word is left as it is: of the vocabulary, or everyday English."""
        return word in self._index.words or is_common(word) or stem(word) in self._index.stems

    def correct(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return the tokens with their errors mended; `text` stays what was typed."""
        found: list[Token] = []
        place = 0
        while place < len(tokens):
            rejoined = self._breaks.join(tokens, place) or self._breaks.shift(tokens, place)
            if rejoined is not None:
                found.extend(rejoined)
                place = _after(tokens, place, rejoined[-1].end)
                continue
            found.extend(self._correct(tokens, place))
            place += 1
        return tuple(found)

    def _correct(self, tokens: Sequence[Token], place: int) -> tuple[Token, ...]:
        token = tokens[place]
        word = token.norm
        if token.kind is not TokenKind.WORD or not word.isalpha():
            return (token,)
        if word in TEXT_SPEAK and word not in self._index.words:
            mended = tuple(TEXT_SPEAK[word].split())
        elif self.knows(word):
            mended = self._beside(tokens, place)
        else:
            mended = self._mend(tokens, place)
        if mended == (word,):
            return (token,)
        return (word_token(token, mended[0]),) if len(mended) == 1 else _split(token, mended)

    def _mend(self, tokens: Sequence[Token], place: int) -> tuple[str, ...]:
        word = tokens[place].norm
        if not 2 <= len(word) <= _LONGEST_WORD:
            return (word,)
        plain = _REPEATED.sub(r"\1\1", word)
        for one in (plain, _REPEATED.sub(r"\1", word)):
            if one != word and self.knows(one):
                return (one,)
        ranked = self._ranked(tokens, place, plain)
        if not ranked:
            return (word,)
        cost, words = ranked[0]
        for other, different in ranked[1:]:
            if other - cost > _TIE:
                break
            if [stem(one) for one in different] != [stem(one) for one in words]:
                return (word,)
        if words[0] in TEXT_SPEAK and words[0] not in self._index.words:
            return tuple(TEXT_SPEAK[words[0]].split())
        if len(words) == 1 and words[0] not in self._index.words:
            return words if _is_everyday(plain, words[0]) else (word,)
        return words

    def _ranked(
        self, tokens: Sequence[Token], place: int, word: str
    ) -> list[tuple[float, tuple[str, ...]]]:
        """Return (cost, words) of all that may be believed here, the likeliest first."""
        initials = _is_initials(tokens[place])
        ranked = []
        for one in self._candidates(word):
            if initials and sorted(word) != sorted(one.words[0]):
                continue
            beside = self._stands_by(one, tokens, place)
            if beside or one.alone:
                ranked.append((one.cost - _BESIDE * beside, one.words))
        return sorted(ranked)

    def _is_slip(self, tokens: Sequence[Token], place: int) -> bool:
        """Say whether a token is likely a slip of one word."""
        ranked = self._ranked(tokens, place, tokens[place].norm)
        return bool(ranked) and ranked[0][0] <= _LIKELY

    def _candidates(self, word: str) -> tuple[Candidate, ...]:
        found = self._near.get(word)
        if found is None:
            if len(self._near) > 20_000:
                self._near.clear()
            found = self._near[word] = self._index.near(word)
        return found

    def _stands_by(self, candidate: Candidate, tokens: Sequence[Token], place: int) -> bool:
        """Say whether a candidate is known to stand beside its neighbours ('march 2024')."""
        before = tokens[place - 1].norm if place else ""
        after = tokens[place + 1].norm if place + 1 < len(tokens) else ""
        first, last = candidate.words[0], candidate.words[-1]
        if len(candidate.words) > 1:
            return False
        if after[:1].isdigit() and (last in MONTH_NUMBERS or last in _BEFORE_DATES):
            return True
        if after in MONTH_NUMBERS and last in _BEFORE_DATES:
            return True
        if before[:1].isdigit() and (first in _UNITS or first in MONTH_NUMBERS):
            return True
        neighbours = self._index.neighbours
        return (before, first) in neighbours or (last, after) in neighbours

    def _beside(self, tokens: Sequence[Token], place: int) -> tuple[str, ...]:
        """Return what an everyday word was meant for, where its neighbour tells.

        A neighbour that is a word of grammar tells only of a rare word: 'in case' is no 'in care'.
        """
        word = tokens[place].norm
        rank = ranks().get(word, 0)
        if rank < _RARE or len(word) < 3 or word in self._index.words:
            return (word,)
        before = tokens[place - 1].norm if place else ""
        after = tokens[place + 1].norm if place + 1 < len(tokens) else ""
        if rank < _RARER:
            before, after = _if_telling(before), _if_telling(after)
        meant = self._index.beside(word, before, after)
        if after[:1].isdigit() and len(after) == 4:
            meant += tuple(one for one in MONTH_NUMBERS if OSA.distance(word, one) == 1)
        return meant[:1] if len(meant) == 1 and stem(word) not in self._index.stems else (word,)


def _is_initials(token: Token) -> bool:
    """Say whether a short word in capitals is an abbreviation of its own ('MFH', 'ICB')."""
    return len(token.norm) <= 4 and token.text.isupper() and len(token.text) > 1


def _if_telling(word: str) -> str:
    """Return a word, nothing for one of grammar."""
    return word if ranks().get(word, _RARE) >= _RARE else ""


def _after(tokens: Sequence[Token], place: int, end: int) -> int:
    """Return the place of the first token that begins at or after `end`."""
    while place < len(tokens) and tokens[place].start < end:
        place += 1
    return place


def _is_everyday(typed: str, word: str) -> bool:
    """Say whether a word outside the plan is sure enough to replace what was typed."""
    return ranks()[word] <= _EVERYDAY or len(word) >= 7 or sorted(typed) == sorted(word)


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
