"""One question read as one kind or another, or not at all where it cannot be that."""

from __future__ import annotations

from collections.abc import Callable

from bot.questions.another_topic import names_another
from bot.questions.asked import Asked
from bot.questions.building import Builder
from bot.questions.finer_wishes import lacking
from bot.questions.queries import Kind, Query
from bot.questions.subjects_meant import (
    ambition_owned,
    asks_what_counts,
    in_a_row,
    is_all_said,
    is_tagged,
    is_whole,
    names_role,
    on_topic,
    owner_leads,
    term_meant,
)

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
        if kind is Kind.OWNER and (ambition := ambition_owned(asked)) is not None:
            plain = self._builder.query(kind, asked.clues, asked.kinds, asked.today)
            return plain.but(ambition=ambition.number)
        if (
            kind is Kind.DEFINITION
            and (term := term_meant(asked, self._builder.catalogue)) is not None
        ):
            plain = self._builder.query(kind, asked.clues, asked.kinds, asked.today)
            return plain.but(term=term)
        if kind is Kind.OWNER and names_role(asked):
            owner = asked.clues.link.owners[0]
            plain = self._builder.query(kind, asked.clues, asked.kinds, asked.today)
            return plain.but(measures=owner.codes, owner=owner.name)
        if asked.subject.named:
            if kind is Kind.FIGURE and not asked.clues.timed:
                return None
            if kind is Kind.LATEST and asked.clues.timed:
                kind = Kind.FIGURE
            return self._query(kind, asked)
        plain = self._builder.query(kind, asked.clues, asked.kinds, asked.today)
        ambition = asked.ambition()
        if kind is Kind.TARGET and asked.clues.weight(Kind.TARGET.value) and ambition is None:
            return plain if is_all_said(asked) else None
        if kind is Kind.COMPARE and plain.comparators and not names_another(asked.clues):
            beside = self._ranking(asked) or self._list(asked)
            return beside or (plain.but(kind=Kind.LIST) if is_all_said(asked) else None)
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
        lacks = None if asked.subject.named else lacking(asked.clues)
        if lacks is not None:
            return query.but(filter=None, also=None, lacking=lacks, ambition=number)
        if query.filter is not None:
            return None if in_a_row(asked) else query.but(ambition=number)
        owners = asked.clues.link.owners
        if (owners and not asked.subject.named) or owner_leads(asked):
            owner = owners[0]
            return query.but(measures=owner.codes, owner=owner.name)
        codes = on_topic(asked)
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
        if owners and owner_leads(asked):
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
        if is_tagged(asked):
            return None
        query = self._query(Kind.SUBMIT, asked)
        whole = is_whole(asked)
        if len(query.measures) != 1 or whole is None:
            return query
        code = self._builder.kin.taking(query.measures[0], whole=whole)
        if code == query.measures[0]:
            return query
        return self._builder.query(
            Kind.SUBMIT, asked.clues, asked.kinds, asked.today, measures=(code,)
        )

    def _plain(self, kind: Kind) -> Callable[[Asked], Query | None]:
        return lambda asked: self._builder.query(kind, asked.clues, asked.kinds, asked.today)

    def _query(self, kind: Kind, asked: Asked) -> Query:
        codes = (*asked.subject.measures, *asked.subject.options)
        if kind is Kind.DEFINITION and asks_what_counts(asked):
            codes = asked.subject.mentions[0].tied
        return self._builder.query(kind, asked.clues, asked.kinds, asked.today, measures=codes)
