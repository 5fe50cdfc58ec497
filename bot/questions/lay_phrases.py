"""Lay phrases and aliases that are only found word for word: their words say too little alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.plan.measures import Catalogue
from bot.questions.facets import FACETS
from bot.questions.ideas import tokens_of
from bot.questions.lexicon import Lexicon
from bot.questions.plain_words import TURNING
from bot.questions.plan_readings import bag
from bot.questions.vocabulary import Vocabulary

TELLING = 0.8
"""A lay phrase whose words tell less than this together is only found word for word."""


def too_light(lexicon: Lexicon, vocabulary: Vocabulary, light: Collection[str]) -> Iterator[str]:
    """Yield the lay phrases whose words say too little one by one: "moved a lot", "no plan yet"."""
    for meaning in lexicon.means:
        for phrase in meaning.says:
            heavy, rest = _parted(phrase, vocabulary, light)
            telling = sum(vocabulary.telling(idea) for idea in heavy)
            alone = len(heavy) == 1 and (telling < 1.0 or TURNING.intersection(rest))
            if telling < TELLING or (alone and rest):
                yield phrase


def too_light_aliases(
    catalogue: Catalogue, vocabulary: Vocabulary, light: Mapping[str, float]
) -> Iterator[str]:
    """Yield aliases that say nothing without their words of grammar: "on a plan"."""
    for measure in catalogue.measures:
        for alias in measure.aliases:
            if " " in alias and bag(vocabulary, alias) <= light.keys() - FACETS.keys():
                yield alias


def too_light_topics(
    lexicon: Lexicon, vocabulary: Vocabulary, light: Collection[str]
) -> Iterator[str]:
    """Yield the phrases of topics of which only one word tells anything: "children's services"."""
    for says in lexicon.absent.values():
        for phrase in says:
            heavy, rest = _parted(phrase, vocabulary, light)
            if rest and len(heavy) <= 1:
                yield phrase


def _parted(
    phrase: str, vocabulary: Vocabulary, light: Collection[str]
) -> tuple[list[str], list[str]]:
    """Return the heavy ideas of a phrase and its other words."""
    words = tokens_of(phrase)
    heavy: list[str] = []
    rest = {place: word.norm for place, word in enumerate(words)}
    for spot in vocabulary.spots(words):
        if spot.ideas and spot.ideas[0][0] not in light:
            heavy.append(spot.ideas[0][0])
            for place in spot.places:
                rest.pop(place, None)
    return heavy, list(rest.values())
