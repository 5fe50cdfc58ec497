"""Answer, ask or refuse: what is done with what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.plan.measures import Catalogue
from bot.questions.building import Builder, outside
from bot.questions.clues import Clues
from bot.questions.kinds import Kinds
from bot.questions.labels import choices_of
from bot.questions.queries import (
    Ambiguous,
    Choice,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Understood,
)
from bot.questions.subjects import Subject, subject_of
from bot.questions.tracing import Trace

MOST = 6
UNLIKELY = 0.01
FIGURE_LIKE = frozenset({Kind.LATEST, Kind.FIGURE})
NEEDS_MEASURE = frozenset(
    {
        Kind.LATEST,
        Kind.FIGURE,
        Kind.TREND,
        Kind.CHANGE,
        Kind.COMPARE,
        Kind.TARGET,
        Kind.DEFINITION,
        Kind.SOURCE,
        Kind.OWNER,
        Kind.STORY,
        Kind.SUBMIT,
    }
)
ANSWER, ASK = 0.62, 0.3
LIKELY, EVEN = 0.15, 0.5
"""The chance of being outside the plan that is enough with evidence, and without."""


class Decider:
    """Decides about questions of one plan."""

    def __init__(self, catalogue: Catalogue, builder: Builder) -> None:
        """Keep the catalogue and the builder of queries."""
        self.catalogue = catalogue
        self._builder = builder

    def decide(self, clues: Clues, kinds: Kinds, today: date, steps: Trace) -> Reading:
        """Return the reading of a question that stands alone."""
        if clues.empty:
            return self._manners(clues)
        subject = subject_of(clues)
        reason = self._outside(clues, kinds, subject)
        if reason:
            steps.say(f"not in the plan: {reason}")
            return self.refuse(reason, clues, kinds, subject, today)
        for kind in self._order(clues, kinds, subject):
            if kinds.chances[kind] < UNLIKELY:
                break
            reading = self._as(kind, clues, kinds, subject, today, steps)
            if reading is not None:
                return reading
        return self.refuse("", clues, kinds, subject, today)

    def refuse(
        self, reason: str, clues: Clues, kinds: Kinds, subject: Subject, today: date
    ) -> NotUnderstood:
        """Return a refusal with the nearest things that can be said."""
        codes = (*subject.measures, *subject.options)
        if not codes and clues.link.mentions:
            codes = clues.link.mentions[0].tied
        near = [
            self._builder.query(Kind.LATEST, clues, kinds, today, measures=(code,))
            for code in codes[:3]
        ]
        windows = self._builder.query(Kind.NOT_IN_PLAN, clues, kinds, today).windows
        return NotUnderstood(
            query=outside(reason, windows),
            nearest=choices_of(self.catalogue, near),
            certainty=0.8 if reason else 0.5,
        )

    def _manners(self, clues: Clues) -> Reading:
        said = clues.said
        if said.greeting or said.thanks or said.polite:
            return Understood(query=Query(kind=Kind.HELP), certainty=0.95)
        return NotUnderstood(query=outside("empty"), nearest=(), certainty=0.9)

    def _outside(self, clues: Clues, kinds: Kinds, subject: Subject) -> str:
        """Return why a question is outside the plan, or nothing."""
        link = clues.link
        chance = kinds.chances[Kind.NOT_IN_PLAN]
        strength, reason = kinds.outside
        for label, found in (
            ("topic", link.absent),
            ("elsewhere", link.elsewhere),
            ("breakdown", link.breakdowns),
        ):
            held = [one for one in found if not one.places <= clues.cued]
            if held and chance >= LIKELY:
                return f"{label}: {held[0].name}"
        if chance >= EVEN and (strength >= 0.6 or not subject.named):
            return reason or "unknown"
        return ""

    def _order(self, clues: Clues, kinds: Kinds, subject: Subject) -> list[Kind]:
        return [kind for kind in kinds.ordered if kind is not Kind.NOT_IN_PLAN]

    def _as(
        self,
        kind: Kind,
        clues: Clues,
        kinds: Kinds,
        subject: Subject,
        today: date,
        steps: Trace,
    ) -> Reading | None:
        """Return the question read as one kind, or None where it cannot be that."""
        link = clues.link
        build = self._builder.query
        numbered = [one for one in link.ambitions if one.by == "number" and one.held]
        if kind is Kind.AMBITION:
            if not link.ambitions:
                return None
            number = (numbered or list(link.ambitions))[0].number
            return self._sure(build(kind, clues, kinds, today).but(ambition=number), 0.9)
        if kind in {Kind.LIST, Kind.RANKING}:
            return self._listed(kind, clues, kinds, subject, today)
        if kind in {Kind.PLAN, Kind.HELP}:
            return self._sure(build(kind, clues, kinds, today), 0.85)
        if kind in {Kind.DUE, Kind.FOLLOW}:
            if subject.options:
                return self._ask(kind, subject.options, clues, kinds, today)
            return self._sure(build(kind, clues, kinds, today, measures=subject.measures), 0.85)
        if kind is Kind.SUBMIT and not (clues.numerals and subject.named):
            return None
        if kind in NEEDS_MEASURE and not subject.named:
            return self._without_measure(kind, clues, kinds, today)
        if kind is Kind.FIGURE and not clues.timed:
            kind = Kind.LATEST
        return self._about(kind, clues, kinds, subject, today, steps)

    def _without_measure(
        self, kind: Kind, clues: Clues, kinds: Kinds, today: date
    ) -> Reading | None:
        link = clues.link
        build = self._builder.query
        if kind is Kind.DEFINITION and link.terms:
            query = build(kind, clues, kinds, today).but(term=link.terms[0].name)
            return self._sure(query, 0.9)
        if kind is Kind.OWNER and link.ambitions:
            query = build(kind, clues, kinds, today).but(ambition=link.ambitions[0].number)
            return self._sure(query, 0.85)
        if kind is Kind.TARGET and kinds.chances[kind] >= 0.4:
            return self._sure(build(kind, clues, kinds, today), 0.6)
        if link.ambitions and kind in {Kind.LATEST, Kind.TREND, Kind.STORY, Kind.TARGET}:
            query = build(Kind.AMBITION, clues, kinds, today)
            return self._sure(query.but(ambition=link.ambitions[0].number), 0.7)
        return None

    def _listed(
        self, kind: Kind, clues: Clues, kinds: Kinds, subject: Subject, today: date
    ) -> Reading | None:
        link = clues.link
        query = self._builder.query(kind, clues, kinds, today)
        if link.ambitions:
            query = query.but(ambition=link.ambitions[0].number)
        if kind is Kind.RANKING or query.filter is not None:
            return self._sure(query, 0.85)
        if link.owners:
            owner = link.owners[0]
            return self._sure(query.but(measures=owner.codes, owner=owner.name), 0.85)
        codes = (*subject.measures, *subject.options)
        if codes:
            return self._sure(query.but(measures=codes, ambition=None), 0.7)
        if link.ambitions:
            return self._sure(query, 0.7)
        return None

    def _about(
        self,
        kind: Kind,
        clues: Clues,
        kinds: Kinds,
        subject: Subject,
        today: date,
        steps: Trace,
    ) -> Reading | None:
        certainty = self._certainty(clues, kinds, subject)
        steps.say(f"certainty: {certainty:.2f}")
        if certainty < ASK:
            return self.refuse("", clues, kinds, subject, today)
        if subject.options:
            if subject.alike and kind in FIGURE_LIKE:
                query = self._builder.query(kind, clues, kinds, today, measures=subject.options)
                return self._sure(query, certainty)
            return self._ask(kind, subject.options, clues, kinds, today)
        query = self._builder.query(kind, clues, kinds, today, measures=subject.measures)
        if certainty < ANSWER:
            near = tuple(one.code for mention in subject.mentions for one in mention.candidates[:3])
            return self._ask(kind, near[:MOST], clues, kinds, today)
        return self._sure(query, certainty, others=self._others(kind, clues, kinds, subject, today))

    def _certainty(self, clues: Clues, kinds: Kinds, subject: Subject) -> float:
        weights = clues.link.weights
        left = clues.left_over
        worst = 1.0
        for mention in subject.mentions:
            own = sum(weights[place] for place in mention.best.places) or 0.5
            covered = own / (own + left)
            worst = min(worst, 0.55 * mention.best.recall + 0.45 * covered)
        return worst

    def _others(
        self, kind: Kind, clues: Clues, kinds: Kinds, subject: Subject, today: date
    ) -> tuple[Choice, ...]:
        codes = [
            one.code
            for mention in subject.mentions
            for one in mention.candidates[:4]
            if one.code not in subject.measures
        ]
        return choices_of(
            self.catalogue,
            [
                self._builder.query(kind, clues, kinds, today, measures=(code,))
                for code in codes[:3]
            ],
        )

    def _ask(
        self, kind: Kind, codes: Sequence[str], clues: Clues, kinds: Kinds, today: date
    ) -> Ambiguous:
        queries = [
            self._builder.query(kind, clues, kinds, today, measures=(code,)) for code in codes
        ]
        return Ambiguous(
            asking="Which of these do you mean?",
            choices=choices_of(self.catalogue, queries)[:MOST],
            certainty=0.5,
            query=self._builder.query(kind, clues, kinds, today, measures=tuple(codes)),
        )

    def _sure(self, query: Query, certainty: float, others: tuple[Choice, ...] = ()) -> Understood:
        return Understood(query=query, certainty=certainty, others=others)
