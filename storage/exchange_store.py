"""Plans in and out as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, Table, bindparam, func, insert, or_, select, update

from bot.exchange.store import Counts
from bot.plan.due_dates import DueRule, Pack
from bot.plan.figures import Benchmark, Figure, Revision
from bot.plan.measures import Ambition, Measure, Plan, Term
from bot.plan.sign_off import Policy
from bot.plan.targets import Target
from bot.plan.working_days import DayOff
from storage import rows, wordings
from storage.figure_writer import FigureWriter
from storage.keys import KeyLookup
from storage.prepared import Link
from storage.reminder_calendar import day_off_columns, rule_columns
from storage.reminder_store import ReminderStore
from storage.rows import ASIDE, COMPARABLE, WITHDRAWN
from storage.sheet_writer import Columns, SheetWriter
from storage.submission_rows import policy_of
from storage.submission_statements import POLICIES
from storage.tables import (
    ambition,
    benchmark,
    comparator,
    day_off,
    due_rule,
    figure,
    measure,
    pack,
    plan,
    policy,
    revision,
    target,
    term,
)

_IDS = select(measure.c.code, measure.c.id).order_by(measure.c.place, measure.c.id)
_COMPARATOR_IDS = select(comparator.c.name, comparator.c.id)
_RAISE_VERSION = update(plan).values(version=plan.c.version + 1)

_PERIOD_KEY = ("measure_id", "period_end", "period_start", "kind")
_BENCHMARK_KEY = (*_PERIOD_KEY, "comparator_id")
_STORED_BENCHMARKS = KeyLookup(
    benchmark,
    _BENCHMARK_KEY,
    [benchmark.c.value, benchmark.c.source, benchmark.c.source_date],
)
_STORED_TARGETS = KeyLookup(
    target, _PERIOD_KEY, [target.c.value, target.c.tolerance, target.c.tolerance_kind]
)

_FIGURES = (
    select(*rows.FIGURE)
    .where(figure.c.measure_id == bindparam("number"))
    .where(figure.c.standing.in_([COMPARABLE, ASIDE]))
)
_REVISIONS = (
    select(
        *(figure.c[name] for name in rows.PERIOD),
        figure.c.id,
        figure.c.standing,
        *rows.REVISION,
    )
    .join(revision, revision.c.figure_id == figure.c.id)
    .where(figure.c.measure_id == bindparam("number"))
    .where(or_(figure.c.revision > 1, figure.c.standing == WITHDRAWN))
    .order_by(figure.c.period_end, figure.c.period_start, figure.c.kind)
    .order_by(figure.c.standing.desc(), figure.c.id, revision.c.place)
)
_COMPARABLE_PERIODS = (
    select(*(figure.c[name] for name in rows.PERIOD))
    .where(figure.c.measure_id == bindparam("number"))
    .where(figure.c.standing == COMPARABLE)
)
_BENCHMARKS = (
    select(*rows.BENCHMARK)
    .join(comparator, comparator.c.id == benchmark.c.comparator_id)
    .where(benchmark.c.measure_id == bindparam("number"))
    .order_by(benchmark.c.comparator_id)
    .order_by(benchmark.c.period_end, benchmark.c.period_start, benchmark.c.kind)
)
_TARGETS = (
    select(*rows.TARGET)
    .where(target.c.measure_id == bindparam("number"))
    .order_by(target.c.period_end, target.c.period_start, target.c.kind)
)
_SIZES = {
    "ambitions": select(func.count()).select_from(ambition),
    "measures": select(func.count()).select_from(measure),
    "terms": select(func.count()).select_from(term),
    "figures": select(func.count()).select_from(figure).where(figure.c.standing != WITHDRAWN),
    "benchmarks": select(func.count()).select_from(benchmark),
    "targets": select(func.count()).select_from(target),
    "due_dates": select(func.count()).select_from(due_rule),
    "days_off": select(func.count()).select_from(day_off),
    "packs": select(func.count()).select_from(pack),
    "policies": select(func.count()).select_from(policy),
    "revisions": select(func.count()).select_from(figure).where(figure.c.standing == WITHDRAWN),
}


class ExchangeStore:
    """Writes and reads of whole plans, in one open transaction.

    `on_write` is called before anything is written, so that nothing half written is remembered.
    """

    def __init__(self, connection: Connection, on_write: Callable[[], None]) -> None:
        self._connection = connection
        self._on_write = on_write
        self._places = {measure: 0, term: 0}
        self._sheets = SheetWriter(connection, on_write)

    def put_plan(self, one: Plan, lexicon: str | None) -> Counts:
        """Store or change the plan itself."""
        columns = {
            "title": one.title,
            "partnership": one.partnership,
            "area": one.area,
            "starts": one.starts,
            "ends": one.ends,
            "timezone": one.timezone,
            "lexicon": lexicon,
        }
        is_new = self._connection.execute(select(plan.c.id)).first() is None
        first = {"version": 1} if is_new else {}
        return self._sheets.put(plan, ("id",), [columns | first | {"id": 1}])

    def put_ambitions(self, ambitions: Sequence[Ambition]) -> Counts:
        """Store ambitions by number."""
        return self._sheets.put(
            ambition,
            ("number",),
            [
                {
                    "number": one.number,
                    "title": one.title,
                    "wording": one.wording.value,
                    "lead_organisation": one.lead_organisation,
                    "source_url": one.source_url,
                }
                for one in ambitions
            ],
        )

    def put_measures(self, measures: Sequence[Measure], now: datetime | None = None) -> Counts:
        """Store measures by code; with `now`, what they were before is kept as a version."""
        before = wordings.entries(self._connection)
        counts = self._sheets.put(
            measure, ("code",), self._placed(measure, map(rows.measure_columns, measures))
        )
        if now is not None and (counts.new or counts.changed):
            wordings.note_changes(self._connection, before, measures, now)
        return counts

    def put_terms(self, terms: Sequence[Term]) -> Counts:
        """Store terms by their name."""
        return self._sheets.put(term, ("term",), self._placed(term, map(rows.term_columns, terms)))

    def put_figures(
        self, figures: Sequence[tuple[Figure, Sequence[Revision]]], now: datetime
    ) -> Counts:
        """Store figures, each with all its versions from the file, oldest first."""
        self._on_write()
        return FigureWriter(self._connection, self._ids(), now).put(figures)

    def put_withdrawn(self, revisions: Sequence[Revision], now: datetime) -> Counts:
        """Store revisions of figures that were withdrawn at source."""
        self._on_write()
        return FigureWriter(self._connection, self._ids(), now).put_withdrawn(revisions)

    def put_benchmarks(self, benchmarks: Sequence[Benchmark]) -> Counts:
        """Store benchmarks by measure, comparator and period."""
        ids, comparators = self._ids(), self._comparators(one.comparator for one in benchmarks)
        wanted = [
            {
                "measure_id": ids[one.measure],
                "comparator_id": comparators[one.comparator],
                **rows.period_columns(one.period),
                "value": one.value,
                "source": one.source,
                "source_date": one.source_date,
            }
            for one in benchmarks
        ]
        return self._sheets.put(benchmark, _BENCHMARK_KEY, wanted, _STORED_BENCHMARKS)

    def put_targets(self, targets: Sequence[Target]) -> Counts:
        """Store targets by measure and period."""
        ids = self._ids()
        wanted = [
            {
                "measure_id": ids[one.measure],
                **rows.period_columns(one.period),
                "value": one.value,
                "tolerance": one.tolerance.amount if one.tolerance else None,
                "tolerance_kind": one.tolerance.kind.value if one.tolerance else None,
            }
            for one in targets
        ]
        return self._sheets.put(target, _PERIOD_KEY, wanted, _STORED_TARGETS)

    def put_rules(self, rules: Sequence[DueRule]) -> Counts:
        """Store rules of due dates by measure."""
        return self._sheets.put(due_rule, ("measure",), list(map(rule_columns, rules)))

    def put_days_off(self, days_off: Sequence[DayOff]) -> Counts:
        """Store days off by calendar and first day."""
        key = ("calendar", "first_day")
        return self._sheets.put(day_off, key, list(map(day_off_columns, days_off)))

    def put_packs(self, packs: Sequence[Pack]) -> Counts:
        """Store board packs by name and the day they freeze."""
        return self._sheets.put(pack, ("name", "freezes_on"), list(map(asdict, packs)))

    def plan_changed(self) -> None:
        """Raise the plan's version, so that every replica reads the catalogue anew."""
        self._on_write()
        self._connection.execute(_RAISE_VERSION)

    def figures(self) -> Iterator[Figure]:
        """Yield every figure but the withdrawn, a measure at a time."""
        for code, number in self._ids().items():
            found = self._connection.execute(_FIGURES, {"number": number})
            series = [rows.figure(code, row) for row in found]
            series.sort(key=lambda one: (one.period.order, one.period.kind, not one.comparable))
            yield from series

    def all_revisions(self) -> Iterator[Revision]:
        """Yield every revision of figures that have more than one, and of withdrawn ones."""
        for code, number in self._ids().items():
            yield from self._revisions(code, number)

    def _revisions(self, code: str, number: int) -> list[Revision]:
        asked = {"number": number}
        taken = {tuple(row) for row in self._connection.execute(_COMPARABLE_PERIODS, asked)}
        found: list[Revision] = []
        for (_, standing), history in groupby(
            self._connection.execute(_REVISIONS, asked), key=lambda row: (row[3], row[4])
        ):
            lines = list(history)
            span = tuple(lines[0][:3])
            if standing == ASIDE and span in taken:
                continue
            one = [
                rows.revision(code, rows.period(*span), count, row[5:])
                for count, row in enumerate(lines, 1)
            ]
            found += rows.mark_withdrawn(one) if standing == WITHDRAWN else one
        return found

    def all_benchmarks(self) -> Iterator[Benchmark]:
        """Yield every benchmark."""
        for code, number in self._ids().items():
            found = self._connection.execute(_BENCHMARKS, {"number": number})
            yield from [rows.benchmark(code, row) for row in found]

    def all_targets(self) -> Iterable[Target]:
        """Yield every target."""
        for code, number in self._ids().items():
            found = self._connection.execute(_TARGETS, {"number": number})
            yield from [rows.target(code, row) for row in found]

    def put_policies(self, policies: Sequence[Policy]) -> Counts:
        """Store who signs figures off, by measure."""
        ids = self._ids() if policies else {}
        wanted = [
            {
                "measure_id": ids[one.measure],
                "approvers": one.approvers.value,
                "own": int(one.own),
            }
            for one in policies
        ]
        return self._sheets.put(policy, ("measure_id",), wanted)

    def all_policies(self) -> Iterable[Policy]:
        """Return who signs figures off, where that was set."""
        found = POLICIES.all(Link(self._connection), {})
        return [policy_of(row) for row in found]

    def all_rules(self) -> Iterable[DueRule]:
        """Return every rule of due dates."""
        return self._calendar().rules()

    def all_days_off(self) -> Iterable[DayOff]:
        """Return every day off."""
        return self._calendar().days_off()

    def all_packs(self) -> Iterable[Pack]:
        """Return every board pack."""
        return self._calendar().packs()

    def _calendar(self) -> ReminderStore:
        return ReminderStore(Link(self._connection))

    def sizes(self) -> Mapping[str, int]:
        """Return how many rows are stored, by sheet."""
        return {
            sheet: self._connection.execute(count).scalar_one() for sheet, count in _SIZES.items()
        }

    def _ids(self) -> dict[str, int]:
        """Return the number of each measure by code, in plan order."""
        return {row[0]: row[1] for row in self._connection.execute(_IDS)}

    def _comparators(self, names: Iterable[str]) -> dict[str, int]:
        """Return the number of each comparator; new ones are added in the order they come."""
        found = {row[0]: row[1] for row in self._connection.execute(_COMPARATOR_IDS)}
        new = [name for name in dict.fromkeys(names) if name not in found]
        if new:
            self._on_write()
            self._connection.execute(insert(comparator), [{"name": name} for name in new])
            return self._comparators(())
        return found

    def _placed(self, table: Table, listed: Iterable[Columns]) -> list[Columns]:
        """Return rows with their place in the plan, counted on from one call to the next."""
        placed = []
        for columns in listed:
            self._places[table] += 1
            placed.append(columns | {"place": self._places[table]})
        return placed
