"""Nudge: an officer asks somebody once more for a figure, by hand (behaviour 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.people import Member
from bot.plan.measures import Measure
from bot.reminders.dates import said_day
from bot.reminders.errand import Errand, refused, told
from bot.reminders.hours import Hours
from bot.reminders.outlook import Outlook
from bot.reminders.planning import make_lists
from bot.reminders.records import Expected, NewReminder, Stage
from bot.reminders.responsible import hindrance
from bot.reminders.subjects import Subject, subject_of
from bot.rendering.reply import Reply

EXAMPLE = "/status shows what is late; its lines begin with the codes."


def nudge(errand: Errand, words: str) -> Reply:
    """Owe a reminder now for what is missing of a measure, or of all a person owes: `/nudge 4.02`.

    Once a day for each figure. It goes when the hour is decent; what was put off stays so.
    """
    subject = subject_of(errand, words, spoken=False) if words.strip() else None
    if isinstance(subject, Reply):
        return subject
    if subject is None or not (subject.member or subject.query.measures):
        return refused("Please name a measure by its code, or a person.", EXAMPLE)
    missing = _missing(errand, subject)
    if not missing:
        named = subject.measures[0].name if len(subject.measures) == 1 else subject.named
        return refused(f"Nothing is missing of {named}.", "What has come in is not asked for.")
    return _by_person(errand, missing)


def _missing(errand: Errand, subject: Subject) -> list[tuple[Expected, Measure]]:
    make_lists(errand.rooms, errand.catalogue, errand.calendar, errand.today)
    codes = {one.code: one for one in subject.measures}
    return [
        (one, codes[one.measure])
        for one in Outlook(errand).all
        if one.is_missing and one.id and one.measure in codes and one.opened_on <= errand.today
    ]


def _by_person(errand: Errand, missing: Sequence[tuple[Expected, Measure]]) -> Reply:
    """Nudge whoever is asked for each figure, and say what became of each."""
    lines: list[str] = []
    people: dict[int, tuple[Member, list[tuple[Expected, Measure]]]] = {}
    for one, measure in missing:
        member = errand.duties.asked(measure)
        why = hindrance(member)
        if why or member is None:
            lines.append(f"Not asked for {_named(one, measure)}: {_who(member)}{why}.")
            continue
        people.setdefault(member.id, (member, []))[1].append((one, measure))
    going: list[str] = []
    for member, listed in people.values():
        asked, when = _ask(errand, member, listed, lines)
        if asked:
            going.append(f"{member.name} is asked for {' and '.join(asked)}, {when}.")
    if not going:
        return refused("Nobody was asked.", *lines)
    return told(going[0], *going[1:], *lines)


def _ask(
    errand: Errand,
    member: Member,
    listed: Sequence[tuple[Expected, Measure]],
    lines: list[str],
) -> tuple[list[str], str]:
    """Owe the reminders; return what is asked for, and when it goes."""
    rows = errand.rooms.reminders
    put_off = {one.expected: one.until for one in rows.snoozes() if one.member == member.id}
    hours = Hours(calendar=errand.calendar, rules=errand.rules, wish=rows.wishes().get(member.id))
    at = hours.next(errand.now)
    asked = []
    for one, measure in listed:
        named = _named(one, measure)
        until = put_off.get(one.id)
        if until is not None and errand.today < until:
            lines.append(f"{named} is put off until {said_day(until)}; nothing was sent.")
            continue
        stage = f"{Stage.NUDGE} {errand.today}"
        owed = NewReminder(expected=one.id, member=member.id, stage=stage, at=at)
        if rows.owe([owed]):
            errand.note("nudged the owner of", f"{one.measure} {one.period.short}")
            asked.append(named)
        else:
            lines.append(f"{member.name} was nudged for {named} today already.")
    return asked, _when(errand, at)


def _when(errand: Errand, at: datetime) -> str:
    if at <= errand.now:
        return "within a minute"
    local = errand.calendar.local(at)
    return f"{_day(local.date(), errand.today)} at {local:%H:%M}: not in their quiet hours"


def _day(day: date, today: date) -> str:
    return "today" if day == today else f"on {said_day(day)}"


def _who(member: Member | None) -> str:
    return "" if member is None else f"{member.name} "


def _named(one: Expected, measure: Measure) -> str:
    return f"{measure.name}, {one.period.short}"
