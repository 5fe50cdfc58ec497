"""Typing errors mended against the words of the plan, its field and its cues.

A word that is everyday English is never touched, nor one of three letters or fewer unless two
letters of a known word are swapped. The distance is optimal string alignment: a swap of neighbours
counts one. Words run together are split ('childpoverty') and split ones joined ('atten dance').
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.questions.english import is_common, ranks, rarity
from bot.questions.normalise import Token, TokenKind, tokenise, word_token
from bot.questions.period_names import VOCABULARY as PERIOD_WORDS
from bot.questions.spoken_numbers import VOCABULARY as NUMBER_WORDS
from bot.questions.stems import british, stem
from bot.questions.typing_slips import TEXT_SPEAK
from bot.questions.word_index import Candidate, WordIndex, best

__all__ = ["Speller", "rarity"]

_TIME_AND_NUMBERS = sorted(PERIOD_WORDS | NUMBER_WORDS)
_EVERYDAY = 1_500
_LONGEST_WORD = 32
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
        self._mended: dict[str, tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        """Say whether a word is left as it is: of the vocabulary, or everyday English."""
        return word in self._index.words or stem(word) in self._index.stems or is_common(word)

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
        if word in TEXT_SPEAK and word not in self._index.words:
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
        found = best(self._index.near(plain))
        if found is None or not (self._is_ours(found) or _is_everyday(plain, found.words[0])):
            return (word,)
        return found.words

    def _is_ours(self, candidate: Candidate) -> bool:
        return len(candidate.words) > 1 or candidate.words[0] in self._index.words

    def _join(self, tokens: Sequence[Token], place: int) -> tuple[Token, int] | None:
        """Return one token for two or three that make a word of the vocabulary, and where next."""
        for count in (3, 2):
            parts = tokens[place : place + count]
            if len(parts) < count or any(one.kind is not TokenKind.WORD for one in parts):
                continue
            word = british("".join(one.norm for one in parts))
            ours = word in self._index.words
            strange = any(not self.knows(one.norm) for one in parts)
            if len(word) < 6 or not (ours or (strange and stem(word) in self._index.stems)):
                continue
            if strange or (count == 2 and word not in self._index.pairs):
                return _joined(parts, word), place + count
        hyphen = tokens[place : place + 3]
        if len(hyphen) == 3 and hyphen[1].norm == "-" and hyphen[1].joined and hyphen[2].joined:
            word = british(hyphen[0].norm + hyphen[2].norm)
            if word.isalpha() and word in self._index.words:
                return _joined(hyphen, word), place + 3
        return None


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
