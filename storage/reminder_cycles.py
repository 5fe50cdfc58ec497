"""Figures that are wanted, in one open transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, update

from bot.plan.periods import Period
from bot.reminders.records import Expected, NewExpected, Wanted
from storage import rows
from storage.figure_publisher import count_change
from storage.inserts import InsertNew
from storage.prepared import Link, Prepared, among, listed
from storage.tables import expected, figure, measure

# Looked up: making a member of an enumeration from its value costs more than the row.
_STATES = {state.value: state for state in Wanted}
_COLUMNS = (
    expected.c.id,
    expected.c.measure,
    expected.c.kind,
    expected.c.period_start,
    expected.c.period_end,
    expected.c.due_on,
    expected.c.first_due_on,
    expected.c.opened_on,
    expected.c.added,
    expected.c.state,
    expected.c.received_on,
    expected.c.why,
)
_SOONEST = (expected.c.due_on, expected.c.measure, expected.c.id)
_NEWEST_ENDS = Prepared(
    select(expected.c.measure, func.max(expected.c.period_end)).group_by(expected.c.measure)
)
_OPENED = Prepared(
    select(expected.c.kind, expected.c.period_start, expected.c.period_end).distinct()
)
_EXPECT = InsertNew(
    expected,
    (
        *("measure", "kind", "period_start", "period_end", "due_on", "first_due_on", "opened_on"),
        *("added", "state", "received_on", "why"),
    ),
    expected.c.id,
)
_MISSING = Prepared(
    select(*_COLUMNS).where(expected.c.state == Wanted.MISSING.value).order_by(*_SOONEST)
)
_MISSING_OF = Prepared(
    {
        dialect: select(*_COLUMNS)
        .where(expected.c.state == Wanted.MISSING.value, wanted)
        .order_by(*_SOONEST)
        for dialect, wanted in among(expected.c.measure, "codes").items()
    }
)
_RECEIVED_SINCE = Prepared(
    select(*_COLUMNS)
    .where(expected.c.state == Wanted.RECEIVED.value, expected.c.received_on >= bindparam("day"))
    .order_by(*_SOONEST)
)
_BY_ID = Prepared(
    {
        dialect: select(*_COLUMNS).where(wanted).order_by(*_SOONEST)
        for dialect, wanted in among(expected.c.id, "ids").items()
    }
)
_ONE = Prepared(
    select(*_COLUMNS).where(
        expected.c.measure == bindparam("code"),
        expected.c.period_end == bindparam("last"),
        expected.c.period_start == bindparam("first"),
        expected.c.kind == bindparam("kind"),
    )
)
_OF_PERIODS = Prepared(
    select(*_COLUMNS)
    .where(expected.c.period_end >= bindparam("first"), expected.c.period_end <= bindparam("last"))
    .order_by(*_SOONEST)
)
_MARK = Prepared(
    {
        dialect: update(expected)
        .where(wanted)
        .values(
            state=bindparam("to_state"),
            received_on=bindparam("to_received_on"),
            why=bindparam("to_why"),
        )
        for dialect, wanted in among(expected.c.id, "ids").items()
    }
)
_MOVE = Prepared(
    update(expected)
    .where(expected.c.id == bindparam("its_id"))
    .values(due_on=bindparam("to_due_on"), why=bindparam("to_why"))
)
_HELD_SINCE = Prepared(
    select(measure.c.code, figure.c.kind, figure.c.period_start, figure.c.period_end)
    .join(measure, measure.c.id == figure.c.measure_id)
    .where(figure.c.standing == rows.COMPARABLE, figure.c.period_end >= bindparam("first"))
)


class CycleRows:
    """Fulfils `bot.reminders.store.CycleRows`."""

    _link: Link

    def newest_ends(self) -> Mapping[str, date]:
        """Return by measure the end of the newest period that was ever wanted."""
        return {row[0]: as_date(row[1]) for row in _NEWEST_ENDS.all(self._link, {})}

    def opened(self) -> frozenset[tuple[str, date, date]]:
        """Return kind, start and end of every period whose list was ever frozen."""
        return frozenset((row[0], row[1], row[2]) for row in _OPENED.all(self._link, {}))

    def expect(self, wanted: Sequence[NewExpected]) -> int:
        """Store figures as wanted, where they are not yet, and return how many were new."""
        if wanted:
            count_change(self._link)
        return _EXPECT.add(self._link, [_row(one) for one in wanted])

    def missing(self) -> Sequence[Expected]:
        """Return every figure still wanted, the soonest due first."""
        return [_read(row) for row in _MISSING.all(self._link, {})]

    def missing_of(self, measures: Sequence[str]) -> Sequence[Expected]:
        """Return the figures of these measures still wanted, the soonest due first."""
        asked = {"codes": listed(self._link, measures)}
        return [_read(row) for row in _MISSING_OF.all(self._link, asked)] if measures else []

    def expected(self, ids: Iterable[int]) -> Sequence[Expected]:
        """Return figures by their numbers, the soonest due first."""
        return [
            _read(row) for row in _BY_ID.all(self._link, {"ids": listed(self._link, list(ids))})
        ]

    def received_since(self, day: date) -> Sequence[Expected]:
        """Return what came in on `day` or later, the soonest due first."""
        return [_read(row) for row in _RECEIVED_SINCE.all(self._link, {"day": day})]

    def find_expected(self, measure: str, period: Period) -> Expected | None:
        """Return what is known of one wanted figure."""
        asked = {
            "code": measure,
            "first": period.start,
            "last": period.end,
            "kind": period.kind.value,
        }
        row = _ONE.first(self._link, asked)
        return None if row is None else _read(row)

    def of_periods(self, first: date, last: date) -> Sequence[Expected]:
        """Return what was wanted for periods that end in [first, last], the soonest due first."""
        return [_read(row) for row in _OF_PERIODS.all(self._link, {"first": first, "last": last})]

    def mark(self, ids: Sequence[int], state: Wanted, on: date | None, why: str = "") -> None:
        """Set what became of figures; `on` is the day a received one came."""
        if ids:
            count_change(self._link)
            _MARK.run(
                self._link,
                {
                    "ids": listed(self._link, ids),
                    "to_state": state.value,
                    "to_received_on": on,
                    "to_why": why,
                },
            )

    def move_due(self, expected: int, due_on: date, why: str) -> None:
        """Move one due date."""
        count_change(self._link)
        _MOVE.run(self._link, {"its_id": expected, "to_due_on": due_on, "to_why": why})

    def held_since(self, first: date) -> Sequence[tuple[str, Period]]:
        """Return measure and period of every comparable figure of periods ending from `first`."""
        found = _HELD_SINCE.all(self._link, {"first": first})
        return [(row[0], rows.period(row[1], row[2], row[3])) for row in found]


def as_date(value: Any) -> date:
    """Return a date that a function such as `max` gave back, as text on SQLite."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _row(one: NewExpected) -> dict[str, Any]:
    state = Wanted.MISSING if one.received_on is None else Wanted.RECEIVED
    return {
        "measure": one.measure,
        **rows.period_columns(one.period),
        "due_on": one.due_on,
        "first_due_on": one.due_on,
        "opened_on": one.opened_on,
        "added": int(one.added),
        "state": state.value,
        "received_on": one.received_on,
        "why": "",
    }


def _read(row: Any) -> Expected:
    return Expected(
        id=row[0],
        measure=row[1],
        period=rows.period(row[2], row[3], row[4]),
        due_on=row[5],
        first_due_on=row[6],
        opened_on=row[7],
        added=bool(row[8]),
        state=_STATES[row[9]],
        received_on=row[10],
        why=row[11],
    )
