"""Messages waiting to leave."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.outbox.limits import PROMPT
from bot.outbox.notice import (
    AnswerLost,
    Backlog,
    Cancelled,
    Deferred,
    Halted,
    HeldNotice,
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
from storage import outbox_statements as said
from storage.prepared import Link

ONCE_MORE = frozenset({NoticeClass.ANSWER, NoticeClass.ACKNOWLEDGEMENT, NoticeClass.LAST_REMINDER})
"""What is sent once more, marked, when Telegram's answer was lost; the rest is held."""

_URGENCY = {notice_class: place for place, notice_class in enumerate(NoticeClass)}
_LAST_ANSWER = max(_URGENCY[notice_class] for notice_class in PROMPT)


class OutboxStore:
    """The outbox in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def add(self, notice: Notice, now: datetime) -> bool:
        """Store a notice as due; return False where its key is already there."""
        return said.ADD.one(self._link, _row(notice, now))

    def put(self, notice: Notice, now: datetime) -> None:
        """Store a notice as due unless its key is already there."""
        said.ADD.later(self._link, _row(notice, now))

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
        only_answers: bool = False,
    ) -> Sequence[LeasedNotice]:
        """Lease up to `limit` due notices, answers first, oldest first, one per chat at a time."""
        if self._link.connection.dialect.name == "postgresql":
            self._link.connection.execute(said.TURNSTILE)
        said.LAPSED.run(self._link, {"now": now})
        for number, holder in said.LOST.all(self._link, {"now": now}):
            self.settle(number, holder, AnswerLost(reason="the lease ran out while sending"), now)
        asked: dict[str, Any] = {
            "claimant": owner,
            "now": now,
            "until": now + lease,
            "most": limit,
            "taken_as": said.SENDING if start else said.LEASED,
            "tries": int(start),
            "to_urgency": _LAST_ANSWER if only_answers else len(_URGENCY),
        }
        if chat is None and door is None:
            found = said.CLAIM.all(self._link, asked)
        elif chat is None:
            found = said.CLAIM_DOOR.all(self._link, asked | {"chats": f"{door}:%"})
        else:
            found = said.CLAIM_CHAT.all(self._link, asked | {"only_chat": chat})
        rows = sorted(found, key=lambda row: (row[1], row[0]))
        return [_leased(row, earlier=row[2] - int(start)) for row in rows]

    def start_sending(self, notice_id: int, owner: str, now: datetime) -> bool:
        """Mark a leased notice as being sent; False where the lease is no longer this owner's."""
        asked = {"its_id": notice_id, "claimant": owner, "now": now}
        return bool(said.START.run(self._link, asked))

    def settle(self, notice_id: int, owner: str, outcome: Outcome, now: datetime) -> NoticeState:
        """Record what a send came to and return the notice's new state.

        Where the notice is no longer in this owner's hands, nothing is recorded and the state it
        has is returned.
        """
        asked = {"its_id": notice_id, "claimant": owner}
        held = said.IN_HAND.first(self._link, asked)
        if held is None:
            return NoticeState(said.STATE.scalar(self._link, asked))
        if isinstance(outcome, Migrated):
            said.MOVE.run(self._link, {"left": held[0], "entered": outcome.chat})
        values = _after(outcome, NoticeClass(held[1]), held[3], now)
        if isinstance(outcome, Deferred | Cancelled) and held[4] == said.SENDING:
            values["attempts"] = held[2] - 1  # it was not tried after all
        parameters = {f"to_{name}": value for name, value in values.items()}
        said.change(*values).run(self._link, parameters | {"its_id": notice_id})
        return NoticeState(values["state"])

    def mark_sent(self, owner: str, sent: Mapping[int, int | None], now: datetime) -> None:
        """Settle many notices as `Sent` in one go: notice id to Telegram's message id."""
        common = {"claimant": owner, "to_settled_at": now}
        said.MARK_SENT.run_many(
            self._link,
            [common | {"its_id": one, "to_message_id": its} for one, its in sent.items()],
        )

    def hold_open(self, reason: str, now: datetime) -> int:
        """Hold what may have gone already, as after a restore, and return how many."""
        return said.HOLD_OPEN.run(self._link, {"why": reason, "now": now})

    def held(self, *, limit: int = 100) -> Sequence[HeldNotice]:
        """Return notices held for a person, oldest first."""
        return [
            HeldNotice(
                id=row[0],
                chat=row[1],
                notice_class=NoticeClass(row[2]),
                plain=row[3],
                reason=row[4],
                at=row[5],
            )
            for row in said.HELD.all(self._link, {"most": limit})
        ]

    def release(self, notice_id: int, now: datetime) -> bool:
        """Send a held notice after all, marked as a possible repeat; False where none is held."""
        return bool(said.RELEASE.run(self._link, {"its_id": notice_id, "now": now}))

    def drop(self, notice_id: int, now: datetime) -> bool:
        """Give up a held notice and clear what it said; False where none is held."""
        return bool(said.DROP.run(self._link, {"its_id": notice_id, "now": now}))

    def key_of(self, chat: str, message_id: int) -> str | None:
        """Return the key of the notice that became a message of a chat, None for any other."""
        found: str | None = said.KEY_OF.scalar(
            self._link, {"its_chat": chat, "its_message": message_id}
        )
        return found

    def backlog(self) -> Backlog:
        """Return what is open and held, without looking at what is done."""
        found = said.BACKLOG.first(self._link, {}) or (None, 0)
        held = said.HELD_COUNT.scalar(self._link, {}) or 0
        return Backlog(oldest_due=found[0], open=found[1], held=held)

    def counts(self) -> dict[NoticeState, int]:
        """Return how many notices are in each state."""
        found: dict[str, int] = {row[0]: row[1] for row in said.COUNTS.all(self._link, {})}
        return {state: found.get(state.value, 0) for state in NoticeState}

    def next_due(self, door: str | None = None) -> datetime | None:
        """Return when the next notice may go, or None where none waits."""
        asked = {"chats": "%" if door is None else f"{door}:%"}
        times = (
            said.NEXT_DUE.scalar(self._link, asked),
            said.NEXT_LAPSE.scalar(self._link, asked),
        )
        return min((time for time in times if time is not None), default=None)


def _row(notice: Notice, now: datetime) -> dict[str, Any]:
    return {
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
        "picture": None if notice.picture is None else _storable(notice.picture),
        "document": None if notice.document is None else _storable(notice.document),
        "state": said.DUE,
        "due_at": now if notice.not_before is None else max(now, notice.not_before),
        "attempts": 0,
        "repeat": 0,
        "reason": "",
        "added_at": now,
    }


def _after(
    outcome: Outcome, notice_class: NoticeClass, repeat: int, now: datetime
) -> dict[str, Any]:
    """Return what becomes of a notice in hand."""
    match outcome:
        case Sent(message_id=message_id):
            return _settled(NoticeState.SENT, "", now) | said.GONE | {"message_id": message_id}
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
        case Cancelled(reason=reason):
            return _settled(NoticeState.CANCELLED, reason, now)
        case Refused(reason=reason):
            return _settled(NoticeState.GIVEN_UP, reason, now)


def _settled(state: NoticeState, reason: str, now: datetime) -> dict[str, Any]:
    return {"state": state.value, "reason": reason, "leased_until": None, "settled_at": now}


def _due_again(at: datetime, reason: str) -> dict[str, Any]:
    return {"state": said.DUE, "due_at": at, "reason": reason, "leased_until": None}


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
        picture=row[13],
        document=row[14],
    )
    return LeasedNotice(id=row[0], notice=notice, attempts=earlier, repeat=bool(row[3]))


def _storable(text: str) -> str:
    """Return text without what a database refuses: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
