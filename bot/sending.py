"""A reply on its way out: kept, so that its buttons can be pressed, and put into the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import kept
from bot.kept import Kept
from bot.outbox.notice import Keyboard, Notice, NoticeClass
from bot.rendering import markup
from bot.rendering.reply import Reply
from bot.stores import Stores


def send(
    reply: Reply,
    memory: Kept,
    stores: Stores,
    now: datetime,
    *,
    key: str,
    chat: str,
    person: str,
    edits: int | None = None,
    notice_class: NoticeClass = NoticeClass.ANSWER,
) -> int:
    """Keep a reply, add its notice under `key`, and return the answer's number.

    The key makes a second time harmless: nothing leaves twice.
    """
    memory = replace(memory, buttons=reply.flat_buttons(), text=reply.text)
    number = stores.conversations.keep(chat=chat, person=person, at=now, body=kept.to_json(memory))
    stores.outbox.add(
        Notice(
            key=key,
            chat=chat,
            html=markup.to_html(reply),
            plain=markup.to_plain(reply),
            keyboard=_keyboard(reply, number),
            edits=edits,
            notice_class=notice_class,
        ),
        now,
    )
    return number


def _keyboard(reply: Reply, number: int) -> Keyboard:
    rows, place = [], 0
    for row in reply.buttons:
        cells = []
        for button in row:
            cells.append((button.label, kept.button_data(number, place)))
            place += 1
        rows.append(tuple(cells))
    return Keyboard(rows=tuple(rows))
