"""Typing errors mended against the words of the plan, its field and its cues.

Every way to read what was typed is weighed: a word as it stands, a word one slip or two away, words
run together ('childpoverty'), cut ('atten dance') or with a letter slipped over the space
('th eplan'). What a reading costs is how rare its words are, how unlikely its slips, less for words
known to stand side by side ('march 2024', 'foster care'). The cheapest row of words wins, so an
everyday word is touched only where its neighbours tell what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.questions.english import ranks, rarity
from bot.questions.likelihood import TEXT, Likelihood
from bot.questions.normalise import Token, TokenKind, tokenise, word_token, words_in
from bot.questions.period_names import VOCABULARY as PERIOD_WORDS
from bot.questions.plain_words import word_list
from bot.questions.spoken_numbers import VOCABULARY as NUMBER_WORDS
from bot.questions.stems import british
from bot.questions.typed_shapes import digits_of, in_capitals, is_initials, is_stray, quarters
from bot.questions.typing_slips import TEXT_SPEAK
from bot.questions.word_breaks import WordBreaks, joined
from bot.questions.word_index import WordIndex
from bot.questions.word_rows import Step, cheapest, sure

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
_SLIP = 6.3
"""What a slip costs in nats: a word in fifty or so has one, and there are many to choose from."""
_GLUED, _CUT, _SHIFTED = 4.5, 4.0, 6.0
_WHOLE = 2.0
"""What it costs besides to join words that are whole by themselves."""
_INFLECTED = 1.5
_RARE = 6_000
_KNOWN_OURS, _KNOWN, _KNOWN_RARE = 3.5, 2.5, 2.5
"""What it costs besides to change a known word: one of the field alone, a usual one, a rare one."""
_CAPITALS = 4.0
"""What it spares that a word in capitals is read as one that is printed in capitals."""
_CODE = 15.5
"""What a word with digits costs that is none of the vocabulary."""
_HELP = 9.0
"""How much neighbours can make up for, about."""
_MOST = 6
_LONGEST_WORD = 32
_REPEATED = re.compile(r"(.)\1{2,}")


class Speller:
    """Corrects tokens against a vocabulary of words and phrases.

    Phrases ('care leavers') teach which words stand side by side, so that 'careleavers' and
    'carleavers' are read as two. The words of periods and numbers are always among them.
    """

    def __init__(
        self,
        vocabulary: Iterable[str],
        pairs: Iterable[tuple[str, str]] = (),
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Index the words.

        Args:
            vocabulary: Words and phrases of the plan and its field.
            pairs: Words that stand side by side in questions.
            counts: How often the cues of questions use each word.
        """
        phrases = dict.fromkeys((*vocabulary, *_TIME_AND_NUMBERS))
        self._index = WordIndex(map(words_in, phrases), pairs, counts or {})
        self._capitals = {
            one.norm
            for phrase in phrases
            if not phrase.islower()
            for one in tokenise(phrase)
            if one.kind is TokenKind.WORD and in_capitals(one)
        }
        self._likelihood = Likelihood(
            self._index.words, self._index.neighbours, self._index.is_misspelt
        )
        self._found: dict[str, list[Step]] = {}
        self._breaks = WordBreaks(self._index)

    def knows(self, word: str) -> bool:
        """Say whether a word is left as it is: of the vocabulary, or everyday English."""
        return self._breaks.knows(word)

    def correct(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return the tokens with their errors mended; `text` stays what was typed."""
        tokens = self._hyphened(self._breaks.without_runs(tokens))
        steps = [self._steps(tokens, place) for place in range(len(tokens))]
        if all(len(ways) == 1 for ways in steps):
            return self._written(tokens, [ways[0] for ways in steps])
        chosen = cheapest(steps, self._likelihood.pair)
        return self._written(tokens, sure(steps, chosen, self._likelihood.pair))

    def _hyphened(self, tokens: Sequence[Token]) -> list[Token]:
        found: list[Token] = []
        place = 0
        while place < len(tokens):
            one = self._breaks.hyphened(tokens, place)
            found.append(tokens[place] if one is None else one)
            place += 1 if one is None else 3
        return found

    def _steps(self, tokens: Sequence[Token], place: int) -> list[Step]:
        """Return every way to read what stands at a place, as it is first."""
        token = tokens[place]
        word = token.norm
        if token.kind is not TokenKind.WORD:
            return [Step((word,), 1, 0.0)]
        if not word.isalpha():
            return self._coded(word)
        ways = self._ways(word)
        if in_capitals(token) and not token.text.isupper() and word not in self._index.words:
            ways = self._as_initials(ways)
        elif is_initials(token):
            ways = [ways[0], *(one for one in ways[1:] if sorted(one.words[0]) == sorted(word))]
        elif len(ways) > 1 and self._is_usual(word):
            ways = self._beside(ways, tokens, place)
        if place + 1 < len(tokens) and tokens[place + 1].kind is TokenKind.WORD:
            ways = [*ways, *self._broken(tokens, place)]
        return ways

    def _as_initials(self, ways: list[Step]) -> list[Step]:
        """Return the ways to read a word with capitals in it as letters that the plan uses.

        A word all in capitals may be an abbreviation of its own, and is left.
        """
        meant = [one for one in ways[1:] if one.words[0] in self._capitals]
        return [ways[0], *(replace(one, cost=one.cost - _CAPITALS) for one in meant)]

    def _ways(self, word: str) -> list[Step]:
        """Return the ways to read one word by itself, as it is first."""
        found = self._found.get(word)
        if found is None:
            if len(self._found) > 20_000:
                self._found.clear()
            found = self._found[word] = [self._as_typed(word)]
            if len(word) <= _LONGEST_WORD:
                ways = list(self._mended(word, known=self.knows(word) and not is_stray(word)))
                dearest = min(one.cost for one in (*found, *ways)) + _HELP
                found += [one for one in ways if one.cost <= dearest]
        return found

    def _is_usual(self, word: str) -> bool:
        """Say whether a word is only changed where a neighbour tells what was meant."""
        return self.knows(word) and ranks().get(word, 0) < _RARE and not is_stray(word)

    def _beside(self, ways: list[Step], tokens: Sequence[Token], place: int) -> list[Step]:
        """Return the ways that a neighbour speaks for, or might if it were mended itself."""
        pair = self._likelihood.pair
        before = tokens[place - 1] if place else None
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if any(one and one.norm.isalpha() and not self.knows(one.norm) for one in (before, after)):
            return ways
        first, last = before.norm if before else "", after.norm if after else ""
        return [
            ways[0],
            *(
                one
                for one in ways[1:]
                if pair(first, one.words[0]) > 0 or pair(one.words[-1], last) > 0
            ),
        ]

    def _coded(self, word: str) -> list[Step]:
        """Return a word with digits as it is, and what it may be with a slip in its letters."""
        if word in self._index.words or len(word) < 2:
            return [Step((word,), 1, 0.0)]
        digits = digits_of(word)
        return [
            Step((word,), 1, _CODE),
            *(
                self._slipped(one.word, one.slips)
                for one in self._index.one_slip(word)
                if digits and digits_of(one.word) == digits and len(word) + len(one.word) >= 5
            ),
            *(self._slipped(one, 1.0) for one in quarters(word)),
        ]

    def _as_typed(self, word: str) -> Step:
        if word in TEXT_SPEAK and word not in self._index.words:
            return Step(tuple(TEXT_SPEAK[word].split()), 1, TEXT)
        cost = self._likelihood.word(word)
        root = "" if word in self._index.words else self._index.inflected(word)
        if root:
            cost = min(cost, self._likelihood.word(root) + _INFLECTED)
        return Step((word,), 1, cost)

    def _mended(self, word: str, *, known: bool) -> Iterator[Step]:
        plain = _REPEATED.sub(r"\1\1", word)
        for one in {plain, _REPEATED.sub(r"\1", word)} - {word}:
            if self.knows(one):
                yield Step((one,), 1, self._likelihood.word(one))
        dearer = self._dearer(word) if known else 0.0
        near = list(self._index.one_slip(plain))
        if not known and not any(one.word in self._index.words for one in near):
            near += self._index.two_slips(plain)
        ways = sorted(
            (self._slipped(one.word, one.slips, dearer) for one in near),
            key=lambda way: (way.cost, way.words),
        )
        yield from ways[:_MOST]
        if not known and len(word) >= 3:
            for words, slips in self._breaks.splits(word):
                spelled = tuple(map(british, words))
                yield Step(spelled, 1, self._row(spelled) + _GLUED + _SLIP * slips)

    def _dearer(self, word: str) -> float:
        """Return what it costs besides to change a word that is known."""
        if word in self._index.words and word not in ranks():
            return _KNOWN_OURS
        usual = word in self._index.words or ranks().get(word, _RARE) < _RARE
        return _KNOWN if usual or self._index.inflected(word) else _KNOWN_RARE

    def _slipped(self, word: str, slips: float, known: float = 0.0) -> Step:
        meant = british(word)
        cost = self._likelihood.word(meant) + _SLIP * slips + known
        if meant in TEXT_SPEAK and meant not in self._index.words:
            return Step(tuple(TEXT_SPEAK[meant].split()), 1, cost)
        return Step((meant,), 1, cost)

    def _broken(self, tokens: Sequence[Token], place: int) -> Iterator[Step]:
        """Yield the ways to read two tokens or three that were cut in the wrong place."""
        first, second = tokens[place], tokens[place + 1]
        if second.joined or not second.norm.isalpha():
            return
        whole = self._is_whole(first.norm) and self._is_whole(second.norm)
        for count, word in self._breaks.joins(tokens, place, whole=whole):
            cost = _CUT * (count - 1) + (_WHOLE if whole else 0.0)
            yield Step((word,), count, self._likelihood.word(word) + cost)
        if not whole:
            for words in self._breaks.shifts(first.norm, second.norm):
                yield Step(words, 2, self._row(words) + _SHIFTED, shifted=True)

    def _is_whole(self, word: str) -> bool:
        """Say whether a word is too usual to be a piece of one."""
        return len(word) > 2 and ranks().get(word, _RARE) < _RARE

    def _row(self, words: tuple[str, ...]) -> float:
        """Return what words side by side cost."""
        cost = sum(self._likelihood.word(one) for one in words)
        return cost - (self._likelihood.pair(*words) if len(words) == 2 else 0.0)

    def _written(self, tokens: Sequence[Token], steps: Sequence[Step]) -> tuple[Token, ...]:
        """Return the tokens that steps lead to."""
        found: list[Token] = []
        place = 0
        for step in steps:
            parts = tokens[place : place + step.count]
            place += step.count
            token, words = parts[0], step.words
            if step.count == 1 and words == (token.norm,):
                found.append(token)
            elif step.shifted:
                text = f"{parts[0].text} {parts[1].text}"
                at = len(words[0]) + (len(words[0]) > len(parts[0].text))
                left = word_token(parts[0], words[0], text=text[:at].strip())
                right = word_token(parts[1], words[1], text=text[at:].strip())
                found += [left, right]
            elif step.count > 1:
                found.append(joined(parts, words[0]))
            elif len(words) == 1:
                found.append(word_token(token, words[0]))
            else:
                found += _split(token, words)
        return tuple(found)


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
