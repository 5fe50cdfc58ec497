"""Draws the pairs of words that the speller knows from the tuning banks and from a list of phrases.

    python -m tests.questions.pairs_drawn

writes `bot/questions/english/pairs.txt`: each word with how often it was seen and how often which
words came next. Only plain words are kept, and those of cues: what a plan calls its measures the
speller learns from the plan. The banks kept for checking are not read.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

from bot.questions.english import ranks
from bot.questions.normalise import TokenKind, tokenise
from bot.questions.period_names import VOCABULARY as PERIOD_WORDS
from bot.questions.phrases import cues
from bot.questions.plain_words import FUNCTION, SOFT
from bot.questions.side_by_side import BEGINNING, DIGITS
from bot.questions.spoken_numbers import VOCABULARY as NUMBER_WORDS
from bot.questions.understand import understander
from tests.starter import catalogue

FOLDER = Path(__file__).parent
BANKS = ("open_tuning", "own_tuning", "near_tuning")
TARGET = FOLDER.parent.parent / "bot" / "questions" / "english" / "pairs.txt"
PLAIN = 4_000
"""So many of the commonest words count as plain."""
LEAST = 2
"""A pair of the banks is kept that was seen so often."""
PHRASE = 3
"""How often a pair counts for each phrase of the list that has it."""


def _asked() -> Iterator[list[str]]:
    """Yield the words of each question of the tuning banks, spelled right, broken at signs."""
    reader = understander(catalogue())
    texts = {
        json.loads(line)["text"]: None
        for bank in BANKS
        for line in (FOLDER / f"{bank}.jsonl").read_text(encoding="utf-8").splitlines()
    }
    for text in texts:
        row = [BEGINNING]
        for token in reader.clues(text).tokens:
            if token.kind is TokenKind.SYMBOL:
                yield row
                row = []
            else:
                row.append(_kept(token.norm))
        yield row


def _phrases() -> Iterator[list[str]]:
    """Yield the words of each phrase of the list."""
    for line in (FOLDER / "side_by_side.txt").read_text(encoding="utf-8").splitlines():
        for phrase in line.split("|"):
            begins = phrase.startswith(BEGINNING)
            words = [_kept(one.norm) for one in tokenise(phrase.removeprefix(BEGINNING))]
            yield [BEGINNING, *words] if begins else words


def _kept(word: str) -> str:
    return DIGITS if word[0].isdigit() else word


def draw() -> str:
    """Return the table as it is written."""
    plain = {*islice(ranks(), PLAIN), *cues().vocabulary, *FUNCTION, *SOFT, *PERIOD_WORDS}
    plain |= {*NUMBER_WORDS, BEGINNING, DIGITS}
    seen: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for row in _asked():
        seen.update(row[:-1])
        pairs.update(pairwise(row))
    kept = Counter({pair: count for pair, count in pairs.items() if count >= LEAST})
    for phrase in _phrases():
        for pair in pairwise(phrase):
            kept[pair] += PHRASE
            seen[pair[0]] += PHRASE
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for (first, second), count in kept.items():
        if first in plain and second in plain:
            rows[first][second] = count
    lines = (
        " ".join((word, str(seen[word]), *(f"{one}:{rows[word][one]}" for one in sorted(after))))
        for word, after in sorted(rows.items())
    )
    head = "// a word, how often it was seen, and how often which word came next"
    return "\n".join((head, *lines))


if __name__ == "__main__":
    TARGET.write_text(draw() + "\n", encoding="ascii")
