"""Text as typed becomes tokens: folded, lower-cased, spelled the British way, freed of wrapping.

What a person wraps around a question (greetings, politeness, fillers, quoted mail) is taken off
and remembered as marks. Every token keeps where it stood, so a reply can say a word back as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from bot.questions.dictation import begins, signs
from bot.questions.folding import Folded, fold
from bot.questions.manners import Manner, manners
from bot.questions.stems import british, stem
from bot.questions.wrapping import unwrap

LONGEST = 5_000


class TokenKind(Enum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    SYMBOL = "symbol"


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """One word, number or sign.

    `text` is what was typed, from `start` up to but not including `end` of the original text.
    `norm` is the normal form: lower case, no accents or apostrophes, British spelling and, after
    `Speller.correct`, the corrected word. `stem` is `norm` without its ending. `joined` says that
    no space stands before it. `foreign_digits` marks full-width and other digits that are not 0-9.
    """

    text: str
    start: int
    end: int
    norm: str
    stem: str
    kind: TokenKind = TokenKind.WORD
    joined: bool = False
    foreign_digits: bool = False
    corrected: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Normalised:
    """A text made ready for reading.

    `tokens` are what is left of it; `greeting`, `thanks`, `polite` and `quoted` say what was taken
    off. `question` says that it holds a question mark.
    """

    original: str
    tokens: tuple[Token, ...]
    greeting: bool = False
    thanks: bool = False
    polite: bool = False
    question: bool = False
    quoted: bool = False


_PIECE = re.compile(
    r"""
      (?P<number>(?:\.(?=\d))?\d+(?:[.,·/:\-]\d+)*[½¼¾]?|[½¼¾]) # 1,204 61.4 2023/24 31/3/25 16-17
      (?P<suffix>(?:st|nd|rd|th|k|m|'?s|e\d+)(?![^\W_])|\+)?
    | (?P<word>(?:(?:re|co|non|pre|multi|semi|sub)-(?=[^\W\d_]{3}))?[^\W_]+(?:'[^\W\d_]+)*)
    | (?P<sign>[^\s'"])
    """,
    re.VERBOSE,
)
_DECADE = re.compile(r"(?:(?:19|20)\d0|[89]0)'?s$")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}


def normalise(text: str) -> Normalised:
    """Return the tokens of what was typed, with its wrapping taken off. Reads 5,000 characters."""
    folded = fold(text[:LONGEST])
    wrapping = unwrap(folded.text)
    tokens = tuple(
        token for start, end in wrapping.parts for token in _tokens(text, folded, start, end)
    )
    tokens, marked = _as_dictated(tokens)
    off, shown = manners(tuple(token.norm for token in tokens))
    if off:
        tokens = _trimmed(tuple(one for place, one in enumerate(tokens) if place not in off))
    return Normalised(
        original=text,
        tokens=tokens,
        greeting=Manner.GREETING in shown,
        thanks=Manner.THANKS in shown,
        polite=Manner.POLITE in shown,
        question=marked or "?" in folded.text,
        quoted=wrapping.quoted,
    )


def tokenise(text: str) -> tuple[Token, ...]:
    """Return all tokens of a name or a phrase, nothing taken off."""
    folded = fold(text[:LONGEST])
    return tuple(_tokens(text, folded, 0, len(folded.text)))


def words_in(text: str) -> list[str]:
    """Return the words of a name or a phrase in normal form, without its numbers and signs."""
    found = _PIECE.finditer(fold(text[:LONGEST]).text)
    return [_normal(one[0])[0] for one in found if one.lastgroup == "word"]


def word_token(like: Token, norm: str, *, text: str | None = None) -> Token:
    """Return a corrected word in the place of `like`."""
    return Token(
        text=like.text if text is None else text,
        start=like.start,
        end=like.end,
        norm=norm,
        stem=stem(norm),
        kind=TokenKind.WORD,
        joined=like.joined,
        corrected=True,
    )


def _tokens(text: str, folded: Folded, start: int, end: int) -> Iterator[Token]:
    places, foreign = folded.places, folded.foreign
    before = -1
    for found in _PIECE.finditer(folded.text, start, end):
        first, last = found.span()
        group = found.lastgroup
        if group == "word":
            kind = TokenKind.WORD
            norm, root = _normal(found[0])
        elif group == "sign":
            kind = TokenKind.SYMBOL
            norm = root = found[0]
        else:
            kind = TokenKind.NUMBER
            norm = root = _number_norm(found["number"], found["suffix"] or "")
        begins = first if places is None else places[first]
        ends = last if places is None else places[last - 1] + 1
        yield Token(
            text=text[begins:ends],
            start=begins,
            end=ends,
            norm=norm,
            stem=root,
            kind=kind,
            joined=first == before,
            foreign_digits=bool(foreign) and not foreign.isdisjoint(range(first, last)),
        )
        before = last


@lru_cache(maxsize=65536)
def _normal(word: str) -> tuple[str, str]:
    """Return the normal form and the stem of a folded word."""
    norm = british(word.replace("'", "").replace("-", ""))
    return norm, stem(norm)


def _number_norm(number: str, suffix: str) -> str:
    if suffix.endswith("s"):  # 'the 2010s' is a decade, '16-17s' are people
        suffix = "s" if _DECADE.match(number + suffix) else ""
    if number[-1] in _FRACTIONS:
        return (number[:-1] or "0") + _FRACTIONS[number[-1]] + suffix
    return ("0" if number.startswith(".") else "") + number + suffix


def _as_dictated(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], bool]:
    """Return the tokens with dictated signs as signs, and whether a question mark was said."""
    norms = [token.norm for token in tokens]
    start = begins(norms)
    named = signs(norms)
    if not start and not named:
        return tokens, False
    kept: list[Token] = []
    place, marked = start, False
    while place < len(tokens):
        sign, width = named.get(place, ("", 1))
        marked = marked or sign == "?"
        token = tokens[place]
        if sign:
            token = replace(token, norm=sign, stem=sign, kind=TokenKind.SYMBOL)
        kept.append(token)
        place += width
    return tuple(kept), marked


def _trimmed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens without the commas and stops that what was taken off leaves at the ends."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].norm in {",", ".", "!", ";", ":", "-"}:
        first += 1
    while first < last and tokens[last - 1].norm in {",", ".", "!", ";", ":", "-"}:
        last -= 1
    return tokens[first:last]
