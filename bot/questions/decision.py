"""Answer, ask or refuse: what is done with what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.plan.measures import Catalogue
from bot.questions.building import Builder, outside
from bot.questions.certainty import evidence
from bot.questions.clues import Clues
from bot.questions.kinds import Kinds
from bot.questions.labels import choices_of
from bot.questions.normalise import tokenise
from bot.questions.queries import (
    Ambiguous,
    Choice,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Understood,
)
from bot.questions.readers import NEEDS_MEASURE, Asked, Readers
from bot.questions.readings import By
from bot.questions.subjects import subject_of
from bot.questions.tracing import Trace
from bot.questions.weights import Weights, bundled

MOST = 6
FIGURE_LIKE = frozenset({Kind.LATEST, Kind.FIGURE})
UNLIKELY = 0.02
"""A kind less likely than this is not even offered."""
LIKELY, EVEN = 0.15, 0.5
"""What is likely enough to be offered, and to be taken."""
NEAR = 0.2
"""A measure must fit this well to be offered at all."""
DOUBTFUL = 0.25
"""From this chance of being outside the plan on, a figure is offered and not stated."""
NONE_OF_THESE = Choice(label="None of these", query=Query(kind=Kind.NOT_IN_PLAN, reason="unknown"))
IN_FULL = 0.95
"""How sure a measure is that was named in full and alone."""
BARELY = 0.15
"""Less unexplained weight than this is nothing."""
KIND_CLEAR = 0.7
"""From this share on, the likeliest kind is taken without asking."""


class Decider:
    """Decides about questions of one plan."""

    def __init__(
        self, catalogue: Catalogue, builder: Builder, weights: Weights | None = None
    ) -> None:
        """Keep the catalogue, the builder of queries and the fitted weights."""
        self.catalogue = catalogue
        self._builder = builder
        self._readers = Readers(builder)
        self._weights = weights or bundled()

    def decide(self, clues: Clues, kinds: Kinds, today: date, steps: Trace) -> Reading:
        """Return the reading of a question that stands alone."""
        if clues.empty:
            return _manners(clues)
        subject = subject_of(clues)
        asked = Asked(clues=clues, kinds=kinds, subject=subject, today=today)
        certainty = self._sure_of(asked)
        steps.say(f"certainty of the measure: {certainty:.2f}")
        reason = self._outside(asked)
        if reason:
            steps.say(f"outside the plan: {reason}")
            return self.refuse(reason, asked)
        readings = self._possible(asked)
        if not readings:
            return self._nearest(asked)
        return self._chosen(asked, readings, certainty, steps)

    def _sure_of(self, asked: Asked) -> float:
        certainty = self._weights.sure(dict(evidence(asked.clues, asked.subject, asked.kinds)))
        return max(certainty, IN_FULL) if _said_in_full(asked) else certainty

    def refuse(self, reason: str, asked: Asked) -> NotUnderstood:
        """Return a refusal with the nearest things that can be said."""
        subject = asked.subject
        codes = (*subject.measures, *subject.options)
        if not codes and asked.clues.link.mentions:
            codes = asked.clues.link.mentions[0].tied
        near = [self._build(Kind.LATEST, asked, (code,)) for code in codes[:3]]
        windows = self._build(Kind.NOT_IN_PLAN, asked, ()).windows
        return NotUnderstood(
            query=outside(reason, windows),
            nearest=choices_of(self.catalogue, near),
            certainty=asked.kinds.chances[Kind.NOT_IN_PLAN],
        )

    def _nearest(self, asked: Asked) -> Reading:
        """Return measures that come near, as a question, or a refusal where none does."""
        near = [one for one in asked.clues.link.mentions if one.best.score >= NEAR]
        kind = next(one for one in asked.kinds.ordered if one in NEEDS_MEASURE)
        if not near:
            return self.refuse("unknown", asked)
        codes = dict.fromkeys(one.code for mention in near for one in mention.candidates)
        if kind is Kind.FIGURE and not asked.clues.timed:
            kind = Kind.LATEST
        return self._among([self._build(kind, asked, (c,)) for c in list(codes)[:4]], LIKELY)

    def _outside(self, asked: Asked) -> str:
        """Return why a question is outside the plan, or nothing."""
        link = asked.clues.link
        chance = asked.kinds.chances[Kind.NOT_IN_PLAN]
        strength, reason = asked.kinds.outside
        for label, found in (
            ("topic", link.absent),
            ("elsewhere", link.elsewhere),
            ("breakdown", link.breakdowns),
        ):
            if label == "breakdown" and not asked.subject.named:
                continue  # a place or a group alone is no part of anything that is measured
            held = [
                one
                for one in found
                if not one.places <= asked.clues.cued and not self._in_name(one.words, asked)
            ]
            if held and chance >= EVEN:
                return f"{label}: {held[0].name}"
        if chance >= EVEN:
            return reason if strength else "unknown"
        return ""

    def _in_name(self, words: str, asked: Asked) -> bool:
        """Say whether words belong to the very name of the measures: 'meals in primary schools'."""
        stems = {token.stem for token in tokenise(words)}
        codes = asked.subject.measures or asked.subject.options
        return bool(codes) and all(
            stems & {token.stem for token in tokenise(self.catalogue.by_code[code].name)}
            for code in codes
        )

    def _possible(self, asked: Asked) -> list[tuple[float, Query]]:
        """Return what the question may ask, the likeliest first, with the chance of each."""
        chances: dict[Query, float] = {}
        for kind in asked.kinds.ordered:
            chance = asked.kinds.chances[kind]
            if chance < UNLIKELY:
                break
            query = self._readers.read(kind, asked)
            if query is not None:  # the newest figure and a period's come to one where dates decide
                chances[query] = chances.get(query, 0.0) + chance
        total = sum(chances.values())
        if total < LIKELY:
            return []
        found = sorted(chances.items(), key=lambda one: -one[1])
        return [(chance / total, query) for query, chance in found]

    def _chosen(
        self,
        asked: Asked,
        readings: Sequence[tuple[float, Query]],
        certainty: float,
        steps: Trace,
    ) -> Reading:
        share, query = readings[0]
        if query.kind is Kind.HELP and not _calls_for_help(asked.clues):
            return self.refuse("unknown", asked)
        if query.kind is Kind.DEFINITION and len(query.measures) < len(asked.subject.measures):
            asked = replace(asked, subject=asked.subject.first)
            certainty = self._sure_of(asked)
        about = asked.subject.mentions and query.measures and query.owner is None
        if not about or query.kind is Kind.LIST:
            others = choices_of(self.catalogue, [other for _, other in readings[1:4]])
            if share < KIND_CLEAR and others and query.kind is not Kind.HELP:
                return self._among([one for _, one in readings[:MOST]], share)
            return Understood(query=query, certainty=share, others=others)
        if certainty < self._weights.ask_at:
            return self.refuse("unknown", asked)
        steps.say(f"share of the kind: {share:.2f}")
        subject = asked.subject
        clear = not subject.options or (subject.alike and query.kind in FIGURE_LIKE)
        inside = asked.kinds.chances[Kind.NOT_IN_PLAN] < DOUBTFUL
        if clear and inside and certainty >= self._weights.answer_at and share >= KIND_CLEAR:
            return Understood(
                query=query, certainty=certainty * share, others=self._others(query, asked)
            )
        return self._among(self._offers(asked, readings, certainty, clear=clear), certainty)

    def _offers(
        self,
        asked: Asked,
        readings: Sequence[tuple[float, Query]],
        certainty: float,
        *,
        clear: bool,
    ) -> list[Query]:
        """Return what to offer: kinds where the measure is sure, measures where the kind is."""
        share, query = readings[0]
        kinds = [one.kind for chance, one in readings if one.measures and chance >= LIKELY]
        if clear and certainty >= self._weights.answer_at:
            return [one for _, one in readings if one.measures][:3]
        subject = asked.subject
        offers: list[Query] = []
        if subject.measures:
            offers.append(self._build(query.kind, asked, subject.measures))
        codes = dict.fromkeys(
            (
                *subject.options,
                *subject.measures,
                *(one.code for mention in subject.mentions for one in mention.candidates),
            )
        )
        if len(kinds) > 1 and share < KIND_CLEAR:
            first = [
                self._build(kind, asked, (code,)) for code in list(codes)[:3] for kind in kinds
            ]
            return [*offers, *first][:MOST]
        offers += [self._build(query.kind, asked, (code,)) for code in codes]
        return list(dict.fromkeys(offers))[: MOST if subject.options else MOST - 2]

    def _among(self, queries: Sequence[Query], certainty: float) -> Ambiguous:
        offered = list(dict.fromkeys(queries))[:MOST]
        none = (NONE_OF_THESE,) if len(offered) < MOST else ()
        codes = tuple(dict.fromkeys(code for query in offered for code in query.measures))
        return Ambiguous(
            asking="Which of these do you mean?",
            choices=(*choices_of(self.catalogue, offered), *none),
            certainty=certainty,
            query=offered[0].but(measures=codes),
        )

    def _others(self, query: Query, asked: Asked) -> tuple[Choice, ...]:
        codes = [
            one.code
            for mention in asked.subject.mentions
            for one in mention.candidates[:4]
            if one.code not in query.measures
        ]
        return choices_of(
            self.catalogue, [self._build(query.kind, asked, (code,)) for code in codes[:3]]
        )

    def _build(self, kind: Kind, asked: Asked, codes: Sequence[str]) -> Query:
        return self._builder.query(kind, asked.clues, asked.kinds, asked.today, measures=codes)


def _said_in_full(asked: Asked) -> bool:
    """Say whether one measure's name or alias, and nothing else of weight, was said word for word.

    Adding another measure never makes such a question less sure.
    """
    mentions, left = asked.subject.mentions, asked.clues.left_over
    if len(mentions) != 1 or left > BARELY:
        return False
    best = mentions[0].best
    telling = best.by is By.NAME or (best.by is By.ALIAS and not best.generic)
    return best.literal and telling and best.facet >= 0


def _calls_for_help(clues: Clues) -> bool:
    """Say whether a text greets, thanks or asks what the bot can do; odd words do none of these."""
    said = clues.said
    return bool(said.greeting or said.thanks or clues.weight(Kind.HELP.value))


def _manners(clues: Clues) -> Reading:
    said = clues.said
    if said.greeting or said.thanks or said.polite or said.original.strip():
        return Understood(query=Query(kind=Kind.HELP), certainty=0.95)
    return NotUnderstood(query=outside("empty"), nearest=(), certainty=0.9)
