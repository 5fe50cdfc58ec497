"""The readings of a plan's measures: names, aliases, lay phrases, and topics that it lacks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.plan.measures import Catalogue
from bot.questions.facets import FACETS
from bot.questions.lay_phrases import too_light, too_light_aliases, too_light_topics
from bot.questions.lexicon import Lexicon
from bot.questions.lightness import by_rarity, light_ideas
from bot.questions.plain_words import TURNING
from bot.questions.plan_readings import BRACKETS, bag
from bot.questions.reading_index import Readings
from bot.questions.readings import By, Reading
from bot.questions.vocabulary import Vocabulary

_FIGURES = frozenset(phrase for phrases in FACETS.values() for phrase in phrases)
ABSENT = "!"
"""Stands before a topic that the plan does not hold, where a code stands otherwise."""


def measure_readings(catalogue: Catalogue, lexicon: Lexicon, vocabulary: Vocabulary) -> Readings:
    """Return the index of the measures' names, aliases and lay phrases."""
    light = light_ideas(lexicon, vocabulary)
    topics = list(too_light_topics(lexicon, vocabulary, light))
    vocabulary.keep_whole(list(too_light_aliases(catalogue, vocabulary, light)), inner=True)
    vocabulary.keep_whole(list(too_light(lexicon, vocabulary, light)), inner=True)
    vocabulary.keep_whole(topics, inner=False)
    people = frozenset(idea for word in lexicon.people for idea in vocabulary.ideas(word))
    readings: list[Reading] = []
    by_text: dict[str, list[str]] = {}
    for measure in catalogue.measures:
        for text, by in _own_phrases(measure.name, measure.aliases):
            ideas = bag(vocabulary, text)
            readings.append(Reading((text,), by, (measure.code,), ideas))
            by_text.setdefault(text.lower(), []).append(measure.code)
    for meaning in lexicon.means:
        targets = tuple(
            dict.fromkeys(
                code for name in meaning.measures for code in by_text.get(name.lower(), ())
            )
        )
        if targets:
            readings += [
                Reading((phrase,), By.LEXICON, targets, _told(bag(vocabulary, phrase), people))
                for phrase in meaning.says
            ]
    readings = _without_echoes(readings, light)
    own = {reading.ideas for reading in readings if reading.by >= By.ALIAS}
    readings += _absent(lexicon, vocabulary, own, light)
    index = Readings(
        readings, by_rarity(readings, vocabulary, light), len(catalogue.measures), light
    )
    index.readings = tuple(_with_generic(index, light))
    return index


def _told(ideas: frozenset[str], people: frozenset[str]) -> frozenset[str]:
    """Return the ideas of a lay phrase, without the people where something else tells enough."""
    rest = ideas - people
    return rest if any(idea[0] in "*'" for idea in rest) else ideas


def _without_echoes(readings: Sequence[Reading], light: Collection[str]) -> list[Reading]:
    """Return the readings without lay phrases that only add a word of talk to a shorter one."""
    lay: dict[tuple[str, ...], list[frozenset[str]]] = {}
    for reading in readings:
        if reading.by is By.LEXICON:
            lay.setdefault(reading.targets, []).append(reading.ideas)
    talk = frozenset(light) - FACETS.keys() - TURNING
    return [
        reading
        for reading in readings
        if reading.by is not By.LEXICON
        or not any(
            shorter < reading.ideas and reading.ideas - shorter <= talk
            for shorter in lay[reading.targets]
        )
    ]


def _own_phrases(name: str, aliases: Iterable[str]) -> Iterator[tuple[str, By]]:
    yield name, By.NAME
    plain = BRACKETS.sub("", name).strip()
    if plain and plain != name:
        yield plain, By.ALIAS
        for bracketed in re.findall(r"\(([^)]*)\)", name):
            if bracketed.lower() not in _FIGURES:
                yield bracketed, By.ALIAS  # "(backlog)" is a name too, "(number)" is none
    for alias in aliases:
        yield alias, By.ALIAS


def _absent(
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    own: Collection[frozenset[str]],
    light: Collection[str],
) -> Iterator[Reading]:
    """Yield readings for topics of the field that the plan does not hold.

    A topic that is at least half of a name or alias is held after all.
    """
    holders: dict[str, list[frozenset[str]]] = {}
    for ideas in own:
        for idea in ideas:
            holders.setdefault(idea, []).append(ideas)
    for topic, says in lexicon.absent.items():
        for phrase in says:
            ideas = bag(vocabulary, phrase)
            heavy = ideas.difference(light) or ideas
            rarest = min((holders.get(idea, []) for idea in heavy), key=len, default=[])
            if not any(
                heavy <= name and 2 * len(heavy) >= len(name.difference(light)) for name in rarest
            ):
                yield Reading((phrase,), By.ABSENT, (ABSENT + topic,), ideas)


def _with_generic(index: Readings, light: Collection[str]) -> Iterator[Reading]:
    """Yield the readings, marked where two or more other things use all their words."""
    for reading in index.readings:
        telling = [idea for idea in reading.ideas if idea not in light or idea in FACETS]
        holders = sorted((index.holders[idea] for idea in telling or reading.ideas), key=len)
        shared = set(holders[0]).difference(reading.targets)
        for more in holders[1:]:
            shared &= more
            if len(shared) < 2:
                break
        yield replace(reading, generic=True) if len(shared) >= 2 else reading
