"""Not ready, and not now: a later date is proposed, or a figure is put off (behaviour 19)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.people import Member
from bot.plan.days import ONE_DAY
from bot.plan.measures import Measure
from bot.reminders.dates import EXAMPLE, NoDay, OneDay, no_working_day, read_day, said_day
from bot.reminders.errand import Errand, refused, told
from bot.reminders.hours import Hours
from bot.reminders.records import Expected, NewReminder, Snooze, Stage
from bot.reminders.telling import tell_officers
from bot.rendering.reply import Button, Did, Reply, bold, line

FURTHEST = 60
"""How many working days ahead a figure may be put off."""
PAUSE = 3
"""How many working days an owner is left in peace while an officer decides."""
A_WHILE = timedelta(hours=3)
"""How much later in the day "later" is."""
_LATER = re.compile(r"(?:a bit |some time )?later(?: today| on)?|this afternoon", re.IGNORECASE)


def not_ready(errand: Errand, one: Expected, measure: Measure, text: str) -> Reply:
    """Ask when a figure will be ready, or propose the day that was named."""
    named = f"{measure.name}, {one.period.short}"
    if not text:
        days = errand.calendar.days_for(measure.code)
        start = max(errand.today, one.due_on)
        later = [days.add(start, count) for count in (5, 10)]
        return Reply(
            headline=line(bold(f"{named}: when will it be ready?")),
            lines=(line(f"Type a date and why, such as: {EXAMPLE}, waiting for the source."),),
            buttons=(
                tuple(
                    Button(label=said_day(day), command=f"/notready {one.id} {day}")
                    for day in later
                ),
                (
                    Button(label="Remind me later today", command=f"/snooze {one.id} later"),
                    Button(label="Just remind me tomorrow", command=f"/snooze {one.id} tomorrow"),
                ),
            ),
            did=Did.ASKED,
            awaits=f"/notready {one.id}",
        )
    read = read_day(text, errand.today)
    if isinstance(read, NoDay):
        return _again(read.why, f"/notready {one.id}")
    day = errand.calendar.days_for(measure.code).on_or_after(read.day)
    wrong = _too_near_or_far(errand, measure, day)
    if wrong:
        return _again(wrong, f"/notready {one.id}")
    if day <= one.due_on:
        return told(
            f"{named}: it is due on {said_day(one.due_on)} anyway.",
            "You will be reminded before then. Nothing was changed.",
        )
    return _propose(errand, one, measure, day, read)


def _propose(errand: Errand, one: Expected, measure: Measure, day: date, read: OneDay) -> Reply:
    why = read.rest
    member = errand.member()
    if member is None:
        return NOT_A_MEMBER
    rows = errand.rooms.reminders
    made = rows.propose(one.id, member.id, day, why, errand.now)
    until = errand.calendar.council.add(errand.today, PAUSE)
    past = past_due(errand, one)
    rows.snooze(Snooze(expected=one.id, member=member.id, until=until, past_due=past))
    errand.note("asked for another date", about(one), str(one.due_on), str(day))
    reason = f"Reason: {why}" if why else "No reason was given."
    number = made.id
    asked = tell_officers(
        errand,
        Reply(
            headline=line(
                bold(f"{member.name} asks for more time: {measure.name}, {one.period.short}.")
            ),
            lines=(
                line(f"Due on {said_day(one.due_on)}; would be ready on {said_day(day)}."),
                line(reason),
            ),
            buttons=(
                (Button(label="Accept, also next time", command=f"/proposal {number} accept"),),
                (
                    Button(label="Accept this once", command=f"/proposal {number} once"),
                    Button(label="Keep the date", command=f"/proposal {number} keep"),
                ),
            ),
        ),
        key=f"proposal:{number}",
    )
    heard = "The performance officer is asked." if asked else "No officer can be reached just now."
    return told(
        f"{measure.name}, {one.period.short}: {said_day(day)} is proposed.",
        *no_working_day(read.day, day),
        f"{heard} Until they agree it stays due on {said_day(one.due_on)}.",
        f"You will not be reminded of it before {said_day(until)}.",
    )


def snooze(errand: Errand, one: Expected, measure: Measure, text: str) -> Reply:
    """Say nothing about a figure until a day; its due date stays."""
    member = errand.member()
    if member is None:
        return NOT_A_MEMBER
    named = f"{measure.name}, {one.period.short}"
    if _LATER.fullmatch(text):
        return _later(errand, one, member, named)
    read = read_day(text or "tomorrow", errand.today)
    if isinstance(read, NoDay):
        return _again(f"{read.why} {_span(errand, measure)}", f"/snooze {one.id}")
    until = errand.calendar.council.on_or_after(read.day)
    wrong = _too_near_or_far(errand, measure, until)
    if wrong:
        return _again(wrong, f"/snooze {one.id}")
    past = past_due(errand, one)
    beyond = until > one.due_on
    if beyond and past:
        tell_officers(
            errand,
            told(
                f"{member.name} puts off {named} again, past its due date.",
                f"It was due on {said_day(one.due_on)}. /status shows what is late.",
            ),
            key=f"put-off:{one.id}:{errand.today}",
        )
        return refused(
            f"{named} was put off past its due date once already.",
            "The performance officer has been told. If it needs another date, press Not ready.",
        )
    errand.rooms.reminders.snooze(
        Snooze(expected=one.id, member=member.id, until=until, past_due=past + beyond)
    )
    errand.note("put off", about(one), "", str(until))
    return told(
        f"{named}: nothing will be said about it before {said_day(until)}.",
        *no_working_day(read.day, until),
        f"It is still due on {said_day(one.due_on)}.",
    )


def _later(errand: Errand, one: Expected, member: Member, named: str) -> Reply:
    """Remind once more in some hours, where the day still has a decent one."""
    rows = errand.rooms.reminders
    hours = Hours(calendar=errand.calendar, rules=errand.rules, wish=rows.wishes().get(member.id))
    at = hours.next(errand.now + A_WHILE)
    local = errand.calendar.local(at)
    if local.date() != errand.today:
        return refused(
            "The hours in which you are reminded are over by then.",
            "Please choose tomorrow, or another day.",
        )
    stage = f"{Stage.LATER} {errand.today}"
    if not rows.owe([NewReminder(expected=one.id, member=member.id, stage=stage, at=at)]):
        return told(f"{named}: you are reminded once more today already.")
    errand.note("put off", about(one), "", f"{local:%H:%M}")
    return told(
        f"{named}: I will remind you at {local:%H:%M}.",
        f"It is still due on {said_day(one.due_on)}.",
    )


def past_due(errand: Errand, one: Expected) -> int:
    """Return how often this person put a figure off past its due date."""
    return next(
        (
            snooze.past_due
            for snooze in errand.rooms.reminders.snoozes()
            if (snooze.expected, snooze.member) == (one.id, errand.person.member)
        ),
        0,
    )


def _too_near_or_far(errand: Errand, measure: Measure, day: date) -> str:
    first = errand.today + ONE_DAY
    last = errand.calendar.days_for(measure.code).add(errand.today, FURTHEST)
    return "" if first <= day <= last else _span(errand, measure)


def _span(errand: Errand, measure: Measure) -> str:
    """Return from when to when a figure may be put off."""
    first = errand.today + ONE_DAY
    last = errand.calendar.days_for(measure.code).add(errand.today, FURTHEST)
    return f"Please choose a day from {said_day(first)} to {said_day(last)}."


def _again(why: str, awaits: str) -> Reply:
    return Reply(headline=line(bold(why)), did=Did.REFUSED, awaits=awaits)


def about(one: Expected) -> str:
    """Return what an audit line names a wanted figure by."""
    return f"{one.measure} {one.period.short}"


NOT_A_MEMBER = refused("Only somebody the performance officer has invited can do that.")
