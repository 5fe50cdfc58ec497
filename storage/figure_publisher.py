"""One figure at a time into the tables of figures: five small steps, each along a key.

Whole plans go through `storage.figure_writer`; what is signed off comes alone and often.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from bot.plan.figures import Figure
from bot.plan.periods import Period
from storage import rows
from storage.figure_entries import columns_of
from storage.histories import STEP
from storage.prepared import Link, Prepared
from storage.rows import COMPARABLE, WITHDRAWN
from storage.tables import figure, figure_change, measure, plan, revision
from storage.tables.submissions import SHARDS

_ITS_KEY = (
    figure.c.measure_id == bindparam("measure"),
    figure.c.period_end == bindparam("end"),
    figure.c.period_start == bindparam("start"),
    figure.c.kind == bindparam("of_kind"),
)
_MEASURE = Prepared(select(measure.c.id).where(measure.c.code == bindparam("code")))
_ANY = Prepared(select(figure.c.id).where(figure.c.measure_id == bindparam("measure")).limit(1))
_HELD = Prepared(select(*rows.FIGURE).where(*_ITS_KEY, figure.c.standing == COMPARABLE))
_STORED = Prepared(
    select(figure.c.id, figure.c.revision)
    .where(*_ITS_KEY, or_(figure.c.standing == COMPARABLE, figure.c.standing == WITHDRAWN))
    .order_by(figure.c.standing)
    .limit(1)
)
_LAST_PLACE = Prepared(
    select(func.max(revision.c.place)).where(revision.c.figure_id == bindparam("number"))
)
_NEXT_NUMBER = Prepared(
    {
        "sqlite": select(func.coalesce(func.max(figure.c.id), 0) + 1),
        "postgresql": select(func.nextval(func.pg_get_serial_sequence("figure", "id"))),
    }
)
_CHANGED = (
    "standing",
    "value",
    "status",
    "numerator",
    "denominator",
    "source",
    "source_date",
    "source_url",
    "note",
    "revision",
)
_INSERT = Prepared(
    insert(figure),
    inserts=("measure_id", "period_end", "period_start", "kind", "id", *_CHANGED),
)
_UPDATE = Prepared(
    update(figure)
    .where(figure.c.id == bindparam("number"))
    .values({name: bindparam(f"to_{name}") for name in _CHANGED})
)
_HISTORY = (
    "figure_id",
    "place",
    "value",
    "status",
    "standing",
    "numerator",
    "denominator",
    "seen_from",
    "source",
    "recorded_at",
)
_ADD_HISTORY = Prepared(insert(revision), inserts=_HISTORY)
_RAISE_VERSION = Prepared(update(plan).values(version=plan.c.version + 1))
_COUNT_CHANGE = Prepared(
    update(figure_change)
    .where(figure_change.c.shard == bindparam("its_shard"))
    .values(changes=figure_change.c.changes + 1)
)


def count_change(link: Link) -> None:
    """Count that something changed which answers rest on, beside figures: when they are due."""
    _COUNT_CHANGE.later(link, {"its_shard": 0})


class FigurePublisher:
    """Publishes figures in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._ids: dict[str, int] = {}

    def held(self, code: str, period: Period) -> Figure | None:
        """Return the comparable figure of a period, or None."""
        row = _HELD.first(self._link, self._key(code, period))
        return None if row is None else rows.figure(code, row)

    def is_first(self, code: str) -> bool:
        """Say whether a measure has no figure at all yet."""
        return _ANY.first(self._link, {"measure": self._measure(code)}) is None

    def publish(self, one: Figure, now: datetime, *, first: bool) -> int:
        """Write a figure with its revision and return the revision's number, from 1 on.

        A figure that was withdrawn comes back; one that must not be compared stays beside it. The
        plan's version goes up only with a measure's first figure, since then what years its
        questions mean may change; else the count of changes to figures does.
        """
        key = self._key(one.measure, one.period)
        stored = _STORED.first(self._link, key)
        if stored is None:
            number, place, count = self._insert(one, key), STEP, 1
        else:
            number, count = stored[0], stored[1] + 1
            place = _LAST_PLACE.scalar(self._link, {"number": number}) + STEP
            wanted = columns_of(one) | {"revision": count}
            changes = {f"to_{name}": wanted[name] for name in _CHANGED}
            _UPDATE.later(self._link, changes | {"number": number})
        _ADD_HISTORY.later(self._link, _history(one, now) | {"figure_id": number, "place": place})
        if first:
            _RAISE_VERSION.later(self._link, {})
        else:
            _COUNT_CHANGE.later(self._link, {"its_shard": key["measure"] % SHARDS})
        return count

    def _insert(self, one: Figure, key: dict[str, Any]) -> int:
        number = int(_NEXT_NUMBER.scalar(self._link, {}))
        period = one.period
        place = {
            "measure_id": key["measure"],
            "period_end": period.end,
            "period_start": period.start,
            "kind": period.kind.value,
        }
        _INSERT.later(self._link, place | columns_of(one) | {"id": number, "revision": 1})
        return number

    def _measure(self, code: str) -> int:
        """Return a measure's number; looked up once in a transaction."""
        if code not in self._ids:
            self._ids[code] = int(_MEASURE.scalar(self._link, {"code": code}))
        return self._ids[code]

    def _key(self, code: str, period: Period) -> dict[str, Any]:
        return {
            "measure": self._measure(code),
            "start": period.start,
            "end": period.end,
            "of_kind": period.kind.value,
        }


def _history(one: Figure, now: datetime) -> dict[str, Any]:
    wanted: dict[str, Any] = columns_of(one)
    names: Sequence[str] = ("value", "status", "standing", "numerator", "denominator", "source")
    return {name: wanted[name] for name in names} | {
        "seen_from": one.source_date.isoformat() if one.source_date else "",
        "recorded_at": now,
    }
