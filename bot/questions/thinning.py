"""Readers that lack some of the words: what a question by people nobody has heard yet meets.

A bank's words are in the lexicon and in the phrase tables by the time that anything is fitted to
it, so whatever is fitted to readings of that bank alone is too sure of itself. A reader with a
share of its phrases taken away reads the same bank as it would one that it has never seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zlib import crc32

from bot.plan.measures import Catalogue
from bot.questions.cues import Cues
from bot.questions.lexicon import Lexicon, Phrases, lexicon_of
from bot.questions.phrases import phrase_tables
from bot.questions.understand import Understander
from bot.questions.weights import Weights

_ALL = 2**32


def thinned(
    catalogue: Catalogue, seed: str, share: float, weights: Weights | None = None
) -> Understander:
    """Return a reader of a plan that lacks a share of the lexicon's phrases and of the cues' words.

    Args:
        catalogue: The plan; its own names and aliases are all kept.
        seed: Which of them are taken; the same seed takes the same ones.
        share: How much is taken, 0 to 1.
        weights: The fitted numbers, where they are not those that come with the bot.
    """

    def kept(text: str) -> bool:
        return crc32(f"{seed} {text}".encode()) >= share * _ALL

    lexicon = lexicon_of(catalogue.lexicon)
    return Understander(
        catalogue,
        weights,
        lexicon=thinned_lexicon(lexicon, kept),
        phrases=Cues(phrase_tables(lexicon.phrases), kept),
    )


def thinned_lexicon(lexicon: Lexicon, kept: Callable[[str], bool]) -> Lexicon:
    """Return a lexicon with the phrases that are kept; what letters stand for and places stay."""

    def rest(table: Phrases) -> Phrases:
        return {key: tuple(filter(kept, phrases)) for key, phrases in table.items()}

    return replace(
        lexicon,
        means=tuple(replace(one, says=tuple(filter(kept, one.says))) for one in lexicon.means),
        ideas=rest(lexicon.ideas),
        loosely=rest(lexicon.loosely),
        ambitions=rest(lexicon.ambitions),
        organisations=rest(lexicon.organisations),
        absent=rest(lexicon.absent),
        breakdowns=rest(lexicon.breakdowns),
    )
