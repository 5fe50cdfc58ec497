"""Due dates that move, and word of it to whoever is asked for them: once, in one message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.people import Member
from bot.reminders.dates import said_day
from bot.reminders.errand import Errand, told
from bot.reminders.records import Expected
from bot.reminders.responsible import hindrance
from bot.reminders.telling import tell
from bot.reminders.wording import MOST
from bot.rendering import numbers


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A figure with the day on which it was due and the day on which it is due now."""

    expected: Expected
    due_on: date


def move(errand: Errand, one: Expected, day: date, why: str) -> Moved:
    """Move one due date and write it into the audit; return what was moved."""
    errand.rooms.reminders.move_due(one.id, day, why)
    errand.note("moved the date", f"{one.measure} {one.period.short}", str(one.due_on), str(day))
    return Moved(expected=one, due_on=day)


def tell_moved(errand: Errand, moved: Sequence[Moved], why: str) -> int:
    """Tell whoever is asked for each of these figures, all of theirs in one message; count them."""
    known = errand.catalogue.by_code
    theirs: defaultdict[int, list[Moved]] = defaultdict(list)
    people: dict[int, Member] = {}
    for one in moved:
        measure = known.get(one.expected.measure)
        member = None if measure is None else errand.duties.asked(measure)
        if member is None or hindrance(member) or member.id == errand.person.member:
            continue
        people[member.id] = member
        theirs[member.id].append(one)
    for number, listed in theirs.items():
        lines = [
            f"• {known[one.expected.measure].name}, {one.expected.period.short}: now due on "
            f"{said_day(one.due_on)}; it was {said_day(one.expected.due_on)}."
            for one in listed[:MOST]
        ]
        if len(listed) > MOST:
            lines.append(f"And {numbers.things(len(listed) - MOST, 'more figure')}.")
        key = f"moved:{listed[0].expected.id}:{listed[0].due_on}:{len(listed)}"
        many = "A due date has" if len(listed) == 1 else "Due dates have"
        tell(errand, [people[number]], told(f"{many} moved: {why}.", *lines), key=key)
    return len(theirs)
