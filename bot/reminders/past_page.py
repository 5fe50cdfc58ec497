"""What somebody was asked for, when, and what came of it: `/reminded NAME` (behaviour 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from bot.membership.names import meant
from bot.people import Member
from bot.reminders.dates import said_day
from bot.reminders.errand import Errand, refused
from bot.reminders.planner import stage_of
from bot.reminders.records import Expected, Reminder, ReminderState, Stage, Wanted
from bot.rendering import numbers
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of

SHOWN = 12
READ = 1_000
WENT = frozenset({ReminderState.SENT, ReminderState.HELD, ReminderState.WAITING})
WHEN = {
    Stage.OPENED: "the period had ended",
    Stage.BEFORE: "the due date came near",
    Stage.DUE: "it was due",
    Stage.AFTER: "it was late",
    Stage.AGAIN: "the time it was put off for was over",
    Stage.NUDGE: "the performance officer asked",
    Stage.LATER: "a reminder later in the day was asked for",
}
CAME_TO = {
    ReminderState.OWED: "its time has not come",
    ReminderState.WAITING: "waiting to be sent",
    ReminderState.SENT: "sent",
    ReminderState.HELD: "perhaps sent: Telegram's answer was lost",
    ReminderState.GIVEN_UP: "not sent: Telegram refused it",
    ReminderState.CANCELLED: "not sent",
}


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One message: the day it was for, why, what it asked for and what became of it."""

    day: date
    stages: tuple[Stage, ...]
    items: tuple[Expected, ...]
    state: ReminderState


def reminded(errand: Errand, words: str) -> Reply:
    """Return a person's history: officers for anybody, others for themselves."""
    if not errand.is_private:
        return refused("That is between you and me.", "Please ask me in a private chat.")
    found = _whose(errand, words.strip())
    if isinstance(found, Reply):
        return found
    reminders = [
        one
        for one in errand.rooms.reminders.history(found.id, limit=READ)
        if stage_of(one.stage) is not Stage.ESCALATION and one.state is not ReminderState.SKIPPED
    ]
    is_own = found.id == errand.person.member
    who = "You have" if is_own else f"{found.name} has"
    if not reminders:
        return Reply(headline=line(bold(f"{who} not been asked for a figure yet.")))
    ids = {one.expected for one in reminders}
    figures = {one.id: one for one in errand.rooms.reminders.expected(sorted(ids))}
    askings = _askings(errand, reminders, figures)
    counted = _counted(errand, askings, figures)
    lines = [f"• {_said(errand, one)}" for one in askings[:SHOWN]]
    if len(askings) > SHOWN:
        lines.append(f"And {numbers.things(len(askings) - SHOWN, 'message')} before that.")
    return Reply(
        headline=line(bold(f"{who} been asked for {counted[0]}")),
        lines=tuple(map(line, [*counted[1:], *lines])),
        buttons=() if is_own else (_nudge(found),),
    )


def _nudge(member: Member) -> tuple[Button, ...]:
    return (
        Button(label="What is missing", command=f"/status member {member.id}"),
        Button(label="Nudge", command=f"/nudge member {member.id}"),
    )


def _whose(errand: Errand, words: str) -> Member | Reply:
    me = errand.member()
    if not words or words.casefold() in {"me", "myself"}:
        if me is not None and not (errand.is_officer and not words):
            return me
        if not errand.is_officer:
            return refused("Only somebody the performance officer has invited is reminded at all.")
        return Reply(
            headline=line(bold("Whose reminders?")),
            lines=(line("Please send a name, as in: /reminded NAME. /people lists them."),),
            did=Did.ASKED,
            awaits="/reminded",
        )
    known = errand.rooms.people.members() if errand.is_officer else [me] if me else []
    found = meant(words, known)
    if len(found) == 1:
        return found[0]
    if not found:
        if not errand.is_officer:
            return refused("You can only ask what you were sent yourself.", "Send: /reminded")
        return refused(f"I know nobody called “{words[:80]}”.", "/people lists everybody.")
    buttons = [
        Button(label=f"{one.name}, {one.organisation}", command=f"/reminded member {one.id}")
        for one in found[:8]
    ]
    return Reply(
        headline=line(bold("Whom do you mean?")),
        buttons=rows_of(buttons, wide=1),
        did=Did.ASKED,
    )


def _askings(
    errand: Errand, reminders: Sequence[Reminder], figures: Mapping[int, Expected]
) -> list[Asking]:
    """Return the messages, newest first; what never became one stands by itself."""
    groups: dict[str, list[Reminder]] = {}
    for one in reminders:
        groups.setdefault(one.message_key or f"none {one.at} {one.state}", []).append(one)
    keys = [one.message_key for one in reminders if one.message_key is not None]
    messages = errand.rooms.reminders.messages(sorted(set(keys)))
    askings = []
    for key, listed in groups.items():
        message = messages.get(key)
        ids = dict.fromkeys(one.expected for one in listed)
        askings.append(
            Asking(
                day=message.day if message else errand.calendar.local(listed[0].at).date(),
                stages=tuple(dict.fromkeys(stage_of(one.stage) for one in listed)),
                items=tuple(figures[one] for one in ids if one in figures),
                state=listed[0].state,
            )
        )
    return sorted(askings, key=lambda one: one.day, reverse=True)


def _counted(
    errand: Errand, askings: Sequence[Asking], figures: Mapping[int, Expected]
) -> list[str]:
    """Return the sums: how many figures were asked for, how many came, how soon."""
    first: dict[int, date] = {}
    for one in reversed(askings):
        if one.state in WENT:
            for item in one.items:
                first.setdefault(item.id, one.day)
    asked = [figures[number] for number in first]
    came = [one for one in asked if one.state is Wanted.RECEIVED]
    missing = sum(one.is_missing for one in asked)
    figure = numbers.things(len(asked), "figure")
    since = f" since {said_day(min(first.values()))}" if first else ""
    lines = [
        f"{figure}{since}.",
        f"Came in: {_number(len(came))}; on time: "
        f"{_number(sum(one.was_on_time for one in came))}. "
        f"Still missing: {_number(missing)}.",
    ]
    took = [
        max(errand.calendar.days_for(one.measure).between(first[one.id], one.received_on), 0)
        for one in came
        if one.received_on is not None
    ]
    if took:
        days = numbers.things(round(median(took)), "working day")
        lines.append(f"From the first message to the figure, half took {days} or less.")
    return lines


def _said(errand: Errand, one: Asking) -> str:
    known = errand.catalogue.by_code
    names = [
        f"{known[item.measure].name}, {item.period.short}"
        for item in one.items
        if item.measure in known
    ]
    if not names:
        about = "a measure the plan no longer has"
    elif len(names) <= 2:
        about = " and ".join(names)
    else:
        about = numbers.things(len(names), "figure")
    why = " and ".join(WHEN[stage] for stage in one.stages)
    return f"{said_day(one.day)}: {about}, since {why}; {CAME_TO[one.state]}.{_since(one)}"


def _since(one: Asking) -> str:
    """Return what came of the figures it asked for."""
    if len(one.items) == 1:
        item = one.items[0]
        if item.received_on is not None and item.state is Wanted.RECEIVED:
            return f" The figure came in on {said_day(item.received_on)}."
        return " Excused." if item.state is Wanted.EXCUSED else " Not in yet."
    came = sum(item.state is Wanted.RECEIVED for item in one.items)
    return f" Of these {_number(came)} came in."


def _number(count: int) -> str:
    return numbers.counted(count) if count else "none"
