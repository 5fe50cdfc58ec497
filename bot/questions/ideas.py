"""From words to ideas: 'in care', 'LAC' and 'looked after' are one idea, 'waits' and 'queue' one.

An idea is a short string: the stem of a plain word ("tribunal"), or "*" and the lexicon's key for a
class of phrases ("*looked after"). Longer phrases win over shorter ones and keep their words to
themselves, so that the 'special' of 'special guardianship' says nothing about special schools.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from bot.questions.english import rarity
from bot.questions.lexicon import Lexicon, Phrases
from bot.questions.normalise import tokenise
from bot.questions.plain_words import FUNCTION, TURNING, word_list
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
class Entry:
    """A phrase, as stems, and what it says."""

    stems: tuple[str, ...]
    sort: Sort
    ideas: tuple[tuple[str, float], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A phrase or word found in a question: token places and what it says.

    `label` is the comparator, topic, breakdown or place that it names; "" for an idea.
    """

    places: tuple[int, ...]
    sort: Sort
    ideas: tuple[tuple[str, float], ...]
    label: str = ""


EVERYDAY, RARE = 0.45, 0.8
"""Between these, an English word tells the more the rarer it is."""
LOOSELY = 0.6
"""How much of an idea a word gives that may stand for several."""

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
_LONGEST_LETTERS = 5
_SAYS_NOTHING = FUNCTION - TURNING
GRAMMAR = _SAYS_NOTHING | frozenset(without_ending(word) for word in _SAYS_NOTHING)
"""Stems that say nothing by themselves."""
_UNITS = {
    **dict.fromkeys(("wk", "wks", "weeks", "week"), "week"),
    **dict.fromkeys(("yr", "yrs", "years", "year"), "year"),
    **dict.fromkeys(("mth", "mths", "mnth", "mnths", "months", "month"), "month"),
    **dict.fromkeys(("percent", "pct", "percents"), "percent"),
}
_ARTICLES = frozenset({"a", "an", "the"})
_SPANS = frozenset({"year", "month", "week", "day"})
_SIGNS = {"%": "percent", "£": "pound", "&": "and"}


def written(text: str, letters: Collection[str] = ()) -> tuple[str, ...]:
    """Return the stems of a phrase, as `stems_of` gives them for a question; () for too little."""
    words = tokenise(text)
    stems = tuple(stem for _, stem in stems_of(words, letters))
    if len(stems) == 1 and sum(word.norm not in _ARTICLES for word in words) > 1:
        return ()  # "plan to" and "our plan" would say no more than "plan"
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
            stem = _DIGITS.get(norm) or _UNITS.get(norm) or word.stem
            if stem in letters and norm not in (stem, stem + "s"):
                stem = norm
            found.append((place, stem))
    return found


class Vocabulary:
    """The phrases of a lexicon that a plan's own words bring to life."""

    def __init__(
        self,
        lexicon: Lexicon,
        printed: Iterable[str],
        comparators: Phrases,
        always: Phrases,
        silent: Iterable[str] = (),
    ) -> None:
        """Keep what takes effect.

        Args:
            lexicon: The field's words.
            printed: Every text the plan prints; an idea lives where one of its phrases is printed.
            comparators: What people call each comparator of the plan.
            always: Ideas of every plan, such as number and rate.
            silent: Phrases that mean nothing here, such as the name of the plan's own area.
        """
        self._entries: dict[str, list[Entry]] = {}
        self._loose: dict[str, tuple[tuple[str, float], ...]] = {}
        self._letters = frozenset(
            short.lower() for short in lexicon.abbreviations if len(short) <= _LONGEST_LETTERS
        )
        ideas = _idea_entries(lexicon, self._letters)
        fixed = [
            Entry(written(phrase), Sort.IDEA, ((idea, 1.0),))
            for idea, phrases in always.items()
            for phrase in phrases
        ]
        others = list(_other_entries(lexicon, comparators, self._letters))
        others += [Entry(written(text), Sort.SILENT, ()) for text in silent]
        self._index([*ideas, *others])
        alive = {idea for text in printed for idea in self._said(text)}
        self._entries = {}
        self._index(
            [
                *fixed,
                *(entry for entry in ideas if entry.ideas[0][0] in alive),
                *others,
            ]
        )
        for key, phrases in lexicon.loosely.items():
            said = [idea for phrase in phrases for idea in self.ideas(phrase)]
            for idea in self.ideas(key):
                more = tuple((one, LOOSELY) for one in said if one != idea)
                self._loose[idea] = (*self._loose.get(idea, ()), *more)

    def keep_whole(self, phrases: Iterable[str]) -> None:
        """Make each phrase an idea besides those in it: its words say too little one by one."""
        wholes: list[Entry] = []
        for phrase in phrases:
            stems = written(phrase, self._letters)
            if len(stems) > 1:
                inner = (one for spot in self.spots(tokenise(phrase)) for one in spot.ideas)
                held = tuple(dict.fromkeys(one for one in inner if one[0][0] in "*#"))
                wholes.append(Entry(stems, Sort.IDEA, (("'" + " ".join(stems), 1.0), *held)))
        self._index(wholes)

    def numbered(self) -> Iterator[str]:
        """Yield the live phrases with numbers or spans of time in them."""
        for entries in self._entries.values():
            for entry in entries:
                if entry.sort is Sort.IDEA and any(
                    stem[0].isdigit() or stem in _SPANS for stem in entry.stems
                ):
                    yield " ".join(entry.stems)

    def spots(self, words: Sequence[Word]) -> list[Spot]:
        """Return what each word of a question says, in order; longest phrases first."""
        stems = stems_of(words, self._letters)
        free = [True] * len(stems)
        found: list[tuple[int, Spot]] = []
        for start, entry in self._phrases(stems):
            end = start + len(entry.stems)
            if all(free[start:end]):
                free[start:end] = [False] * (end - start)
                places = tuple(place for place, _ in stems[start:end])
                found.append(
                    (start, Spot(places, entry.sort, self._with_loose(entry.ideas), entry.label))
                )
        for start, (place, stem) in enumerate(stems):
            if free[start]:
                ideas = self._with_loose(((stem, 1.0),))
                if len(ideas) > 1 or stem not in GRAMMAR:
                    found.append((start, Spot((place,), Sort.IDEA, ideas)))
        found.sort(key=lambda one: one[0])
        return [spot for _, spot in found]

    def ideas(self, text: str) -> list[str]:
        """Return the ideas of a printed phrase or one of the lexicon, nothing loose among them."""
        return [
            idea
            for spot in self.spots(tokenise(text))
            for idea, strength in spot.ideas
            if strength == 1
        ]

    def telling(self, idea: str) -> float:
        """Return how much an idea tells: 1 for a class of phrases, less for an everyday word."""
        if idea[0] in "*#'%" or idea in self._loose:
            return 1.0
        rare = min(rarity(idea), rarity(idea + "e"))
        return min(max((rare - EVERYDAY) / (RARE - EVERYDAY), 0.0), 1.0)

    def words(self) -> Iterator[str]:
        """Yield every stem of every live phrase."""
        for entries in self._entries.values():
            for entry in entries:
                yield from entry.stems

    def _with_loose(self, ideas: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
        more = [one for idea, _ in ideas for one in self._loose.get(idea, ())]
        return (*ideas, *more) if more else ideas

    def _index(self, entries: Iterable[Entry]) -> None:
        seen = {entry.stems: entry for known in self._entries.values() for entry in known}
        self._entries = {}
        for entry in entries:
            if not entry.stems:
                continue
            known = seen.get(entry.stems)
            if known is None:
                seen[entry.stems] = entry
            elif known.sort is entry.sort is Sort.IDEA and entry.ideas[0] not in known.ideas:
                seen[entry.stems] = Entry(entry.stems, entry.sort, (*known.ideas, *entry.ideas))
        for entry in seen.values():
            self._entries.setdefault(entry.stems[0], []).append(entry)
        for waiting in self._entries.values():
            waiting.sort(key=lambda entry: -len(entry.stems))

    def _phrases(self, stems: Sequence[tuple[int, str]]) -> list[tuple[int, Entry]]:
        """Return every phrase that stands in the question, the longest and the first ones first."""
        found: list[tuple[int, Entry]] = []
        entries = self._entries
        for start, (_, stem) in enumerate(stems):
            for entry in entries.get(stem, ()):
                wanted = entry.stems
                if len(wanted) == 1 or (
                    start + len(wanted) <= len(stems)
                    and all(stems[start + i][1] == wanted[i] for i in range(1, len(wanted)))
                ):
                    found.append((start, entry))
        if len(found) > 1:
            found.sort(key=lambda one: (-len(one[1].stems), one[0]))
        return found

    def _said(self, text: str) -> Iterator[str]:
        for _, entry in self._phrases(stems_of(tokenise(text), self._letters)):
            yield from (idea for idea, _ in entry.ideas)


def _idea_entries(lexicon: Lexicon, letters: Collection[str]) -> list[Entry]:
    """Return the phrases of ideas and abbreviations; letters join the idea their meaning has."""
    entries: list[Entry] = []
    by_stems: dict[tuple[str, ...], str] = {}
    for key, phrases in lexicon.ideas.items():
        for phrase in (key, *phrases):
            stems = written(phrase, letters)
            by_stems.setdefault(stems, "*" + key)
            entries.append(Entry(stems, Sort.IDEA, (("*" + key, 1.0),)))
    for short, meanings in lexicon.abbreviations.items():
        for meaning in meanings:
            long = written(meaning, letters)
            idea = by_stems.get(written(short, letters)) or by_stems.get(long) or "*" + meaning
            by_stems.setdefault(long, idea)
            entries.append(Entry(written(short, letters), Sort.IDEA, ((idea, 1.0),)))
            entries.append(Entry(long, Sort.IDEA, ((idea, 1.0),)))
    return entries


def _other_entries(
    lexicon: Lexicon, comparators: Phrases, letters: Collection[str]
) -> Iterator[Entry]:
    parts = (
        (Sort.COMPARATOR, comparators),
        (Sort.BREAKDOWN, lexicon.breakdowns),
        (Sort.ELSEWHERE, lexicon.elsewhere),
        (Sort.SILENT, {"": lexicon.silent}),
    )
    for sort, phrases in parts:
        for label, says in phrases.items():
            for phrase in says:
                stems = written(phrase, letters)
                ideas = () if sort is Sort.SILENT else (("#" + " ".join(stems), 1.0),)
                yield Entry(stems, sort, ideas, label)
