"""Answer, ask or refuse: what is done with what was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.plan.measures import Catalogue
from bot.questions.asked import Asked
from bot.questions.building import Builder, outside
from bot.questions.causes import both_sides
from bot.questions.certainty import evidence
from bot.questions.clues import Clues
from bot.questions.kinds import BARELY, Kinds
from bot.questions.labels import choices_of
from bot.questions.normalise import tokenise
from bot.questions.possibilities import ABOUT_MEASURES, FIGURE_LIKE, Possibilities, Possible
from bot.questions.queries import (
    Ambiguous,
    Choice,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Understood,
)
from bot.questions.readings import By
from bot.questions.subjects import subject_of
from bot.questions.tracing import Trace
from bot.questions.weights import Weights, bundled
from bot.questions.whole_reading import whole

MOST = 6
COMPARED = 3
"""So many readings are compared to see how clear the first is."""
STATING = FIGURE_LIKE | {Kind.TREND, Kind.CHANGE, Kind.COMPARE, Kind.TARGET}
"""Kinds whose reply states figures."""
EVEN, CLEARLY = 0.5, 0.85
"""From these chances on a question is outside the plan: one that names nothing, and any."""
WELL = 0.9
"""A measure named whole in other words scores as much as this at least."""
FAINT = 0.05
"""A first reading less likely than this is not offered where the plan likely holds nothing."""
DOUBTFUL = 0.07
"""From this chance of being outside the plan on, a reading is offered and not answered."""
NONE_OF_THESE = Choice(label="None of these", query=Query(kind=Kind.NOT_IN_PLAN, reason="unknown"))
IN_FULL = 0.95
"""How sure a measure is that was named in full and alone."""


class Decider:
    """Decides about questions of one plan."""

    def __init__(
        self, catalogue: Catalogue, builder: Builder, weights: Weights | None = None
    ) -> None:
        """Keep the catalogue, the builder of queries and the fitted weights."""
        self.catalogue = catalogue
        self._builder = builder
        self._possibilities = Possibilities(builder)
        self._weights = weights or bundled()

    def decide(self, clues: Clues, kinds: Kinds, today: date, steps: Trace) -> Reading:
        """Return the reading of a question that stands alone."""
        if clues.empty:
            return _manners(clues)
        asked = Asked(clues=clues, kinds=kinds, subject=subject_of(clues), today=today)
        certainty = self.sure_of_measures(asked)
        steps.say(f"certainty of the measure: {certainty:.2f}")
        reason = self._outside(asked)
        if reason:
            steps.say(f"outside the plan: {reason}")
            return self.refuse(reason, asked)
        linked = both_sides(clues)
        if linked:
            steps.say(f"asks whether one moved the other: {' '.join(linked)}")
            return self._among(
                [self._build(Kind.STORY, asked, (one,)) for one in linked], certainty
            )
        possible = self.possible(asked, certainty)
        for one in possible:
            steps.say(f"may ask: {one.query.kind} {' '.join(one.query.measures)} {one.chance:.2f}")
        if not possible or possible[0].chance < self._weights.ask_at:
            return self.refuse("unknown", asked)
        if kinds.chances[Kind.NOT_IN_PLAN] >= EVEN and possible[0].chance < FAINT:
            steps.say("outside the plan: likelier than any reading")
            return self.refuse(self._reason(asked), asked)
        sure = self._weights.sure_of_whole(dict(self.evidence(asked, possible, certainty)))
        if self._is_clear(asked, possible[0].query, sure):
            others = self._others(asked, possible)
            return Understood(query=possible[0].query, certainty=sure, others=others)
        likely = self.possible(asked, certainty, most=MOST)
        return self._among(self._offers(asked, likely), sure)

    def sure_of_measures(self, asked: Asked) -> float:
        """Return how sure it is that the measures of a question's subject are meant."""
        certainty = self._weights.sure(dict(evidence(asked.clues, asked.subject, asked.kinds)))
        return max(certainty, IN_FULL) if _said_in_full(asked) else certainty

    def possible(self, asked: Asked, certainty: float, *, most: int = COMPARED) -> list[Possible]:
        """Return what a question may ask, the likeliest first."""
        helps = _calls_for_help(asked.clues)
        found = self._possibilities.of(asked, certainty, asked.clues.link.around, most)
        return [one for one in found if helps or one.query.kind is not Kind.HELP]

    def evidence(
        self, asked: Asked, possible: Sequence[Possible], certainty: float
    ) -> Iterator[tuple[str, float]]:
        """Yield the features of the certainty that the first of some readings is right."""
        return whole(asked, possible, certainty, in_full=_said_in_full(asked))

    def _is_clear(self, asked: Asked, query: Query, certainty: float) -> bool:
        """Say whether a reading is sure enough to be answered."""
        if asked.kinds.chances[Kind.NOT_IN_PLAN] >= DOUBTFUL and not _nothing_besides(asked):
            return False
        if query.kind is Kind.SUBMIT and len(query.measures) > 1:
            return False  # one value is one measure's
        states_figures = query.kind in STATING and query.measures
        at = self._weights.answer_at if states_figures else self._weights.tell_at
        return certainty >= at

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

    def _outside(self, asked: Asked) -> str:
        """Return why a question is outside the plan, or nothing."""
        chance = asked.kinds.chances[Kind.NOT_IN_PLAN]
        return "" if chance < (CLEARLY if asked.subject.named else EVEN) else self._reason(asked)

    def _reason(self, asked: Asked) -> str:
        """Return what of a question the plan does not hold."""
        link = asked.clues.link
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
            if held:
                return f"{label}: {held[0].name}"
        return reason if strength else "unknown"

    def _in_name(self, words: str, asked: Asked) -> bool:
        """Say whether words belong to the very name of the measures: 'meals in primary schools'."""
        stems = {token.stem for token in tokenise(words)}
        codes = asked.subject.measures or asked.subject.options
        return bool(codes) and all(
            stems & {token.stem for token in tokenise(self.catalogue.by_code[code].name)}
            for code in codes
        )

    def _offers(self, asked: Asked, possible: Sequence[Possible]) -> list[Query]:
        """Return what to offer: all that the words fit equally, then what is likeliest."""
        kind = possible[0].query.kind
        options = asked.subject.options if kind in ABOUT_MEASURES - {Kind.LIST} else ()
        equal = [self._build(kind, asked, (code,)) for code in options]
        likely = [one.query for one in possible]
        return list(dict.fromkeys([*equal, *likely]))[: max(len(equal), MOST - 1)]

    def _among(self, queries: Sequence[Query], certainty: float) -> Ambiguous:
        offered = list(dict.fromkeys(queries))[:MOST]
        none = (NONE_OF_THESE,) if len(offered) < MOST else ()
        codes = tuple(dict.fromkeys(code for query in offered for code in query.measures))
        return Ambiguous(
            asking="Which of these do you mean?",
            choices=(*_told_apart(choices_of(self.catalogue, offered)), *none),
            certainty=certainty,
            query=_with_all_said(offered).but(measures=codes),
        )

    def _others(self, asked: Asked, possible: Sequence[Possible]) -> tuple[Choice, ...]:
        """Return what else may have been meant: other measures first, as other kinds are asked."""
        query = possible[0].query
        codes = [
            one.code
            for mention in asked.subject.mentions
            for one in mention.candidates[:4]
            if one.code not in query.measures
        ]
        if not query.measures or not codes:
            return choices_of(self.catalogue, [one.query for one in possible[1:4]])
        return choices_of(
            self.catalogue, [self._build(query.kind, asked, (code,)) for code in codes[:3]]
        )

    def _build(self, kind: Kind, asked: Asked, codes: Sequence[str]) -> Query:
        return self._builder.query(kind, asked.clues, asked.kinds, asked.today, measures=codes)


def _told_apart(choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices without those that read like one before them."""
    kept: dict[str, Choice] = {}
    for one in choices:
        kept.setdefault(one.label, one)
    return list(kept.values())


def _with_all_said(offered: Sequence[Query]) -> Query:
    """Return the first query with the dates and places that its kind leaves unsaid."""
    first = offered[0]
    return first.but(
        windows=next((one.windows for one in offered if one.windows), ()),
        comparators=next((one.comparators for one in offered if one.comparators), ()),
    )


def _nothing_besides(asked: Asked) -> bool:
    """Say whether one measure was named in full, and nothing speaks of what the plan may lack.

    A second name may be a group that the first has no figure for: "absence for children in need".
    """
    strength, _ = asked.kinds.outside
    link = asked.clues.link
    lacking = strength or link.absent or link.elsewhere or link.breakdowns
    if lacking or len(link.mentions) != 1:
        return False
    return _named_alone(asked) or _well_named(asked)


def _said_in_full(asked: Asked) -> bool:
    """Say whether one measure and no other was said word for word, and nothing else of weight.

    Adding another measure never makes such a question less sure.
    """
    return _named_alone(asked) and asked.subject.mentions[0].best.facet >= 0


def _named_alone(asked: Asked) -> bool:
    """Say whether a measure's name or alias, and nothing else of weight, was said word for word."""
    mentions, left = asked.subject.mentions, asked.clues.left_over
    if len(mentions) != 1 or left > BARELY:
        return False
    best = mentions[0].best
    telling = best.by is By.NAME or (best.by is By.ALIAS and not best.generic)
    return best.literal and telling


def _well_named(asked: Asked) -> bool:
    """Say whether all that one measure is called, and nothing else of weight, was said somehow."""
    mentions = asked.subject.mentions
    if len(mentions) != 1 or asked.clues.left_over > BARELY:
        return False
    return mentions[0].best.whole and mentions[0].best.score >= WELL


def _calls_for_help(clues: Clues) -> bool:
    """Say whether a text greets, thanks or asks what the bot can do; odd words do none of these."""
    said = clues.said
    return bool(said.greeting or said.thanks or clues.weight(Kind.HELP.value))


def _manners(clues: Clues) -> Reading:
    said = clues.said
    if said.greeting or said.thanks or said.polite or said.original.strip():
        return Understood(query=Query(kind=Kind.HELP), certainty=0.95)
    return NotUnderstood(query=outside("empty"), nearest=(), certainty=0.9)
