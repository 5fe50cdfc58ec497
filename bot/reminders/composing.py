"""What messages say, written from what is true now: at the sweep, and again at sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.plan.measures import Catalogue
from bot.reminders import wording
from bot.reminders.calendar import Calendar
from bot.reminders.owing import Item, items_of, owing
from bot.reminders.records import Message, Stage
from bot.reminders.responsible import Duties, scopes_of
from bot.reminders.store import ReminderRooms
from bot.rendering.reply import Reply

NOTHING_LEFT = "what it asked for has come in, moved to somebody else or was put off"
REMINDER, ESCALATION = "reminder", "escalation"
ASIDE = {
    Stage.NUDGE: "The performance officer asks you for this once more.",
    Stage.LATER: "You asked to be reminded later today.",
}
"""What goes beside the day's own message, since somebody asked for it, and how it says so."""


@dataclass(frozen=True, kw_only=True)
class Composed:
    """What a message says now, and the figures it is about; `items` is empty where none is left."""

    items: tuple[Item, ...]
    reply: Reply | None


class Composer:
    """Writes messages from what is true at this moment: for the sweep, and again at sending."""

    def __init__(
        self, rooms: ReminderRooms, catalogue: Catalogue, calendar: Calendar, today: date
    ) -> None:
        """Keep the parts."""
        self._rooms, self._catalogue = rooms, catalogue
        self._calendar, self._today = calendar, today
        self._escalations: dict[tuple[int, ...], Composed] = {}

    def reminders(self, members: Sequence[int]) -> dict[int, Composed]:
        """Return by member what they are reminded of now."""
        owed = owing(self._rooms, self._catalogue, members, self._today)
        return {
            member: Composed(
                items=items,
                reply=wording.reminder(items, self._calendar, self._today) if items else None,
            )
            for member, items in owed.items()
        }

    def each(self, members: Sequence[int]) -> tuple[dict[int, Composed], list[int]]:
        """Return `reminders`, and the members whose message cannot be written.

        One that fails must not keep the others from theirs.
        """
        try:
            return self.reminders(members), []
        except Exception:
            composed: dict[int, Composed] = {}
            failed = []
            for member in members:
                try:
                    composed |= self.reminders([member])
                except Exception:
                    failed.append(member)
            return composed, failed

    def aside(self, stage: Stage, member: int, ids: Sequence[int]) -> Composed:
        """Return what somebody is asked for aside, as far as they still owe it."""
        owed = owing(self._rooms, self._catalogue, [member], self._today)[member]
        items = tuple(one for one in owed if one.expected.id in set(ids))
        if not items:
            return Composed(items=(), reply=None)
        reply = wording.reminder(items, self._calendar, self._today, since=ASIDE[stage])
        return Composed(items=items, reply=reply)

    def said_now(self, message: Message) -> Composed:
        """Return what a message about some figures says at this moment."""
        for stage in ASIDE:
            if message.what.startswith(stage):
                return self.aside(stage, message.member, message.items)
        return self.escalation(message.items)

    def escalation(self, ids: Sequence[int]) -> Composed:
        """Return what an officer is told about these figures, as far as they are missing.

        Every officer is told the same, so it is written once.
        """
        asked = tuple(ids)
        if asked not in self._escalations:
            self._escalations[asked] = self._escalation(asked)
        return self._escalations[asked]

    def _escalation(self, ids: Sequence[int]) -> Composed:
        known = self._catalogue.by_code
        expected = self._rooms.reminders.expected(ids)
        items = tuple(items_of(self._rooms, self._catalogue, known, expected, self._today))
        if not items:
            return Composed(items=(), reply=None)
        scopes = {scope for one in items for scope in scopes_of(one.measure)}
        duties = Duties(self._rooms.reminders.duties_in(sorted(scopes), self._today))
        owners = {}
        for one in items:
            asked = duties.asked(one.measure)
            owners[one.measure.code] = asked.name if asked is not None else ""
        reply = wording.escalation(items, owners, self._calendar, self._today)
        return Composed(items=items, reply=reply)
