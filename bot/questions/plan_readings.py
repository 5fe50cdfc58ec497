"""What a plan prints, and the readings of its owners, ambitions and terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.plan.measures import Catalogue
from bot.questions.ideas import GRAMMAR
from bot.questions.lexicon import Lexicon, Phrases
from bot.questions.lightness import light_ideas
from bot.questions.reading_index import Readings
from bot.questions.readings import By, Reading
from bot.questions.vocabulary import Vocabulary

BRACKETS = re.compile(r"\s*\([^)]*\)")


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


def owner_readings(catalogue: Catalogue, lexicon: Lexicon, vocabulary: Vocabulary) -> Readings:
    """Return the index of organisations and roles, by their content words and nicknames."""
    readings: list[Reading] = []
    found = owners(catalogue)
    for owner in found:
        plain = BRACKETS.sub("", owner)
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


def _nicknames(
    phrases: Phrases, printed: dict[str, str], vocabulary: Vocabulary
) -> Iterator[Reading]:
    """Yield readings for what the lexicon calls the things whose text holds its key's words."""
    said = {target: _plain_words(text) for target, text in printed.items()}
    for key, called in phrases.items():
        wanted = _plain_words(key)
        targets = tuple(target for target, words in said.items() if wanted <= words)
        if targets:
            for phrase in called:
                yield Reading((phrase,), By.LEXICON, targets, bag(vocabulary, phrase))


def _plain_words(text: str) -> frozenset[str]:
    """Return the words of a printed text, without its commas and brackets."""
    return frozenset(re.sub(r"[(),/]", " ", text.lower()).split())
