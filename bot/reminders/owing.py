"""What some people owe at this moment: still missing, still theirs, not put off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.asked import ScreenedPlan
from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Catalogue, Measure
from bot.plan.periods import Period
from bot.plan.protecting import Nobody
from bot.reminders.cycles import Received
from bot.reminders.records import Expected, Snooze
from bot.reminders.responsible import EVERYTHING, Duties, scopes_of
from bot.reminders.store import ReminderRooms
from bot.submissions.records import Submission

RECENT = 6
"""How many of a measure's newest figures are looked at for the one wanted."""
WAITING = 100_000


@dataclass(frozen=True, kw_only=True)
class Item:
    """One figure somebody owes; `last` is the newest figure held, hidden where it must be.

    `quiet` says that nothing is told of it: what may be depends on what the chat was shown (R31).
    """

    expected: Expected
    measure: Measure
    last: Figure | None = None
    quiet: bool = False


def owing(
    rooms: ReminderRooms, catalogue: Catalogue, members: Iterable[int], today: date
) -> Mapping[int, tuple[Item, ...]]:
    """Return by member what each owes now, the soonest due first, in a bounded number of reads."""
    wanted = list(dict.fromkeys(members))
    theirs = {member: _measures_of(rooms, catalogue, member, today) for member in wanted}
    measures = {one.code: one for listed in theirs.values() for one in listed}
    scopes = {scope for one in measures.values() for scope in scopes_of(one)}
    duties = Duties(rooms.reminders.duties_in(sorted(scopes), today))
    missing = rooms.reminders.missing_of(sorted(measures))
    items = items_of(rooms, catalogue, measures, missing, today)
    snoozed = {(one.expected, one.member): one for one in rooms.reminders.snoozes()}
    found: dict[int, list[Item]] = {member: [] for member in wanted}
    for item in items:
        asked = duties.asked(item.measure)
        if asked is None or asked.id not in found:
            continue
        if not _is_put_off(item, asked.id, snoozed, today):
            found[asked.id].append(item)
    return {member: tuple(listed) for member, listed in found.items()}


def items_of(
    rooms: ReminderRooms,
    catalogue: Catalogue,
    measures: Mapping[str, Measure],
    expected: Sequence[Expected],
    today: date,
) -> list[Item]:
    """Return the figures among these that are missing at this moment, with the last one held."""
    open_ones = [
        one
        for one in expected
        if one.is_missing and one.opened_on <= today and one.measure in measures
    ]
    codes = sorted({one.measure for one in open_ones})
    nobody = Nobody()
    plan = ScreenedPlan(rooms.plan, catalogue, today, nobody)
    newest = plan.newest_of(codes, limit=RECENT)
    held = [(code, figure.period) for code, figures in newest.items() for figure in figures]
    received = Received([*held, *handed_in(rooms.submissions.waiting(limit=WAITING))])
    return [
        Item(
            expected=one,
            measure=measures[one.measure],
            last=_last(newest.get(one.measure, ())),
            quiet=one.measure in nobody.measures,
        )
        for one in open_ones
        if not received.has(one.measure, one.period)
    ]


def handed_in(submissions: Iterable[Submission]) -> list[tuple[str, Period]]:
    """Return measure and period of what was handed in and waits for sign-off."""
    return [
        (one.offer.measure, one.offer.period)
        for one in submissions
        if one.offer.measure is not None and one.offer.period is not None
    ]


def _measures_of(
    rooms: ReminderRooms, catalogue: Catalogue, member: int, today: date
) -> list[Measure]:
    scopes = {duty.scope for duty in rooms.people.duties(member) if duty.holds_on(today)}
    if EVERYTHING in scopes:
        return list(catalogue.measures)
    return [one for one in catalogue.measures if scopes.intersection(scopes_of(one))]


def _is_put_off(
    item: Item, member: int, snoozed: Mapping[tuple[int, int], Snooze], today: date
) -> bool:
    snooze = snoozed.get((item.expected.id, member))
    return snooze is not None and today < snooze.until


def _last(newest: Sequence[Figure]) -> Figure | None:
    """The newest figure with a value, or the one that hides it."""
    return next(
        (one for one in newest if one.value is not None or one.status is FigureStatus.WITHHELD),
        None,
    )
