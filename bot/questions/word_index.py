"""The words of a vocabulary, found from what was typed instead of them.

A word one slip away shares with what was typed all letters but one: the words are kept under each
of the forms that are left when a letter goes (Garbe's symmetric deletes). Words two slips away are
looked for among those that begin or sound alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.questions.english import CONTRACTIONS, ranks
from bot.questions.period_names import VOCABULARY as PERIOD_WORDS
from bot.questions.stems import stem
from bot.questions.typing_slips import SHORT_FORMS, TEXT_SPEAK, skeleton, slip_cost

# Everyday words stand among the plan's, so that 'abot' is no 'adopt'.
_COMMON_TARGETS = 5_000
_COMMONEST = 400
_WRITTEN_OFTEN = 3
"""A word that phrases use so often is meant as it stands, whatever it looks like."""
_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ing", ("", "e", "s", "es", "ed")),
    ("ed", ("", "e", "s", "ing")),
    ("es", ("", "e")),
    ("s", ("",)),
    ("d", ("",)),
)


@dataclass(frozen=True, slots=True)
class Near:
    """A word that may have been meant, and what the slips cost (about 1 each)."""

    word: str
    slips: float


class WordIndex:
    """Words of a vocabulary by how they begin and sound, and the pairs that stand side by side."""

    def __init__(
        self,
        phrases: Iterable[Sequence[str]],
        pairs: Iterable[tuple[str, str]] = (),
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Index the words of phrases, in normal form; `pairs` stand side by side as well."""
        self.words: dict[str, int] = {}
        self.neighbours: set[tuple[str, str]] = set(pairs)
        self.joined: dict[str, tuple[str, str]] = {}
        for phrase in phrases:
            self._learn(phrase)
        for word, count in sorted((counts or {}).items()):
            if " " in TEXT_SPEAK.get(word, " "):
                self.words[word] = self.words.get(word, 0) + count
        self.stems = {stem(word) for word in self.words}
        self._under: dict[str, list[str]] = defaultdict(list)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        self._by_tail: dict[str, list[str]] = defaultdict(list)
        everyday = (*islice(ranks(), _COMMONEST), *CONTRACTIONS, *SHORT_FORMS)
        common = _common_forms()
        _common_under()  # read once, now rather than with the first question
        for word in dict.fromkeys((*self.words, *everyday)):
            if word not in common:
                for form in _forms(word):
                    self._under[form].append(word)
            if len(word) >= 5:
                self._by_letter[word[0]].append(word)
                bones = skeleton(word)
                self._by_skeleton[bones].append(word)
                self._by_tail[bones[1:]].append(word)
        self._joined_by_letter: dict[str, list[str]] = defaultdict(list)
        for word in self.joined:
            self._joined_by_letter[word[0]].append(word)
        self._one_slip: dict[str, tuple[Near, ...]] = {}

    def _learn(self, words: Sequence[str]) -> None:
        for word in words:
            self.words[word] = self.words.get(word, 0) + 1
        for first, second in pairwise(words):
            self.neighbours.add((first, second))
            joined = first + second
            if len(first) >= 3 and len(second) >= 3 and joined not in self.words:
                self.joined.setdefault(joined, (first, second))

    def is_misspelt(self, word: str) -> bool:
        """Say whether a word of the vocabulary is itself a slip of another ('procedings').

        People are understood who type it, but nothing else is mended towards it.
        """
        if len(word) < 4 or word in ranks() or not word.isalpha():
            return False
        if self.words.get(word, 0) >= _WRITTEN_OFTEN or word in PERIOD_WORDS:
            return False
        root = stem(word)
        return any(
            (one in ranks() or self.words.get(one, 0) > self.words[word])
            and len(one) >= len(word) - 1
            and stem(one) != root
            for one in self._within_one(word)
        )

    def inflected(self, word: str) -> str:
        """Return the word of the vocabulary that a word differs from by its ending, else nothing.

        Stems would not do: 'thereds' and 'there' have the same one.
        """
        if len(word) < 4 or stem(word) not in self.stems:
            return ""
        for ending, roots in _ENDINGS:
            if word.endswith(ending):
                for root in roots:
                    one = word[: len(word) - len(ending)] + root
                    if one in self.words and len(one) >= 4:
                        return one
        return word + "s" if word + "s" in self.words else ""

    def one_slip(self, word: str) -> tuple[Near, ...]:
        """Return the words one slip away, of the vocabulary or everyday."""
        found = self._one_slip.get(word)
        if found is None:
            if len(self._one_slip) > 20_000:
                self._one_slip.clear()
            found = self._one_slip[word] = tuple(
                Near(one, slip_cost(word, one, 1)) for one in self._within_one(word)
            )
        return found

    def _within_one(self, word: str) -> set[str]:
        found: set[str] = set()
        common = _common_under()
        for form in _forms(word):
            found.update(self._under.get(form, ()))
            if len(word) >= 3:
                found.update(common.get(form, ()))
        found.discard(word)
        return {one for one in found if OSA.distance(word, one, score_cutoff=1) == 1}

    def two_slips(self, word: str) -> Iterator[Near]:
        """Yield the words of the vocabulary two slips away, three for long ones."""
        if len(word) >= 6:
            choices = self._by_letter.get(word[0], [])
            allowed = 2 if len(word) <= 10 else 3
            for one, distance, _ in extract(
                word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None
            ):
                if distance > 1:
                    yield Near(one, slip_cost(word, one, int(distance)))
        bones = skeleton(word)
        if len(bones) >= 4:
            for one in self._by_skeleton.get(bones, ()):
                if len(one) > len(word) + 1:
                    yield Near(one, slip_cost(word, one, 2))
        for start in {bones, bones[1:]}:
            if len(start) >= 3 and len(word) >= 6:
                for one in self._by_tail.get(start, ()):
                    distance = OSA.distance(word, one, score_cutoff=2)
                    if distance == 2 and one[0] != word[0]:
                        yield Near(one, slip_cost(word, one, 2))

    def run_together(self, word: str) -> Iterator[tuple[tuple[str, str], float]]:
        """Yield pairs of the vocabulary that were typed as one word with a slip or two besides."""
        if len(word) < 8 or word in self.joined:
            return
        choices = self._joined_by_letter.get(word[0], ())
        allowed = 1 if len(word) < 12 else 2
        for joined, distance, _ in extract(
            word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None
        ):
            yield self.joined[joined], 0.9 * distance


def _forms(word: str) -> set[str]:
    """Return a word and what is left of it when each of its letters goes."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@lru_cache(maxsize=1)
def _common_forms() -> frozenset[str]:
    """Return the commonest words of four letters or more."""
    return frozenset(word for word in islice(ranks(), _COMMON_TARGETS) if len(word) >= 4)


@lru_cache(maxsize=1)
def _common_under() -> dict[str, list[str]]:
    """Return the commonest words under the forms that are left of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(_common_forms()):
        for form in _forms(word):
            found[form].append(word)
    return found
