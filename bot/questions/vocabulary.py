"""The phrases of a lexicon that a plan's own words bring to life."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.questions.english import rarity
from bot.questions.ideas import GRAMMAR, Sort, Spot, Word, stems_of, tokens_of, written
from bot.questions.lexicon import Lexicon, Phrases
from bot.questions.phrase_table import Entry, PhraseTable

EVERYDAY, RARE = 0.45, 0.8
"""Between these, an English word tells the more the rarer it is."""
LOOSELY = 0.6
"""How much of an idea a word gives that may stand for several."""
SPLIT_TELLS = 0.5
"""How much a word such as "reception" tells, by which many measures may be split."""
INNER = 0.9
"""How much of an idea is said by a longer phrase that means something more."""
_LONGEST_LETTERS = 5
_SPANS = frozenset({"year", "month", "week", "day"})


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
        self._loose: dict[str, tuple[tuple[str, float], ...]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
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
        fixed += [Entry(written(text), Sort.SILENT, ()) for text in silent]
        self._table = PhraseTable([*fixed, *ideas, *others])
        alive = {idea for text in printed for idea in self._said(text)}
        kept = [*fixed, *(entry for entry in ideas if entry.ideas[0][0] in alive)]
        self._table = PhraseTable(kept)
        self._table.add([self._with_inner(entry) for entry in others])
        for key, phrases in lexicon.loosely.items():
            said = [idea for phrase in phrases for idea in self.ideas(phrase)]
            keys = self.ideas(key)
            for idea in keys if len(keys) == 1 else ():
                more = tuple((one, LOOSELY) for one in said if one != idea)
                self._loose[idea] = tuple(dict.fromkeys((*self._loose.get(idea, ()), *more)))
                self.forget()

    def _with_inner(self, entry: Entry) -> Entry:
        """Return a split's phrase with the ideas in it: "FSM pupils" says free school meals."""
        if entry.sort is not Sort.BREAKDOWN:
            return entry
        held = [
            one
            for one in self._table.all_in(entry.stems)
            if len(one[1].stems) < len(entry.stems) and one[1].ideas
        ]
        said = {start + step for start, one in held for step in range(len(one.stems))}
        if any(place not in said and stem not in GRAMMAR for place, stem in enumerate(entry.stems)):
            return entry
        ideas = tuple(dict.fromkeys(idea for _, one in held for idea in one.ideas))
        return Entry(entry.stems, entry.sort, ideas or entry.ideas, entry.label)

    def keep_whole(self, phrases: Iterable[str], *, inner: bool) -> None:
        """Make each phrase an idea: its words say too little one by one.

        With `inner`, the ideas in it are said too.
        """
        wholes: list[Entry] = []
        for phrase in phrases:
            stems = written(phrase, self._letters)
            if len(stems) > 1:
                said = (one for spot in self.spots(tokens_of(phrase)) for one in spot.ideas)
                held = tuple(
                    dict.fromkeys((one[0], INNER) for one in said if inner and one[0][0] in "*#")
                )
                wholes.append(Entry(stems, Sort.IDEA, (("'" + " ".join(stems), 1.0), *held)))
        self._table.add(wholes)
        self.forget()

    def numbered(self) -> Iterator[str]:
        """Yield the live phrases with numbers or spans of time in them."""
        for entry in self._table:
            if entry.sort is Sort.IDEA and any(
                stem[0].isdigit() or stem in _SPANS for stem in entry.stems
            ):
                yield " ".join(entry.stems)

    def spots(self, words: Sequence[Word]) -> list[Spot]:
        """Return what each word of a question says, in order; longest phrases first."""
        stems = stems_of(words, self._letters)
        free = [True] * len(stems)
        found: list[tuple[int, Spot]] = []
        for start, entry in self._table.all_in([stem for _, stem in stems]):
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

    def ideas(self, text: str) -> tuple[str, ...]:
        """Return the ideas of a printed phrase or one of the lexicon, nothing loose among them."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = tuple(
                idea
                for spot in self.spots(tokens_of(text))
                for idea, strength in spot.ideas
                if strength == 1
            )
        return known

    def forget(self) -> None:
        """Forget which ideas phrases say: they are asked for again and again only while indexed."""
        self._known.clear()

    def telling(self, idea: str) -> float:
        """Return how much an idea tells: 1 for a class of phrases, less for an everyday word."""
        if idea[0] in "*'%" or idea in self._loose:
            return 1.0
        if idea[0] == "#":
            return SPLIT_TELLS
        rare = min(rarity(idea), rarity(idea + "e"))
        return min(max((rare - EVERYDAY) / (RARE - EVERYDAY), 0.0), 1.0)

    def words(self) -> Iterator[str]:
        """Yield every stem of every live phrase."""
        for entry in self._table:
            yield from entry.stems

    def _with_loose(self, ideas: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
        more = [one for idea, _ in ideas for one in self._loose.get(idea, ())]
        return (*ideas, *more) if more else ideas

    def _said(self, text: str) -> Iterator[str]:
        stems = [stem for _, stem in stems_of(tokens_of(text), self._letters)]
        for _, entry in self._table.all_in(stems):
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
