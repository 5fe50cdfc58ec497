"""One question read as one kind or another, or not at all where it cannot be that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.questions.another_topic import names_another
from bot.questions.building import Builder
from bot.questions.clues import Clues
from bot.questions.kinds import Kinds
from bot.questions.named import AmbitionNamed
from bot.questions.queries import Kind, Query
from bot.questions.subjects import Subject

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
ON_TOPIC = 0.7
"""How much of the best measure's score a further one on the topic has."""
OF_MEASURES = frozenset(
    [
        "measure",
        "measures",
        "measuring",
        "figure",
        "figures",
        "number",
        "numbers",
        "count",
        "counts",
        "counted",
        "indicator",
        "rate",
        "percentage",
        "one",
        "include",
        "includes",
        "included",
        "complete",
        "completed",
    ]
)
TAKES_IN = frozenset(
    """
    include includes included including count counts counted counting cover covers covering contain
    contains
    """.split()  # noqa: SIM905
)
TOLD_APART = frozenset(
    ["difference", "different", "differ", "same", "vs", "versus", "between", "both", "and"]
)
SUBJECT_SURE = 0.55
"""An ambition's subject must be said this fully to be meant."""
INSIDE = frozenset({"in", "under", "within", "for", "across", "from"})
TAGS = frozenset(
    {("isnt", "it"), ("wasnt", "it"), ("arent", "they"), ("werent", "they"), ("is", "it")}
)
AMBITION_WORDS = frozenset(
    """
    ambition strand theme pillar priority part section chapter side bit area
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with all that was found in it."""

    clues: Clues
    kinds: Kinds
    subject: Subject
    today: date

    def ambition(self, *, within: bool = False) -> AmbitionNamed | None:
        """Return the ambition that is named: by number, or by a subject said fully enough.

        Where something `within` it is asked for, a subject must be called an ambition or stand
        after "in" or "under".
        """
        named = [one for one in self.clues.link.ambitions if one.held]
        numbered = [one for one in named if one.by == "number"]
        if numbered:
            return numbered[0]
        called = any(word in AMBITION_WORDS for word in self.clues.words)
        sure = [
            one
            for one in named
            if one.score >= (SUBJECT_SURE / 2 if called or one.by == "title" else SUBJECT_SURE)
        ]
        if within and not called:
            sure = [one for one in sure if self._is_inside(one)]
        return sure[0] if sure else None

    def _is_inside(self, ambition: AmbitionNamed) -> bool:
        first = min(ambition.places)
        before = {token.norm for token in self.clues.tokens[max(0, first - 2) : first]}
        return not before.isdisjoint(INSIDE)


class Readers:
    """Reads a question as each kind."""

    def __init__(self, builder: Builder) -> None:
        """Keep the builder of queries."""
        self._builder = builder
        self._by_kind: dict[Kind, Callable[[Asked], Query | None]] = {
            Kind.AMBITION: self._ambition,
            Kind.PLAN: self._plan,
            Kind.HELP: self._plain(Kind.HELP),
            Kind.LIST: self._list,
            Kind.RANKING: self._ranking,
            Kind.DUE: self._due,
            Kind.FOLLOW: self._follow,
            Kind.SUBMIT: self._submit,
            Kind.NOT_IN_PLAN: lambda _: None,
        }

    def read(self, kind: Kind, asked: Asked) -> Query | None:
        """Return the question read as a kind, or None where it cannot be one."""
        reader = self._by_kind.get(kind)
        return reader(asked) if reader is not None else self._about_measure(kind, asked)

    def _about_measure(self, kind: Kind, asked: Asked) -> Query | None:
        if kind is Kind.OWNER and (ambition := _ambition_owned(asked)) is not None:
            plain = self._builder.query(kind, asked.clues, asked.kinds, asked.today)
            return plain.but(ambition=ambition.number)
        if kind is Kind.DEFINITION and (term := _term(asked)) is not None:
            plain = self._builder.query(kind, asked.clues, asked.kinds, asked.today)
            return plain.but(term=term)
        if asked.subject.named:
            if kind is Kind.FIGURE and not asked.clues.timed:
                return None
            if kind is Kind.LATEST and asked.clues.timed:
                kind = Kind.FIGURE
            return self._query(kind, asked)
        plain = self._builder.query(kind, asked.clues, asked.kinds, asked.today)
        ambition = asked.ambition()
        if kind is Kind.TARGET and asked.clues.weight(Kind.TARGET.value) and ambition is None:
            return plain if _is_all_said(asked) else None
        if kind is Kind.COMPARE and plain.comparators and not names_another(asked.clues):
            beside = self._ranking(asked) or self._list(asked)
            return beside or (plain.but(kind=Kind.LIST) if _is_all_said(asked) else None)
        return None

    def _ambition(self, asked: Asked) -> Query | None:
        ambition = asked.ambition()
        if ambition is None:
            return None
        return self._query(Kind.AMBITION, asked).but(ambition=ambition.number)

    def _plan(self, asked: Asked) -> Query | None:
        ambition = asked.ambition()
        query = self._query(Kind.PLAN, asked)
        said = any(token.norm == "ambition" for token in asked.clues.tokens)
        if ambition is None or (ambition.by != "number" and not said):
            return query
        return query.but(ambition=ambition.number)

    def _list(self, asked: Asked) -> Query | None:
        query = self._builder.query(Kind.LIST, asked.clues, asked.kinds, asked.today)
        ambition = asked.ambition(within=True)
        number = ambition.number if ambition is not None else None
        if query.comparators and not asked.subject.named and names_another(asked.clues):
            return None
        if query.filter is not None:
            return None if _in_a_row(asked) else query.but(ambition=number)
        owners = asked.clues.link.owners
        if (owners and not asked.subject.named) or _owner_leads(asked):
            owner = owners[0]
            return query.but(measures=owner.codes, owner=owner.name)
        codes = _on_topic(asked)
        if codes:
            numbered = ambition is not None and ambition.by == "number"
            return query.but(measures=codes, ambition=number if numbered else None)
        return query.but(ambition=number) if number is not None else None

    def _ranking(self, asked: Asked) -> Query | None:
        query = self._query(Kind.RANKING, asked)
        if query.filter is None:
            return None
        ambition = asked.ambition(within=True)
        return query.but(ambition=ambition.number) if ambition is not None else query

    def _due(self, asked: Asked) -> Query | None:
        query = self._query(Kind.DUE, asked)
        owners = asked.clues.link.owners
        if owners and _owner_leads(asked):
            return query.but(owner=owners[0].name, measures=owners[0].codes)
        return query

    def _follow(self, asked: Asked) -> Query | None:
        return self._query(Kind.FOLLOW, asked)

    def _submit(self, asked: Asked) -> Query | None:
        if not asked.subject.named:
            return None
        heard = asked.clues.weight(Kind.SUBMIT.value)
        if not asked.clues.numerals and not heard:
            return None
        if _is_tagged(asked):
            return None
        return self._query(Kind.SUBMIT, asked)

    def _plain(self, kind: Kind) -> Callable[[Asked], Query | None]:
        return lambda asked: self._builder.query(kind, asked.clues, asked.kinds, asked.today)

    def _query(self, kind: Kind, asked: Asked) -> Query:
        codes = (*asked.subject.measures, *asked.subject.options)
        if kind is Kind.DEFINITION and _asks_what_counts(asked):
            codes = asked.subject.mentions[0].tied
        return self._builder.query(kind, asked.clues, asked.kinds, asked.today, measures=codes)


def _in_a_row(asked: Asked) -> bool:
    """Say whether several steps one after the other are asked for, which no list can pick."""
    words = {token.norm for token in asked.clues.tokens}
    return {"in", "a", "row"} <= words or "consecutive" in words or "consecutively" in words


def _is_tagged(asked: Asked) -> bool:
    """Say whether a text ends by asking whether it is right: "it is 12, isn't it"."""
    words = [token.norm for token in asked.clues.tokens if token.norm.isalpha()]
    return tuple(words[-2:]) in TAGS or words[-1:] == ["innit"]


def _is_all_said(asked: Asked) -> bool:
    """Say whether so little is unexplained that nothing in particular is asked about."""
    return asked.clues.left_over < SUBJECT_SURE * 2


def _ambition_owned(asked: Asked) -> AmbitionNamed | None:
    """Return the ambition whose owner is asked for, where it is called so or nothing else is."""
    ambition = asked.ambition()
    called = any(token.norm == "ambition" for token in asked.clues.tokens)
    return ambition if called or not asked.subject.named else None


def _term(asked: Asked) -> str | None:
    """Return the term of the plan that a definition is about, where no measure is meant.

    "What is early help" asks for the term; "what does the early help number count" does not.
    """
    terms = asked.clues.link.terms
    if not terms or any(token.norm in OF_MEASURES for token in asked.clues.tokens):
        return None
    spoken = [one.best.places for one in asked.subject.mentions]
    best = terms[0]
    return best.name if all(places <= best.places for places in spoken) else None


def _asks_what_counts(asked: Asked) -> bool:
    """Say whether it is asked what the first measure named takes in: 'does X include Y'."""
    mentions = asked.subject.mentions
    if len(mentions) < 2:
        return False
    first, second, *_ = mentions
    between = {token.norm for token in asked.clues.tokens[first.end : second.start]}
    norms = {token.norm for token in asked.clues.tokens}
    return not between.isdisjoint(TAKES_IN) or norms.isdisjoint(TOLD_APART)


def _on_topic(asked: Asked) -> tuple[str, ...]:
    """Return all measures on the topics named: the equal ones, and what the words fit too."""
    codes: dict[str, None] = {}
    for mention in asked.subject.mentions:
        best = mention.best
        for one in mention.candidates:
            if one.code in mention.tied or (
                one.places >= best.places and one.score >= ON_TOPIC * best.score
            ):
                codes[one.code] = None
    return tuple(codes)


def _owner_leads(asked: Asked) -> bool:
    """Say whether an organisation or role explains more than any measure does."""
    owners = asked.clues.link.owners
    if not owners or owners[0].score < SUBJECT_SURE:
        return False
    words = max(
        (len(one.best.places) for one in asked.subject.mentions if one.best.literal), default=0
    )
    return len(owners[0].places) > words
