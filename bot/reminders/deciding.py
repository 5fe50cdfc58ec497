"""What officers decide: other dates, figures to do without, days off."""

from __future__ import annotations

from datetime import date

from bot.plan.due_dates import LONGEST_LAG, DueRule
from bot.plan.measures import Measure
from bot.plan.working_days import DayOff, DaysOffFor
from bot.reminders.dates import EXAMPLE, NoDay, no_working_day, read_day, said_day
from bot.reminders.errand import Errand, refused, told
from bot.reminders.moving import Moved, move, tell_moved
from bot.reminders.outlook import Outlook
from bot.reminders.planning import make_lists
from bot.reminders.records import DateProposal, Expected, Snooze, Wanted
from bot.reminders.telling import tell
from bot.rendering import numbers
from bot.rendering.reply import Did, Reply, bold, line

ACCEPT, ONCE, KEEP = "accept", "once", "keep"


def proposal(errand: Errand, words: str) -> Reply:
    """Settle a proposed date: `5 accept` (also next time), `5 once`, `5 keep`."""
    number, _, verb = words.strip().partition(" ")
    if not errand.is_officer:
        return refused("Only the performance officer can decide that.")
    found = errand.rooms.reminders.proposal(int(number)) if number.isdecimal() else None
    if found is None or verb not in {ACCEPT, ONCE, KEEP} or found.due_on is None:
        return STALE
    listed = errand.rooms.reminders.expected([found.expected])
    if not listed or listed[0].measure not in errand.catalogue.by_code:
        return STALE
    expected = listed[0]
    state = "declined" if verb == KEEP else "accepted"
    if not errand.rooms.reminders.decide(found.id, state):
        return refused("That was decided already.", f"It is due on {said_day(expected.due_on)}.")
    measure = errand.catalogue.by_code[expected.measure]
    if verb == KEEP:
        return _kept(errand, found, expected, measure)
    return _accepted(errand, found, expected, measure, found.due_on, is_rule=verb == ACCEPT)


def move_due(errand: Errand, words: str) -> Reply:
    """Move one due date: `/duedate 4.02 30 October waiting for the source`."""
    found = _missing(errand, words)
    if isinstance(found, Reply):
        return found
    one, measure, rest = found
    read = read_day(rest, errand.today, ahead=True)
    if isinstance(read, NoDay):
        return refused(read.why, f"For example: /duedate {measure.code} {EXAMPLE} why")
    if not read.rest:
        return refused(
            "Please say why too, so that everyone can see it.",
            f"For example: /duedate {measure.code} {EXAMPLE} the source publishes late",
        )
    day = errand.calendar.days_for(measure.code).on_or_after(read.day)
    if day <= one.period.end:
        return refused(
            f"A figure cannot be due before its period has ended, on {said_day(one.period.end)}."
        )
    done = move(errand, one, day, read.rest)
    heard = tell_moved(errand, [done], read.rest.rstrip("."))
    return told(
        f"{measure.name}, {one.period.short}: now due on {said_day(day)}.",
        *no_working_day(read.day, day),
        f"It was due on {said_day(one.due_on)}. Reason: {read.rest}",
        "Whoever hands it in is told." if heard else "Nobody had to be told.",
    )


def excuse(errand: Errand, words: str) -> Reply:
    """Do without a figure this time: `/excuse 4.02 the survey was not held`."""
    found = _missing(errand, words)
    if isinstance(found, Reply):
        return found
    one, measure, why = found
    if not why:
        return Reply(
            headline=line(bold(f"{measure.name}, {one.period.short}: why will there be none?")),
            lines=(line("Please type the reason; it explains the gap to everyone."),),
            did=Did.ASKED,
            awaits=f"/excuse {measure.code}",
        )
    errand.rooms.reminders.mark([one.id], Wanted.EXCUSED, None, why)
    errand.note("excused", f"{one.measure} {one.period.short}", "", why)
    return told(
        f"{measure.name}, {one.period.short}: excused. Nobody is reminded of it any more.",
        f"Reason: {why}",
    )


def days_off(errand: Errand, words: str) -> Reply:
    """Show the days off, or add some: `/dayoff 24 December to 31 December Council closed`."""
    if not words.strip():
        return _listed(errand)
    who = DaysOffFor.EVERYONE
    if words.casefold().startswith("schools "):
        who, words = DaysOffFor.SCHOOLS, words[8:]
    first = read_day(words, errand.today)
    if isinstance(first, NoDay):
        return refused(first.why, f"For example: /dayoff {EXAMPLE} Council closed")
    last, what = first.day, first.rest
    if what.casefold().startswith("to "):
        second = read_day(what[3:], first.day)
        if isinstance(second, NoDay):
            return refused(second.why)
        last, what = second.day, second.rest
    if last < first.day or (last - first.day).days > 62:
        return refused("Days off are at most two months, the first day first.")
    if not what:
        return refused("Please say what they are, such as: Council closed")
    off = DayOff(calendar=who, first=first.day, last=last, what=what)
    if not errand.rooms.reminders.put_day_off(off):
        return refused("Days off that begin then are on the list already.", "/dayoff shows them.")
    errand.note("added days off", f"{first.day} to {last}", "", what)
    moved = _move_pending(errand)
    heard = tell_moved(errand, moved, f"{what} was added to the days off")
    tail = f"Due dates moved by this: {len(moved)}." if moved else "No due date had to be moved."
    later = "Dates of periods that are not over yet follow by themselves."
    people = [f"Told of it: {numbers.things(heard, 'person')}."] if heard else []
    until = "" if last == first.day else f" to {said_day(last)}"
    return told(f"Added: {said_day(first.day)}{until}, {what}.", tail, *people, later)


def _move_pending(errand: Errand) -> list[Moved]:
    """Move due dates that fall on a day off now, and return them."""
    # The errand's calendar was read before the days were added.
    fresh = Errand(
        person=errand.person,
        rooms=errand.rooms,
        catalogue=errand.catalogue,
        rules=errand.rules,
        now=errand.now,
        today=errand.today,
        chat=errand.chat,
    )
    moved = []
    for one in errand.rooms.reminders.missing():
        days = fresh.calendar.days_for(one.measure)
        if one.due_on < errand.today or days.is_working(one.due_on):
            continue
        moved.append(move(fresh, one, days.on_or_after(one.due_on), "a day off was added"))
    return moved


def _listed(errand: Errand) -> Reply:
    coming = [one for one in errand.calendar.days_off if one.last >= errand.today]
    if not coming:
        return told("No days off are listed beside England's bank holidays.")
    lines = [
        f"• {said_day(one.first)} to {said_day(one.last)}: {one.what} ({one.calendar.value})."
        for one in coming[:20]
    ]
    return told("Days off beside the bank holidays:", *lines)


def _accepted(
    errand: Errand,
    found: DateProposal,
    expected: Expected,
    measure: Measure,
    day: date,
    *,
    is_rule: bool,
) -> Reply:
    why = found.why or "agreed with the owner"
    move(errand, expected, day, why)
    days = errand.calendar.days_for(measure.code)
    # Nothing is said before the new date comes near: they have just said when it will be ready.
    near = days.add(day, -errand.rules.before) if errand.rules.before else day
    until = max(near, days.add(errand.today, 1))
    errand.rooms.reminders.snooze(Snooze(expected=expected.id, member=found.member, until=until))
    lag = days.between(expected.period.end, day)
    lines = []
    if is_rule and 0 < lag <= LONGEST_LAG:
        rule = errand.calendar.rule(measure.code)
        errand.rooms.reminders.put_rule(
            DueRule(measure=measure.code, lag=lag, calendar=rule.calendar, why=why)
        )
        errand.note("set the rule", f"{measure.code} due", str(rule.lag), str(lag))
        lines.append(f"From now on it is due {lag} working days after each period.")
    headline = f"{measure.name}, {expected.period.short}: now due on {said_day(day)}."
    _tell_owner(errand, found, told(headline, *lines))
    return told(headline, *lines)


def _kept(errand: Errand, found: DateProposal, expected: Expected, measure: Measure) -> Reply:
    headline = f"{measure.name}, {expected.period.short}: still due on {said_day(expected.due_on)}."
    errand.note("kept the date", f"{expected.measure} {expected.period.short}")
    _tell_owner(errand, found, told(headline, "The performance officer could not move the date."))
    return told(headline, "The owner is told.")


def _tell_owner(errand: Errand, found: DateProposal, reply: Reply) -> None:
    member = errand.rooms.people.find(found.member)
    if member is not None:
        tell(errand, [member], reply, key=f"decided:{found.id}")


def _missing(errand: Errand, words: str) -> tuple[Expected, Measure, str] | Reply:
    """Return the oldest missing figure of the measure that `words` begin with, and the rest."""
    code, _, rest = words.strip().partition(" ")
    measure = errand.catalogue.by_code.get(code)
    if measure is None:
        return refused(
            "Please begin with the measure's code.",
            f"For example: {errand.catalogue.measures[0].code}. /measures lists them.",
        )
    make_lists(errand.rooms, errand.catalogue, errand.calendar, errand.today)
    missing = errand.rooms.reminders.missing_of([code])
    if not missing:
        return _not_wanted(errand, measure)
    return missing[0], measure, rest.strip()


def _not_wanted(errand: Errand, measure: Measure) -> Reply:
    """Say that nothing is missing, and when the next figure will be wanted."""
    coming = Outlook(errand).coming(measure)
    if coming is None:
        return refused(f"No figure of {measure.name} is wanted now.")
    return refused(
        f"No figure of {measure.name} is wanted now.",
        f"The next, for {coming.period.text}, is due on {said_day(coming.due_on)}; "
        "it can be moved once its period has ended.",
    )


STALE = refused("That button is out of date.", "/due shows what is wanted now.")
