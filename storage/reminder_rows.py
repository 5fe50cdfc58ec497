"""Stages that were owed, and the messages they went into, in one open transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    select,
    update,
)

from bot.outbox.notice import NoticeState
from bot.people import Duty, Member
from bot.reminders.records import Message, NewReminder, Reminder, ReminderState, Wanted
from storage.inserts import InsertNew
from storage.people_store import in_force, member_and_duty
from storage.prepared import Link, Prepared, among, listed
from storage.tables import duty, expected, outbox, reminder, reminder_message

OWED, WAITING = ReminderState.OWED.value, ReminderState.WAITING.value


def _literals(*states: StrEnum) -> list[ColumnElement[str]]:
    """Return states written into the statement, so that it can be written once."""
    return [literal_column(f"'{state.value}'", String) for state in states]


_COLUMNS = tuple(
    reminder.c[name]
    for name in ("id", "expected_id", "member_id", "stage", "state", "at", "message_key")
)
_SAID = Prepared(
    select(reminder.c.expected_id, reminder.c.member_id, reminder.c.stage)
    .join(expected, expected.c.id == reminder.c.expected_id)
    .where(expected.c.state == Wanted.MISSING.value)
)
_OWE = InsertNew(
    reminder,
    ("expected_id", "member_id", "stage", "state", "at", "why"),
    reminder.c.id,
)
_THEIRS = (
    select(reminder.c.member_id)
    .where(reminder.c.state == OWED, reminder.c.at <= bindparam("now", type_=reminder.c.at.type))
    .group_by(reminder.c.member_id)
    .order_by(func.min(reminder.c.at), reminder.c.member_id)
    .limit(bindparam("most"))
)
_DUE = Prepared(
    select(*_COLUMNS)
    .where(reminder.c.state == OWED, reminder.c.at <= bindparam("now", type_=reminder.c.at.type))
    .where(reminder.c.member_id.in_(_THEIRS))
    .order_by(reminder.c.at, reminder.c.id)
)
_CLOSE = Prepared(
    {
        dialect: update(reminder)
        .where(wanted)
        .values(state=bindparam("to_state"), why=bindparam("to_why"))
        for dialect, wanted in among(reminder.c.id, "ids").items()
    }
)
_POSTPONE = Prepared(
    {
        dialect: update(reminder).where(wanted).values(at=bindparam("to_at"))
        for dialect, wanted in among(reminder.c.id, "ids").items()
    }
)
_ATTACH = Prepared(
    {
        dialect: update(reminder)
        .where(wanted)
        .values(state=WAITING, message_key=bindparam("to_key"))
        for dialect, wanted in among(reminder.c.id, "ids").items()
    }
)
_REOPEN = Prepared(
    update(reminder)
    .where(reminder.c.message_key == bindparam("its_key"))
    .values(state=OWED, message_key=None, at=bindparam("to_at"))
)
_MESSAGE = tuple(reminder_message.c[name] for name in ("key", "member_id", "day", "what", "items"))
_KEEP = Prepared(insert(reminder_message), inserts=("key", "member_id", "day", "what", "items"))
_TOLD = Prepared(
    select(reminder_message.c.member_id).where(
        reminder_message.c.day == bindparam("on_day"), reminder_message.c.what == bindparam("what")
    )
)
_BY_KEY = Prepared(
    {
        dialect: select(*_MESSAGE).where(wanted)
        for dialect, wanted in among(reminder_message.c.key, "keys").items()
    }
)
_ITS_NOTICE = select(outbox.c.state).where(outbox.c.key == reminder.c.message_key).scalar_subquery()
_ITS_REASON = (
    select(outbox.c.reason).where(outbox.c.key == reminder.c.message_key).scalar_subquery()
)
_SETTLED = _literals(
    *(NoticeState.SENT, NoticeState.HELD, NoticeState.GIVEN_UP, NoticeState.CANCELLED)
)
# A held notice that was released is waiting again, and is followed until it settles once more.
_SETTLE = Prepared(
    update(reminder)
    .where(reminder.c.state.in_(_literals(ReminderState.WAITING, ReminderState.HELD)))
    .where(_ITS_NOTICE.in_(_SETTLED), reminder.c.state != _ITS_NOTICE)
    .values(state=_ITS_NOTICE, why=_ITS_REASON)
)
_LATER = outbox.alias("later")
# Whoever was sent something since has let the bot in again: they wrote, and were answered.
_GIVEN_UP = Prepared(
    select(reminder.c.member_id, func.max(reminder.c.why))
    .join(outbox, outbox.c.key == reminder.c.message_key)
    .where(outbox.c.state == _literals(NoticeState.GIVEN_UP)[0])
    .where(outbox.c.settled_at >= bindparam("since", type_=outbox.c.settled_at.type))
    .where(
        ~exists().where(
            _LATER.c.chat == outbox.c.chat,
            _LATER.c.state == _literals(NoticeState.SENT)[0],
            _LATER.c.settled_at > outbox.c.settled_at,
        )
    )
    .group_by(reminder.c.member_id)
)
_ASTRAY = Prepared(
    select(func.count())
    .select_from(reminder)
    .where(reminder.c.state == _literals(ReminderState.WAITING)[0])
    .where(~exists().where(outbox.c.key == reminder.c.message_key))
)
_BALANCE = Prepared(select(reminder.c.state, func.count()).group_by(reminder.c.state))
_NOTICES = Prepared(
    {
        dialect: select(outbox.c.state, func.count()).where(wanted).group_by(outbox.c.state)
        for dialect, wanted in among(outbox.c["class"], "classes").items()
    }
)
_HISTORY = Prepared(
    select(*_COLUMNS)
    .where(reminder.c.member_id == bindparam("whose"))
    .order_by(reminder.c.id.desc())
    .limit(bindparam("most"))
)
_DUTIES = Prepared(
    {dialect: in_force().where(wanted) for dialect, wanted in among(duty.c.scope, "scopes").items()}
)


class ReminderRows:
    """Fulfils `bot.reminders.store.ReminderRows`."""

    _link: Link

    def said(self) -> frozenset[tuple[int, int, str]]:
        """Return (figure, member, stage) of every reminder about a figure still wanted."""
        return frozenset(map(tuple, _SAID.all(self._link, {})))

    def owe(self, reminders: Sequence[NewReminder]) -> int:
        """Store reminders, where their key is not there yet, and return how many were new."""
        rows = [
            {
                "expected_id": one.expected,
                "member_id": one.member,
                "stage": one.stage,
                "state": one.state.value,
                "at": one.at,
                "why": one.why,
            }
            for one in reminders
        ]
        return _OWE.add(self._link, rows)

    def owed(self, now: datetime, *, limit: int) -> Sequence[Reminder]:
        """Return reminders of up to `limit` members whose time has come, oldest first."""
        return [_read(row) for row in _DUE.all(self._link, {"now": now, "most": limit})]

    def close(self, ids: Sequence[int], state: ReminderState, why: str) -> None:
        """Settle reminders that will not be sent."""
        if ids:
            values = {"ids": listed(self._link, ids), "to_state": state.value, "to_why": why}
            _CLOSE.run(self._link, values)

    def postpone(self, ids: Sequence[int], at: datetime) -> None:
        """Have reminders wait until `at`."""
        if ids:
            _POSTPONE.run(self._link, {"ids": listed(self._link, ids), "to_at": at})

    def reopen(self, key: str, at: datetime) -> None:
        """Have the reminders of a message owed again, from `at` on: it was never sent."""
        _REOPEN.run(self._link, {"its_key": key, "to_at": at})

    def told_on(self, day: date, what: str) -> frozenset[int]:
        """Return the members who have had a message of this sort on `day`."""
        return frozenset(row[0] for row in _TOLD.all(self._link, {"on_day": day, "what": what}))

    def keep_message(self, message: Message, reminders: Sequence[int]) -> None:
        """Store a message with the reminders it answers, which wait in the outbox from now on."""
        _KEEP.run(
            self._link,
            {
                "key": message.key,
                "member_id": message.member,
                "day": message.day,
                "what": message.what,
                "items": json.dumps(message.items),
            },
        )
        _ATTACH.run(self._link, {"ids": listed(self._link, reminders), "to_key": message.key})

    def messages(self, keys: Sequence[str]) -> Mapping[str, Message]:
        """Return messages by the keys of their notices."""
        if not keys:
            return {}
        found = _BY_KEY.all(self._link, {"keys": listed(self._link, keys)})
        return {
            row[0]: Message(
                key=row[0],
                member=row[1],
                day=row[2],
                what=row[3],
                items=tuple(json.loads(row[4])),
            )
            for row in found
        }

    def settle_with_outbox(self) -> None:
        """Give every waiting reminder the state that its notice has come to."""
        _SETTLE.run(self._link, {})

    def given_up(self, since: datetime) -> Mapping[int, str]:
        """Return by member why their last reminder failed, if nothing got through since."""
        return {row[0]: row[1] for row in _GIVEN_UP.all(self._link, {"since": since})}

    def balance(self) -> Mapping[ReminderState, int]:
        """Return how many reminders are in each state."""
        found = {row[0]: row[1] for row in _BALANCE.all(self._link, {})}
        return {state: found.get(state.value, 0) for state in ReminderState}

    def astray(self) -> int:
        """Return how many reminders wait for a notice that the outbox does not have."""
        count: int = _ASTRAY.scalar(self._link, {})
        return count

    def notice_states(self, what: Sequence[str]) -> Mapping[NoticeState, int]:
        """Return how many notices of these classes are in each state."""
        rows = _NOTICES.all(self._link, {"classes": listed(self._link, what)})
        found = {row[0]: row[1] for row in rows}
        return {state: found.get(state.value, 0) for state in NoticeState}

    def history(self, member: int, *, limit: int = 200) -> Sequence[Reminder]:
        """Return a member's newest reminders, newest first."""
        found = _HISTORY.all(self._link, {"whose": member, "most": limit})
        return [_read(row) for row in found]

    def duties_in(self, scopes: Sequence[str], day: date) -> Sequence[tuple[Member, Duty]]:
        """Return the duties of these scopes in force on a day, in one statement."""
        if not scopes:
            return []
        asked = {"scopes": listed(self._link, scopes), "day": day}
        pairs = map(member_and_duty, _DUTIES.all(self._link, asked))
        return [pair for pair in pairs if pair[1].holds_on(day)]


def _read(row: Any) -> Reminder:
    return Reminder(
        id=row[0],
        expected=row[1],
        member=row[2],
        stage=row[3],
        state=ReminderState(row[4]),
        at=row[5],
        message_key=row[6],
    )
