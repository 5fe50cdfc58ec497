"""A plan from files into the stores: all of it or nothing.

The first reading checks every row, the second stores them in batches, so that no more than a
batch of figures is held at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from bot.exchange.bad_rows import Collector
from bot.exchange.checking import Checked, check, paired
from bot.exchange.columns import BENCHMARKS, FIGURES
from bot.exchange.figure_sheets import read_benchmarks, read_figures
from bot.exchange.limits import LOCAL, Limits
from bot.exchange.opening import open_source
from bot.exchange.sheets import Source
from bot.exchange.store import Counts, ExchangeStore
from bot.exchange.summary import Summary, told_of
from bot.exchange.versions import revisions_of
from bot.people import Admission
from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.measures import Catalogue
from bot.receipts.recall import RECALL, Correction, RecallStores, recall

BATCH = 1_000

Progress = Callable[[int, int], None]
Item = TypeVar("Item")


class PlanStores(RecallStores, Protocol):
    """The stores that whole plans go into and come from."""

    @property
    def exchange(self) -> ExchangeStore:
        """Plans in and out as a whole."""
        ...


class _Meter:
    """Tells how many of all rows are done, once a batch."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, max(total, 1), 0

    def tick(self) -> None:
        self._done += 1
        if self._done % BATCH == 0:
            self._progress(min(self._done, self._total), self._total)

    def finish(self) -> None:
        self._progress(self._total, self._total)


def import_plan(
    path: Path,
    stores: PlanStores,
    now: datetime,
    progress: Progress = lambda _done, _total: None,
    limits: Limits = LOCAL,
    *,
    recall_within: timedelta = RECALL,
    admission: Admission | None = None,
) -> Summary:
    """Store the plan at `path` and return what was new, changed and the same.

    Whoever was given a figure within `recall_within` that this corrects is told; `admission` says
    who may still hear of figures.

    Call it inside one transaction: when it raises, that must be rolled back. `progress` is called
    with the rows done and their total; every row is read twice.

    Raises:
        BadRows: rows do not fit; all of them, and nothing was stored.
        ExchangeError: the files cannot be read, or hold another plan than the stored one.
    """
    with open_source(path, limits) as source:
        stored = stores.plan.catalogue()
        meter = _Meter(progress, 2 * (source.size(FIGURES.name) + source.size(BENCHMARKS.name)))
        checked = check(source, stored, meter.tick, now.date())
        counts = dict(_store(source, checked, stored, stores.exchange, now, meter))
        summary = Summary(
            title=checked.plan.title,
            counts=counts,
            left_alone=_left_alone(stores.exchange, counts),
            ignored=source.ignored,
            told=told_of(counts["figures"] + counts["revisions"], checked.measures),
            doubts=checked.doubts,
        )
    if summary.changes:
        stores.exchange.plan_changed()
        told = _recall(stores, now, recall_within, admission)
        summary = replace(summary, recalled=told)
    meter.finish()
    return summary


def _recall(
    stores: PlanStores, now: datetime, within: timedelta, admission: Admission | None
) -> int:
    """Tell those who were given what the files correct, and return how many chats that are."""
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    correction = Correction(
        why="The plan's files were brought in again with another value.",
        approved_by="the performance officer",
    )
    return recall(stores, catalogue, correction, now, within=within, admission=admission)


def _store(
    source: Source,
    checked: Checked,
    stored: Catalogue | None,
    store: ExchangeStore,
    now: datetime,
    meter: _Meter,
) -> Iterator[tuple[str, Counts]]:
    """Store everything and yield the counts of each sheet."""
    kept = stored.lexicon if stored else None  # a file without a lexicon leaves it alone
    lexicon = kept if checked.lexicon is None else checked.lexicon
    yield "plan", store.put_plan(checked.plan, lexicon)
    yield "ambitions", store.put_ambitions(checked.ambitions)
    yield "measures", store.put_measures(checked.measures, now)
    yield "terms", store.put_terms(checked.terms)
    yield "figures", _store_figures(source, checked, store, now, meter)
    yield "revisions", store.put_withdrawn(tuple(_withdrawn(checked, now)), now)
    yield "benchmarks", _store_benchmarks(source, checked, stored, store, meter)
    yield "targets", store.put_targets(checked.targets)
    yield "due_dates", store.put_rules(checked.calendar.rules)
    yield "days_off", store.put_days_off(checked.calendar.days_off)
    yield "packs", store.put_packs(checked.calendar.packs)
    yield "policies", store.put_policies(checked.policies)


def _store_figures(
    source: Source, checked: Checked, store: ExchangeStore, now: datetime, meter: _Meter
) -> Counts:
    counts, bad = Counts(), Collector()
    figures = read_figures(source, checked.known, bad)
    for batch in _batches(paired(figures, checked.pairs), BATCH):
        listed: list[tuple[Figure, Sequence[Revision]]] = []
        for figure in (figure for together in batch for figure in together):
            listed.append((figure, _versions(figure, checked, now)))
            meter.tick()
        counts += store.put_figures(listed, now)
    bad.refuse()  # none, unless somebody changed the file in between
    return counts


def _versions(figure: Figure, checked: Checked, now: datetime) -> tuple[Revision, ...]:
    key = (figure.measure, figure.period)
    versions = checked.histories.current.get(key)
    if versions is None or not checked.is_told_of(figure):
        return ()
    return revisions_of(key, versions, figure.status, now)


def _withdrawn(checked: Checked, now: datetime) -> Iterator[Revision]:
    for key, versions in checked.histories.withdrawn.items():
        yield from revisions_of(key, versions, FigureStatus.WITHDRAWN, now)


def _store_benchmarks(
    source: Source,
    checked: Checked,
    stored: Catalogue | None,
    store: ExchangeStore,
    meter: _Meter,
) -> Counts:
    counts, bad = Counts(), Collector()
    known = stored.comparators if stored else ()
    rows = read_benchmarks(source, checked.known, known, bad)
    for batch in _batches((benchmark for _, benchmark in rows), BATCH):
        counts += store.put_benchmarks(batch)
        for _ in batch:
            meter.tick()
    bad.refuse()
    return counts


def _left_alone(store: ExchangeStore, counts: dict[str, Counts]) -> dict[str, int]:
    """Return how many rows of each sheet are stored that the files do not have."""
    sizes = store.sizes()
    met = {sheet: one.new + one.changed + one.same for sheet, one in counts.items()}
    return {sheet: max(size - met.get(sheet, 0), 0) for sheet, size in sizes.items()}


def _batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    remaining = iter(items)
    while batch := tuple(islice(remaining, size)):
        yield batch
