"""Words cut in the wrong place: 'atten dance', 'childpoverty', 'th eplan', 'past5'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.questions.english import ranks
from bot.questions.normalise import Token, TokenKind, tokenise, word_token
from bot.questions.period_names import YEAR_SPANS
from bot.questions.stems import british
from bot.questions.typing_slips import KNOWN_BESIDES
from bot.questions.word_index import Near, WordIndex

_QUARTER = re.compile(r"q[1-4]\b")
_YEARS = re.compile(r"(?:19|20)\d\d|\d\d[/-]\d\d")
_NAMED_WITH_NUMBERS = frozenset({"covid"})
_LONGEST_JOINED = 24
_TINY = 60
_LONG = 7
"""A word of so many letters is known though it was cut and has a slip besides."""
_LETTERS_MEANT = frozenset("ur")  # 'u r' says 'you are'


class WordBreaks:
    """Says where words may have been cut wrong."""

    def __init__(self, index: WordIndex) -> None:
        """Keep what tells words from slips."""
        self._index = index
        self._known: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Say whether a word is one of the vocabulary or everyday English."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > 20_000:
                self._known.clear()
            known = self._known[word] = (
                word in self._index.words
                or word in ranks()
                or word in KNOWN_BESIDES
                or bool(self._index.inflected(word))
            )
        return known

    def without_runs(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Return the tokens with numbers taken from the words they were typed to ('past5')."""
        if not any(one.kind is TokenKind.WORD and not one.norm.isalpha() for one in tokens):
            return tokens
        found: list[Token] = []
        place = 0
        while place < len(tokens):
            parts = self._run(tokens, place)
            found.extend(parts or tokens[place : place + 1])
            place += 1
            while parts and place < len(tokens) and tokens[place].start < parts[-1].end:
                place += 1
        return found

    def _run(self, tokens: Sequence[Token], place: int) -> tuple[Token, ...]:
        token = tokens[place]
        if token.kind is not TokenKind.WORD or token.norm.isalpha():
            return ()
        if token.norm in self._index.words or len(token.norm) != len(token.text):
            return ()
        end = place + 1
        while end < len(tokens) and tokens[end].joined and tokens[end].norm not in {"?", "!"}:
            end += 1
        text = "".join(one.text for one in tokens[place:end])
        if len(text) != tokens[end - 1].end - token.start:
            return ()
        cut = self._cut(text.lower(), len(token.norm))
        if not cut:
            return ()
        start = token.start + cut
        (left,) = tokenise(text[:cut])
        left = replace(left, start=token.start, end=start, joined=token.joined)
        right = [
            replace(one, start=one.start + start, end=one.end + start)
            for one in tokenise(text[cut:])
        ]
        return (left, replace(right[0], joined=False), *right[1:])

    def _cut(self, text: str, length: int) -> int:
        """Return where a word ends that a number or a code was typed to, 0 for nowhere."""
        for cut in range(length - 1, 1, -1):
            word, rest = text[:cut], text[cut:]
            dated = bool(_YEARS.match(rest))
            if not word.isalpha():
                if word in self._index.words and dated and len(rest) == 4:
                    return cut
                continue
            coded = rest in self._index.words or bool(_QUARTER.match(rest))
            if not (coded or rest[0].isdigit()) or not self.knows(british(word)):
                continue
            if word in YEAR_SPANS or word in _NAMED_WITH_NUMBERS:
                return 0
            if dated or len(word) >= 4 or (len(word) == 3 and self._is_listed(word)):
                return cut
            if cut == 2 and _is_tiny(word) and (dated or coded or len(rest) > 1):
                return cut
        return 0

    def _is_listed(self, word: str) -> bool:
        return word in ranks() or word in KNOWN_BESIDES

    def hyphened(self, tokens: Sequence[Token], place: int) -> Token | None:
        """Return one token for two with a hyphen that make a word of the vocabulary."""
        parts = tokens[place : place + 3]
        if len(parts) < 3 or parts[1].norm != "-" or parts[0].kind is not TokenKind.WORD:
            return None
        if not (parts[1].joined and parts[2].joined):
            return None
        word = british(parts[0].norm + parts[2].norm)
        return joined(parts, word) if word in self._index.words else None

    def joins(
        self, tokens: Sequence[Token], place: int, *, whole: bool
    ) -> Iterator[tuple[int, str]]:
        """Yield how many tokens make one word together, and the word.

        Words that are `whole` by themselves make only one that the plan, its field or a cue uses.
        """
        word = tokens[place].norm
        for count in (2, 3):
            parts = tokens[place : place + count]
            if len(parts) < count or not _is_plain(parts[-1]) or parts[-1].joined:
                return
            word += parts[-1].norm
            if len(word) > _LONGEST_JOINED:
                return
            if len(word) == count and set(word) <= _LETTERS_MEANT:
                return
            if word in self._index.words:
                yield count, word
            elif whole:
                return
            elif count == 2 and word in ranks():
                yield count, word
            elif len(word) >= 6:
                spelled = british(word)
                if spelled in self._index.words or self._index.inflected(spelled):
                    yield count, spelled
                elif count == 2 and len(word) >= _LONG and self._is_piece(tokens[place], parts[1]):
                    yield from ((count, one.word) for one in self._near(spelled))

    def _is_piece(self, *tokens: Token) -> bool:
        """Say whether one of two tokens is no word by itself, and neither a lone letter."""
        words = [one.norm for one in tokens]
        return min(map(len, words)) > 1 and not all(self.knows(one) for one in words)

    def _near(self, word: str) -> list[Near]:
        """Return the words of the vocabulary one slip from a long one: 'su spention'."""
        return [one for one in self._index.one_slip(word) if one.word in self._index.words]

    def splits(self, word: str) -> Iterator[tuple[tuple[str, str], float]]:
        """Yield the pairs of words that one may be, and the slips in it besides the space."""
        words, places = self._index.words, ranks()
        for cut in range(1, len(word)):
            first, second = word[:cut], word[cut:]
            if not (first in words or first in places) or not (second in words or second in places):
                continue
            shorter = min(first, second, key=len)
            if len(shorter) > 1 or shorter in {"a", "i"}:
                yield (first, second), 0.0 if len(shorter) > 2 or _is_tiny(shorter) else 0.3
        yield from self._index.run_together(word)

    def shifts(self, first: str, second: str) -> Iterator[tuple[str, str]]:
        """Yield two words with the letter put back that slipped over the space between them."""
        for one, other in ((first + second[0], second[1:]), (first[:-1], first[-1] + second)):
            if one and other and self._is_usual(one) and self._is_usual(other):
                yield one, other

    def _is_usual(self, word: str) -> bool:
        if len(word) == 1:
            return word in {"a", "i"}
        return word in self._index.words or word in ranks()


def _is_tiny(word: str) -> bool:
    """Say whether a word is one of the commonest, such as 'of'."""
    return ranks().get(word, _TINY) < _TINY


def _is_plain(token: Token) -> bool:
    return token.kind is TokenKind.WORD and token.norm.isalpha()


def joined(parts: Sequence[Token], word: str) -> Token:
    """Return one token in the place of several."""
    text = " ".join(one.text for one in parts)
    return replace(word_token(parts[0], word, text=text), end=parts[-1].end)
