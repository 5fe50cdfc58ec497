"""Reads of the plan: each a seek along a key, none a scan of the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import BindParameter, Connection, ScalarSelect, bindparam, select

from bot.plan.figures import Benchmark, Figure, Revision
from bot.plan.measures import Catalogue
from bot.plan.periods import Period
from bot.plan.targets import Target
from storage import rows
from storage.catalogue import CatalogueCache, read_catalogue
from storage.newest import NEWEST_FIRST, newest_of_each
from storage.tables import benchmark, comparator, figure, measure, plan, revision, target

EARLIEST, LATEST = date.min, date.max

PERIOD_OF_BENCHMARK = (benchmark.c.period_end, benchmark.c.period_start, benchmark.c.kind)


def _id_of(code: BindParameter[str]) -> ScalarSelect[int]:
    """Return the measure's number as a scalar subquery: one step in a unique index."""
    return select(measure.c.id).where(measure.c.code == code).scalar_subquery()


_VERSION = select(plan.c.version)

_NEWEST = (
    select(*rows.FIGURE)
    .where(figure.c.measure_id == _id_of(bindparam("code")))
    .where(figure.c.standing == rows.COMPARABLE)
    .order_by(*NEWEST_FIRST)
    .limit(bindparam("most"))
)


_WANTED = measure.c.code.in_(bindparam("codes", expanding=True))
_NEWEST_OF = {
    dialect: newest_of_each(rows.FIGURE, dialect).where(_WANTED)
    for dialect in ("sqlite", "postgresql")
}

_SERIES = [
    select(*rows.FIGURE)
    .where(figure.c.measure_id == _id_of(bindparam("code")))
    .where(figure.c.standing == standing)
    .where(figure.c.period_end.between(bindparam("first"), bindparam("last")))
    .order_by(*NEWEST_FIRST)
    .limit(bindparam("most"))
    for standing in (rows.COMPARABLE, rows.ASIDE)
]

_REVISIONS = (
    select(*rows.REVISION)
    .join(figure, figure.c.id == revision.c.figure_id)
    .where(figure.c.measure_id == _id_of(bindparam("code")))
    .where(figure.c.standing == rows.COMPARABLE)
    .where(figure.c.period_end == bindparam("end"))
    .where(figure.c.period_start == bindparam("start"))
    .where(figure.c.kind == bindparam("kind"))
    .order_by(revision.c.place)
)

_WITHDRAWN = (
    select(figure.c.id, *(figure.c[name] for name in rows.PERIOD), *rows.REVISION)
    .join(revision, figure.c.id == revision.c.figure_id)
    .where(figure.c.measure_id == _id_of(bindparam("code")))
    .where(figure.c.standing == rows.WITHDRAWN)
    .order_by(figure.c.period_end, figure.c.period_start, figure.c.kind, revision.c.place)
)

_BENCHMARKS = (
    select(*rows.BENCHMARK)
    .join(comparator, comparator.c.id == benchmark.c.comparator_id)
    .where(benchmark.c.measure_id == _id_of(bindparam("code")))
    .where(benchmark.c.period_end.between(bindparam("first"), bindparam("last")))
    .order_by(*PERIOD_OF_BENCHMARK, benchmark.c.comparator_id)
)

_TARGETS = (
    select(*rows.TARGET)
    .where(target.c.measure_id == _id_of(bindparam("code")))
    .order_by(target.c.period_end, target.c.period_start, target.c.kind)
)

_TARGETS_OF = (
    select(measure.c.code, *rows.TARGET)
    .join(target, target.c.measure_id == measure.c.id)
    .where(_WANTED)
    .order_by(target.c.period_end, target.c.period_start, target.c.kind)
)


class PlanStore:
    """The plan as it is in one open transaction."""

    def __init__(self, connection: Connection, cache: CatalogueCache) -> None:
        self._connection = connection
        self._cache = cache
        self._changed = False

    def note_change(self) -> None:
        """Note that this transaction writes to the plan, so that nothing it reads may be kept."""
        self._changed = True

    def catalogue(self) -> Catalogue | None:
        """Return the plan without its figures, or None before the first import."""
        version = self._connection.execute(_VERSION).scalar()
        if version is None:
            return None
        if self._changed:
            return read_catalogue(self._connection)
        kept = self._cache.find(version)
        if kept is None:
            kept = read_catalogue(self._connection)
            if kept is not None:
                self._cache.keep(kept)
        return kept

    def newest(self, code: str, *, limit: int = 2) -> Sequence[Figure]:
        """Return the newest comparable figures, newest first."""
        found = self._connection.execute(_NEWEST, {"code": code, "most": limit})
        return [rows.figure(code, row) for row in found]

    def newest_of(self, codes: Sequence[str], *, limit: int = 2) -> dict[str, Sequence[Figure]]:
        """Return `newest` for several measures in one statement."""
        statement = _NEWEST_OF[self._connection.dialect.name]
        found: defaultdict[str, list[Figure]] = defaultdict(list)
        for row in self._connection.execute(statement, {"codes": list(codes), "most": limit}):
            found[row[0]].append(rows.figure(row[0], row[1:]))
        for series in found.values():
            series.sort(key=lambda one: one.period.order, reverse=True)
        return {code: found[code] for code in codes if code in found}

    def series(
        self, code: str, *, start: date | None = None, end: date | None = None, limit: int = 400
    ) -> Sequence[Figure]:
        """Return all figures whose period ends in [start, end], oldest first."""
        asked = {"code": code, "first": start or EARLIEST, "last": end or LATEST, "most": limit}
        found = [
            rows.figure(code, row)
            for statement in _SERIES
            for row in self._connection.execute(statement, asked)
        ]
        found.sort(key=lambda one: (one.period.order, one.period.kind, not one.comparable))
        return found[-limit:]

    def revisions(self, code: str, period: Period) -> Sequence[Revision]:
        """Return every revision of one comparable figure, oldest first."""
        asked = {"code": code, "start": period.start, "end": period.end, "kind": period.kind.value}
        found = self._connection.execute(_REVISIONS, asked)
        return [rows.revision(code, period, number, row) for number, row in enumerate(found, 1)]

    def withdrawn(self, code: str) -> Sequence[Revision]:
        """Return the revisions of figures withdrawn at source, oldest period first."""
        found, numbers = [], defaultdict[int, int](int)
        for row in self._connection.execute(_WITHDRAWN, {"code": code}):
            numbers[row[0]] += 1
            span = rows.period(row[1], row[2], row[3])
            found.append(rows.revision(code, span, numbers[row[0]], row[4:]))
        return rows.mark_withdrawn(found)

    def benchmarks(
        self, code: str, *, start: date | None = None, end: date | None = None
    ) -> Sequence[Benchmark]:
        """Return the same measure elsewhere, period ends in [start, end], oldest first."""
        asked = {"code": code, "first": start or EARLIEST, "last": end or LATEST}
        return [rows.benchmark(code, row) for row in self._connection.execute(_BENCHMARKS, asked)]

    def targets(self, code: str) -> Sequence[Target]:
        """Return the measure's targets, oldest first."""
        return [
            rows.target(code, row) for row in self._connection.execute(_TARGETS, {"code": code})
        ]

    def targets_of(self, codes: Sequence[str]) -> dict[str, Sequence[Target]]:
        """Return `targets` for several measures in one statement; those without are left out."""
        found: defaultdict[str, list[Target]] = defaultdict(list)
        for row in self._connection.execute(_TARGETS_OF, {"codes": list(codes)}):
            found[row[0]].append(rows.target(row[0], row[1:]))
        return dict(found)
