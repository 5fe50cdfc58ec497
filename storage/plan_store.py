"""Reads of the plan: each a seek along a key, none a scan of the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ScalarSelect,
    Select,
    bindparam,
    exists,
    func,
    select,
    text,
    union_all,
)

from bot.plan.commentary import Commentary
from bot.plan.figures import Benchmark, Figure, Revision, SignedOff
from bot.plan.measures import Catalogue
from bot.plan.periods import Period
from bot.plan.targets import Target
from bot.plan.wordings import WordedMeasure
from storage import commentaries, rows
from storage.catalogue import CatalogueCache, read_catalogue
from storage.hiding import HIDING
from storage.newest import NEWEST_FIRST, newest_of_each
from storage.prepared import Link, Prepared, among, listed
from storage.signed_off import signed_off
from storage.tables import (
    benchmark,
    comparator,
    figure,
    figure_change,
    measure,
    plan,
    revision,
    submission,
    target,
)
from storage.wordings import wordings_of

EARLIEST, LATEST = date.min, date.max

PERIOD_OF_BENCHMARK = (benchmark.c.period_end, benchmark.c.period_start, benchmark.c.kind)


def _id_of(code: BindParameter[str]) -> ScalarSelect[int]:
    """Return the measure's number as a scalar subquery: one step in a unique index."""
    return select(measure.c.id).where(measure.c.code == code).scalar_subquery()


# Written out, so that the index of what waits is used, which holds nothing else.
_WAITS = exists().select_from(submission).where(text("submission.state = 'waiting'"))
_CHANGES = select(func.sum(figure_change.c.changes)).scalar_subquery()
_VERSION = Prepared(select(plan.c.version, _CHANGES.label("changes"), _WAITS.label("waits")))

_NEWEST = Prepared(
    select(*rows.FIGURE)
    .where(figure.c.measure_id == _id_of(bindparam("code")))
    .where(figure.c.standing == rows.COMPARABLE)
    .order_by(*NEWEST_FIRST)
    .limit(bindparam("most"))
)

_WANTED = among(measure.c.code, "codes")
_NEWEST_OF = Prepared(
    {
        dialect: newest_of_each(rows.FIGURE, dialect).where(wanted)
        for dialect, wanted in _WANTED.items()
    }
)


def _series_of(standing: str) -> Select[Any]:
    newest = (
        select(*rows.FIGURE)
        .where(figure.c.measure_id == _id_of(bindparam("code")))
        .where(figure.c.standing == standing)
        .where(figure.c.period_end.between(bindparam("first"), bindparam("last")))
        .order_by(*NEWEST_FIRST)
        .limit(bindparam("most"))
    )
    return select(newest.subquery())


_SERIES = Prepared(union_all(_series_of(rows.COMPARABLE), _series_of(rows.ASIDE)))

_REVISIONS = Prepared(
    select(*rows.REVISION)
    .join(figure, figure.c.id == revision.c.figure_id)
    .where(figure.c.measure_id == _id_of(bindparam("code")))
    .where(figure.c.standing == rows.COMPARABLE)
    .where(figure.c.period_end == bindparam("end"))
    .where(figure.c.period_start == bindparam("start"))
    .where(figure.c.kind == bindparam("kind"))
    .order_by(revision.c.place)
)


def _histories_of(standing: str) -> Select[Any]:
    return (
        select(figure.c.id, *(figure.c[name] for name in rows.PERIOD), *rows.REVISION)
        .join(revision, figure.c.id == revision.c.figure_id)
        .where(figure.c.measure_id == _id_of(bindparam("code")))
        .where(figure.c.standing == standing)
        .order_by(figure.c.period_end, figure.c.period_start, figure.c.kind, revision.c.place)
    )


_HISTORIES = Prepared(_histories_of(rows.COMPARABLE).where(figure.c.revision > 1))
_WITHDRAWN = Prepared(_histories_of(rows.WITHDRAWN))

_BENCHMARKS = Prepared(
    select(*rows.BENCHMARK)
    .join(comparator, comparator.c.id == benchmark.c.comparator_id)
    .where(benchmark.c.measure_id == _id_of(bindparam("code")))
    .where(benchmark.c.period_end.between(bindparam("first"), bindparam("last")))
    .order_by(*PERIOD_OF_BENCHMARK, benchmark.c.comparator_id)
)

_BENCHMARKS_OF = Prepared(
    {
        dialect: select(measure.c.code, *rows.BENCHMARK)
        .join(benchmark, benchmark.c.measure_id == measure.c.id)
        .join(comparator, comparator.c.id == benchmark.c.comparator_id)
        .where(wanted)
        .where(comparator.c.name == bindparam("comparator"))
        .where(benchmark.c.period_end >= bindparam("first"))
        .order_by(*PERIOD_OF_BENCHMARK)
        for dialect, wanted in _WANTED.items()
    }
)

_TARGETS = Prepared(
    select(*rows.TARGET)
    .where(target.c.measure_id == _id_of(bindparam("code")))
    .order_by(target.c.period_end, target.c.period_start, target.c.kind)
)

_TARGETS_OF = Prepared(
    {
        dialect: select(measure.c.code, *rows.TARGET)
        .join(target, target.c.measure_id == measure.c.id)
        .where(wanted)
        .order_by(target.c.period_end, target.c.period_start, target.c.kind)
        for dialect, wanted in _WANTED.items()
    }
)


class PlanStore:
    """The plan as it is in one open transaction."""

    def __init__(self, link: Link, cache: CatalogueCache) -> None:
        self._link = link
        self._cache = cache
        self._changed = False
        self._figures: int | None = None
        self._figures_change = False
        self._waits = False

    def note_change(self) -> None:
        """Note that this transaction writes to the plan, so that nothing it reads may be kept."""
        self._changed = True

    def note_figures(self) -> None:
        """Note that this transaction changes figures, so that no answer to it may be kept."""
        self._figures = None
        self._figures_change = True

    def state(self) -> int | None:
        """Return a number that goes up with every change of figures alone."""
        return None if self._changed or self._figures_change else self._figures

    def something_waits(self) -> bool:
        """Say whether any figure waited for sign-off when the catalogue was read."""
        return self._waits

    def expect(self) -> None:
        """Have the first statement bring along which version the plan has."""
        _VERSION.expect(self._link, {})

    def catalogue(self) -> Catalogue | None:
        """Return the plan without its figures, or None before the first import."""
        found = _VERSION.first(self._link, {})
        if found is None:
            return None
        version, self._figures, waits = found
        self._waits = bool(waits)
        if self._changed:
            return read_catalogue(self._link.connection)
        kept = self._cache.find(version)
        if kept is None:
            kept = read_catalogue(self._link.connection)
            if kept is not None:
                self._cache.keep(kept)
        return kept

    def commentaries(self, code: str, *, limit: int = 10) -> Sequence[Commentary]:
        """Return what the owner of a measure said, newest first."""
        return commentaries.newest(self._link, code, limit)

    def signed_off(self, figure: Figure) -> SignedOff | None:
        """Return whose sign-off published this revision of a figure, or None."""
        return signed_off(self._link, figure)

    def wordings(self, code: str) -> Sequence[WordedMeasure]:
        """Return every version of a measure's entry in the dictionary, oldest first."""
        return wordings_of(self._link, code)

    def hiding(self) -> frozenset[str]:
        """Return the codes of the measures of which any figure may have to be hidden."""
        return frozenset(row[0] for row in HIDING.all(self._link, {}))

    def newest(self, code: str, *, limit: int = 2) -> Sequence[Figure]:
        """Return the newest comparable figures, newest first."""
        found = _NEWEST.all(self._link, {"code": code, "most": limit})
        return [rows.figure(code, row) for row in found]

    def newest_of(self, codes: Sequence[str], *, limit: int = 2) -> dict[str, Sequence[Figure]]:
        """Return `newest` for several measures in one statement."""
        asked = {"codes": listed(self._link, codes), "most": limit}
        found: defaultdict[str, list[Figure]] = defaultdict(list)
        for row in _NEWEST_OF.all(self._link, asked):
            found[row[0]].append(rows.figure(row[0], row[1:]))
        for series in found.values():
            series.sort(key=lambda one: one.period.order, reverse=True)
        return {code: found[code][:limit] for code in codes if code in found}

    def series(
        self, code: str, *, start: date | None = None, end: date | None = None, limit: int = 400
    ) -> Sequence[Figure]:
        """Return all figures whose period ends in [start, end], oldest first."""
        asked = {"code": code, "first": start or EARLIEST, "last": end or LATEST, "most": limit}
        found = [rows.figure(code, row) for row in _SERIES.all(self._link, asked)]
        found.sort(key=lambda one: (one.period.order, one.period.kind, not one.comparable))
        return found[-limit:]

    def revisions(self, code: str, period: Period) -> Sequence[Revision]:
        """Return every revision of one comparable figure, oldest first."""
        asked = {"code": code, "start": period.start, "end": period.end, "kind": period.kind.value}
        found = _REVISIONS.all(self._link, asked)
        return [rows.revision(code, period, number, row) for number, row in enumerate(found, 1)]

    def histories(self, code: str) -> Sequence[Revision]:
        """Return every revision of each comparable figure that has more than one, oldest first."""
        return _numbered(code, _HISTORIES.all(self._link, {"code": code}))

    def withdrawn(self, code: str) -> Sequence[Revision]:
        """Return the revisions of figures withdrawn at source, oldest period first."""
        return rows.mark_withdrawn(_numbered(code, _WITHDRAWN.all(self._link, {"code": code})))

    def benchmarks(
        self, code: str, *, start: date | None = None, end: date | None = None
    ) -> Sequence[Benchmark]:
        """Return the same measure elsewhere, period ends in [start, end], oldest first."""
        asked = {"code": code, "first": start or EARLIEST, "last": end or LATEST}
        return [rows.benchmark(code, row) for row in _BENCHMARKS.all(self._link, asked)]

    def benchmarks_of(
        self, codes: Sequence[str], comparator: str, *, start: date | None = None
    ) -> dict[str, Sequence[Benchmark]]:
        """Return one comparator's benchmarks of several measures in one statement."""
        asked = {
            "codes": listed(self._link, codes),
            "comparator": comparator,
            "first": start or EARLIEST,
        }
        found: defaultdict[str, list[Benchmark]] = defaultdict(list)
        for row in _BENCHMARKS_OF.all(self._link, asked):
            found[row[0]].append(rows.benchmark(row[0], row[1:]))
        return dict(found)

    def targets(self, code: str) -> Sequence[Target]:
        """Return the measure's targets, oldest first."""
        return [rows.target(code, row) for row in _TARGETS.all(self._link, {"code": code})]

    def targets_of(self, codes: Sequence[str]) -> dict[str, Sequence[Target]]:
        """Return `targets` for several measures in one statement; those without are left out."""
        found: defaultdict[str, list[Target]] = defaultdict(list)
        for row in _TARGETS_OF.all(self._link, {"codes": listed(self._link, codes)}):
            found[row[0]].append(rows.target(row[0], row[1:]))
        return dict(found)


def _numbered(code: str, found: Iterable[rows.Row]) -> list[Revision]:
    """Return rows of `_histories_of` as revisions, those of each figure numbered from 1."""
    revisions, numbers = [], defaultdict[int, int](int)
    for row in found:
        numbers[row[0]] += 1
        span = rows.period(row[1], row[2], row[3])
        revisions.append(rows.revision(code, span, numbers[row[0]], row[4:]))
    return revisions
