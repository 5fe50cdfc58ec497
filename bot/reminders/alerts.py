"""Tells followers of changes, once, and sends weekly summaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.kept import Kept
from bot.outbox.notice import NoticeClass
from bot.plan.measures import Catalogue, Measure
from bot.questions.queries import Kind, Query
from bot.receipts import keeping
from bot.receipts.recall import RECALL
from bot.reminders.calendar import Calendar, calendar_of
from bot.reminders.hours import Hours
from bot.reminders.records import Digest, Follow
from bot.reminders.rules import Rules
from bot.reminders.snapshots import (
    Seen,
    Sight,
    Sighted,
    Snapshot,
    from_text,
    seen_from,
    seen_text,
    to_text,
)
from bot.reminders.store import ReminderRooms
from bot.rendering import numbers, sentences
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply, Statement, bold, line

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
    seen = Seen(rooms, catalogue, [known[code] for code in followed], today)
    by_chat: defaultdict[str, list[Follow]] = defaultdict(list)
    for one in follows:
        by_chat[one.chat].append(one)
    told = 0
    for chat, theirs in by_chat.items():
        if not may(theirs[0].contact):
            rooms.reminders.unfollow(chat)
            _send(rooms, chat, theirs[0].contact, NO_LONGER, now, key=f"unfollowed:{chat}:{today}")
            continue
        sighted = seen.by(chat, [one.measure for one in theirs])
        told += _tell(rooms, chat, theirs, sighted, today, now)
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
    seen = Seen(rooms, catalogue, catalogue.measures, today)
    sent = 0
    for digest in due:
        if not may(digest.contact):
            rooms.reminders.end_digest(digest.chat)
            continue
        followed = {one.measure for one in rooms.reminders.follows(digest.chat)}
        measures = [one for one in catalogue.measures if not followed or one.code in followed]
        sighted = seen.by(digest.chat)
        reply = _summary(measures, seen_from(digest.seen), sighted, all_quiet=digest.all_quiet)
        kept = seen_text(sighted.by_code)
        rooms.reminders.put_digest(replace(digest, last_on=today, seen=kept))
        if reply is not None:
            key = f"digest:{digest.chat}:{today}"
            _send(rooms, digest.chat, digest.contact, reply, now, key=key)
            sent += 1
    return sent


def _tell(
    rooms: ReminderRooms,
    chat: str,
    follows: Sequence[Follow],
    sighted: Sighted,
    today: date,
    now: datetime,
) -> int:
    told = []
    for one in follows:
        sight = sighted.by_code.get(one.measure)
        if sight is None:
            rooms.reminders.unfollow(chat, [one.measure])
            key = f"unfollowed:{chat}:{one.measure}:{today}"
            _send(rooms, chat, one.contact, _retired(one.measure), now, key=key)
            continue
        before, after = from_text(one.seen), sight.snapshot
        if one.seen is None:
            rooms.reminders.seen([replace(one, seen=to_text(after))])
        elif before.differs(after) and before.told_on != today.isoformat():
            if not _recalled(rooms, chat, sight, before, now):
                key = f"follow:{chat}:{one.measure}:{today}"
                _send(rooms, chat, one.contact, _changed(sighted, sight, before), now, key=key)
                told.append(one)
            seen = to_text(after, told_on=today, before=before)
            rooms.reminders.seen([replace(one, seen=seen)])
    return len(told)


def _retired(code: str) -> Reply:
    """Return that a measure is no longer in the plan, and so is no longer followed."""
    return Reply(
        headline=line(bold(f"A measure that you followed is no longer in the plan: {code}.")),
        lines=(line("So you are no longer told of it here."),),
    )


def _recalled(
    rooms: ReminderRooms, chat: str, sight: Sight, before: Snapshot, now: datetime
) -> bool:
    """Say whether a correction was the last thing this chat was told of the figure.

    Whoever was given the old value hears of it at once; nothing is said twice.
    """
    after, figure = sight.snapshot, sight.figure
    if figure is None or (before.period, before.status) != (after.period, after.status):
        return False
    span = (figure.period.start, figure.period.end)
    said: dict[str, Statement] = {}
    for one in rooms.receipts.told(now - RECALL, [figure.measure]):
        statement = one.statement
        if one.chat == chat and (statement.period_start, statement.period_end) == span:
            said.setdefault(one.said, statement)  # of one answer the first value counts
    value = None if figure.value is None else f"{figure.value:f}"
    return bool(said) and list(said.values())[-1].value == value


def _changed(sighted: Sighted, sight: Sight, before: Snapshot) -> Reply:
    measure, figure, after = sight.measure, sight.figure, sight.snapshot
    if figure is None:
        what = "has no figure any more"
    elif before.period != after.period:
        what = "has a new figure"
    elif before.shown != after.shown:
        what = "was corrected"
    else:
        what = "stands otherwise against its target"
    page = Page(Query(kind=Kind.LATEST, measures=(measure.code,)))
    tail = "" if figure is None else f": {page.value(measure, figure)} {figure.period.phrase}"
    page.headline(f"{measure.name} {what}{tail}.")
    if (before.period, before.shown) != (after.period, after.shown):
        was = sighted.before(page, sight, before)
        page.say(f"Before: {was}." if was else "")
        if before.period == after.period and before.was == after.shown != before.shown:
            page.say("So it is back to what it was before that.")
        page.say(sighted.signal(page, sight))
    if before.status != after.status and after.status:
        page.say(numbers.capital(f"{after.status}."))
    page.say("You are told because you follow it. To stop, send: stop")
    if figure is not None:
        page.small(sentences.source(figure))
    page.buttons(
        (
            Button(label="More", query=Query(kind=Kind.LATEST, measures=(measure.code,))),
            Button(label="Stop", command=f"/unfollow {measure.code}"),
        )
    )
    return replace(page.reply(), query=None)


def _summary(
    measures: Sequence[Measure],
    before: dict[str, Snapshot],
    sighted: Sighted,
    *,
    all_quiet: bool,
) -> Reply | None:
    changed = [
        one
        for one in measures
        if before.get(one.code, Snapshot()).differs(sighted.by_code[one.code].snapshot)
    ]
    if not changed:
        quiet = Reply(headline=line(bold("Your weekly summary: nothing has changed.")))
        return quiet if all_quiet else None
    page = Page(Query(kind=Kind.LATEST))
    page.headline(f"Your weekly summary: {page.count(len(changed), 'measure')} changed.")
    for measure in changed[:MOST]:
        sight = sighted.by_code[measure.code]
        page.say(f"• {_in_short(page, sighted, sight, before.get(measure.code, Snapshot()))}.")
    if len(changed) > MOST:
        page.say(f"And {page.count(len(changed) - MOST, 'more measure')}.")
    page.say("To stop, send: stop")
    return replace(page.reply(), query=None)


def _in_short(page: Page, sighted: Sighted, sight: Sight, before: Snapshot) -> str:
    figure = sight.figure
    if figure is None:
        return f"{sight.measure.name}: no figure any more"
    words = f"{sight.measure.name}: {page.value(sight.measure, figure)} {figure.period.phrase}"
    was = sighted.before(page, sight, before)
    return f"{words}; before: {was}" if was else words


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
    keeping.send(
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
