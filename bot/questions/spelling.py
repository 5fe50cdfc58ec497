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

from bot.questions.english import CONTRACTION_RANK, is_common, ranks, rarity
from bot.questions.normalise import Token, TokenKind, tokenise, word_token
from bot.questions.period_names import MONTH_NUMBERS
from bot.questions.period_names import VOCABULARY as PERIOD_WORDS
from bot.questions.plain_words import word_list
from bot.questions.spoken_numbers import VOCABULARY as NUMBER_WORDS
from bot.questions.stems import british, stem
from bot.questions.typing_slips import TEXT_SPEAK
from bot.questions.word_index import Candidate, WordIndex

__all__ = ["Speller", "rarity"]

_TIME_AND_NUMBERS = (
    *sorted(PERIOD_WORDS | NUMBER_WORDS),
    *(
        f"{back} {span}"
        for back in ("last", "this", "next", "previous", "past")
        for span in ("year", "quarter", "month", "term", "week")
    ),
    *(f"how {word}" for word in word_list("much many far long often is are do does has have")),
    *(f"what {word}" for word in word_list("is was are were does do did about has")),
    *(f"{word} is" for word in word_list("who when where why how")),
    *(f"{word} are" for word in word_list("who when where why how")),
)
_UNITS = frozenset(word_list("week weeks year years month months day days quarter quarters"))
_EVERYDAY = 1_500
_RARE = 2_500
_LONGEST_WORD = 32
_SURE, _SURE_SHORT = 1_500, 60
_TIE = 0.05
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
        self._near: dict[str, tuple[Candidate, ...]] = {}

    def knows(self, word: str) -> bool:
        """Say whether a word is left as it is: of the vocabulary, or everyday English."""
        return word in self._index.words or is_common(word) or stem(word) in self._index.stems

    def correct(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return the tokens with their errors mended; `text` stays what was typed."""
        found: list[Token] = []
        place = 0
        while place < len(tokens):
            rejoined = self._join(tokens, place) or self._shift(tokens, place)
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
        if not 2 <= len(word) <= _LONGEST_WORD or _is_initials(tokens[place]):
            return (word,)
        plain = _REPEATED.sub(r"\1\1", word)
        for one in (plain, _REPEATED.sub(r"\1", word)):
            if one != word and self.knows(one):
                return (one,)
        before, after = _words_around(tokens, place)
        ranked = sorted(
            (one.cost - _BESIDE * self._stands_by(one, before, after), one.words)
            for one in self._candidates(plain)
        )
        if not ranked:
            return (word,)
        cost, words = ranked[0]
        if words[0] in TEXT_SPEAK and words[0] not in self._index.words:
            return tuple(TEXT_SPEAK[words[0]].split())
        for other, different in ranked[1:]:
            if other - cost > _TIE:
                break
            if [stem(one) for one in different] != [stem(one) for one in words]:
                return (word,)
        if len(words) == 1 and words[0] not in self._index.words:
            return words if _is_everyday(plain, words[0]) else (word,)
        return words

    def _candidates(self, word: str) -> tuple[Candidate, ...]:
        found = self._near.get(word)
        if found is None:
            if len(self._near) > 20_000:
                self._near.clear()
            found = self._near[word] = self._index.near(word)
        return found

    def _stands_by(self, candidate: Candidate, before: str, after: str) -> bool:
        """Say whether a candidate is known to stand beside its neighbours ('march 2024')."""
        first, last = candidate.words[0], candidate.words[-1]
        if (after[:1].isdigit() and last in MONTH_NUMBERS) or (
            before.isdigit() and first in _UNITS
        ):
            return True
        return (before, first) in self._index.neighbours or (last, after) in self._index.neighbours

    def _beside(self, tokens: Sequence[Token], place: int) -> tuple[str, ...]:
        """Return what a rare everyday word was meant for, where its neighbour tells."""
        word = tokens[place].norm
        rank = ranks().get(word)
        if rank is None or rank < _RARE or len(word) < 4 or word in self._index.words:
            return (word,)
        if stem(word) in self._index.stems:
            return (word,)
        before, after = _words_around(tokens, place)
        for one in self._candidates(word):
            if one.cost <= 1.4 and len(one.words) == 1 and one.words[0] in self._index.words:
                if self._stands_by(one, before, after):
                    return one.words
        return (word,)

    def _join(self, tokens: Sequence[Token], place: int) -> tuple[Token, ...] | None:
        """Return one token for two or three that make a word of the vocabulary."""
        for count in (3, 2):
            parts = tokens[place : place + count]
            if len(parts) < count or any(one.kind is not TokenKind.WORD for one in parts):
                continue
            word = british("".join(one.norm for one in parts))
            ours = word in self._index.words
            strange = any(not self.knows(one.norm) for one in parts)
            if len(word) < 6 or not (ours or (strange and stem(word) in self._index.stems)):
                continue
            apart = (parts[0].norm, parts[1].norm) in self._index.neighbours
            if strange or (count == 2 and not apart):
                return (_joined(parts, word),)
        hyphen = tokens[place : place + 3]
        if len(hyphen) == 3 and hyphen[1].norm == "-" and hyphen[1].joined and hyphen[2].joined:
            word = british(hyphen[0].norm + hyphen[2].norm)
            if word.isalpha() and word in self._index.words:
                return (_joined(hyphen, word),)
        return None

    def _shift(self, tokens: Sequence[Token], place: int) -> tuple[Token, ...] | None:
        """Return two tokens with the letter put back that slipped over the space between them."""
        parts = tokens[place : place + 2]
        if len(parts) < 2 or any(not one.norm.isalpha() for one in parts) or parts[1].joined:
            return None
        first, second = parts[0].norm, parts[1].norm
        known = self.knows(first), self.knows(second)
        third = tokens[place + 2].norm if place + 2 < len(tokens) else ""
        if all(known) or (known[0] and third.isalpha() and not self.knows(third)):
            return None
        for one, other in ((first + second[0], second[1:]), (first[:-1], first[-1] + second)):
            if self._is_sure(one) and self._is_sure(other):
                text = f"{parts[0].text} {parts[1].text}"
                left = word_token(parts[0], one, text=text[: len(one)])
                right = word_token(parts[1], other, text=text[len(one) :].strip())
                return left, right
        return None

    def _is_sure(self, word: str) -> bool:
        """Say whether a word is as good as certain: a longer one of the plan, or a very common one.

        'Whys' and its like are not: their s is as easily another word's.
        """
        if len(word) >= 4 and word in self._index.words:
            return True
        place = ranks().get(word, _SURE + 1)
        return place <= (_SURE if len(word) >= 3 else _SURE_SHORT) and place != CONTRACTION_RANK


def _is_initials(token: Token) -> bool:
    """Say whether a short word in capitals is an abbreviation of its own ('MFH', 'ICB')."""
    return len(token.norm) <= 4 and token.text.isupper() and len(token.text) > 1


def _words_around(tokens: Sequence[Token], place: int) -> tuple[str, str]:
    before = tokens[place - 1].norm if place else ""
    after = tokens[place + 1].norm if place + 1 < len(tokens) else ""
    return before, after


def _after(tokens: Sequence[Token], place: int, end: int) -> int:
    """Return the place of the first token that begins at or after `end`."""
    while place < len(tokens) and tokens[place].start < end:
        place += 1
    return place


def _is_everyday(typed: str, word: str) -> bool:
    """Say whether a word outside the plan is sure enough to replace what was typed."""
    return ranks()[word] <= _EVERYDAY or len(word) >= 7 or sorted(typed) == sorted(word)


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
