"""Follow and stop: being told in this chat when a measure changes (behaviour 16)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time

from bot.people import Role
from bot.plan.measures import Measure
from bot.questions.queries import Kind, Query
from bot.reminders.errand import Errand, refused, told
from bot.reminders.records import Digest, Follow
from bot.reminders.snapshots import Seen, Sight, seen_text, to_text
from bot.rendering import numbers
from bot.rendering.page import Page
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKLY = re.compile(r"\b(weekly|every week|each week)\b.*\b(summary|digest|update|round ?up)\b")
_DAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?s?\b")
_CLOCK = re.compile(r"\b(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?\b")
_SHORT = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STOP = "To stop, send: stop"


def follow(errand: Errand, query: Query) -> Reply:
    """Begin or end follows, as a question was read; without a measure, list them."""
    named = () if query.inherited and query.stop else query.measures
    if query.stop:
        return stop(errand, named)
    known = errand.catalogue.by_code
    measures = [known[code] for code in named if code in known]
    if not measures:
        return follows(errand)
    refusal = _not_here(errand)
    if refusal is not None:
        return refusal
    held = errand.rooms.reminders.follows(errand.chat)
    if len(held) + len(measures) > errand.rules.follows:
        return refused(
            f"One chat can follow {numbers.things(errand.rules.follows, 'measure')} at most.",
            "Send /follows to see them; each has a button to stop.",
        )
    return _begin(errand, measures)


def stop(errand: Errand, codes: Sequence[str] = ()) -> Reply:
    """End this chat's follows and its weekly summary, at once; with codes, only those."""
    ended = errand.rooms.reminders.unfollow(errand.chat, list(codes))
    digest = not codes and errand.rooms.reminders.end_digest(errand.chat)
    if not ended and not digest:
        return told("You follow nothing here, so there is nothing to stop.")
    parts = [numbers.things(ended, "follow")] if ended else []
    parts += ["the weekly summary"] if digest else []
    return told(f"Stopped: {' and '.join(parts)}. Nothing more is sent about it.")


def follows(errand: Errand) -> Reply:
    """List what this chat follows."""
    known = errand.catalogue.by_code
    held = [one for one in errand.rooms.reminders.follows(errand.chat) if one.measure in known]
    digest = errand.rooms.reminders.digests(errand.chat)
    if not held and not digest:
        return told(
            "You follow nothing here.",
            "To follow a measure, send: tell me when … changes, with its name.",
            "For a summary of the week, send: weekly summary Monday 8am",
        )
    lines = [f"• {known[one.measure].name}" for one in held]
    lines += [f"• A weekly summary, {_when(one)}" for one in digest]
    buttons = [
        Button(label=f"Stop: {known[one.measure].name}", command=f"/unfollow {one.measure}")
        for one in held[:10]
    ]
    return Reply(
        headline=line(bold("You are told here when these change:")),
        lines=(*map(line, lines), line(STOP)),
        buttons=rows_of(buttons, wide=1),
    )


def unfollow(errand: Errand, words: str) -> Reply:
    """End one follow by its code, or all."""
    code = words.strip()
    return stop(errand, [code] if code else [])


def weekly(errand: Errand, text: str) -> Reply | None:
    """Set up a weekly summary where the text asks for one; None where it does not."""
    said = " ".join(text.casefold().split())
    if not _WEEKLY.search(said):
        return None
    if re.match(r"(stop|no more|cancel|end)\b", said):
        return stop(errand)
    refusal = _not_here(errand)
    if refusal is not None:
        return refusal
    when = _weekday_and_time(said)
    if when is None:
        return refused("I can't read the time in that.", "For example: weekly summary Monday 8am")
    weekday, clock = when
    listed = _seen(errand, errand.catalogue.measures)
    digest = Digest(
        chat=errand.chat,
        contact=errand.person.id,
        weekday=weekday,
        clock=clock,
        all_quiet="quiet" in said,
        last_on=errand.today,
        seen=seen_text(listed),
    )
    errand.rooms.reminders.put_digest(digest)
    quiet = (
        "Weeks without a change get one line too."
        if digest.all_quiet
        else "Weeks without a change bring no message."
    )
    return told(
        f"You will get a summary of the week here, {_when(digest)}.",
        "It lists what changed: of the measures you follow, or of the whole plan if you follow"
        " none.",
        quiet,
        STOP,
    )


def _begin(errand: Errand, measures: Sequence[Measure]) -> Reply:
    now = _seen(errand, measures)
    new = [
        one
        for one in measures
        if errand.rooms.reminders.follow(
            Follow(
                chat=errand.chat,
                measure=one.code,
                contact=errand.person.id,
                since=errand.now,
                seen=to_text(now[one.code].snapshot),
            )
        )
    ]
    names = " and ".join(one.name for one in measures)
    if not new:
        return told(f"You follow {names} here already.", STOP)
    page = Page(Query(kind=Kind.FOLLOW, measures=tuple(one.code for one in measures)))
    page.headline(f"You will be told here when {names} changes.")
    page.say("Once for each change: a new figure, a correction, or a move on or off target.")
    for one in new:
        figure = now[one.code].figure
        if figure is not None:
            page.say(f"{one.name} now: {page.value(one, figure)} {figure.period.phrase}.")
    page.say(STOP)
    return page.reply()


def _seen(errand: Errand, measures: Sequence[Measure]) -> Mapping[str, Sight]:
    """How measures stand, as this chat may see it."""
    return Seen(errand.rooms, errand.catalogue, measures, errand.today).by(errand.chat).by_code


def _not_here(errand: Errand) -> Reply | None:
    """Return why this chat cannot follow: in groups only an officer may set it up."""
    if errand.is_private or errand.person.role is Role.OFFICER:
        return None
    return Reply(
        headline=line(bold("In a group only the performance officer can set that up.")),
        lines=(line("You can follow in a private chat with me."),),
        did=Did.REFUSED,
    )


def _weekday_and_time(said: str) -> tuple[int, time] | None:
    day = _DAY.search(said)
    weekday = _SHORT.index(day[1][:3]) if day else 0
    clock = _CLOCK.search(said)
    if clock is None:
        return weekday, time(9)
    hour = int(clock[1])
    if clock[3] is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock[3] == "pm" else 0)
    minute = int(clock[2] or 0)
    return (weekday, time(hour, minute)) if hour < 24 and minute < 60 else None


def _when(digest: Digest) -> str:
    return f"{WEEKDAYS[digest.weekday]}s at {digest.clock:%H:%M}"
