"""Queries put together from what was found; the one place that fills the fields of a Query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.plan.measures import Catalogue, Unit
from bot.questions.clues import Clues
from bot.questions.facets import NUMBER
from bot.questions.finer_wishes import across_ambitions, extreme, over_time
from bot.questions.held_against import kind_beside_dates
from bot.questions.kin import Kin
from bot.questions.kinds import Kinds, filter_of
from bot.questions.number_words import Value, read_value
from bot.questions.queries import Kind, Query, Window
from bot.questions.stretches_asked import is_one_figure
from bot.questions.two_conditions import Conditions, conditions
from bot.questions.windows import dated, told, year_kind

NO_MEASURES = frozenset({Kind.PLAN, Kind.RANKING, Kind.HELP, Kind.AMBITION})
COMPARED = frozenset({Kind.COMPARE, Kind.LIST, Kind.RANKING})
PICKED = frozenset({Kind.LIST, Kind.RANKING})
WINDOWED = frozenset(
    {
        Kind.FIGURE,
        Kind.TREND,
        Kind.CHANGE,
        Kind.COMPARE,
        Kind.TARGET,
        Kind.SOURCE,
        Kind.STORY,
        Kind.DUE,
        Kind.SUBMIT,
        Kind.LIST,
        Kind.RANKING,
        Kind.NOT_IN_PLAN,
    }
)


class Builder:
    """Makes queries about one plan."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep the catalogue."""
        self.catalogue = catalogue
        self.kin = Kin(catalogue)

    def query(
        self,
        kind: Kind,
        clues: Clues,
        kinds: Kinds,
        today: date,
        *,
        measures: Sequence[str] = (),
        answered: Sequence[Window] = (),
    ) -> Query:
        """Return a query of a kind about some measures, with all that the words say about it."""
        codes = () if kind in NO_MEASURES else tuple(measures)
        if kind is Kind.COMPARE and NUMBER not in clues.link.facets:
            codes = self.kin.comparable(codes)
        kind = kind_beside_dates(kind, clues) if codes else kind
        windows: tuple[Window, ...] = ()
        if kind in WINDOWED and clues.timed:
            windows = self._windows(kind, clues, codes, today, tuple(answered))
        if kind is Kind.TREND and is_one_figure(self.catalogue, codes, windows):
            kind = Kind.FIGURE
        picked = Conditions(first=None)
        if kind in PICKED:
            picked = conditions(clues, kind, filter_of(kinds, kind))
        return Query(
            kind=kind,
            measures=codes,
            windows=windows,
            comparators=self._comparators(clues) if kind in COMPARED else (),
            filter=picked.first,
            also=picked.also,
            value=self.value(clues, codes[0]) if kind is Kind.SUBMIT and codes else None,
            top=_top(clues) if kind is Kind.RANKING else None,
            picture=clues.picture,
            chart=clues.chart,
            across=kind in PICKED and across_ambitions(clues),
            extreme=extreme(kind, clues),
            over_time=over_time(kind, clues, windows),
            stop=kind is Kind.FOLLOW and kinds.details.get(kind) == "stop",
        )

    def value(self, clues: Clues, code: str) -> Decimal | None:
        """Return the value that was handed in for a measure, None where it cannot be taken."""
        unit = self.catalogue.by_code[code].unit
        return clues.once(unit, lambda: _value(clues, unit))

    def _windows(
        self,
        kind: Kind,
        clues: Clues,
        codes: Sequence[str],
        today: date,
        answered: tuple[Window, ...],
    ) -> tuple[Window, ...]:
        """Return the windows, which are those of all measures with one kind of year."""
        years = year_kind(self.catalogue, codes)
        return clues.once(
            (kind, years, today, answered),
            lambda: (
                dated(told(clues, kind), kind, years, today, self.catalogue.plan, answered).windows
            ),
        )

    def about_ambition(
        self, kind: Kind, number: int, clues: Clues, kinds: Kinds, today: date
    ) -> Query:
        """Return a query of a kind about an ambition."""
        return self.query(kind, clues, kinds, today).but(ambition=number)

    def _comparators(self, clues: Clues) -> tuple[str, ...]:
        names = [one.name for one in clues.link.comparators]
        return tuple(one for one in self.catalogue.comparators if one in names)


def outside(reason: str = "", windows: tuple[Window, ...] = ()) -> Query:
    """Return the query of something that the plan does not hold."""
    return Query(kind=Kind.NOT_IN_PLAN, reason=reason, windows=windows)


def _value(clues: Clues, unit: Unit) -> Decimal | None:
    hidden = (*clues.named, *clues.coded, *((one.start, one.end) for one in clues.timed))
    read = read_value(clues.tokens, unit, hidden=hidden)
    return read.value if isinstance(read, Value) else None


def _top(clues: Clues) -> int | None:
    for numeral in clues.numerals:
        if numeral.value is not None and 1 <= numeral.value <= 50 and numeral.value % 1 == 0:
            return int(numeral.value)
    return None
