"""Tells followers of changes, once, and sends weekly summaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import sending
from bot.kept import Kept
from bot.outbox.notice import NoticeClass
from bot.plan.measures import Catalogue, Measure
from bot.questions.queries import Kind, Query
from bot.reminders.calendar import Calendar, calendar_of
from bot.reminders.hours import Hours
from bot.reminders.records import Digest, Follow
from bot.reminders.rules import Rules
from bot.reminders.snapshots import (
    Snapshot,
    from_text,
    seen_from,
    seen_text,
    snapshots,
    to_text,
)
from bot.reminders.store import ReminderRooms
from bot.rendering import numbers
from bot.rendering.reply import Button, Line, Reply, bold, line

May = Callable[[str], bool]
"""Says whether a contact may still read the plan."""

MOST = 15
WEEK = timedelta(days=7)


def send_alerts(
    rooms: ReminderRooms, catalogue: Catalogue, rules: Rules, now: datetime, may: May
) -> int:
    """Tell every chat what changed of the measures it follows, and return how many were told.

    At most once a day for each measure, so that two changes in a day are told as one.
    """
    calendar = calendar_of(catalogue, rooms.reminders, rules)
    follows = rooms.reminders.follows()
    if not follows or not Hours(calendar=calendar, rules=rules).allow(now):
        return 0
    today = calendar.local(now).date()
    known = catalogue.by_code
    followed = sorted({one.measure for one in follows if one.measure in known})
    as_now = snapshots(rooms.plan, catalogue, [known[code] for code in followed], today)
    by_chat: defaultdict[str, list[Follow]] = defaultdict(list)
    for one in follows:
        by_chat[one.chat].append(one)
    told = 0
    for chat, theirs in by_chat.items():
        if not may(theirs[0].contact):
            rooms.reminders.unfollow(chat)
            _send(rooms, chat, theirs[0].contact, NO_LONGER, now, key=f"unfollowed:{chat}:{today}")
            continue
        told += _tell(rooms, known, chat, theirs, as_now, today, now)
    return told


def send_digests(
    rooms: ReminderRooms, catalogue: Catalogue, rules: Rules, now: datetime, may: May
) -> int:
    """Send the weekly summaries whose hour has come, and return how many went."""
    digests = rooms.reminders.digests()
    if not digests:
        return 0
    calendar = calendar_of(catalogue, rooms.reminders, rules)
    today = calendar.local(now).date()
    due = [one for one in digests if _is_due(one, calendar, now)]
    if not due:
        return 0
    as_now = snapshots(rooms.plan, catalogue, catalogue.measures, today)
    sent = 0
    for digest in due:
        if not may(digest.contact):
            rooms.reminders.end_digest(digest.chat)
            continue
        followed = {one.measure for one in rooms.reminders.follows(digest.chat)}
        measures = [one for one in catalogue.measures if not followed or one.code in followed]
        reply = _summary(measures, seen_from(digest.seen), as_now, all_quiet=digest.all_quiet)
        rooms.reminders.put_digest(replace(digest, last_on=today, seen=seen_text(as_now)))
        if reply is not None:
            key = f"digest:{digest.chat}:{today}"
            _send(rooms, digest.chat, digest.contact, reply, now, key=key)
            sent += 1
    return sent


def _tell(
    rooms: ReminderRooms,
    known: dict[str, Measure],
    chat: str,
    follows: Sequence[Follow],
    as_now: dict[str, Snapshot],
    today: date,
    now: datetime,
) -> int:
    told = []
    for one in follows:
        measure = known.get(one.measure)
        if measure is None:
            rooms.reminders.unfollow(chat, [one.measure])
            continue
        before, after = from_text(one.seen), as_now[one.measure]
        if one.seen is None:
            rooms.reminders.seen([replace(one, seen=to_text(after))])
        elif before.differs(after) and before.told_on != today.isoformat():
            key = f"follow:{chat}:{one.measure}:{today}"
            _send(rooms, chat, one.contact, _changed(measure, before, after), now, key=key)
            rooms.reminders.seen([replace(one, seen=to_text(after, told_on=today))])
            told.append(one)
    return len(told)


def _changed(measure: Measure, before: Snapshot, after: Snapshot) -> Reply:
    if before.is_empty or before.period != after.period:
        what = "has a new figure" if not after.is_empty else "has no figure any more"
    elif before.shown != after.shown:
        what = "was corrected"
    else:
        what = "stands otherwise against its target"
    lines: list[Line] = []
    if not before.is_empty and (before.period, before.shown) != (after.period, after.shown):
        lines.append(line(f"Before: {before.shown} {before.phrase}."))
    if before.status != after.status and after.status:
        lines.append(line(numbers.capital(f"{after.status}.")))
    tail = f": {after.shown} {after.phrase}" if not after.is_empty else ""
    return Reply(
        headline=line(bold(f"{measure.name} {what}{tail}.")),
        lines=(*lines, line("You are told because you follow it. To stop, send: stop")),
        buttons=(
            (
                Button(label="More", query=Query(kind=Kind.LATEST, measures=(measure.code,))),
                Button(label="Stop", command=f"/unfollow {measure.code}"),
            ),
        ),
    )


def _summary(
    measures: Sequence[Measure],
    before: dict[str, Snapshot],
    as_now: dict[str, Snapshot],
    *,
    all_quiet: bool,
) -> Reply | None:
    changed = [
        one
        for one in measures
        if before.get(one.code, Snapshot()).differs(as_now.get(one.code, Snapshot()))
    ]
    if not changed:
        quiet = Reply(headline=line(bold("Your weekly summary: nothing has changed.")))
        return quiet if all_quiet else None
    lines = []
    for one in changed[:MOST]:
        was, is_now = before.get(one.code, Snapshot()), as_now[one.code]
        earlier = f"; before: {was.shown} {was.phrase}" if not was.is_empty else ""
        lines.append(line(f"• {one.name}: {is_now.shown} {is_now.phrase}{earlier}."))
    if len(changed) > MOST:
        lines.append(line(f"And {numbers.things(len(changed) - MOST, 'more measure')}."))
    figures = numbers.things(len(changed), "measure")
    return Reply(
        headline=line(bold(f"Your weekly summary: {figures} changed.")),
        lines=(*lines, line("To stop, send: stop")),
    )


def _is_due(digest: Digest, calendar: Calendar, now: datetime) -> bool:
    """Say whether the newest hour that was set has come since the last summary."""
    local = calendar.local(now)
    day = local.date() - timedelta(days=(local.weekday() - digest.weekday) % 7)
    if calendar.at(day, digest.clock) > now:
        day -= WEEK
    return day > digest.last_on


def _send(
    rooms: ReminderRooms, chat: str, contact: str, reply: Reply, now: datetime, *, key: str
) -> None:
    sending.send(
        reply,
        Kept(),
        rooms,
        now,
        key=key,
        chat=chat,
        person=contact,
        notice_class=NoticeClass.ALERT,
    )


NO_LONGER = Reply(
    headline=line(bold("You are no longer told about changes here.")),
    lines=(line("The performance officer can say why."),),
)
