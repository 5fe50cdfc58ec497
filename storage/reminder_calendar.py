"""Days off, rules of due dates and board packs, in one open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.plan.due_dates import DueRule, Pack, YearDay
from bot.plan.working_days import DayOff, DaysOffFor
from storage.figure_publisher import count_change
from storage.inserts import InsertNew
from storage.prepared import Link, Prepared
from storage.tables import day_off, due_rule, pack

_OFF = (day_off.c.calendar, day_off.c.first_day, day_off.c.last_day, day_off.c.what)
_DAYS_OFF = Prepared(select(*_OFF).order_by(day_off.c.first_day, day_off.c.calendar))
_PUT_OFF = InsertNew(day_off, ("calendar", "first_day", "last_day", "what"))
_RULE = tuple(
    due_rule.c[name] for name in ("measure", "lag_days", "fixed_dates", "calendar", "why")
)
_RULES = Prepared(select(*_RULE).order_by(due_rule.c.measure))
_PUT_RULE = Prepared(
    insert(due_rule), inserts=("measure", "lag_days", "fixed_dates", "calendar", "why")
)
_CHANGE_RULE = Prepared(
    update(due_rule)
    .where(due_rule.c.measure == bindparam("its_measure"))
    .values(
        lag_days=bindparam("to_lag_days"),
        fixed_dates=bindparam("to_fixed_dates"),
        calendar=bindparam("to_calendar"),
        why=bindparam("to_why"),
    )
)
_PACKS = Prepared(
    select(pack.c.name, pack.c.freezes_on, pack.c.meets_on).order_by(pack.c.freezes_on, pack.c.name)
)
_PUT_PACK = InsertNew(pack, ("name", "freezes_on", "meets_on"))
_DROP_PACK = Prepared(
    delete(pack).where(
        pack.c.name == bindparam("its_name"), pack.c.freezes_on == bindparam("its_day")
    )
)


class CalendarRows:
    """Fulfils `bot.reminders.store.CalendarRows`."""

    _link: Link

    def days_off(self) -> Sequence[DayOff]:
        """Return every day off, oldest first."""
        return [
            DayOff(calendar=DaysOffFor(row[0]), first=row[1], last=row[2], what=row[3])
            for row in _DAYS_OFF.all(self._link, {})
        ]

    def put_day_off(self, off: DayOff) -> bool:
        """Store days off; False where days that begin then are there."""
        count_change(self._link)
        return _PUT_OFF.one(self._link, day_off_columns(off))

    def rules(self) -> Sequence[DueRule]:
        """Return the measures' own rules."""
        return [
            DueRule(
                measure=row[0],
                lag=row[1],
                fixed=read_fixed(row[2]),
                calendar=DaysOffFor(row[3]),
                why=row[4],
            )
            for row in _RULES.all(self._link, {})
        ]

    def put_rule(self, rule: DueRule) -> None:
        """Store a measure's rule in place of the one before."""
        count_change(self._link)
        columns = rule_columns(rule)
        changes = {f"to_{name}": value for name, value in columns.items()}
        if not _CHANGE_RULE.run(self._link, changes | {"its_measure": rule.measure}):
            _PUT_RULE.run(self._link, columns)

    def packs(self) -> Sequence[Pack]:
        """Return the board packs, the first to freeze first."""
        rows = _PACKS.all(self._link, {})
        return [Pack(name=row[0], freezes_on=row[1], meets_on=row[2]) for row in rows]

    def put_pack(self, pack: Pack) -> bool:
        """Store a board pack; False where one of its name freezes on that day already."""
        row = {"name": pack.name, "freezes_on": pack.freezes_on, "meets_on": pack.meets_on}
        return _PUT_PACK.one(self._link, row)

    def drop_pack(self, pack: Pack) -> None:
        """Take a board pack out."""
        _DROP_PACK.run(self._link, {"its_name": pack.name, "its_day": pack.freezes_on})


def day_off_columns(off: DayOff) -> dict[str, Any]:
    """Return days off as their columns."""
    return {
        "calendar": off.calendar.value,
        "first_day": off.first,
        "last_day": off.last,
        "what": off.what,
    }


def rule_columns(rule: DueRule) -> dict[str, Any]:
    """Return a rule as its columns."""
    return {
        "measure": rule.measure,
        "lag_days": rule.lag,
        "fixed_dates": " ".join(f"{one.month:02d}-{one.day:02d}" for one in rule.fixed),
        "calendar": rule.calendar.value,
        "why": rule.why,
    }


def read_fixed(text: str) -> tuple[YearDay, ...]:
    """Return the days of the year that a column holds: "10-31 04-30"."""
    pairs = (one.split("-") for one in text.split())
    return tuple(YearDay(month=int(month), day=int(day)) for month, day in pairs)
