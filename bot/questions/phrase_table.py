"""Phrases found in a row of stems, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.questions.ideas import Sort

_SAID_OF_FIGURES = frozenset({Sort.BREAKDOWN, Sort.ELSEWHERE})
"""What a phrase says of figures goes before what its letters stand for; it keeps its ideas."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase, as stems, and what it says: ideas with their strengths, or what `label` names."""

    stems: tuple[str, ...]
    sort: Sort
    ideas: tuple[tuple[str, float], ...]
    label: str = ""


class PhraseTable:
    """Entries by their stems."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """Keep the entries; see `add`."""
        self._entries: dict[tuple[str, ...], Entry] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self.add(entries)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries."""
        return iter(self._entries.values())

    def add(self, entries: Iterable[Entry]) -> None:
        """Add entries; the first one to say a phrase keeps its sort, ideas come together."""
        for entry in entries:
            if not entry.stems:
                continue
            known = self._entries.get(entry.stems)
            if known is None:
                self._entries[entry.stems] = entry
                first = entry.stems[0]
                lengths = {*self._lengths.get(first, ()), len(entry.stems)}
                self._lengths[first] = tuple(sorted(lengths, reverse=True))
            elif known.sort is Sort.IDEA and entry.sort in _SAID_OF_FIGURES:
                self._entries[entry.stems] = Entry(
                    entry.stems, entry.sort, known.ideas, entry.label
                )
            elif known.sort is entry.sort is Sort.IDEA:
                ideas = tuple(dict.fromkeys((*known.ideas, *entry.ideas)))
                self._entries[entry.stems] = Entry(entry.stems, entry.sort, ideas)

    def all_in(self, stems: Sequence[str]) -> list[tuple[int, Entry]]:
        """Return every phrase in a row of stems with its place, the longest and the first first."""
        found: list[tuple[int, Entry]] = []
        row = tuple(stems)
        for start, stem in enumerate(row):
            for length in self._lengths.get(stem, ()):
                entry = self._entries.get(row[start : start + length])
                if entry is not None and len(entry.stems) == length:
                    found.append((start, entry))
        if len(found) > 1:
            found.sort(key=lambda one: (-len(one[1].stems), one[1].sort is Sort.SILENT, one[0]))
        return found
