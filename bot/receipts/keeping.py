"""An answer with figures in it leaves with a receipt, and the receipt is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot import sending
from bot.kept import Kept
from bot.outbox.notice import NoticeClass
from bot.people import Role
from bot.receipts.codes import code_of
from bot.receipts.store import Receipt, ReceiptStore
from bot.rendering.reply import Did, Reply
from bot.sending import SendingStores


class ReceiptStores(SendingStores, Protocol):
    """The stores that an answer with a receipt needs; `bot.stores.Stores` has them."""

    @property
    def receipts(self) -> ReceiptStore:
        """What was said."""
        ...


def states_figures(reply: Reply) -> bool:
    """Say whether a reply states a figure, so that it may be quoted in minutes."""
    return reply.did is Did.ANSWERED and bool(reply.statements)


def send(
    reply: Reply,
    memory: Kept,
    stores: ReceiptStores,
    now: datetime,
    *,
    key: str,
    chat: str,
    person: str,
    edits: int | None = None,
    reply_to: int | None = None,
    notice_class: NoticeClass = NoticeClass.ANSWER,
    least: Role = Role.READER,
) -> tuple[int, Reply]:
    """Send a reply; return the answer's number and the reply as it leaves.

    One that states figures shows a receipt and is kept for good; one that quotes an earlier answer
    shows the receipt of that. `least` is the role that may read it again without having been there;
    what is internal only officers may.
    """
    cited = states_figures(reply)
    number = sending.keep(reply, memory, stores, now, chat=chat, person=person)
    signed = replace(reply, code=code_of(number)) if cited and not reply.code else reply
    sending.put(
        signed,
        number,
        stores,
        now,
        key=key,
        chat=chat,
        edits=edits,
        reply_to=reply_to,
        notice_class=notice_class,
    )
    if not cited:
        return number, reply
    stores.receipts.keep(
        Receipt(
            number=number,
            chat=chat,
            person=person,
            at=now,
            least=Role.OFFICER if reply.internal else least,
            text="" if reply.code else reply.text,  # a quotation is no answer of its own
            statements=reply.statements,
        )
    )
    return number, signed
