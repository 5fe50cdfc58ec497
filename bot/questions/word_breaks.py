"""Words cut in the wrong place: 'atten dance', 'drop-out', 'th eplan'."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.questions.english import CONTRACTION_RANK, ranks
from bot.questions.normalise import Token, TokenKind, word_token
from bot.questions.stems import british, stem
from bot.questions.word_index import WordIndex

_TINY, _SURE, _USUAL = 60, 1_500, 3_000


class WordBreaks:
    """Puts words together, and letters back that slipped over a space.

    `knows` says whether a word is left as it is; `is_slip` whether the token at a place is likely
    a slip of one word, and so not cut wrong.
    """

    def __init__(
        self,
        index: WordIndex,
        knows: Callable[[str], bool],
        is_slip: Callable[[Sequence[Token], int], bool],
    ) -> None:
        """Keep what tells words from slips."""
        self._index, self._knows, self._is_slip = index, knows, is_slip

    def join(self, tokens: Sequence[Token], place: int) -> tuple[Token, ...] | None:
        """Return one token for two or three that make a word of the vocabulary."""
        words = self._index.words
        pair = tokens[place : place + 2]
        if len(pair) < 2 or pair[0].kind is not TokenKind.WORD:
            return None
        if pair[1].kind is not TokenKind.WORD:
            return self._join_hyphened(tokens, place) if pair[1].norm == "-" else None
        first, second = pair[0].norm, pair[1].norm
        one_word = first + second in words and len(first) + len(second) >= 6
        if one_word and (first, second) not in self._index.neighbours:
            return (_joined(pair, first + second),)
        known = self._knows(first), self._knows(second)
        if all(known) or (known[0] and ranks().get(first, _USUAL) <= _TINY):
            return None
        for parts in (tokens[place : place + 3], pair):
            word = british("".join(one.norm for one in parts))
            ours = word in words or stem(word) in self._index.stems
            if ours and len(word) >= 6 and word.isalpha():
                return (_joined(parts, word),)
        return None

    def _join_hyphened(self, tokens: Sequence[Token], place: int) -> tuple[Token, ...] | None:
        parts = tokens[place : place + 3]
        if len(parts) < 3 or not (parts[1].joined and parts[2].joined):
            return None
        word = british(parts[0].norm + parts[2].norm)
        return (_joined(parts, word),) if word in self._index.words else None

    def shift(self, tokens: Sequence[Token], place: int) -> tuple[Token, ...] | None:
        """Return two tokens with the letter put back that slipped over the space between them."""
        parts = tokens[place : place + 2]
        if len(parts) < 2 or any(not one.norm.isalpha() for one in parts) or parts[1].joined:
            return None
        first, second = parts[0].norm, parts[1].norm
        known = self._is_usual(first), self._is_usual(second)
        third = tokens[place + 2].norm if place + 2 < len(tokens) else ""
        if all(known) or (known[0] and third.isalpha() and not self._is_usual(third)):
            return None
        if min(len(first), len(second)) > 1 and any(
            not known[step] and self._is_slip(tokens, place + step) for step in (0, 1)
        ):
            return None
        for one, other in ((first + second[0], second[1:]), (first[:-1], first[-1] + second)):
            if self._are_sure(one, other) or self._are_sure(other, one):
                text = f"{parts[0].text} {parts[1].text}"
                left = word_token(parts[0], one, text=text[: len(one)])
                right = word_token(parts[1], other, text=text[len(one) :].strip())
                return left, right
        return None

    def _is_usual(self, word: str) -> bool:
        return word in self._index.words or ranks().get(word, _USUAL) < _USUAL

    def _are_sure(self, one: str, other: str) -> bool:
        """Say whether two words are as good as certain: one very common, the other no less or ours.

        'Whys' and its like are not: their s is as easily another word's.
        """
        places = ranks().get(one, _USUAL), ranks().get(other, _USUAL)
        if CONTRACTION_RANK in places:
            return False
        ours = other in self._index.words and len(other) >= 2
        if places[0] <= _TINY:
            return ours or places[1] <= (_SURE if len(other) >= 3 else _TINY)
        if len(one) < 3 or len(other) < 3:
            return False
        first = places[0] <= _SURE or (len(one) >= 4 and one in self._index.words)
        return first and (places[1] <= _SURE or (len(other) >= 4 and ours))


def _joined(parts: Sequence[Token], word: str) -> Token:
    text = " ".join(one.text for one in parts)
    return replace(word_token(parts[0], word, text=text), end=parts[-1].end)
