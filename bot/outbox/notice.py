"""A notice: one message waiting to leave, its unique key and its states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeState(StrEnum):
    """Where a notice is.

    due -> leased -> sending -> sent | held | given_up; due -> cancelled. A notice whose answer from
    Telegram was lost is held (or sent once more, marked, where its class says so).
    """

    DUE = "due"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


class NoticeClass(StrEnum):
    """What a notice is; answers to people go before bulk.

    `LAST_REMINDER` is the last that can still bring a figure in on time: where Telegram's answer to
    it was lost it is sent once more, marked as a possible repeat; other reminders are held.
    """

    ANSWER = "answer"
    ACKNOWLEDGEMENT = "acknowledgement"
    REMINDER = "reminder"
    LAST_REMINDER = "last_reminder"
    ALERT = "alert"


@dataclass(frozen=True, kw_only=True)
class Keyboard:
    """Inline buttons in rows: (label, callback data of at most 64 bytes)."""

    rows: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One message waiting to leave.

    `key` is unique for ever: adding the same key twice adds one notice. `chat` is the door's own
    name of the chat ("telegram:123", "terminal"). `html` is Telegram HTML of at most 4,096
    characters; `plain` the same without tags, sent where the HTML is refused. `edits` is the
    message id to edit in place, or None. `not_before` is an aware UTC instant. `picture` is a
    chart spec as JSON (see `bot.rendering.chart_spec`): the text is its caption then, of at most
    1,024 characters, and goes alone where the picture cannot. `document` is a form, or a file that
    Telegram keeps, as JSON (see `bot.exchange.form` and `kept_file`); it goes in the same way.
    """

    key: str
    chat: str
    html: str
    plain: str
    keyboard: Keyboard = Keyboard()
    notice_class: NoticeClass = NoticeClass.ANSWER
    not_before: datetime | None = None
    reply_to: int | None = None
    edits: int | None = None
    callback: str | None = None
    picture: str | None = None
    document: str | None = None


@dataclass(frozen=True, kw_only=True)
class LeasedNotice:
    """A notice claimed for sending. `id` is its row; `attempts` counts earlier tries.

    `repeat` says that Telegram's answer to an earlier try was lost, so it may have gone already.
    """

    id: int
    notice: Notice
    attempts: int
    repeat: bool = False


@dataclass(frozen=True, kw_only=True)
class HeldNotice:
    """A notice that waits for a person to say whether it is sent; `at` is when it was held."""

    id: int
    chat: str
    notice_class: NoticeClass
    plain: str
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """How many notices are neither sent nor settled, when the oldest was due, how many are held."""

    open: int
    oldest_due: datetime | None
    held: int


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Telegram took it; `message_id` is Telegram's."""

    message_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class NotSent:
    """It certainly did not go; try again after `seconds`."""

    seconds: float
    reason: str


@dataclass(frozen=True, kw_only=True)
class Deferred:
    """It was not tried, because a limit says to wait `seconds`; not counted as an attempt."""

    seconds: float


@dataclass(frozen=True, kw_only=True)
class Halted:
    """Telegram said 429: nothing to this chat for `seconds`."""

    seconds: float


@dataclass(frozen=True, kw_only=True)
class AnswerLost:
    """It may or may not have gone."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Refused:
    """It can never go: blocked, unknown chat, deactivated."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Cancelled:
    """It was not tried and need not go any more."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Migrated:
    """The group has a new id; the notice goes there."""

    chat: str


Outcome = Sent | NotSent | Deferred | Halted | AnswerLost | Refused | Cancelled | Migrated

REMINDERS = frozenset({NoticeClass.REMINDER, NoticeClass.LAST_REMINDER})
"""What is looked at once more at the moment it is sent: is it still wanted, is the hour decent?"""
