"""What officers are told when something is wrong with the bot itself."""

from __future__ import annotations

import html
from datetime import datetime
from typing import Protocol

from bot.outbox.notice import Notice, NoticeClass
from bot.outbox.store import OutboxStore
from bot.people import PeopleStore, Role


class AlertStores(Protocol):
    """What an alert needs; `bot.stores.Stores` has it."""

    @property
    def people(self) -> PeopleStore:
        """Who the officers are."""
        ...

    @property
    def outbox(self) -> OutboxStore:
        """Messages waiting to leave."""
        ...


def tell_officers(stores: AlertStores, text: str, now: datetime, *, key: str) -> int:
    """Tell every linked officer once under `key`, and return how many are told now.

    `text` is plain; it names no person and repeats nothing that anybody wrote.
    """
    told = 0
    for member in stores.people.officers():
        if member.acts_as is Role.OFFICER and member.contact is not None:
            told += stores.outbox.add(
                Notice(
                    key=f"alert:{key}:{member.id}",
                    chat=member.contact,
                    html=html.escape(text, quote=False),
                    plain=text,
                    notice_class=NoticeClass.ALERT,
                ),
                now,
            )
    return told
