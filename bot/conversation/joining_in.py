"""Somebody opens an invitation's link: the only thing a stranger can do here."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import kept
from bot.conversation.desk import Heard, send
from bot.conversation.fixed_replies import LINK_NOT_GOOD, LINKED_ALREADY
from bot.conversation.incoming import Incoming, Text
from bot.kept import Kept
from bot.membership import joining
from bot.membership.request import Linking, Request
from bot.people import Person
from bot.plan.measures import Catalogue
from bot.stores import Stores

AN_HOUR = timedelta(hours=1)
LOOKED_AT = 50
_OPENED = re.compile(r"/start(?:@\w+)?\s+(\S{1,64})\s*", re.ASCII)


def opened_link(incoming: Incoming) -> str | None:
    """Return the token of a link that was opened in a private chat, or None."""
    if not isinstance(incoming.body, Text) or incoming.chat != incoming.contact:
        return None
    found = _OPENED.fullmatch(incoming.body.text.strip())
    return found[1] if found else None


def hear_link(
    token: str,
    incoming: Incoming,
    person: Person,
    stores: Stores,
    catalogue: Catalogue,
    linking: Linking,
    now: datetime,
) -> Heard:
    """Welcome whoever opened a link that works; all other links get one and the same reply.

    Who is linked already uses up nobody's link, and learns nothing about it. After five links that
    do not work, an hour of silence.
    """
    if person.member is not None:
        return send(incoming, stores, now, Heard(reply=LINKED_ALREADY), Kept())
    lately = stores.conversations.recent(
        chat=incoming.chat, person=incoming.contact, since=now - AN_HOUR, limit=LOOKED_AT
    )
    wrong = sum(kept.from_json(one.body).wrong_link for one in lately)
    if wrong >= joining.MOST_WRONG:
        return Heard(reply=None)
    request = Request(
        person=person,
        rooms=stores,
        catalogue=catalogue,
        now=now,
        today=now.astimezone(ZoneInfo(catalogue.plan.timezone)).date(),
        key=incoming.key,
        chat=incoming.chat,
        linking=linking,
    )
    reply = joining.open_link(token, incoming.account, request)
    if reply is None:
        request.note("opened a link that does not work", "link")
        return send(incoming, stores, now, Heard(reply=LINK_NOT_GOOD), Kept(wrong_link=True))
    return send(incoming, stores, now, Heard(reply=reply), Kept())
