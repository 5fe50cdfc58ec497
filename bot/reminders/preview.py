"""Who would be reminded on some days, of what and why; and who would not, and why not.

Everything is really planned, in a transaction that is undone by whoever calls this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from bot.people import Member
from bot.plan.days import ONE_DAY
from bot.plan.measures import Catalogue
from bot.reminders.calendar import Calendar, calendar_of
from bot.reminders.composing import Composed, Composer
from bot.reminders.dates import said_day
from bot.reminders.hours import Hours
from bot.reminders.planner import stage_of
from bot.reminders.planning import plan_reminders
from bot.reminders.records import Reminder, Stage
from bot.reminders.responsible import hindrance
from bot.reminders.rules import Rules
from bot.reminders.store import ReminderRooms
from bot.reminders.sweep import sweep_reminders

MOST = 100_000
WHY = {
    Stage.OPENED: "the period has ended",
    Stage.BEFORE: "the due date comes near",
    Stage.DUE: "it is due",
    Stage.AFTER: "it is late",
    Stage.AGAIN: "the time it was put off for is over",
    Stage.NUDGE: "the performance officer asks",
    Stage.LATER: "they asked to be reminded later",
    Stage.ESCALATION: "it is well past its due date",
}


def preview(
    rooms: ReminderRooms, catalogue: Catalogue, rules: Rules, first: date, days: int
) -> Iterator[str]:
    """Yield the lines of a preview of `days` days from `first`; stores what it plans."""
    calendar = calendar_of(catalogue, rooms.reminders, rules)
    for ahead in range(days):
        day = first + ahead * ONE_DAY
        yield f"{said_day(day)}:"
        if not calendar.council.is_working(day):
            yield "  Nobody: it is a day off."
            continue
        yield from _of_day(rooms, catalogue, rules, calendar, day)


def _of_day(
    rooms: ReminderRooms, catalogue: Catalogue, rules: Rules, calendar: Calendar, day: date
) -> Iterator[str]:
    now = calendar.at(day, rules.hour)
    plan_reminders(rooms, catalogue, rules, now)
    by_member: defaultdict[int, list[Reminder]] = defaultdict(list)
    for one in rooms.reminders.owed(now, limit=MOST):
        by_member[one.member].append(one)
    composer = Composer(rooms, catalogue, calendar, day)
    composed = composer.reminders(list(by_member))
    lines: list[str] = []
    for number, reminders in by_member.items():
        member = rooms.people.find(number)
        if member is not None:
            lines += _of_member(
                rooms, rules, calendar, now, member, reminders, composed[number], composer
            )
    yield from lines or ["  Nobody: nothing is owed on this day."]
    yield from _not_told(rooms, catalogue, day)
    while sweep_reminders(rooms, catalogue, rules, now, most=MOST):
        pass


def _of_member(
    rooms: ReminderRooms,
    rules: Rules,
    calendar: Calendar,
    now: datetime,
    member: Member,
    reminders: list[Reminder],
    own: Composed,
    composer: Composer,
) -> Iterator[str]:
    why = hindrance(member)
    if why:
        yield f"  Not {member.name}: {why}."
        return
    hours = Hours(calendar=calendar, rules=rules, wish=rooms.reminders.wishes().get(member.id))
    if not hours.allow(now):
        later = calendar.local(hours.next(now))
        yield f"  {member.name}, but not before {later:%H:%M} on {said_day(later.date())}:"
        yield "  these are their own quiet hours."
    escalated = [one for one in reminders if stage_of(one.stage) is Stage.ESCALATION]
    stages = dict.fromkeys(stage_of(one.stage) for one in reminders if one not in escalated)
    if stages and own.reply is not None:
        yield f"  {member.name}, since {' and '.join(WHY[stage] for stage in stages)}:"
        yield from (f"    {line}" for line in own.reply.text.split("\n"))
    if escalated:
        found = composer.escalation([one.expected for one in escalated])
        if found.reply is not None:
            yield f"  {member.name}, since {WHY[Stage.ESCALATION]}:"
            yield from (f"    {line}" for line in found.reply.text.split("\n"))


def _not_told(rooms: ReminderRooms, catalogue: Catalogue, day: date) -> Iterator[str]:
    """Say who is not reminded: those who cannot be reached, and what was put off."""
    names = {one.id: one.name for one in rooms.people.members()}
    nobody = []
    for one in rooms.reminders.unreached():
        kind, _, which = one.subject.partition(" ")
        if kind == "member":
            yield f"  Not {names.get(int(which), 'somebody')}: {one.why}."
        else:
            nobody.append(which)
    if nobody:
        yield f"  Nobody for {', '.join(nobody)}: nobody is named to hand them in."
    for snooze in rooms.reminders.snoozes():
        found = rooms.reminders.expected([snooze.expected])
        if day < snooze.until and found and found[0].measure in catalogue.by_code:
            name = catalogue.by_code[found[0].measure].name
            who = names.get(snooze.member, "somebody")
            yield f"  Not {who} about {name}: put off until {said_day(snooze.until)}."
