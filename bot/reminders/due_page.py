"""What is due: a measure's dates, one's own list, or the plan's; readers see no names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.plan.due_dates import newest_ended
from bot.plan.measures import Measure
from bot.questions.queries import Kind, Query
from bot.reminders.errand import Errand
from bot.reminders.outlook import Outlook
from bot.reminders.records import Expected, Wanted
from bot.reminders.responsible import hindrance
from bot.reminders.wording import MOST, due_text, long_day
from bot.rendering import numbers, sentences
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

NOT_SUPPLIED = "not supplied"


def due(errand: Errand, query: Query) -> Reply:
    """Return what is due of the measures, the ambition or the owner that was asked about."""
    measures = asked_about(errand, query)
    outlook = Outlook(errand)
    page = Page(query)
    if len(measures) == 1:
        _one(page, errand, outlook, measures[0])
    elif query.measures:
        _several(page, errand, outlook, measures)
    else:
        _list(page, errand, outlook, query, measures)
    return page.reply()


def asked_about(errand: Errand, query: Query) -> tuple[Measure, ...]:
    """Return the measures a question is about: named, of an ambition or owner, one's own, all."""
    catalogue = errand.catalogue
    if query.measures:
        known = catalogue.by_code
        return tuple(known[code] for code in dict.fromkeys(query.measures) if code in known)
    if query.ambition is not None:
        return catalogue.of_ambition(query.ambition)
    if query.owner:
        named = query.owner.casefold()
        return tuple(
            one
            for one in catalogue.measures
            if named in one.owner_organisation.casefold() or named in one.owner_role.casefold()
        )
    mine = tuple(errand.mine()) if errand.is_private and not errand.is_officer else ()
    return mine or catalogue.measures


def _one(page: Page, errand: Errand, outlook: Outlook, measure: Measure) -> None:
    listed = outlook.of([measure]).get(measure.code, [])
    missing = [one for one in listed if one.state is Wanted.MISSING]
    coming = outlook.coming(measure)
    if missing:
        one = missing[0]
        when = due_text(one.due_on, errand.calendar, measure.code, errand.today)
        joined = "" if when.startswith("was") else "is "
        page.headline(f"{measure.name}: the figure {one.period.full_phrase} {joined}{when}.")
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
    page.say(f"Wanted {sentences.OFTEN[measure.frequency]}; owed by {sentences.owed_by(measure)}.")
    _asked(page, errand, measure)


def _not_asked_for(
    page: Page, errand: Errand, measure: Measure, listed: Sequence[Expected]
) -> None:
    """Say of a period that ended before reminders began that it is not asked for."""
    year = errand.catalogue.year_kinds.get(measure.code)
    period = newest_ended(measure.frequency, year, errand.today)
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


def _list(
    page: Page,
    errand: Errand,
    outlook: Outlook,
    query: Query,
    measures: Sequence[Measure],
) -> None:
    codes = {one.code: one for one in measures}
    wanted = [one for one in outlook.all if one.is_missing and one.measure in codes]
    if query.windows:
        first, last = query.windows[-1].start, query.windows[-1].end
        wanted = [
            one for one in wanted if first <= one.period.end <= last or first <= one.due_on <= last
        ]
    late = [one for one in wanted if one.due_on < errand.today]
    soon = [one for one in wanted if one.due_on >= errand.today]
    is_mine = len(measures) < len(errand.catalogue.measures) and not query.ambition
    whose = "Wanted from you" if is_mine and not query.owner else "Wanted now"
    if not wanted:
        page.headline("Nothing is wanted now: every figure that is due is in.")
    else:
        figures = page.count(len(wanted), "figure")
        page.headline(f"{whose}: {figures}, {_late(len(late), len(wanted))}.")
    for one in [*soon, *late][:MOST]:
        page.say(f"• {_line(errand, codes[one.measure], one)}")
    if len(wanted) > MOST:
        page.say(
            f"And {page.count(len(wanted) - MOST, 'more figure')}; name an ambition to see them."
        )
    _next(page, outlook, measures)
    page.buttons(
        (
            Button(label="Who is late", command="/status"),
            Button(label="Calendar", command="/calendar"),
        )
    )


def _late(late: int, wanted: int) -> str:
    if not late:
        return "none of them late"
    if late == wanted:
        return "late" if wanted == 1 else "all of them late"
    return f"{numbers.counted(late)} of them late"


def _next(page: Page, outlook: Outlook, measures: Sequence[Measure]) -> None:
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


def query_for(words: str, errand: Errand) -> Query | None:
    """Return what `/due WORDS` asks: a code, "ambition 4", an organisation; None for nothing known.

    Without words it is everything, or what is one's own.
    """
    text = " ".join(words.split())
    if not text:
        return Query(kind=Kind.DUE)
    if text in errand.catalogue.by_code:
        return Query(kind=Kind.DUE, measures=(text,))
    first, _, rest = text.partition(" ")
    if first.casefold() == "ambition" and rest.isdecimal():
        return Query(kind=Kind.DUE, ambition=int(rest))
    query = Query(kind=Kind.DUE, owner=text)
    return query if asked_about(errand, query) else None
