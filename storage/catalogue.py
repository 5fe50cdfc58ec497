"""The plan without its figures, read once for each version of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, exists, select

from bot.plan.measures import PLACE, Catalogue, Measure
from bot.plan.periods import Period
from bot.plan.rhythms import average_ends_in
from bot.plan.year_kinds import year_kind
from storage import rows
from storage.learning_store import LearningStore
from storage.newest import newest_of_each
from storage.prepared import Link
from storage.tables import ambition, benchmark, comparator, figure, measure, plan, term

TELLING = 24
"""How many of a measure's newest figures say which kind of year it is published for."""
Told = TypeVar("Told")

_PLAN = select(plan)
_AMBITIONS = select(ambition).order_by(ambition.c.number)
_MEASURES = select(measure).order_by(measure.c.place, measure.c.id)
_TERMS = select(term).order_by(term.c.place, term.c.id)
_COMPARATORS = select(comparator.c.name).order_by(comparator.c.id)
_COMPARED = select(measure.c.code).where(exists().where(benchmark.c.measure_id == measure.c.id))
_PERIODS = {
    dialect: newest_of_each([figure.c[name] for name in rows.PERIOD], dialect)
    for dialect in ("sqlite", "postgresql")
}


class CatalogueCache:
    """The catalogues of the last two versions, shared by all transactions of one database.

    Two, so that readers of the version before a commit and those after it do not push out each
    other's.
    """

    def __init__(self) -> None:
        self._kept: tuple[Catalogue, ...] = ()

    def find(self, version: int) -> Catalogue | None:
        """Return the catalogue of this version, if it is kept."""
        for catalogue in self._kept:
            if catalogue.version == version:
                return catalogue
        return None

    def keep(self, catalogue: Catalogue) -> None:
        """Keep this one and the one before."""
        self._kept = (catalogue, *self._kept[:1])

    def forget(self) -> None:
        """Forget all, since a version that was read may never have been committed."""
        self._kept = ()


def read_catalogue(connection: Connection) -> Catalogue | None:
    """Return the catalogue from the tables, or None before the first import."""
    found = connection.execute(_PLAN).first()
    if found is None:
        return None
    periods = _periods(connection)
    return Catalogue(
        version=found.version,
        plan=rows.plan(found),
        ambitions=tuple(rows.ambition(row) for row in connection.execute(_AMBITIONS)),
        measures=_measures(connection),
        terms=tuple(rows.term(row) for row in connection.execute(_TERMS)),
        comparators=_with_groups(connection.execute(_COMPARATORS).scalars()),
        lexicon=found.lexicon,
        year_kinds=_told(periods, year_kind),
        averages=_told(periods, average_ends_in),
        compared=frozenset(connection.execute(_COMPARED).scalars()),
    )


def _with_groups(names: Iterable[str]) -> tuple[str, ...]:
    """The comparators, each group before its first place, though only places have figures."""
    found: dict[str, None] = {}
    for name in names:
        group, mark, _ = name.partition(PLACE)
        if mark:
            found[group] = None
        found[name] = None
    return tuple(found)


def _measures(connection: Connection) -> tuple[Measure, ...]:
    learnt: defaultdict[str, list[str]] = defaultdict(list)
    for one in LearningStore(Link(connection)).aliases():
        learnt[one.measure].append(one.alias)
    read = (rows.measure(row) for row in connection.execute(_MEASURES))
    return tuple(
        replace(one, aliases=(*one.aliases, *learnt[one.code]), learnt=tuple(learnt[one.code]))
        for one in read
    )


def _periods(connection: Connection) -> dict[str, list[Period]]:
    """Return by code the periods of each measure's newest figures."""
    periods: defaultdict[str, list[Period]] = defaultdict(list)
    statement = _PERIODS[connection.dialect.name]
    for code, *columns in connection.execute(statement, {"most": TELLING}):
        periods[code].append(rows.period(*columns))
    return periods


def _told(
    periods: Mapping[str, Sequence[Period]], reading: Callable[[Sequence[Period]], Told | None]
) -> dict[str, Told]:
    """Return by code what the periods of a measure's figures tell, where they tell it."""
    kinds = ((code, reading(spans)) for code, spans in periods.items())
    return {code: kind for code, kind in kinds if kind is not None}
