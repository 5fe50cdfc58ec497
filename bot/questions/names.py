"""Which measures, ambitions, organisations, terms and places a question names.

`Names(catalogue).link(tokens)` gives everything that was found with its evidence; whether to
answer, to ask or to refuse is decided elsewhere. Nothing here knows a measure: the plan's own
names and aliases and the field's lexicon are all there is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.plan.measures import Catalogue
from bot.questions.ambitions_named import AmbitionNumbers
from bot.questions.codes import Codes, CodeSpot
from bot.questions.facets import FACETS
from bot.questions.ideas import Sort, Spot, Word, tokens_of, written
from bot.questions.lexicon import Lexicon, lexicon_of
from bot.questions.measure_readings import measure_readings
from bot.questions.mentions import Mentions
from bot.questions.named import AmbitionNamed, Link, Mention, Named, OwnerNamed, Protected
from bot.questions.nearest import Nearest
from bot.questions.plain_words import FUNCTION, SOFT
from bot.questions.plan_readings import (
    ambition_readings,
    bag,
    comparator_phrases,
    live_phrases,
    owner_readings,
    owners,
    term_readings,
)
from bot.questions.protected import ProtectedPhrases
from bot.questions.readings import HEAVY, Match, Weighed
from bot.questions.splitting import Asked
from bot.questions.vocabulary import Vocabulary
from bot.questions.weighing import facets_asked, is_hidden, turned_down, weight

WELL = 0.75
"""A measure that fits this well needs no second opinion."""
IN_CONTEXT = 0.4
"""What a word weighs, against others, that is said of the measure anyway."""


class Names:
    """Everything that can be named in a plan; make one per catalogue and keep it."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon | None = None) -> None:
        """Build the index: up to a few seconds for ten thousand measures.

        Args:
            catalogue: The plan.
            lexicon: The field's words, where they are not those that come with the plan.
        """
        self.catalogue = catalogue
        self.lexicon = lexicon or lexicon_of(catalogue.lexicon)
        self.vocabulary = Vocabulary(
            self.lexicon,
            printed=live_phrases(catalogue, self.lexicon),
            comparators=comparator_phrases(catalogue, self.lexicon),
            always=FACETS,
            silent=(catalogue.plan.area,),
        )
        self.measures = measure_readings(catalogue, self.lexicon, self.vocabulary)
        self.owners = owner_readings(catalogue, self.lexicon, self.vocabulary)
        self.ambitions = ambition_readings(catalogue, self.lexicon, self.vocabulary)
        self.terms = term_readings(catalogue, self.vocabulary)
        self.codes = Codes(measure.code for measure in catalogue.measures)
        self._owned = owners(catalogue)
        self._roles = frozenset(measure.owner_role for measure in catalogue.measures)
        self._numbers = AmbitionNumbers(one.number for one in catalogue.ambitions)
        title = written(catalogue.plan.title)
        self._quiet = FUNCTION | SOFT | self.lexicon.soft | set(title)
        self._contexts: dict[str, frozenset[str]] = {}
        self._mentions = Mentions(catalogue, self.measures, self._context)
        self._nearest = Nearest(
            self.measures.holders,
            {one.code: bag(self.vocabulary, one.definition) for one in catalogue.measures},
        )
        self._protected = ProtectedPhrases(
            (
                (text, measure.code)
                for measure in catalogue.measures
                for text in (measure.name, *measure.aliases)
            ),
            self.vocabulary.numbered(),
        )
        tokens_of.cache_clear()
        self.vocabulary.forget()

    def protected(self, words: Sequence[Word]) -> list[Protected]:
        """Return the parts of a question whose numbers and months belong to names."""
        return self._protected.found(words)

    def link(
        self, words: Sequence[Word], taken: Collection[int] = (), aside: Collection[int] = ()
    ) -> Link:
        """Return what a question names.

        Args:
            words: Its tokens, spelling corrected.
            taken: Places of tokens that are periods or values and so name nothing.
            aside: Places of sentences that only say why something is asked.
        """
        codes = self._coded(words, taken)
        numbered = self._numbers.found(words, taken)
        hidden = frozenset(taken).union(
            *(range(code.start, code.end) for code in codes), *(one.places for one in numbered)
        )
        everything = [
            spot
            for spot in self.vocabulary.spots(words)
            if spot.places[0] not in aside and not turned_down(spot, words)
        ]
        weighed = [
            Weighed(spot, weight(spot, words, self.measures, self._quiet)) for spot in everything
        ]
        question = [one for one in weighed if not is_hidden(hidden, one.spot, words)]
        facets = facets_asked(everything, words)
        parts = self._mentions.found(Asked(words, question, facets), codes)
        weights = [0.0] * len(words)
        for one in question:
            for place in one.spot.places:
                weights[place] = one.weight / len(one.spot.places)
        found = _without_splits(parts.mentions, everything)
        absent, nearest = parts.absent, parts.nearest
        places = frozenset(place for mention in found for place in mention.best.places)
        named = self._owners(weighed)
        left = [one for one in question if one.weight > 0 and places.isdisjoint(one.spot.places)]
        again = self._make_light(weights, left, found)
        return Link(
            mentions=found,
            crossed=_crossed(found),
            ambitions=(*numbered, *self._ambitions(weighed)),
            owners=named,
            terms=_named(self.terms.matches(weighed), words),
            comparators=_spotted([one.spot for one in question], Sort.COMPARATOR, words),
            elsewhere=_spotted(
                [one.spot for one in question if not _is_owner(one.spot, named)],
                Sort.ELSEWHERE,
                words,
            ),
            absent=absent,
            nearest=nearest,
            around=self._nearest.to(question) if _are_weak(found) else (),
            breakdowns=_spotted(
                [
                    spot
                    for spot in everything
                    if places.isdisjoint(spot.places) and not self._are_of_names(spot, found)
                ],
                Sort.BREAKDOWN,
                words,
            ),
            facets=facets,
            weights=tuple(weights),
            unexplained=sum(one.weight for one in left),
            unexplained_words=tuple(_words(one.spot.places, words) for one in left),
            content=sum(one.weight > 0 for one in question),
            by_code=bool(codes),
            places=places,
            again=again,
        )

    def _make_light(
        self, weights: list[float], left: Sequence[Weighed], found: Sequence[Mention]
    ) -> frozenset[int]:
        """Let words weigh less that say more of the one measure that is named anyway.

        Return the places of the phrases among them.
        """
        if len(found) != 1:
            return frozenset()
        context = self._context(found[0].best.code)
        again: set[int] = set()
        for one in left:
            if any(idea in context for idea, _ in one.spot.ideas):
                for place in one.spot.places:
                    weights[place] *= IN_CONTEXT
                if one.weight >= HEAVY and one.spot.ideas[0][0][0] == "*":
                    again.update(one.spot.places)
        return frozenset(again)

    def _are_of_names(self, spot: Spot, found: Sequence[Mention]) -> bool:
        """Say whether a split is what all that is named is about: the reception of "GLD"."""
        return (
            spot.sort is Sort.BREAKDOWN
            and bool(found)
            and all(self.measures.says(mention.best.code, spot) for mention in found)
        )

    def _coded(self, words: Sequence[Word], taken: Collection[int]) -> list[CodeSpot]:
        """Return the codes; the 2.5 of "2 to 2.5 year reviews" is none."""
        found = self.codes.found(words, taken)
        if all(code.exact or code.called for code in found):
            return found
        within = {place for one in self.protected(words) for place in range(one.start, one.end)}
        return [
            code
            for code in found
            if code.exact or code.called or within.isdisjoint(range(code.start, code.end))
        ]

    def _ambitions(self, question: Sequence[Weighed]) -> tuple[AmbitionNamed, ...]:
        return tuple(
            AmbitionNamed(
                number=int(match.target),
                score=match.score,
                by="title" if match.reading.texts[0] == self._title(match.target) else "subject",
                places=match.places,
            )
            for match in self.ambitions.matches(question, keep=3)
        )

    def _context(self, code: str) -> frozenset[str]:
        """Return the ideas of all that the plan and the lexicon say about a measure."""
        known = self._contexts.get(code)
        if known is None:
            measure = self.catalogue.by_code[code]
            known = self.measures.ideas_of(code) | bag(self.vocabulary, measure.definition)
            self._contexts[code] = known
        return known

    def _title(self, number: str) -> str:
        return self.catalogue.by_number[int(number)].title

    def _owners(self, question: Sequence[Weighed]) -> tuple[OwnerNamed, ...]:
        return tuple(
            OwnerNamed(
                name=match.target,
                is_role=match.target in self._roles,
                codes=self._owned[match.target],
                score=match.score,
                coverage=match.coverage,
                places=match.places,
            )
            for match in self.owners.matches(question, keep=4)
        )


def _without_splits(mentions: tuple[Mention, ...], spots: Sequence[Spot]) -> tuple[Mention, ...]:
    """Return the mentions without those that are only a split of another one's measure.

    "Secondary schools" alone may mean their results; beside "absence" it is a part of absence.
    """
    splits = {place for spot in spots if spot.sort is Sort.BREAKDOWN for place in spot.places}
    kept = tuple(one for one in mentions if one.best.literal or not one.best.places <= splits)
    return kept or mentions


def _are_weak(mentions: Sequence[Mention]) -> bool:
    """Say whether nothing, or something only barely, is named."""
    return not mentions or min(one.best.score for one in mentions) < WELL


def _is_owner(spot: Spot, owners: Sequence[OwnerNamed]) -> bool:
    """Say whether a place is part of an owner's name: said well, or with more of it beside."""
    places = frozenset(spot.places)
    return any(
        places <= one.places and (one.score >= WELL or places != one.places) for one in owners
    )


def _spotted(spots: Sequence[Spot], sort: Sort, words: Sequence[Word]) -> tuple[Named, ...]:
    return tuple(
        Named(
            name=spot.label,
            score=1.0,
            words=_words(spot.places, words),
            places=frozenset(spot.places),
        )
        for spot in spots
        if spot.sort is sort
    )


def _named(matches: Sequence[Match], words: Sequence[Word]) -> tuple[Named, ...]:
    return tuple(
        Named(
            name=match.target,
            score=match.score,
            words=_words(sorted(match.places), words),
            places=match.places,
        )
        for match in matches
        if match.recall > 0.6
    )


def _words(places: Collection[int], words: Sequence[Word]) -> str:
    return " ".join(words[place].norm for place in places)


def _crossed(mentions: Sequence[Mention]) -> bool:
    return any(not mention.joined for mention in mentions[1:])
