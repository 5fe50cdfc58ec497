"""Cues: short patterns of words that say what is asked, written so that anyone can add one.

A pattern is words with blanks between:

    who|which team own|owns        any of the words
    compar*                        words that begin so
    the? figure|number             a word that may be missing
    up .. down                     at most four words between
    why ... than                   any number of words between
    ^ trend $                      the question's first word, and its end
    #measure #period #number #comparator #ambition     what the other readers found there
    @measures                      a list of words, named in the table `words`
    thisplace                      the name of the plan's area, whatever it is

A pattern's first piece must be words, so that a question only tries the patterns it has words of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import product

from bot.questions.cue_matching import NAMED, Piece, Words, match

GAP = 4
LONG_GAP = 40
STEM = 4
MOST_NEIGHBOURS = 200
STRENGTHS = {"certain": 6.0, "strong": 4.0, "fair": 2.5, "weak": 1.2, "faint": 0.6}
"""How loud the patterns are that stand under each of these words."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern, the group it speaks for ("list.off_target") and how loudly.

    `first` says that it begins the question, `named` that it waits for what names were found.
    `need` are words of which one must be further on, empty where nothing so simple is needed.
    """

    group: str
    weight: float
    pattern: str
    pieces: tuple[Piece, ...]
    first: bool
    named: bool
    need: frozenset[str]


@dataclass(frozen=True, slots=True)
class Heard:
    """A cue found in a question: the places of its words.

    `inside` says that a measure's name may hold some of them.
    """

    cue: Cue
    places: tuple[int, ...]
    inside: bool = False


class _Beginning:
    """The cues that begin alike, by the word that must follow where there must be one."""

    def __init__(self) -> None:
        self._followed: dict[str, list[Cue]] = {}
        self._others: list[Cue] = []

    def add(self, cue: Cue) -> None:
        second = cue.pieces[1] if len(cue.pieces) > 1 else None
        if second is None or not second.is_plain or cue.pieces[0].classes:
            self._others.append(cue)  # a name may be longer than the next word
            return
        for word in second.words:
            self._followed.setdefault(word, []).append(cue)

    def before(self, after: str, present: Set[str]) -> Iterator[Cue]:
        """Yield the cues that may begin here in a question where `after` is the next word."""
        for cues in (self._followed.get(after, ()), self._others):
            for cue in cues:
                if not (cue.need and cue.need.isdisjoint(present)):
                    yield cue


class Cues:
    """All cues, indexed by the words that can begin them."""

    def __init__(
        self, table: Mapping[str, object], kept: Callable[[str], bool] | None = None
    ) -> None:
        """Compile a table of cues as `phrases.toml` holds it.

        Args:
            table: The groups, their patterns and the lists of words that those name.
            kept: Says of each "group: pattern, word" whether it is kept; all are where it is None.
        """
        lists = table.get("words", {})
        assert isinstance(lists, dict)
        self._lists = {name: str(words) for name, words in lists.items()}
        self._by_start: dict[bool, dict[str, _Beginning]] = {False: {}, True: {}}
        self.vocabulary: Counter[str] = Counter()
        self.neighbours: set[tuple[str, str]] = set()
        for group, weight, pattern in _rows(table):
            cue = self._compile(group, weight, pattern)
            thinned = cue if kept is None else _thinned(cue, kept)
            if thinned is not None:
                self._add(thinned)

    def heard(self, question: Words, *, named: bool) -> list[Heard]:
        """Return every cue found, each once, in order of place: plain ones, or those with names."""
        found: list[Heard] = []
        seen: set[str] = set()
        words = question.words
        present = set(words)
        by_start = self._by_start[named]
        for place, word in enumerate(words):
            after = words[place + 1] if place + 1 < len(words) else ""
            for start in _starts(word, question.classes[place]):
                beginning = by_start.get(start)
                if beginning is None:
                    continue
                for cue in beginning.before(after, present):
                    if cue.pattern in seen or (cue.first and place > question.first):
                        continue
                    places = match(cue.pieces, 0, question, place, ())
                    if places is not None:
                        seen.add(cue.pattern)
                        found.append(Heard(cue, places))
        return found

    def _add(self, cue: Cue) -> None:
        head = cue.pieces[0]
        starts = {*head.words, *(start[:STEM] + "*" for start in head.beginnings)}
        starts |= {"#" + word_class for word_class in head.classes}
        for start in starts:
            self._by_start[cue.named].setdefault(start, _Beginning()).add(cue)
        for piece in cue.pieces:
            self.vocabulary.update(piece.words)
        self.neighbours.update(_neighbours(cue.pieces))

    def _compile(self, group: str, weight: float, pattern: str) -> Cue:
        texts = pattern.replace("'", "").split()
        first = texts[0] == "^"
        pieces = tuple(self._piece(text) for text in (texts[1:] if first else texts))
        head = pieces[0] if pieces else None
        if head is None or head.gap or head.optional:
            raise ValueError(f"cue of {group} must begin with words: {pattern}")
        named = any(piece.classes & NAMED for piece in pieces)
        followed = len(pieces) > 1 and pieces[1].is_plain  # which the index sees to
        needs = [piece.words for piece in pieces[1 + followed :] if piece.is_plain]
        need = min(needs, key=len, default=frozenset())
        return Cue(group, weight, f"{group}: {pattern}", pieces, first, named, need)

    def _piece(self, text: str) -> Piece:
        none: frozenset[str] = frozenset()
        if text.removesuffix("?") in {"..", "..."}:
            text = text.removesuffix("?")
            return Piece(none, (), none, gap=GAP if text == ".." else LONG_GAP)
        optional = text.endswith("?")
        words: set[str] = set()
        beginnings: set[str] = set()
        classes: set[str] = set()
        for part in self._parts(text.removesuffix("?")):
            if part == "$":
                continue
            if part.startswith("#"):
                classes.add(part[1:])
            elif part.endswith("*"):
                if len(part) < STEM:
                    raise ValueError(f"too short a beginning: {part}")
                beginnings.add(part[:-1])
            else:
                words.add(part)
        return Piece(
            frozenset(words),
            tuple(sorted(beginnings)),
            frozenset(classes),
            optional=optional,
            ends="$" in text.removesuffix("?").split("|"),
        )

    def _parts(self, text: str) -> Iterator[str]:
        for part in text.split("|"):
            if part.startswith("@"):
                if part[1:] not in self._lists:
                    raise ValueError(f"no list of words is called {part}")
                yield from self._parts(self._lists[part[1:]].strip().replace(" ", "|"))
            elif part:
                yield part


def _thinned(cue: Cue, kept: Callable[[str], bool]) -> Cue | None:
    """Return a cue with the words that are kept; None where a piece of it has none left."""
    pieces: list[Piece] = []
    for piece in cue.pieces:
        words = frozenset(word for word in piece.words if kept(f"{cue.pattern}, {word}"))
        if words or not piece.words or piece.beginnings or piece.classes or piece.ends:
            pieces.append(replace(piece, words=words))
        elif not piece.optional:
            return None
    head = pieces[0] if pieces else None
    if head is None or head.gap or head.optional:
        return None
    return replace(cue, pieces=tuple(pieces), need=frozenset())


def _neighbours(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Yield the words that pieces set side by side, but for those of long lists."""
    for place, piece in enumerate(pieces):
        for after in pieces[place + 1 :]:
            if len(piece.words) * len(after.words) <= MOST_NEIGHBOURS:
                yield from product(piece.words, after.words)
            if not after.optional:
                break


def _rows(table: Mapping[str, object]) -> Iterator[tuple[str, float, str]]:
    for kind, section in table.items():
        if kind == "words":
            continue
        assert isinstance(section, dict)
        for name, value in section.items():
            if name in STRENGTHS:
                yield from ((kind, STRENGTHS[name], pattern) for pattern in value)
                continue
            for strength, patterns in value.items():
                yield from ((f"{kind}.{name}", STRENGTHS[strength], one) for one in patterns)


def _starts(word: str, word_class: str) -> list[str]:
    """Return what a cue may begin with that begins at a word: it, its first letters, its class."""
    starts = [word]
    if len(word) >= STEM - 1:
        starts += [word[:STEM] + "*", word[: STEM - 1] + "*"]
    if word_class:
        starts.append("#" + word_class)
    return starts
