"""The outbox's statements: who may go next, and what becomes of a notice."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
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

from bot.outbox.notice import NoticeState
from storage.inserts import InsertNew
from storage.prepared import Prepared
from storage.tables import outbox

DUE, LEASED, SENDING = NoticeState.DUE.value, NoticeState.LEASED.value, NoticeState.SENDING.value

# Written into the statements rather than bound: a database uses the indexes on open notices only
# where it can see that the state asked for is one of theirs. SQLite sees it only where the
# statement has the index's own condition too, word for word.
_IS_DUE, _IS_LEASED, _IS_SENDING = (
    literal_column(f"'{state}'", String) for state in (DUE, LEASED, SENDING)
)
_IN_HAND_STATES = (_IS_LEASED, _IS_SENDING)
_OPEN = (_IS_DUE, *_IN_HAND_STATES)
_INSTANT = outbox.c.due_at.type

GONE: dict[str, Any] = {
    "html": "",
    "plain": "",
    "keyboard": "[]",
    "callback": None,
    "reason": "",
    "picture": None,
    "document": None,
}
"""What is left of a notice that was sent: nothing of what it said."""

ADD = InsertNew(
    outbox,
    (
        "key",
        "chat",
        "html",
        "plain",
        "keyboard",
        "class",
        "urgency",
        "reply_to",
        "edits",
        "callback",
        "picture",
        "document",
        "state",
        "due_at",
        "attempts",
        "repeat",
        "reason",
        "added_at",
    ),
)

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
    outbox.c.picture,
    outbox.c.document,
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


def _claim(*, one_chat: bool = False, one_door: bool = False) -> Prepared:
    one = outbox.alias("one")
    now = bindparam("now", type_=outbox.c.due_at.type)
    chosen = (
        select(one.c.id)
        .where(one.c.state.in_(_OPEN), one.c.state == _IS_DUE, one.c.due_at <= now)
        .where(one.c.urgency <= bindparam("to_urgency"))
        .where(~_blocked(one, by_untried=now))
        .order_by(one.c.urgency, one.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=one)
    )
    if one_chat:
        chosen = chosen.where(one.c.chat == bindparam("only_chat"))
    if one_door:
        chosen = chosen.where(one.c.chat.like(bindparam("chats")))
    return Prepared(
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
TURNSTILE = text("LOCK TABLE schema_version IN EXCLUSIVE MODE")

CLAIM, CLAIM_CHAT, CLAIM_DOOR = _claim(), _claim(one_chat=True), _claim(one_door=True)

LAPSED = Prepared(
    update(outbox)
    .where(outbox.c.state.in_(_OPEN), outbox.c.state == _IS_LEASED)
    .where(outbox.c.leased_until <= bindparam("now"))
    .values(state=DUE, leased_until=None)
)
LOST = Prepared(
    select(outbox.c.id, outbox.c.owner).where(
        outbox.c.state.in_(_OPEN),
        outbox.c.state == _IS_SENDING,
        outbox.c.leased_until <= bindparam("now"),
    )
)

START = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("its_id"), outbox.c.owner == bindparam("claimant"))
    .where(outbox.c.state == _IS_LEASED, outbox.c.leased_until > bindparam("now"))
    .values(state=SENDING, attempts=outbox.c.attempts + 1)
)

IN_HAND = Prepared(
    select(outbox.c.chat, outbox.c["class"], outbox.c.attempts, outbox.c.repeat, outbox.c.state)
    .where(outbox.c.id == bindparam("its_id"), outbox.c.owner == bindparam("claimant"))
    .where(outbox.c.state.in_(_IN_HAND_STATES))
    .with_for_update()
)
MARK_SENT = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("its_id"), outbox.c.owner == bindparam("claimant"))
    .where(outbox.c.state.in_(_IN_HAND_STATES))
    .values(
        state=NoticeState.SENT.value,
        message_id=bindparam("to_message_id"),
        settled_at=bindparam("to_settled_at"),
        leased_until=None,
        **GONE,
    )
)
KEY_OF = Prepared(
    select(outbox.c.key)
    .where(
        outbox.c.chat == bindparam("its_chat"),
        outbox.c.message_id == bindparam("its_message"),
        outbox.c.message_id.is_not(None),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)
STATE = Prepared(select(outbox.c.state).where(outbox.c.id == bindparam("its_id")))
MOVE = Prepared(
    update(outbox)
    .where(outbox.c.chat == bindparam("left"), outbox.c.state.in_(_OPEN))
    .values(chat=bindparam("entered"))
)

HOLD_OPEN = Prepared(
    update(outbox)
    .where(
        outbox.c.state.in_(_OPEN),
        or_(outbox.c.state != _IS_DUE, outbox.c.due_at <= bindparam("now", type_=_INSTANT)),
    )
    .values(
        state=NoticeState.HELD.value,
        reason=bindparam("why"),
        leased_until=None,
        settled_at=bindparam("now", type_=_INSTANT),
    )
)
_HELD = literal_column(f"'{NoticeState.HELD.value}'", String)
HELD = Prepared(
    select(
        outbox.c.id,
        outbox.c.chat,
        outbox.c["class"],
        outbox.c.plain,
        outbox.c.reason,
        outbox.c.settled_at,
    )
    .where(outbox.c.state == _HELD)
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
RELEASE = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("its_id"), outbox.c.state == _HELD)
    .values(state=DUE, due_at=bindparam("now"), repeat=1, owner=None, settled_at=None, reason="")
)
DROP = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("its_id"), outbox.c.state == _HELD)
    .values(state=NoticeState.CANCELLED.value, settled_at=bindparam("now"), **GONE)
)

_OLDEST_AND_NUMBER: tuple[Any, ...] = (func.min(outbox.c.due_at), func.count())
BACKLOG = Prepared(select(*_OLDEST_AND_NUMBER).where(outbox.c.state.in_(_OPEN)))
HELD_COUNT = Prepared(select(func.count()).select_from(outbox).where(outbox.c.state == _HELD))

COUNTS = Prepared(select(outbox.c.state, func.count()).group_by(outbox.c.state))

NEXT_DUE = Prepared(
    select(func.min(outbox.c.due_at)).where(
        outbox.c.state.in_(_OPEN),
        outbox.c.state == _IS_DUE,
        outbox.c.chat.like(bindparam("chats")),
        ~_blocked(outbox, by_untried=None),
    )
)
NEXT_LAPSE = Prepared(
    select(func.min(outbox.c.leased_until)).where(
        outbox.c.state.in_(_OPEN),
        outbox.c.state.in_(_IN_HAND_STATES),
        outbox.c.chat.like(bindparam("chats")),
    )
)

_CHANGES: dict[tuple[str, ...], Prepared] = {}


def change(*names: str) -> Prepared:
    """Return the update of one notice that sets these columns; each is built once."""
    if names not in _CHANGES:
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
        _CHANGES[names] = Prepared(
            update(outbox).where(outbox.c.id == bindparam("its_id")).values(values)
        )
    return _CHANGES[names]
