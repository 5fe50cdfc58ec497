"""Reminders looked at once more in the transaction that sends them.

A reminder may have waited: for its turn, for Telegram, for a process to come back. What it asks for
may have come in, its owner may have changed, the hour may be late. So it says what is true when it
goes, or does not go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot import sending
from bot.kept import Kept
from bot.outbox.dispatch import Verdict
from bot.outbox.notice import Cancelled, Deferred, Notice
from bot.people import Member
from bot.plan.days import ONE_DAY
from bot.plan.measures import Catalogue
from bot.reminders import wording
from bot.reminders.calendar import calendar_of
from bot.reminders.composing import ESCALATION, NOTHING_LEFT, REMINDER, Composed, Composer
from bot.reminders.hours import Hours
from bot.reminders.records import Message
from bot.reminders.responsible import hindrance
from bot.reminders.rules import Rules
from bot.reminders.store import ReminderRooms
from bot.reminders.sweep import tell_unwritten
from bot.rendering import markup


def recheck_reminders(
    rooms: ReminderRooms,
    catalogue: Catalogue,
    rules: Rules,
    now: datetime,
    notices: Sequence[Notice],
) -> Mapping[str, Verdict]:
    """Return what becomes of reminders about to go, by key: fewer words, a later hour, nothing.

    Those that may go as they are are left out, as is what is no reminder about figures.
    """
    messages = rooms.reminders.messages([one.key for one in notices])
    if not messages:
        return {}
    calendar = calendar_of(catalogue, rooms.reminders, rules)
    today = calendar.local(now).date()
    composer = Composer(rooms, catalogue, calendar, today)
    wishes = rooms.reminders.wishes()
    theirs = [one.member for one in messages.values() if one.what == REMINDER]
    composed, unwritten = composer.each(theirs) if theirs else ({}, [])
    verdicts: dict[str, Verdict] = {}
    for notice in notices:
        message = messages.get(notice.key)
        if message is None:
            continue
        member = rooms.people.find(message.member)
        verdict: Verdict | None = _not_reachable(member, notice)
        hours = Hours(calendar=calendar, rules=rules, wish=wishes.get(message.member))
        if verdict is None:
            verdict = _at_another_hour(rooms, message, hours, now, today)
        if verdict is None and message.what == REMINDER and message.member in unwritten:
            # As it was written it may no longer be true; it is tried again tomorrow.
            verdict = _tomorrow(rooms, message, hours, today)
            tell_unwritten(rooms, message.member, today, now)
        if verdict is None:
            is_own = message.what == REMINDER
            said = composed[message.member] if is_own else composer.said_now(message)
            verdict = _as_said_now(rooms, notice, message, said, now)
        if verdict is not None:
            verdicts[notice.key] = verdict
    return verdicts


def _at_another_hour(
    rooms: ReminderRooms, message: Message, hours: Hours, now: datetime, today: date
) -> Verdict | None:
    """Return that it waits for a decent hour; on another day it becomes that day's message."""
    at = hours.next(now)
    if message.day == today and hours.calendar.local(at).date() == today:
        return None if at == now else Deferred(seconds=(at - now).total_seconds())
    rooms.reminders.reopen(message.key, at)
    return Cancelled(reason="became the message of another day")


def _tomorrow(rooms: ReminderRooms, message: Message, hours: Hours, today: date) -> Cancelled:
    midnight = hours.calendar.at(today + ONE_DAY, time(0))
    rooms.reminders.reopen(message.key, hours.next(midnight))
    return Cancelled(reason="could not be written")


def _not_reachable(member: Member | None, notice: Notice) -> Cancelled | None:
    why = hindrance(member)
    if why or member is None:
        return Cancelled(reason=why)
    if member.contact != notice.chat:
        return Cancelled(reason="linked another chat since")
    return None


def _as_said_now(
    rooms: ReminderRooms, notice: Notice, message: Message, said: Composed, now: datetime
) -> Verdict | None:
    """Return the notice in its words of now, None where they are the same."""
    asked = set(message.items)
    if said.reply is None or not any(one.expected.id in asked for one in said.items):
        return Cancelled(reason=NOTHING_LEFT)
    plain = markup.to_plain(said.reply)
    if plain == notice.plain:
        return None
    memory = Kept() if message.what == ESCALATION else Kept(turn=wording.turn_of(said.items))
    number = sending.keep(said.reply, memory, rooms, now, chat=notice.chat, person=notice.chat)
    return replace(
        notice,
        html=markup.to_html(said.reply),
        plain=plain,
        keyboard=sending.keyboard(said.reply, number),
    )
