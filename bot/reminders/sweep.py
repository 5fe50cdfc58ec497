"""Reminders whose time has come, put into the outbox: one message a person and day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from bot import sending
from bot.alerting import tell_officers
from bot.kept import Kept
from bot.outbox.notice import NoticeClass
from bot.people import Member
from bot.plan.days import ONE_DAY
from bot.plan.measures import Catalogue
from bot.reminders import wording
from bot.reminders.calendar import Calendar, calendar_of
from bot.reminders.composing import (
    ASIDE,
    ESCALATION,
    NOTHING_LEFT,
    REMINDER,
    Composed,
    Composer,
)
from bot.reminders.hours import Hours
from bot.reminders.owing import Item
from bot.reminders.planner import OVERTAKEN, Planner, stage_of
from bot.reminders.records import Message, Reminder, ReminderState, Stage, Wish
from bot.reminders.responsible import hindrance
from bot.reminders.rules import Rules
from bot.reminders.store import ReminderRooms
from bot.rendering.reply import Reply

AT_ONCE = 25
"""People in one transaction: few enough that nobody who asks something waits for it."""


def sweep_reminders(
    rooms: ReminderRooms,
    catalogue: Catalogue,
    rules: Rules,
    now: datetime,
    *,
    most: int = AT_ONCE,
) -> int:
    """Put messages for up to `most` people into the outbox and return how many people were seen.

    Nought means that nothing is owed any more; call again until then.
    """
    owed = rooms.reminders.owed(now, limit=most)
    if not owed:
        return 0
    calendar = calendar_of(catalogue, rooms.reminders, rules)
    swept = _Sweep(rooms, catalogue, rules, calendar, now)
    by_member: defaultdict[int, list[Reminder]] = defaultdict(list)
    for one in owed:
        by_member[one.member].append(one)
    swept.run(by_member)
    return len(by_member)


class _Sweep:
    def __init__(
        self,
        rooms: ReminderRooms,
        catalogue: Catalogue,
        rules: Rules,
        calendar: Calendar,
        now: datetime,
    ) -> None:
        self._rooms, self._rules, self._calendar, self._now = rooms, rules, calendar, now
        self._today = calendar.local(now).date()
        self._planner = Planner(calendar=calendar, rules=rules)
        self._composer = Composer(rooms, catalogue, calendar, self._today)
        self._wishes = rooms.reminders.wishes()

    def run(self, by_member: dict[int, list[Reminder]]) -> None:
        told = {
            what: self._rooms.reminders.told_on(self._today, what)
            for what in (REMINDER, ESCALATION)
        }
        ready: dict[int, tuple[Member, list[Reminder]]] = {}
        for number, reminders in by_member.items():
            member = self._rooms.people.find(number)
            why = hindrance(member)
            if member is None or why:
                self._close(reminders, ReminderState.CANCELLED, why)
                continue
            hours = Hours(calendar=self._calendar, rules=self._rules, wish=self._wishes.get(number))
            if not hours.allow(self._now):
                ids = [one.id for one in reminders]
                self._rooms.reminders.postpone(ids, hours.next(self._now))
                continue
            ready[number] = (member, reminders)
        composed, failed = self._composer.each(list(ready))
        for number in failed:
            self._tomorrow(ready.pop(number)[1])
            tell_unwritten(self._rooms, number, self._today, self._now)
        for number, (member, reminders) in ready.items():
            by_stage: defaultdict[Stage, list[Reminder]] = defaultdict(list)
            for one in reminders:
                by_stage[stage_of(one.stage)].append(one)
            aside = {stage: by_stage.pop(stage, []) for stage in ASIDE}
            escalated = by_stage.pop(Stage.ESCALATION, [])
            own = [one for one in reminders if stage_of(one.stage) in by_stage]
            if own:
                self._remind(member, own, composed[number], told[REMINDER])
            for stage, listed in aside.items():
                if listed:
                    self._aside(stage, member, listed)
            if escalated:
                self._escalate(member, escalated, told[ESCALATION])

    def _remind(
        self, member: Member, reminders: list[Reminder], composed: Composed, told: frozenset[int]
    ) -> None:
        missing = {item.expected.id: item for item in composed.items}
        live = self._newest(self._still(reminders, missing))
        if not live or composed.reply is None:
            return
        if member.id in told:
            self._tomorrow(live)
            return
        last = any(
            self._planner.is_last_before_due(missing[one.expected].expected, one.stage)
            for one in live
        )
        turn = wording.turn_of(composed.items)
        self._send(
            member,
            REMINDER,
            composed.reply,
            Kept(turn=turn),
            live,
            [item.expected.id for item in composed.items],
            NoticeClass.LAST_REMINDER if last else NoticeClass.REMINDER,
        )

    def _aside(self, stage: Stage, member: Member, reminders: list[Reminder]) -> None:
        composed = self._composer.aside(stage, member.id, [one.expected for one in reminders])
        missing = {item.expected.id: item for item in composed.items}
        live = self._newest(self._still(reminders, missing))
        if not live or composed.reply is None:
            return
        # Beside the day's own message: somebody asked for it. The first figure tells them apart.
        what = f"{stage} {min(missing)}"
        if member.id in self._rooms.reminders.told_on(self._today, what):
            self._tomorrow(live)
            return
        memory = Kept(turn=wording.turn_of(composed.items))
        ids = list(missing)
        self._send(member, what, composed.reply, memory, live, ids, NoticeClass.REMINDER)

    def _escalate(self, member: Member, reminders: list[Reminder], told: frozenset[int]) -> None:
        composed = self._composer.escalation([one.expected for one in reminders])
        missing = {item.expected.id: item for item in composed.items}
        live = self._still(reminders, missing)
        if not live or composed.reply is None:
            return
        if member.id in told:
            self._tomorrow(live)
            return
        ids = list(missing)
        self._send(member, ESCALATION, composed.reply, Kept(), live, ids, NoticeClass.REMINDER)

    def _still(self, reminders: list[Reminder], missing: dict[int, Item]) -> list[Reminder]:
        gone = [one for one in reminders if one.expected not in missing]
        self._close(gone, ReminderState.CANCELLED, NOTHING_LEFT)
        return [one for one in reminders if one.expected in missing]

    def _newest(self, reminders: list[Reminder]) -> list[Reminder]:
        """Keep the newest stage of each figure; those it has overtaken are skipped."""
        newest = {one.expected: one for one in reminders}
        old = [one for one in reminders if newest[one.expected] is not one]
        self._close(old, ReminderState.SKIPPED, OVERTAKEN)
        return list(newest.values())

    def _tomorrow(self, reminders: list[Reminder]) -> None:
        day = self._calendar.council.on_or_after(self._today + ONE_DAY)
        at = self._calendar.at(day, self._rules.hour)
        self._rooms.reminders.postpone([one.id for one in reminders], at)

    def _close(self, reminders: list[Reminder], state: ReminderState, why: str) -> None:
        self._rooms.reminders.close([one.id for one in reminders], state, why)

    def _send(
        self,
        member: Member,
        what: str,
        reply: Reply,
        memory: Kept,
        reminders: list[Reminder],
        items: list[int],
        notice_class: NoticeClass,
    ) -> None:
        assert member.contact is not None
        key = f"{what}:{member.id}:{self._today}"
        message = Message(key=key, member=member.id, day=self._today, what=what, items=tuple(items))
        self._rooms.reminders.keep_message(message, [one.id for one in reminders])
        sending.send(
            reply,
            memory,
            self._rooms,
            self._now,
            key=key,
            chat=member.contact,
            person=member.contact,
            notice_class=notice_class,
        )


def tell_unwritten(rooms: ReminderRooms, member: int, today: date, now: datetime) -> None:
    """Tell officers, once a day, that somebody's reminder could not be written."""
    tell_officers(
        rooms,
        f"The reminder for member {member} could not be written, and waits until tomorrow."
        " All others go out. Please tell whoever runs the bot.",
        now,
        key=f"unwritten:{member}:{today}",
    )


def wish_of(rooms: ReminderRooms, member: int) -> Wish | None:
    """Return somebody's own hours, where they have set any."""
    return rooms.reminders.wishes().get(member)
