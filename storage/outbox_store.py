"""Messages waiting to leave."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Update,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)

from bot.outbox.notice import (
    AnswerLost,
    Deferred,
    Halted,
    Keyboard,
    LeasedNotice,
    Migrated,
    Notice,
    NoticeClass,
    NoticeState,
    NotSent,
    Outcome,
    Refused,
    Sent,
)
from storage.inserts import InsertNew
from storage.tables import outbox

ONCE_MORE = frozenset({NoticeClass.ANSWER, NoticeClass.ACKNOWLEDGEMENT})
"""What is sent once more, marked, when Telegram's answer was lost; the rest is held."""

_URGENCY = {notice_class: place for place, notice_class in enumerate(NoticeClass)}
_DUE, _LEASED, _SENDING = NoticeState.DUE.value, NoticeState.LEASED.value, NoticeState.SENDING.value

# Written into the statements rather than bound: a database uses the indexes on open notices only
# where it can see that the state asked for is one of theirs. SQLite sees it only where the
# statement has the index's own condition too, word for word.
_IS_DUE, _IS_LEASED, _IS_SENDING = (
    literal_column(f"'{state}'", String) for state in (_DUE, _LEASED, _SENDING)
)
_IN_HAND_STATES = (_IS_LEASED, _IS_SENDING)
_OPEN = (_IS_DUE, *_IN_HAND_STATES)

_GONE: dict[str, Any] = {"html": "", "plain": "", "keyboard": "[]", "callback": None, "reason": ""}
"""What is left of a notice that was sent: nothing of what it said."""

_ADD = InsertNew(outbox)

_LEASED_COLUMNS = (
    outbox.c.id,
    outbox.c.urgency,
    outbox.c.attempts,
    outbox.c.repeat,
    outbox.c.key,
    outbox.c.chat,
    outbox.c.html,
    outbox.c.plain,
    outbox.c.keyboard,
    outbox.c["class"],
    outbox.c.reply_to,
    outbox.c.edits,
    outbox.c.callback,
)


def _blocked(one: Any, *, by_untried: ColumnElement[bool] | None) -> ColumnElement[bool]:
    """Say that another notice of the chat has to go first.

    That is one in hand, or an earlier one which was tried before and waits for its next try: what
    a chat is told keeps its order. A notice that waits for its hour blocks nothing.
    """
    other = outbox.alias("other")
    earlier = or_(
        other.c.urgency < one.c.urgency,
        and_(other.c.urgency == one.c.urgency, other.c.id < one.c.id),
    )
    tried = other.c.owner.is_not(None)
    waits = tried if by_untried is None else or_(tried, other.c.due_at <= by_untried)
    return exists().where(
        other.c.chat == one.c.chat,
        other.c.state.in_(_OPEN),
        or_(other.c.state != _IS_DUE, and_(earlier, waits)),
        other.c.id != one.c.id,
    )


def _claim(*, one_chat: bool = False, one_door: bool = False) -> Update:
    one = outbox.alias("one")
    now = bindparam("now", type_=outbox.c.due_at.type)
    chosen = (
        select(one.c.id)
        .where(one.c.state.in_(_OPEN), one.c.state == _IS_DUE, one.c.due_at <= now)
        .where(~_blocked(one, by_untried=now))
        .order_by(one.c.urgency, one.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=one)
    )
    if one_chat:
        chosen = chosen.where(one.c.chat == bindparam("only_chat"))
    if one_door:
        chosen = chosen.where(one.c.chat.like(bindparam("chats")))
    return (
        update(outbox)
        .where(outbox.c.id.in_(chosen))
        .values(
            state=bindparam("taken_as"),
            owner=bindparam("claimant"),
            leased_until=bindparam("until"),
            attempts=outbox.c.attempts + bindparam("tries"),
        )
        .returning(*_LEASED_COLUMNS)
    )


# PostgreSQL's claimers go one at a time: at REPEATABLE READ two that reach for the same notices
# would undo each other, again and again. LOCK TABLE comes before the snapshot is taken, so that the
# next one sees what the last one took. The table serves as the turnstile, since nothing else
# writes to it while the bot runs.
_TURNSTILE = text("LOCK TABLE schema_version IN EXCLUSIVE MODE")

_CLAIM, _CLAIM_CHAT, _CLAIM_DOOR = _claim(), _claim(one_chat=True), _claim(one_door=True)

_LAPSED = (
    update(outbox)
    .where(outbox.c.state.in_(_OPEN), outbox.c.state == _IS_LEASED)
    .where(outbox.c.leased_until <= bindparam("now"))
    .values(state=_DUE, leased_until=None)
)
_LOST = select(outbox.c.id, outbox.c.owner).where(
    outbox.c.state.in_(_OPEN),
    outbox.c.state == _IS_SENDING,
    outbox.c.leased_until <= bindparam("now"),
)

_START = (
    update(outbox)
    .where(outbox.c.id == bindparam("its_id"), outbox.c.owner == bindparam("claimant"))
    .where(outbox.c.state == _IS_LEASED, outbox.c.leased_until > bindparam("now"))
    .values(state=_SENDING, attempts=outbox.c.attempts + 1)
)

_IN_HAND = (
    select(outbox.c.chat, outbox.c["class"], outbox.c.attempts, outbox.c.repeat, outbox.c.state)
    .where(outbox.c.id == bindparam("its_id"), outbox.c.owner == bindparam("claimant"))
    .where(outbox.c.state.in_(_IN_HAND_STATES))
    .with_for_update()
)
_MARK_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("its_id"), outbox.c.owner == bindparam("claimant"))
    .where(outbox.c.state.in_(_IN_HAND_STATES))
    .values(
        state=NoticeState.SENT.value,
        message_id=bindparam("to_message_id"),
        settled_at=bindparam("to_settled_at"),
        leased_until=None,
        **_GONE,
    )
)
_STATE = select(outbox.c.state).where(outbox.c.id == bindparam("its_id"))
_MOVE = (
    update(outbox)
    .where(outbox.c.chat == bindparam("left"), outbox.c.state.in_(_OPEN))
    .values(chat=bindparam("entered"))
)

_COUNTS = select(outbox.c.state, func.count()).group_by(outbox.c.state)

_NEXT_DUE = select(func.min(outbox.c.due_at)).where(
    outbox.c.state.in_(_OPEN),
    outbox.c.state == _IS_DUE,
    outbox.c.chat.like(bindparam("chats")),
    ~_blocked(outbox, by_untried=None),
)
_NEXT_LAPSE = select(func.min(outbox.c.leased_until)).where(
    outbox.c.state.in_(_OPEN),
    outbox.c.state.in_(_IN_HAND_STATES),
    outbox.c.chat.like(bindparam("chats")),
)

_AFTER: dict[tuple[str, ...], Update] = {}


def _set(*names: str) -> Update:
    """Return the update of one notice that sets these columns; each is built once."""
    if names not in _AFTER:
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
        _AFTER[names] = update(outbox).where(outbox.c.id == bindparam("its_id")).values(values)
    return _AFTER[names]


class OutboxStore:
    """The outbox in one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notice: Notice, now: datetime) -> bool:
        """Store a notice as due; return False where its key is already there."""
        row = {
            "key": notice.key,
            "chat": notice.chat,
            "html": _storable(notice.html),
            "plain": _storable(notice.plain),
            "keyboard": json.dumps(notice.keyboard.rows),
            "class": notice.notice_class.value,
            "urgency": _URGENCY[notice.notice_class],
            "reply_to": notice.reply_to,
            "edits": notice.edits,
            "callback": notice.callback,
            "state": _DUE,
            "due_at": now if notice.not_before is None else max(now, notice.not_before),
            "attempts": 0,
            "repeat": 0,
            "reason": "",
            "added_at": now,
        }
        return _ADD.one(self._connection, row)

    def claim(
        self,
        owner: str,
        now: datetime,
        *,
        lease: timedelta,
        limit: int,
        chat: str | None = None,
        door: str | None = None,
        start: bool = False,
    ) -> Sequence[LeasedNotice]:
        """Lease up to `limit` due notices, answers first, oldest first, one per chat at a time."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(_TURNSTILE)
        self._connection.execute(_LAPSED, {"now": now})
        for number, holder in self._connection.execute(_LOST, {"now": now}).all():
            self.settle(number, holder, AnswerLost(reason="the lease ran out while sending"), now)
        asked: dict[str, Any] = {
            "claimant": owner,
            "now": now,
            "until": now + lease,
            "most": limit,
            "taken_as": _SENDING if start else _LEASED,
            "tries": int(start),
        }
        if chat is None and door is None:
            found = self._connection.execute(_CLAIM, asked)
        elif chat is None:
            found = self._connection.execute(_CLAIM_DOOR, asked | {"chats": f"{door}:%"})
        else:
            found = self._connection.execute(_CLAIM_CHAT, asked | {"only_chat": chat})
        rows = sorted(found.all(), key=lambda row: (row[1], row[0]))
        return [_leased(row, earlier=row[2] - int(start)) for row in rows]

    def start_sending(self, notice_id: int, owner: str, now: datetime) -> bool:
        """Mark a leased notice as being sent; False where the lease is no longer this owner's."""
        asked = {"its_id": notice_id, "claimant": owner, "now": now}
        return bool(self._connection.execute(_START, asked).rowcount)

    def settle(self, notice_id: int, owner: str, outcome: Outcome, now: datetime) -> NoticeState:
        """Record what a send came to and return the notice's new state.

        Where the notice is no longer in this owner's hands, nothing is recorded and the state it
        has is returned.
        """
        asked = {"its_id": notice_id, "claimant": owner}
        held = self._connection.execute(_IN_HAND, asked).first()
        if held is None:
            return NoticeState(self._connection.execute(_STATE, asked).scalar_one())
        if isinstance(outcome, Migrated):
            self._connection.execute(_MOVE, {"left": held[0], "entered": outcome.chat})
        values = _after(outcome, NoticeClass(held[1]), held[3], now)
        if isinstance(outcome, Deferred) and held[4] == _SENDING:
            values["attempts"] = held[2] - 1  # it was not tried after all
        parameters = {f"to_{name}": value for name, value in values.items()}
        self._connection.execute(_set(*values), parameters | {"its_id": notice_id})
        return NoticeState(values["state"])

    def mark_sent(self, owner: str, sent: Mapping[int, int | None], now: datetime) -> None:
        """Settle many notices as `Sent` in one go: notice id to Telegram's message id."""
        if sent:
            common = {"claimant": owner, "to_settled_at": now}
            rows = [common | {"its_id": one, "to_message_id": its} for one, its in sent.items()]
            self._connection.execute(_MARK_SENT, rows)

    def counts(self) -> dict[NoticeState, int]:
        """Return how many notices are in each state."""
        found: dict[str, int] = {row[0]: row[1] for row in self._connection.execute(_COUNTS)}
        return {state: found.get(state.value, 0) for state in NoticeState}

    def next_due(self, door: str | None = None) -> datetime | None:
        """Return when the next notice may go, or None where none waits."""
        asked = {"chats": "%" if door is None else f"{door}:%"}
        times = (
            self._connection.execute(_NEXT_DUE, asked).scalar(),
            self._connection.execute(_NEXT_LAPSE, asked).scalar(),
        )
        return min((time for time in times if time is not None), default=None)


def _after(
    outcome: Outcome, notice_class: NoticeClass, repeat: int, now: datetime
) -> dict[str, Any]:
    """Return what becomes of a notice in hand."""
    match outcome:
        case Sent(message_id=message_id):
            return _settled(NoticeState.SENT, "", now) | _GONE | {"message_id": message_id}
        case NotSent(seconds=seconds, reason=reason):
            return _due_again(now + timedelta(seconds=seconds), reason)
        case Deferred(seconds=seconds):
            return _due_again(now + timedelta(seconds=seconds), "")
        case Halted(seconds=seconds):
            return _due_again(now + timedelta(seconds=seconds), "halted by Telegram")
        case Migrated():
            return _due_again(now, "the group has a new id")
        case AnswerLost(reason=reason) if notice_class in ONCE_MORE and not repeat:
            return _due_again(now, reason) | {"repeat": repeat + 1}
        case AnswerLost(reason=reason):
            return _settled(NoticeState.HELD, reason, now)
        case Refused(reason=reason):
            return _settled(NoticeState.GIVEN_UP, reason, now)


def _settled(state: NoticeState, reason: str, now: datetime) -> dict[str, Any]:
    return {"state": state.value, "reason": reason, "leased_until": None, "settled_at": now}


def _due_again(at: datetime, reason: str) -> dict[str, Any]:
    return {"state": _DUE, "due_at": at, "reason": reason, "leased_until": None}


def _leased(row: Any, *, earlier: int) -> LeasedNotice:
    notice = Notice(
        key=row[4],
        chat=row[5],
        html=row[6],
        plain=row[7],
        keyboard=Keyboard(
            rows=tuple(
                tuple((label, data) for label, data in cells) for cells in json.loads(row[8])
            )
        ),
        notice_class=NoticeClass(row[9]),
        reply_to=row[10],
        edits=row[11],
        callback=row[12],
    )
    return LeasedNotice(id=row[0], notice=notice, attempts=earlier, repeat=bool(row[3]))


def _storable(text: str) -> str:
    """Return text without what a database refuses: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
