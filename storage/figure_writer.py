"""Writes figures and their history in batches: a handful of statements however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from bot.exchange.store import MOST_TOLD, ChangedFigure, Counts
from bot.plan.figures import Figure, Revision
from storage import rows
from storage.figure_entries import (
    CORE,
    STANDINGS,
    Entry,
    Key,
    columns_of,
    columns_withdrawn,
    first_history,
    match,
    more_history,
)
from storage.keys import KeyLookup
from storage.rows import WITHDRAWN
from storage.tables import figure, revision

KEY = ("measure_id", "period_end", "period_start", "kind")
BATCH = 1000

_REST = ("source", "source_date", "source_url", "note")
_NAMES = ("id", "standing", *CORE, *_REST, "revision")

_FIND = KeyLookup(
    figure, KEY, [figure.c[name] for name in _NAMES], figure.c.standing.in_(STANDINGS)
)
# PostgreSQL would keep the plan it made while the table was empty, and read all of it each time.
_PLAN_ANEW = text("SET LOCAL plan_cache_mode = force_custom_plan")
_TAKE_NUMBERS = text(
    "SELECT nextval(pg_get_serial_sequence('figure', 'id')) FROM generate_series(1, :count)"
)
_LAST_NUMBER = select(func.max(figure.c.id))
_INSERT = insert(figure)
_UPDATE = (
    update(figure)
    .where(figure.c.id == bindparam("its_id"))
    .values(
        {name: bindparam(f"to_{name}") for name in ("standing", *CORE, *_REST, "revision")},
    )
)
_INSERT_HISTORY = insert(revision)
_HISTORY = (
    select(revision.c.figure_id, revision.c.place, revision.c.value)
    .where(revision.c.figure_id.in_(bindparam("ids", expanding=True)))
    .order_by(revision.c.figure_id, revision.c.place)
)


class FigureWriter:
    """Puts figures and withdrawn ones into one open transaction."""

    def __init__(self, connection: Connection, ids: dict[str, int], now: datetime) -> None:
        self._connection = connection
        self._ids = ids
        self._now = now

    def put(self, figures: Sequence[tuple[Figure, Sequence[Revision]]]) -> Counts:
        """Store figures, each with its versions."""
        entries = [
            Entry(key=self._key(one.measure, one), wanted=columns_of(one), versions=versions)
            for one, versions in figures
        ]
        return self._store_in_batches(entries)

    def put_withdrawn(self, revisions: Sequence[Revision]) -> Counts:
        """Store the history of figures that were withdrawn."""
        entries = []
        for key, versions in groupby(revisions, key=lambda one: self._key(one.measure, one)):
            listed = list(versions)
            entries.append(Entry(key=key, wanted=columns_withdrawn(listed[-1]), versions=listed))
        return self._store_in_batches(entries)

    def _key(self, code: str, one: Figure | Revision) -> Key:
        span = one.period
        return (self._ids[code], span.end, span.start, span.kind.value)

    def _store_in_batches(self, entries: Sequence[Entry]) -> Counts:
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(_PLAN_ANEW)
        counts, batch = Counts(), list[Entry]()
        for _, twins in groupby(entries, key=lambda entry: entry.key):
            batch.extend(twins)
            if len(batch) >= BATCH:
                counts, batch = counts + self._store(batch), []
        return counts + self._store(batch) if batch else counts

    def _store(self, batch: list[Entry]) -> Counts:
        self._pair(batch)
        new = [entry for entry in batch if entry.stored is None]
        old = [entry for entry in batch if entry.stored is not None]
        self._insert(new)
        changed = self._change(old)
        history = [addition for entry in batch for addition in entry.additions]
        if history:
            self._connection.execute(_INSERT_HISTORY, history)
        told = tuple(self._told(entry) for entry in changed[:MOST_TOLD])
        return Counts(new=len(new), changed=len(changed), same=len(old) - len(changed), told=told)

    def _pair(self, batch: list[Entry]) -> None:
        """Give each entry the stored figure that it is."""
        found = self._find({entry.key for entry in batch})
        for key, twins in groupby(batch, key=lambda entry: entry.key):
            match(list(twins), found.get(key, {}))

    def _find(self, keys: Iterable[Key]) -> dict[Key, dict[str, Any]]:
        found: dict[Key, dict[str, Any]] = {}
        for row in _FIND.find(self._connection, keys):
            found.setdefault(tuple(row[: len(KEY)]), {})[row.standing] = row
        return found

    def _insert(self, new: list[Entry]) -> None:
        if not new:
            return
        wanted = []
        for entry, number in zip(new, self._numbers(len(new)), strict=True):
            history = first_history(entry, self._now)
            entry.additions = [addition | {"figure_id": number} for addition in history]
            key = dict(zip(KEY, entry.key, strict=True))
            wanted.append(key | entry.wanted | {"id": number, "revision": len(history)})
        self._connection.execute(_INSERT, wanted)

    def _numbers(self, count: int) -> Sequence[int]:
        """Return numbers for new figures; on SQLite, where nobody else writes, the next ones."""
        if self._connection.dialect.name == "postgresql":
            return self._connection.execute(_TAKE_NUMBERS, {"count": count}).scalars().all()
        last = self._connection.execute(_LAST_NUMBER).scalar() or 0
        return range(last + 1, last + count + 1)

    def _told(self, entry: Entry) -> ChangedFigure:
        """Return a changed figure as it was and as it is."""
        code = next(code for code, number in self._ids.items() if number == entry.key[0])
        _, end, start, kind = entry.key
        names = [column.name for column in rows.FIGURE[len(rows.PERIOD) : -1]]
        before = [getattr(entry.stored, name) for name in names]
        after = [entry.wanted[name] for name in names]
        return ChangedFigure(
            before=rows.figure(code, [kind, start, end, *before, entry.stored.revision]),
            after=rows.figure(code, [kind, start, end, *after, entry.stored.revision]),
        )

    def _change(self, old: list[Entry]) -> list[Entry]:
        """Update what differs and return it."""
        self._read_histories(old)
        changed, changes = [], []
        for entry in old:
            if entry.history:
                entry.additions = more_history(entry, self._now)
            if not entry.is_same:
                columns = entry.wanted | {"revision": entry.stored.revision + len(entry.additions)}
                row = {f"to_{name}": value for name, value in columns.items()}
                changes.append(row | {"its_id": entry.stored.id})
                changed.append(entry)
        if changes:
            self._connection.execute(_UPDATE, changes)
        return changed

    def _read_histories(self, old: list[Entry]) -> None:
        """Read what is stored of those figures alone whose history may grow."""
        telling = {
            entry.stored.id: entry
            for entry in old
            if entry.versions or entry.stored.standing == WITHDRAWN or entry.differs
        }
        if not telling:
            return
        for number, place, value in self._connection.execute(_HISTORY, {"ids": list(telling)}):
            telling[number].history.append((place, value))
