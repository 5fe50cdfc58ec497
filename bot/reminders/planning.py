"""One pass of the planner: cycles open, what came in is noted, reminders are owed.

Every pass works from what is stored and may be run again, by any process, at any time: a second
one changes nothing. The number of statements does not grow with people or measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.people import Member
from bot.plan.measures import Catalogue
from bot.plan.periods import Period
from bot.plan.rhythms import Rhythm, rhythm_of
from bot.reminders.calendar import Calendar, calendar_of
from bot.reminders.cycles import Received, to_open
from bot.reminders.owing import WAITING, handed_in
from bot.reminders.planner import Outstanding, Planner
from bot.reminders.records import Expected, Wanted
from bot.reminders.responsible import Duties, hindrance, officers_of
from bot.reminders.rules import Rules
from bot.reminders.store import ReminderRooms
from bot.submissions.records import State

LOOK_BACK = timedelta(days=430)
"""Older figures are no longer asked for: a year, and the time it takes to hand one in."""
WITHDRAWN_WITHIN = timedelta(days=30)
SENT_BACK = "sent back for correction"
STILL_IN = frozenset({State.WAITING, State.RETURNED, State.PUBLISHED})


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What one pass did: figures newly wanted, figures that came in, reminders owed."""

    wanted: int = 0
    received: int = 0
    owed: int = 0


def plan_reminders(
    rooms: ReminderRooms, catalogue: Catalogue, rules: Rules, now: datetime
) -> Planned:
    """Do one pass at `now`, an aware instant, inside the caller's transaction."""
    calendar = calendar_of(catalogue, rooms.reminders, rules)
    today = calendar.local(now).date()
    received = _received(rooms, today)
    wanted = _open(rooms, catalogue, calendar, received, today)
    missing, came = _settle(rooms, catalogue, received, today)
    rooms.reminders.settle_with_outbox()
    opened = [one for one in missing if one.opened_on <= today]
    outstanding = _outstanding(rooms, catalogue, opened, today, now)
    planner = Planner(
        calendar=calendar,
        rules=rules,
        said=rooms.reminders.said(),
        snoozes={(one.expected, one.member): one for one in rooms.reminders.snoozes()},
    )
    owed = rooms.reminders.owe(
        planner.plan(outstanding, officers_of(rooms.people.officers()), today)
    )
    return Planned(wanted=wanted, received=came, owed=owed)


def make_lists(rooms: ReminderRooms, catalogue: Catalogue, calendar: Calendar, today: date) -> None:
    """Open the cycles that are to be open on a day, and nothing else.

    For whoever acts on a figure that is wanted before a running bot has planned.
    """
    _open(rooms, catalogue, calendar, _received(rooms, today), today)


def _received(rooms: ReminderRooms, today: date) -> Received:
    held = rooms.reminders.held_since(today - LOOK_BACK)
    return Received([*held, *handed_in(rooms.submissions.waiting(limit=WAITING))])


def _open(
    rooms: ReminderRooms,
    catalogue: Catalogue,
    calendar: Calendar,
    received: Received,
    today: date,
) -> int:
    new = list(
        to_open(
            catalogue,
            calendar,
            received,
            newest_ends=rooms.reminders.newest_ends(),
            opened=rooms.reminders.opened(),
            today=today,
        )
    )
    return rooms.reminders.expect(new) if new else 0


def _settle(
    rooms: ReminderRooms, catalogue: Catalogue, received: Received, today: date
) -> tuple[Sequence[Expected], int]:
    """Note what came in, what was taken back, and what the plan no longer has.

    Returns what is missing now, and how many figures came in.
    """
    missing = rooms.reminders.missing()
    known = catalogue.by_code
    came = [one.id for one in missing if received.has(one.measure, one.period)]
    gone = [one.id for one in missing if one.measure not in known]
    other = [one.id for one in missing if _is_of_another_rhythm(catalogue, one)]
    rooms.reminders.mark(came, Wanted.RECEIVED, today)
    rooms.reminders.mark(gone, Wanted.RETIRED, None, "no longer in the plan")
    rooms.reminders.mark(other, Wanted.RETIRED, None, "the plan wants it for other periods now")
    back = [one.id for one in _taken_back(rooms, received, today)]
    rooms.reminders.mark(back, Wanted.MISSING, None)
    _date_corrections(rooms, received, today)
    changed = came or gone or other or back
    return (rooms.reminders.missing() if changed else missing), len(came)


def _is_of_another_rhythm(catalogue: Catalogue, one: Expected) -> bool:
    """Say whether a figure is wanted for a period that its measure is no longer wanted for.

    The plan has changed how often it is wanted; the periods it is wanted for now have lists of
    their own.
    """
    measure = catalogue.by_code.get(one.measure)
    return measure is not None and not _fits(rhythm_of(catalogue, measure), one.period)


@lru_cache(maxsize=1_000)
def _fits(rhythm: Rhythm, period: Period) -> bool:
    return rhythm.has(period)


def _taken_back(rooms: ReminderRooms, received: Received, today: date) -> Sequence[Expected]:
    """Return what was in lately and is not any more: withdrawn before it was signed off.

    What was sent back for correction counts as received.
    """
    lately = rooms.reminders.received_since(today - WITHDRAWN_WITHIN)
    return [
        one
        for one in lately
        if not received.has(one.measure, one.period) and not _is_being_mended(rooms, one)
    ]


def _date_corrections(rooms: ReminderRooms, received: Received, today: date) -> None:
    """Note what was sent back for correction, and date it anew once the correction is in.

    It counts as received all the while; whether it was on time is told by the correction.
    """
    sent_back, mended = [], []
    for one in rooms.reminders.received_since(today - WITHDRAWN_WITHIN):
        is_in = received.has(one.measure, one.period)
        if one.why == SENT_BACK and is_in:
            mended.append(one.id)
        elif one.why != SENT_BACK and not is_in and one.received_on is not None:
            sent_back.append(one)
    for one in sent_back:
        rooms.reminders.mark([one.id], Wanted.RECEIVED, one.received_on, SENT_BACK)
    rooms.reminders.mark(mended, Wanted.RECEIVED, today)


def _is_being_mended(rooms: ReminderRooms, one: Expected) -> bool:
    submission = rooms.submissions.newest_for(one.measure, one.period)
    return submission is not None and submission.state in STILL_IN


def _outstanding(
    rooms: ReminderRooms,
    catalogue: Catalogue,
    missing: Sequence[Expected],
    today: date,
    now: datetime,
) -> list[Outstanding]:
    """Return what is missing with whom to ask; who cannot be asked goes to the officers' list."""
    duties = Duties(rooms.people.all_duties(today))
    told = {one.subject: one for one in rooms.reminders.unreached()}
    blocked = _blocked(rooms, now)
    found: list[Outstanding] = []
    unreached: dict[str, str] = {}
    reasons: dict[int, str] = {}
    for one in missing:
        measure = catalogue.by_code.get(one.measure)
        if measure is None:
            continue
        member = duties.asked(measure)
        if member is None:
            why, subject = hindrance(None), f"measure {one.measure}"
        else:
            if member.id not in reasons:
                reasons[member.id] = hindrance(member, blocked)
            why, subject = reasons[member.id], f"member {member.id}"
        if why:
            unreached[subject] = why
        named = member is not None
        found.append(Outstanding(expected=one, member=_reachable(member, why), named=named))
    rooms.reminders.raise_unreached(
        {subject: why for subject, why in unreached.items() if subject not in told}, now
    )
    rooms.reminders.clear_unreached(sorted(told.keys() - unreached.keys()), now)
    return found


def _reachable(member: Member | None, why: str) -> Member | None:
    return None if why else member


def _blocked(rooms: ReminderRooms, now: datetime) -> dict[int, str]:
    """Return whose last reminder Telegram refused, and nothing has reached them since."""
    refused = rooms.reminders.given_up(now - LOOK_BACK)
    return {member: f"Telegram refused the last message: {why}" for member, why in refused.items()}
