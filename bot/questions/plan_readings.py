"""The readings of a plan: what its names, aliases, titles and owners say, as ideas."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.plan.measures import Catalogue
from bot.questions.facets import FACETS
from bot.questions.ideas import GRAMMAR, tokens_of, written
from bot.questions.lexicon import Lexicon, Phrases
from bot.questions.plain_words import FUNCTION, SOFT, TURNING
from bot.questions.readings import By, Reading, Readings
from bot.questions.vocabulary import Vocabulary

ABSENT = "!"
"""Stands before a topic that the plan does not hold, where a code stands otherwise."""
TELLING = 0.8
"""A lay phrase whose words tell less than this together is only found word for word."""
EVERYDAY_WEIGHS = 0.45
"""What the commonest English word weighs against a rare one."""
PEOPLE = 0.1
"""What those weigh whom nearly every measure counts."""
WEAK = 0.25
"""How much a weak word or a kind of figure weighs against another word."""
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def printed_texts(catalogue: Catalogue) -> Iterator[str]:
    """Yield every text of a plan that an idea may live in."""
    for measure in catalogue.measures:
        yield measure.name
        yield from measure.aliases
        yield measure.definition
    yield from owners(catalogue)
    for ambition in catalogue.ambitions:
        yield ambition.title
    for term in catalogue.terms:
        yield term.term
        yield from term.aliases


def live_phrases(catalogue: Catalogue, lexicon: Lexicon) -> Iterator[str]:
    """Yield every text that an idea may live in: the plan's own, and lay phrases of use to it."""
    yield from printed_texts(catalogue)
    printed = {
        text.lower() for measure in catalogue.measures for text in (measure.name, *measure.aliases)
    }
    for meaning in lexicon.means:
        if any(name.lower() in printed for name in meaning.measures):
            yield from meaning.says
    for says in lexicon.absent.values():
        yield from says


def owners(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return the codes by owner: each organisation and each role, as the plan prints them."""
    found: dict[str, list[str]] = {}
    for measure in catalogue.measures:
        for owner in (measure.owner_organisation, measure.owner_role):
            if owner:
                found.setdefault(owner, []).append(measure.code)
    return {owner: tuple(codes) for owner, codes in found.items()}


def comparator_phrases(catalogue: Catalogue, lexicon: Lexicon) -> Phrases:
    """Return what people call each comparator of the plan."""
    regions = {region.lower(): words for region, words in lexicon.regions.items()}
    found: dict[str, tuple[str, ...]] = {}
    for comparator in catalogue.comparators:
        called = lexicon.comparators.get(comparator, ())
        if comparator.lower() in regions:
            called = (*called, *regions[comparator.lower()], *lexicon.comparators.get("region", ()))
        found[comparator] = (comparator, *called)
    return found


def measure_readings(catalogue: Catalogue, lexicon: Lexicon, vocabulary: Vocabulary) -> Readings:
    """Return the index of the measures' names, aliases and lay phrases."""
    light = light_ideas(lexicon, vocabulary)
    topics = list(_too_light_topics(lexicon, vocabulary, light))
    vocabulary.keep_whole(list(_too_light_aliases(catalogue, vocabulary, light)), inner=True)
    vocabulary.keep_whole(list(_too_light(lexicon, vocabulary, light)), inner=True)
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
        readings, _by_rarity(readings, vocabulary, light), len(catalogue.measures), light
    )
    index.readings = tuple(_with_generic(index, light))
    return index


def owner_readings(catalogue: Catalogue, lexicon: Lexicon, vocabulary: Vocabulary) -> Readings:
    """Return the index of organisations and roles, by their content words and nicknames."""
    readings: list[Reading] = []
    found = owners(catalogue)
    for owner in found:
        plain = _BRACKETS.sub("", owner)
        texts = dict.fromkeys((owner, plain, *re.findall(r"\(([^)]*)\)", owner)))
        readings += [Reading((owner,), By.NAME, (owner,), bag(vocabulary, text)) for text in texts]
    readings += _nicknames(lexicon.organisations, {owner: owner for owner in found}, vocabulary)
    light = light_ideas(lexicon, vocabulary, weak=False)
    return Readings(readings, light, len(found), light)


def ambition_readings(catalogue: Catalogue, lexicon: Lexicon, vocabulary: Vocabulary) -> Readings:
    """Return the index of ambitions, by title and subject; targets are numbers written out."""
    readings = [
        Reading((one.title,), By.NAME, (str(one.number),), bag(vocabulary, one.title))
        for one in catalogue.ambitions
    ]
    titles = {str(one.number): one.title for one in catalogue.ambitions}
    readings += _nicknames(lexicon.ambitions, titles, vocabulary)
    light = light_ideas(lexicon, vocabulary, weak=False)
    return Readings(readings, light, len(titles), light)


def term_readings(catalogue: Catalogue, vocabulary: Vocabulary) -> Readings:
    """Return the index of the plan's terms."""
    readings = [
        Reading(
            (text,),
            By.NAME if text == term.term else By.ALIAS,
            (term.term,),
            bag(vocabulary, text),
        )
        for term in catalogue.terms
        for text in (term.term, *term.aliases)
    ]
    return Readings(readings, {}, len(catalogue.terms))


def bag(vocabulary: Vocabulary, text: str) -> frozenset[str]:
    """Return the ideas of a phrase without words of grammar, unless there are no others."""
    ideas = vocabulary.ideas(text)
    kept = frozenset(idea for idea in ideas if idea not in GRAMMAR)
    return kept or frozenset(ideas)


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
    plain = _BRACKETS.sub("", name).strip()
    if plain and plain != name:
        yield plain, By.ALIAS
    for alias in aliases:
        yield alias, By.ALIAS


def _nicknames(
    phrases: Phrases, printed: dict[str, str], vocabulary: Vocabulary
) -> Iterator[Reading]:
    """Yield readings for what the lexicon calls the things whose text holds its key's words."""
    said = {target: bag(vocabulary, text) for target, text in printed.items()}
    for key, called in phrases.items():
        wanted = bag(vocabulary, key)
        targets = tuple(target for target, ideas in said.items() if wanted <= ideas)
        if targets:
            for phrase in called:
                yield Reading((phrase,), By.LEXICON, targets, bag(vocabulary, phrase))


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


def _by_rarity(
    readings: Iterable[Reading], vocabulary: Vocabulary, light: dict[str, float]
) -> dict[str, float]:
    """Return what ideas weigh against others: `light`, and everyday words in between."""
    ideas = {idea for reading in readings for idea in reading.ideas}
    return {
        idea: light.get(idea, EVERYDAY_WEIGHS + (1 - EVERYDAY_WEIGHS) * vocabulary.telling(idea))
        for idea in ideas
    }


def _too_light(lexicon: Lexicon, vocabulary: Vocabulary, light: Collection[str]) -> Iterator[str]:
    """Yield the lay phrases whose words say too little one by one: "moved a lot", "no plan yet"."""
    for meaning in lexicon.means:
        for phrase in meaning.says:
            heavy, rest = _parted(phrase, vocabulary, light)
            telling = sum(vocabulary.telling(idea) for idea in heavy)
            alone = len(heavy) == 1 and (telling < 1.0 or TURNING.intersection(rest))
            if telling < TELLING or (alone and rest):
                yield phrase


def _too_light_aliases(
    catalogue: Catalogue, vocabulary: Vocabulary, light: Mapping[str, float]
) -> Iterator[str]:
    """Yield aliases that say nothing without their words of grammar: "on a plan"."""
    for measure in catalogue.measures:
        for alias in measure.aliases:
            if " " in alias and bag(vocabulary, alias) <= light.keys() - FACETS.keys():
                yield alias


def _too_light_topics(
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
