"""From words to ideas: 'in care', 'LAC' and 'looked after' are one idea, 'waits' and 'queue' one.

An idea is a short string: the stem of a plain word ("tribunal"), or "*" and the lexicon's key for a
class of phrases ("*looked after"). Longer phrases win over shorter ones and keep their words to
themselves, so that the 'special' of 'special guardianship' says nothing about special schools.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, Protocol

from bot.questions.normalise import tokenise
from bot.questions.plain_words import FUNCTION, SOFT, TURNING, word_list
from bot.questions.stems import british
from bot.questions.stems import stem as without_ending


class Word(Protocol):
    """A token, as far as names are concerned."""

    @property
    def norm(self) -> str:
        """The normal form."""
        ...

    @property
    def stem(self) -> str:
        """The normal form without its ending."""
        ...


class Sort(Enum):
    """What a phrase of the lexicon speaks of; earlier ones win over later ones."""

    IDEA = 0
    COMPARATOR = 1
    BREAKDOWN = 2
    ELSEWHERE = 3
    SILENT = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A phrase or word found in a question: token places and what it says.

    `label` is the comparator, topic, breakdown or place that it names; "" for an idea.
    """

    places: tuple[int, ...]
    sort: Sort
    ideas: tuple[tuple[str, float], ...]
    label: str = ""


_SKIPPED = frozenset(
    word_list(
        """
    a an the their our your his her its these those any of for to s please really actually
    """
    )
)
_DIGITS = {
    word: str(number)
    for number, word in enumerate(
        word_list(
            """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty
    """
        )
    )
}
_SAYS_NOTHING = FUNCTION - TURNING
GRAMMAR = _SAYS_NOTHING | frozenset(without_ending(word) for word in _SAYS_NOTHING)
"""Stems that say nothing by themselves."""
_UNITS = {
    **dict.fromkeys(("wk", "wks", "weeks", "week"), "week"),
    **dict.fromkeys(("yr", "yrs", "years", "year"), "year"),
    **dict.fromkeys(("mth", "mths", "mnth", "mnths", "months", "month"), "month"),
    **dict.fromkeys(("percent", "pct", "percents"), "percent"),
}
_DENIED = dict.fromkeys(word_list("hasnt havent isnt arent wasnt werent"), "not")
_APART = str.maketrans("(),", "   ")
_ARTICLES = frozenset({"a", "an", "the"})
_SIGNS = {"%": "percent", "£": "pound", "&": "and"}


class Plain(NamedTuple):
    """A word of a printed phrase, as far as names are concerned."""

    norm: str
    stem: str


@lru_cache(maxsize=131_072)
def tokens_of(text: str) -> Sequence[Word]:
    """Return the tokens of a printed phrase; indexing meets the same phrase several times."""
    words = text.replace(" - ", " ").translate(_APART).split()
    if text.isascii() and all(map(str.isalpha, words)):
        return tuple(_plain(word.lower()) for word in words)
    return tokenise(text)


@lru_cache(maxsize=65_536)
def _plain(word: str) -> Plain:
    norm = british(word)
    return Plain(norm, without_ending(norm))


def written(text: str, letters: Collection[str] = ()) -> tuple[str, ...]:
    """Return the stems of a phrase, as `stems_of` gives them for a question; () for too little."""
    words = tokens_of(text)
    stems = tuple(stem for _, stem in stems_of(words, letters))
    if len(stems) == 1 and sum(word.norm not in _ARTICLES for word in words) > 1:
        return ()  # "plan to" and "our plan" would say no more than "plan"
    if len(stems) == 1 and len(words) > 1 and words[-1].norm in SOFT:
        return ()  # "a levels" would say no more than the "levels" of anything
    return stems


def stems_of(words: Sequence[Word], letters: Collection[str] = ()) -> list[tuple[int, str]]:
    """Return (place, stem) of the words that count: no articles and no signs; numbers as digits.

    `letters` are abbreviations, which have no endings but -s: 'sending' is no form of SEND.
    """
    found: list[tuple[int, str]] = []
    for place, word in enumerate(words):
        norm = word.norm
        if norm in _SKIPPED:
            continue
        if not norm[:1].isalnum():
            if norm not in _SIGNS:
                continue
            found.append((place, _SIGNS[norm]))
        else:
            stem = _DIGITS.get(norm) or _UNITS.get(norm) or _DENIED.get(norm) or word.stem
            if norm == "years" and not (found and found[-1][1][0].isdigit()):
                stem = norm  # "over the years" is not "over a year"
            if stem in letters and norm not in (stem, stem + "s"):
                stem = norm
            found.append((place, stem))
    return found
