"""Writes figures and their history in batches: a handful of statements however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from bot.exchange.store import Counts
from bot.plan.figures import Figure, FigureStatus, Revision
from storage import rows
from storage.histories import STEP, first_places, places_for
from storage.keys import KeyLookup
from storage.rows import ASIDE, COMPARABLE, WITHDRAWN
from storage.tables import figure, revision

KEY = ("measure_id", "period_end", "period_start", "kind")
STANDINGS = (COMPARABLE, ASIDE, WITHDRAWN)
BATCH = 1000

_CORE = ("value", "status", "numerator", "denominator")
_REST = ("source", "source_date", "source_url", "note")
_NAMES = ("id", "standing", *_CORE, *_REST, "revision")

_FIND = KeyLookup(
    figure, KEY, [figure.c[name] for name in _NAMES], figure.c.standing.in_(STANDINGS)
)
# PostgreSQL would keep the plan it made while the table was empty, and read all of it each time.
_PLAN_ANEW = text("SET LOCAL plan_cache_mode = force_custom_plan")
_INSERT = insert(figure)
_UPDATE = (
    update(figure)
    .where(figure.c.id == bindparam("its_id"))
    .values(
        {name: bindparam(f"to_{name}") for name in ("standing", *_CORE, *_REST, "revision")},
    )
)
_INSERT_HISTORY = insert(revision)
_HISTORY = (
    select(revision.c.figure_id, revision.c.place, revision.c.value)
    .where(revision.c.figure_id.in_(bindparam("ids", expanding=True)))
    .order_by(revision.c.figure_id, revision.c.place)
)

Key = tuple[Any, ...]
History = list[tuple[int, Any]]


@dataclass(kw_only=True)
class Entry:
    """One figure on its way in: what it shall be, what is listed of its history, what is stored."""

    key: Key
    wanted: dict[str, Any]
    versions: Sequence[Revision]
    stored: Any = None
    history: History = field(default_factory=list)
    additions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether the figure itself is another one than is stored, so that it makes history."""
        if self.stored.standing == WITHDRAWN:
            return bool(self.wanted["value"] != self.history[-1][1])
        return any(self.wanted[name] != getattr(self.stored, name) for name in ("standing", *_CORE))

    @property
    def is_same(self) -> bool:
        """Whether every column is as stored; '7.8' and '7.80' are not the same."""
        return not self.additions and all(
            rows.alike(value, getattr(self.stored, name)) for name, value in self.wanted.items()
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
            Entry(key=self._key(one.measure, one), wanted=_columns(one), versions=versions)
            for one, versions in figures
        ]
        return self._store_in_batches(entries)

    def put_withdrawn(self, revisions: Sequence[Revision]) -> Counts:
        """Store the history of figures that were withdrawn."""
        entries = []
        for key, versions in groupby(revisions, key=lambda one: self._key(one.measure, one)):
            listed = list(versions)
            entries.append(Entry(key=key, wanted=_withdrawn(listed[-1]), versions=listed))
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
        same = self._change(old)
        history = [addition for entry in batch for addition in entry.additions]
        if history:
            self._connection.execute(_INSERT_HISTORY, history)
        return Counts(new=len(new), changed=len(old) - same, same=same)

    def _pair(self, batch: list[Entry]) -> None:
        """Give each entry the stored figure that it is."""
        found = self._find({entry.key for entry in batch})
        for key, twins in groupby(batch, key=lambda entry: entry.key):
            _match(list(twins), found.get(key, {}))

    def _find(self, keys: Iterable[Key]) -> dict[Key, dict[str, Any]]:
        found: dict[Key, dict[str, Any]] = {}
        for row in _FIND.find(self._connection, keys):
            found.setdefault(tuple(row[: len(KEY)]), {})[row.standing] = row
        return found

    def _insert(self, new: list[Entry]) -> None:
        if not new:
            return
        for entry in new:
            entry.additions = self._first_history(entry)
        self._connection.execute(
            _INSERT,
            [
                dict(zip(KEY, entry.key, strict=True))
                | entry.wanted
                | {"revision": len(entry.additions)}
                for entry in new
            ],
        )
        found = self._find({entry.key for entry in new})
        for entry in new:
            number = found[entry.key][entry.wanted["standing"]].id
            for addition in entry.additions:
                addition["figure_id"] = number

    def _change(self, old: list[Entry]) -> int:
        """Update what differs and return how many did not."""
        self._read_histories(old)
        changes = []
        for entry in old:
            if entry.history:
                entry.additions = self._more_history(entry)
            if not entry.is_same:
                columns = entry.wanted | {"revision": entry.stored.revision + len(entry.additions)}
                row = {f"to_{name}": value for name, value in columns.items()}
                changes.append(row | {"its_id": entry.stored.id})
        if changes:
            self._connection.execute(_UPDATE, changes)
        return len(old) - len(changes)

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

    def _first_history(self, entry: Entry) -> list[dict[str, Any]]:
        if not entry.versions:
            return [self._own(entry, STEP)]
        places = first_places(len(entry.versions))
        return self._listed(entry, dict(enumerate(places)))

    def _more_history(self, entry: Entry) -> list[dict[str, Any]]:
        number, last = entry.stored.id, entry.history[-1][0]
        additions: list[dict[str, Any]] = []
        if entry.versions:
            places = places_for(entry.history, [version.value for version in entry.versions])
            additions = self._listed(entry, places or {})
        grown = any(addition["place"] > last for addition in additions)
        if not grown and self._makes_history(entry):
            additions.append(self._own(entry, last + STEP))
        return [addition | {"figure_id": number} for addition in additions]

    def _makes_history(self, entry: Entry) -> bool:
        if entry.wanted["standing"] == WITHDRAWN:
            return bool(entry.versions[-1].value != entry.history[-1][1])
        return entry.differs

    def _listed(self, entry: Entry, places: dict[int, int]) -> list[dict[str, Any]]:
        listed = []
        for position, place in places.items():
            version = entry.versions[position]
            is_own = position == len(entry.versions) - 1
            row = self._own(entry, place) if is_own else _bare(entry, place, version)
            listed.append(
                row
                | {
                    "value": version.value,
                    "seen_from": version.seen_from,
                    "source": version.source,
                    "recorded_at": version.recorded_at,
                }
            )
        return listed

    def _own(self, entry: Entry, place: int) -> dict[str, Any]:
        """Return the figure itself as a row of its history."""
        wanted = entry.wanted
        value = entry.versions[-1].value if wanted["standing"] == WITHDRAWN else wanted["value"]
        return {
            "place": place,
            "value": value,
            "status": wanted["status"],
            "standing": wanted["standing"],
            "numerator": wanted["numerator"],
            "denominator": wanted["denominator"],
            "seen_from": wanted["source_date"].isoformat() if wanted["source_date"] else "",
            "source": wanted["source"],
            "recorded_at": self._now,
        }


def _bare(entry: Entry, place: int, version: Revision) -> dict[str, Any]:
    """Return an earlier version as the file gives it: a value without its counts."""
    return {
        "place": place,
        "status": version.status.value,
        "standing": entry.wanted["standing"],
        "numerator": None,
        "denominator": None,
    }


def _columns(one: Figure) -> dict[str, Any]:
    return {
        "standing": COMPARABLE if one.comparable else ASIDE,
        "value": one.value,
        "status": one.status.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "source": one.source,
        "source_date": one.source_date,
        "source_url": one.source_url,
        "note": one.note,
    }


def _withdrawn(last: Revision) -> dict[str, Any]:
    """Return the columns of a withdrawn figure: no value, only history."""
    return {
        "standing": WITHDRAWN,
        "value": None,
        "status": FigureStatus.WITHDRAWN.value,
        "numerator": None,
        "denominator": None,
        "source": last.source,
        "source_date": None,
        "source_url": "",
        "note": "",
    }


def _match(twins: list[Entry], stored: dict[str, Any]) -> None:
    """Pair one or two entries of a period with what is stored for it.

    Like goes with like. What is left on both sides is one figure that changed its standing: it
    became comparable or not, was withdrawn or came back.
    """
    left = dict(stored)
    for entry in twins:
        entry.stored = left.pop(entry.wanted["standing"], None)
    unpaired = [entry for entry in twins if entry.stored is None]
    for entry in unpaired:
        standing = next((standing for standing in STANDINGS if standing in left), None)
        if standing is not None and (len(twins) == 1 or standing == WITHDRAWN):
            entry.stored = left.pop(standing)
