"""Somebody wants something done about people: who, when, with what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from bot import sending
from bot.journal import AuditLine
from bot.kept import Kept
from bot.membership.store import MembershipRooms
from bot.outbox.notice import NoticeClass
from bot.people import TERMINAL, Member, Person, Role
from bot.plan.days import day_text
from bot.plan.measures import Catalogue
from bot.rendering.reply import Reply

Rooms_co = TypeVar("Rooms_co", bound=MembershipRooms, covariant=True)


@dataclass(frozen=True, kw_only=True)
class Linking:
    """How people are linked.

    `new_token` returns 128 fresh random bits in letters that a link may hold, `bot_name` is the
    bot's name in Telegram without its @ (empty: not known), `notice` the privacy notice as its
    template, and a link works once, for as long as `lasts`.
    """

    new_token: Callable[[], str]
    bot_name: str = ""
    notice: str = ""
    lasts: timedelta = timedelta(hours=72)


NO_LINKS = Linking(new_token=lambda: "")
"""For where nothing that is said stays: no links are made there."""


@dataclass(frozen=True, kw_only=True)
class Request(Generic[Rooms_co]):
    """Who asks, when, about which plan, and with which stores.

    `key` is of what came in; whatever else goes out because of it carries a key made of it.
    `today` is the date in the plan's time zone.
    """

    person: Person
    rooms: Rooms_co
    catalogue: Catalogue
    now: datetime
    today: date
    key: str
    chat: str
    linking: Linking

    @property
    def actor(self) -> str:
        """Who acts, as the audit names them."""
        return actor(self.person)

    def note(self, action: str, object_: str, before: str = "", after: str = "") -> None:
        """Append what was done to the audit."""
        self.rooms.audit.note(
            AuditLine(
                actor=self.actor,
                role=self.person.role.value,
                action=action,
                object=object_,
                before=before,
                after=after,
                at=self.now,
            )
        )

    def tell(self, member: Member, reply: Reply, about: str) -> bool:
        """Let a message to a member leave, once for `about`; False where they are not linked."""
        if member.contact is None:
            return False
        sending.send(
            reply,
            Kept(),
            self.rooms,
            self.now,
            key=f"{self.key}:{about}:{member.id}",
            chat=member.contact,
            person=member.contact,
            notice_class=NoticeClass.ACKNOWLEDGEMENT,
        )
        return True

    def tell_officers(self, reply: Reply, about: str) -> int:
        """Tell every other officer, and return how many there were."""
        officers = [one for one in self.rooms.people.members() if one.acts_as is Role.OFFICER]
        return sum(
            self.tell(officer, reply, about)
            for officer in officers
            if officer.id != self.person.member
        )

    def clock(self, instant: datetime) -> str:
        """Return '26 November 2026 at 21:17' in the plan's time zone."""
        local = instant.astimezone(ZoneInfo(self.catalogue.plan.timezone))
        return f"{day_text(local.date())} at {local:%H:%M}"


def actor(person: Person) -> str:
    """Return how the audit names a person: never by name."""
    if person.member is not None:
        return f"member {person.member}"
    return "command line" if person.id == TERMINAL else "somebody without a name"
