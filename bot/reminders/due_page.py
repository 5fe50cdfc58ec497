"""What is due: a measure's dates, one's own list, or the plan's; readers see no names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.plan.measures import Catalogue, Measure
from bot.plan.periods import span_text
from bot.plan.rhythms import rhythm_of
from bot.reminders.errand import Errand
from bot.reminders.outlook import Outlook
from bot.reminders.records import Expected, Wanted
from bot.reminders.responsible import hindrance
from bot.reminders.subjects import Subject
from bot.reminders.wording import MOST, due_text, long_day
from bot.rendering import numbers, sentences
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

NOT_SUPPLIED = "not supplied"


def due(errand: Errand, subject: Subject) -> Reply:
    """Return what is due of the measures, the ambition, the owner or the person asked about."""
    outlook = Outlook(errand)
    page = Page(subject.query)
    is_named = bool(subject.query.measures) and subject.member is None
    if is_named and len(subject.measures) == 1 and not subject.windows:
        _one(page, errand, outlook, subject.measures[0])
    elif is_named and not subject.windows:
        _several(page, errand, outlook, subject.measures)
    elif not subject.measures:
        _nobody(page, subject)
    else:
        _list(page, errand, outlook, subject)
    return page.reply()


def _nobody(page: Page, subject: Subject) -> None:
    owes = "You hand" if subject.named == "you" else f"{subject.named} hands"
    page.headline(f"{owes} in no measure now.")
    page.say("Nothing is due.")


def _one(page: Page, errand: Errand, outlook: Outlook, measure: Measure) -> None:
    listed = outlook.of([measure]).get(measure.code, [])
    missing = [one for one in listed if one.state is Wanted.MISSING]
    coming = outlook.coming(measure)
    if missing:
        one = missing[0]
        when = due_text(one.due_on, errand.calendar, measure.code, errand.today)
        joined = "" if when.startswith("was") else "is "
        page.headline(f"{measure.name}: the figure for {one.period.text} {joined}{when}.")
        page.say("It has not come in." if one.due_on < errand.today else "It has not come in yet.")
    elif coming is not None:
        when = due_text(coming.due_on, errand.calendar, measure.code, errand.today)
        page.headline(f"{measure.name}: the next figure, {coming.period.phrase}, is {when}.")
        if listed:
            page.say(f"The figure {listed[-1].period.phrase} is in.")
    else:
        ends = long_day(errand.catalogue.plan.ends)
        page.headline(f"{measure.name}: no more figures are due; the plan ends on {ends}.")
    if not missing:
        _not_asked_for(page, errand, measure, listed)
    _moved(page, missing[:1])
    if missing and coming is not None:
        page.say(f"After that: {coming.period.short}, due on {long_day(coming.due_on)}.")
    often = often_words(errand.catalogue, measure)
    page.say(f"Wanted {often}; owed by {sentences.owed_by(measure)}.")
    _asked(page, errand, measure)


def often_words(catalogue: Catalogue, measure: Measure) -> str:
    """Return 'every quarter', or 'once a year, as the average of December to February'."""
    rhythm = rhythm_of(catalogue, measure)
    if rhythm.months:
        return f"once a year, as the average of {rhythm.months}"
    often = sentences.OFTEN[measure.frequency]
    return often if rhythm.ends_in is None else f"{often}, as the average of three months"


def _not_asked_for(
    page: Page, errand: Errand, measure: Measure, listed: Sequence[Expected]
) -> None:
    """Say of a period that ended before reminders began that it is not asked for."""
    period = rhythm_of(errand.catalogue, measure).newest_ended(errand.today)
    held = errand.rooms.plan.newest(measure.code, limit=1)
    if listed or (held and not held[0].period.end < period.end):
        return
    due = errand.calendar.due_on(measure.code, period)
    if due < errand.today:
        page.say(
            f"No figure is held {period.phrase}; its date, {long_day(due)}, had passed when "
            "reminders began."
        )


def _moved(page: Page, missing: Sequence[Expected]) -> None:
    for one in missing:
        if one.due_on != one.first_due_on:
            reason = f": {one.why}" if one.why else "."
            page.say(f"The date was moved from {long_day(one.first_due_on)}{reason}")


def _asked(page: Page, errand: Errand, measure: Measure) -> None:
    """Say who is asked, to officers alone: readers see roles, never people."""
    if not (errand.is_officer and errand.is_private):
        return
    member = errand.duties.asked(measure)
    why = hindrance(member)
    if member is None:
        page.say("Nobody is named to hand it in; /assign names somebody.")
    elif why:
        page.say(f"Asked for it: {member.name}, who {why}.")
    else:
        page.say(f"Asked for it: {member.name}.")


def _several(page: Page, errand: Errand, outlook: Outlook, measures: Sequence[Measure]) -> None:
    found = outlook.of(measures)
    page.headline(f"When {page.count(len(measures), 'measure')} are due:")
    for measure in measures[:MOST]:
        missing = [one for one in found.get(measure.code, ()) if one.is_missing]
        coming = outlook.coming(measure)
        if missing:
            page.say(f"• {_line(errand, measure, missing[0])}")
        elif coming is not None:
            page.say(f"• {measure.name}, {coming.period.short}: due on {long_day(coming.due_on)}.")


def _list(page: Page, errand: Errand, outlook: Outlook, subject: Subject) -> None:
    codes = {one.code: one for one in subject.measures}
    wanted = [one for one in outlook.all if one.is_missing and one.measure in codes]
    when = " now"
    if subject.windows:
        first, last = subject.windows[-1].start, subject.windows[-1].end
        when = f" for {span_text(first, last)}"
        every = [*wanted, *outlook.still_to_come(subject.measures, last)]
        due_then = [one for one in every if first <= one.due_on <= last]
        for_then = [one for one in every if first <= one.period.end <= last]
        # What is due in a time to come is meant; of one that is over, what is missing for it too.
        is_over = last < errand.today
        wanted = list(dict.fromkeys([*due_then, *for_then])) if is_over else due_then or for_then
        if due_then and not is_over:
            when = f" in {span_text(first, last)}"
    late = [one for one in wanted if one.due_on < errand.today]
    soon = [one for one in wanted if one.due_on >= errand.today]
    if not wanted:
        _nothing(page, subject, when, last if subject.windows else errand.today, errand.today)
    else:
        figures = page.count(len(wanted), "figure")
        when = when if subject.windows or subject.is_everything else ""
        page.headline(f"Wanted{_whose(subject)}{when}: {figures}, {_late(len(late), len(wanted))}.")
    for one in [*soon, *late][:MOST]:
        page.say(f"• {_line(errand, codes[one.measure], one)}")
    if len(wanted) > MOST:
        page.say(
            f"And {page.count(len(wanted) - MOST, 'more figure')}; name an ambition to see them."
        )
    if not subject.windows:
        next_due(page, outlook, subject.measures)
    page.buttons(
        (
            Button(label="Who is late", command="/status"),
            Button(label="Calendar", command="/calendar"),
        )
    )


def _nothing(page: Page, subject: Subject, when: str, last: date, today: date) -> None:
    whose = _whose(subject)
    if last < today:
        page.headline(f"Nothing is missing{whose}{when}.")
        page.say("What was due before reminders began is not asked for.")
    elif whose or subject.windows:
        page.headline(f"Nothing is wanted{whose}{when}.")
    else:
        page.headline("Nothing is wanted now: every figure that is due is in.")


def _whose(subject: Subject) -> str:
    """Return ' from you', ' from Pennine Care', ' for ambition 4'; nothing for everything."""
    if subject.is_everything:
        return ""
    is_from = subject.member is not None or subject.query.owner
    return f" {'from' if is_from else 'for'} {subject.named}"


def _late(late: int, wanted: int) -> str:
    if not late:
        return "none of them late"
    if late == wanted:
        return "late" if wanted == 1 else "all of them late"
    return f"{numbers.counted(late)} of them late"


def next_due(page: Page, outlook: Outlook, measures: Sequence[Measure]) -> None:
    """Say when the next figures are due of periods that have not ended."""
    coming = [found for one in measures if (found := outlook.coming(one)) is not None]
    if not coming:
        return
    first: date = min(one.due_on for one in coming)
    count = page.count(sum(one.due_on == first for one in coming), "figure")
    page.say(f"Next after that: {count} due on {long_day(first)}.")


def _line(errand: Errand, measure: Measure, one: Expected) -> str:
    when = due_text(one.due_on, errand.calendar, measure.code, errand.today)
    missing = f"; {NOT_SUPPLIED}" if one.due_on < errand.today else ""
    return f"{measure.name}, {one.period.short}: {when}{missing}."
