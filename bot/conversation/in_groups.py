"""A message in a group: only what every member may see, and only where an officer allowed it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import sending
from bot.conversation.desk import Desk, Heard, say
from bot.conversation.incoming import Attachment, Incoming, Moved, PutOut, Text
from bot.journal import AuditLine
from bot.kept import Kept
from bot.membership import groups
from bot.membership.request import Request
from bot.people import Person, Role
from bot.stores import Stores

QUIET = timedelta(hours=1)
BOT = "the bot"


def hear_event(incoming: Incoming, stores: Stores, now: datetime) -> Heard | None:
    """Follow a group to its new chat, or forget one that put the bot out; None for all else."""
    match incoming.body:
        case Moved(to=to):
            stores.people.move_group(incoming.chat, to)
            _note(stores, "followed to a new chat", f"group {incoming.chat}", now, after=to)
        case PutOut():
            if stores.people.forget_group(incoming.chat):
                _note(stores, "was put out of", f"group {incoming.chat}", now)
        case _:
            return None
    return Heard(reply=None)


def only_reads(person: Person) -> Person:
    """Return somebody as a group sees them: without a name, and only reading."""
    return Person(id=person.id, role=Role.READER)


def hear_first(desk: Desk, person: Person) -> Heard | None:
    """Return what is heard before a question is: an officer's word, or that nothing is allowed.

    `person` is who speaks, with all that they may do in private.
    """
    name = _command(desk.incoming)
    if name in (groups.ALLOW, groups.DISALLOW) and person.role is Role.OFFICER:
        request = Request(
            person=person,
            rooms=desk.stores,
            catalogue=desk.catalogue,
            now=desk.now,
            today=desk.today,
            key=desk.incoming.key,
            chat=desk.incoming.chat,
            linking=desk.linking,
        )
        act = groups.allow if name == groups.ALLOW else groups.disallow
        return say(desk, Heard(reply=act(request)))
    if desk.stores.people.group(desk.incoming.chat) is None:
        return _say_not_allowed(desk)
    if isinstance(desk.incoming.body, Attachment):
        return say(desk, Heard(reply=groups.IN_PRIVATE))
    return None


def _command(incoming: Incoming) -> str:
    if not isinstance(incoming.body, Text) or not incoming.body.text.startswith("/"):
        return ""
    name, _, _ = incoming.body.text[1:].partition(" ")
    return name.partition("@")[0].casefold()


def _say_not_allowed(desk: Desk) -> Heard:
    """Say one line an hour to a group, whoever speaks there."""
    chat = desk.incoming.chat
    lately = desk.stores.conversations.recent(
        chat=chat, person=chat, since=desk.now - QUIET, limit=1
    )
    if lately:
        return Heard(reply=None)
    number = sending.send(
        groups.NOT_ALLOWED,
        Kept(greeted=True),
        desk.stores,
        desk.now,
        key=desk.incoming.key,
        chat=chat,
        person=chat,
        reply_to=desk.incoming.answer_below,
    )
    return Heard(reply=groups.NOT_ALLOWED, number=number)


def _note(stores: Stores, action: str, object_: str, now: datetime, after: str = "") -> None:
    stores.audit.note(
        AuditLine(actor=BOT, role="", action=action, object=object_, after=after, at=now)
    )
