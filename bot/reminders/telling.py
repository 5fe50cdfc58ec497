"""Words from the bot to some people by itself: privately, once, never into a group (A14)."""

from __future__ import annotations

from collections.abc import Iterable

from bot import sending
from bot.kept import Kept
from bot.outbox.notice import NoticeClass
from bot.people import Member
from bot.reminders.errand import Errand
from bot.reminders.responsible import hindrance, officers_of
from bot.rendering.reply import Reply


def tell_officers(errand: Errand, reply: Reply, *, key: str) -> int:
    """Tell every officer who can be reached, but the one who asks; return how many are told."""
    officers = officers_of(errand.rooms.people.officers())
    others = [one for one in officers if one.id != errand.person.member]
    return tell(errand, others, reply, key=key)


def tell(errand: Errand, members: Iterable[Member], reply: Reply, *, key: str) -> int:
    """Put a message for each member into the outbox; the key makes it one for ever."""
    told = 0
    for member in members:
        if hindrance(member) or member.contact is None:
            continue
        sending.send(
            reply,
            Kept(),
            errand.rooms,
            errand.now,
            key=f"{key}:{member.id}",
            chat=member.contact,
            person=member.contact,
            notice_class=NoticeClass.ALERT,
        )
        told += 1
    return told
