"""One use of the room of reminders: who asks, where, when, under which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from bot.journal import AuditLine
from bot.people import Member, Person, Role
from bot.plan.measures import Catalogue, Measure
from bot.reminders.calendar import Calendar, calendar_of
from bot.reminders.responsible import Duties
from bot.reminders.rules import Rules
from bot.reminders.store import ReminderRooms
from bot.rendering.reply import Did, Reply, bold, line


@dataclass(frozen=True, kw_only=True)
class Errand:
    """Who asks for what; `chat` is the door's own name of the chat ("telegram:7")."""

    person: Person
    rooms: ReminderRooms
    catalogue: Catalogue
    rules: Rules
    now: datetime
    today: date
    chat: str

    @cached_property
    def calendar(self) -> Calendar:
        """The plan's calendar as it is stored."""
        return calendar_of(self.catalogue, self.rooms.reminders, self.rules)

    @cached_property
    def duties(self) -> Duties:
        """The duties in force today."""
        return Duties(self.rooms.people.all_duties(self.today))

    @property
    def is_officer(self) -> bool:
        """Whether the details may be shown: names, reasons, who was asked."""
        return self.person.role is Role.OFFICER

    @property
    def is_private(self) -> bool:
        """Whether nobody else reads along: groups have chats of their own."""
        return self.chat == self.person.id or self.chat.startswith("terminal")

    def member(self) -> Member | None:
        """Return the member who asks, or None for somebody known to a door alone."""
        return self.rooms.people.by_contact(self.person.id)

    def mine(self) -> Sequence[Measure]:
        """Return the measures that this person is asked for today."""
        member = self.member()
        if member is None:
            return ()
        asked = ((one, self.duties.asked(one)) for one in self.catalogue.measures)
        return tuple(one for one, who in asked if who is not None and who.id == member.id)

    def note(self, action: str, about: str, before: str = "", after: str = "") -> None:
        """Write into the audit who did what."""
        number = self.person.member
        self.rooms.audit.note(
            AuditLine(
                actor="terminal" if number is None else f"member {number}",
                role=self.person.role.value,
                action=action,
                object=about,
                before=before,
                after=after,
                at=self.now,
            )
        )


def refused(headline: str, *lines: str) -> Reply:
    """Return why something was not done, and what to do instead."""
    return Reply(headline=line(bold(headline)), lines=tuple(map(line, lines)), did=Did.REFUSED)


def told(headline: str, *lines: str) -> Reply:
    """Return what was done."""
    return Reply(headline=line(bold(headline)), lines=tuple(map(line, lines)))
