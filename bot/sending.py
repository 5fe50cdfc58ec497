"""A reply on its way out: kept, so that its buttons can be pressed, and put into the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot import kept
from bot.kept import Kept
from bot.outbox.notice import REMINDERS, Keyboard, Notice, NoticeClass
from bot.outbox.store import OutboxStore
from bot.people import ConversationStore
from bot.rendering import chart_spec, markup
from bot.rendering.reply import Reply

LONGEST_CAPTION = 960
"""Telegram takes 1,024; a repeated message says so in the rest."""


class SendingStores(Protocol):
    """What sending needs remembered; `bot.stores.Stores` has it."""

    @property
    def conversations(self) -> ConversationStore:
        """What was said lately."""
        ...

    @property
    def outbox(self) -> OutboxStore:
        """Messages waiting to leave."""
        ...


def send(
    reply: Reply,
    memory: Kept,
    stores: SendingStores,
    now: datetime,
    *,
    key: str,
    chat: str,
    person: str,
    edits: int | None = None,
    reply_to: int | None = None,
    notice_class: NoticeClass = NoticeClass.ANSWER,
) -> int:
    """Keep a reply, add its notice under `key`, and return the answer's number.

    The key makes a second time harmless: nothing leaves twice.
    """
    number = keep(reply, memory, stores, now, chat=chat, person=person)
    put(
        reply,
        number,
        stores,
        now,
        key=key,
        chat=chat,
        edits=edits,
        reply_to=reply_to,
        notice_class=notice_class,
    )
    return number


def put(
    reply: Reply,
    number: int,
    stores: SendingStores,
    now: datetime,
    *,
    key: str,
    chat: str,
    edits: int | None = None,
    reply_to: int | None = None,
    notice_class: NoticeClass = NoticeClass.ANSWER,
) -> None:
    """Add the notice of a kept reply under `key`, below the message `reply_to` where given.

    What is too long for one message leaves as several, in their order, the buttons under the last.
    A reminder is written so that it fits, since its notice is looked at once more before it leaves.
    """
    pictured = reply.picture is not None or reply.document is not None
    *first, last = _parts(reply, pictured=pictured, whole=notice_class in REMINDERS)
    for place, part in enumerate(first):
        stores.outbox.put(
            Notice(
                key=f"{key} part {place + 1}",
                chat=chat,
                html=part.html,
                plain=part.plain,
                reply_to=reply_to if place == 0 else None,
                notice_class=notice_class,
            ),
            now,
        )
    stores.outbox.put(
        Notice(
            key=key,
            chat=chat,
            html=last.html,
            plain=last.plain,
            keyboard=keyboard(reply, number),
            reply_to=None if first else reply_to,
            # A text cannot become a picture, nor one message several.
            edits=None if pictured or first else edits,
            notice_class=notice_class,
            picture=None if reply.picture is None else chart_spec.to_json(reply.picture),
            document=reply.document,
        ),
        now,
    )


def _parts(reply: Reply, *, pictured: bool, whole: bool) -> tuple[markup.Written, ...]:
    """Return the messages of a reply; what goes with a picture or a file is one caption."""
    if not pictured and not whole:
        return markup.parts(reply)
    limit = LONGEST_CAPTION if pictured else markup.LIMIT
    return (markup.written(reply, limit=limit),)


def keep(
    reply: Reply, memory: Kept, stores: SendingStores, now: datetime, *, chat: str, person: str
) -> int:
    """Keep a reply, so that its buttons can be pressed, and return its number."""
    body = kept.to_json(memory, reply.flat_buttons())
    return stores.conversations.keep(chat=chat, person=person, at=now, body=body)


def keyboard(reply: Reply, number: int) -> Keyboard:
    """Return the buttons of a kept reply as a notice has them."""
    rows, place = [], 0
    for row in reply.buttons:
        cells = []
        for button in row:
            cells.append((button.label, kept.button_data(number, place)))
            place += 1
        rows.append(tuple(cells))
    return Keyboard(rows=tuple(rows))
