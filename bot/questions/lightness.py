"""Ideas that weigh less than others: kinds of figure, weak words, talk, everyday English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.questions.facets import FACETS
from bot.questions.ideas import written
from bot.questions.lexicon import Lexicon
from bot.questions.plain_words import FUNCTION, SOFT
from bot.questions.readings import Reading
from bot.questions.vocabulary import Vocabulary

EVERYDAY_WEIGHS = 0.45
"""What the commonest English word weighs against a rare one."""
PEOPLE = 0.1
"""What those weigh whom nearly every measure counts."""
WEAK = 0.25
"""How much a weak word or a kind of figure weighs against another word."""


def light_ideas(lexicon: Lexicon, vocabulary: Vocabulary, *, weak: bool = True) -> dict[str, float]:
    """Return the ideas that weigh less than others: kinds of figure, weak words, talk, digits."""
    light = dict.fromkeys(FACETS, WEAK)
    for word in lexicon.weak if weak else ():
        light.update(dict.fromkeys(vocabulary.ideas(word), WEAK))
    for word in lexicon.people:
        light.update(dict.fromkeys(vocabulary.ideas(word), PEOPLE))
    for word in (*FUNCTION, *SOFT, *lexicon.soft, *map(str, range(101))):
        light.update(dict.fromkeys(written(word), WEAK))
    return light


def by_rarity(
    readings: Iterable[Reading], vocabulary: Vocabulary, light: Mapping[str, float]
) -> dict[str, float]:
    """Return what ideas weigh against others: `light`, and everyday words in between."""
    ideas = {idea for reading in readings for idea in reading.ideas}
    return {
        idea: light.get(idea, EVERYDAY_WEIGHS + (1 - EVERYDAY_WEIGHS) * vocabulary.telling(idea))
        for idea in ideas
    }
