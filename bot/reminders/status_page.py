"""Who is late and how a period stands: how complete it is, what is overdue (behaviour 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.plan.measures import Measure
from bot.plan.periods import day_text, span_text
from bot.questions.queries import Window
from bot.reminders.due_page import NOT_SUPPLIED, next_due
from bot.reminders.errand import Errand
from bot.reminders.outlook import Outlook
from bot.reminders.records import Expected, Wanted
from bot.reminders.responsible import hindrance
from bot.reminders.subjects import Subject
from bot.reminders.wording import MOST
from bot.rendering import numbers
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

BUTTONS = 3


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """How far the figures wanted have come in; `due` are those whose date has passed."""

    expected: int
    received: int
    on_time: int
    late: int
    excused: int
    not_due: int
    due: int

    @property
    def complete(self) -> int | None:
        """The share received, in percent; None where nothing is expected."""
        return _share(self.received, self.expected - self.excused)

    @property
    def punctual(self) -> int | None:
        """The share of what was due that came on time, in percent; None where nothing was due."""
        return _share(self.on_time, self.due)


def completeness(wanted: Sequence[Expected], today: date) -> Completeness:
    """Count what is wanted. On time counts only what was due by yesterday, or came in."""
    counted = [one for one in wanted if one.state is not Wanted.RETIRED]
    received = [one for one in counted if one.state is Wanted.RECEIVED]
    missing = [one for one in counted if one.state is Wanted.MISSING]
    due = [one for one in [*received, *missing] if one.due_on < today]
    return Completeness(
        expected=len(counted),
        received=len(received),
        on_time=sum(one.was_on_time for one in due),
        late=sum(one.due_on < today for one in missing),
        excused=sum(one.state is Wanted.EXCUSED for one in counted),
        not_due=sum(one.due_on >= today for one in missing),
        due=len(due),
    )


def status(errand: Errand, subject: Subject) -> Reply:
    """Return how complete a period is; without a period, what is late of all of them."""
    outlook = Outlook(errand)
    codes = {one.code: one for one in subject.measures}
    page = Page(subject.query)
    if not codes:
        owes = "You hand" if subject.named == "you" else f"{subject.named} hands"
        page.headline(f"{owes} in no measure now, so nothing is late.")
        return page.reply()
    if subject.windows:
        wanted, named = _of_window(outlook, subject.windows[-1])
    else:
        wanted, named = list(outlook.all), "the newest periods"
    wanted = [one for one in wanted if one.measure in codes]
    about = f"{named}{_about(subject)}"
    if wanted:
        _counts(page, wanted, about, errand.today)
        _overdue(page, errand, codes, wanted)
        _changes(page, errand, wanted)
    else:
        _nothing(page, subject, about, errand, outlook)
    page.buttons((Button(label="What is due", command="/due"),))
    if errand.is_officer and errand.is_private:
        if subject.member is not None:
            number = subject.member.id
            page.buttons((Button(label="What was sent", command=f"/reminded member {number}"),))
        _actions(page, errand, codes, wanted)
    return page.reply()


def _about(subject: Subject) -> str:
    """Return ', asked of Priya', ', ambition 4'; nothing for everything."""
    if subject.is_everything:
        return ""
    if subject.member is not None or subject.query.owner:
        return f", asked of {subject.named}"
    return f", {subject.named}"


def _nothing(page: Page, subject: Subject, about: str, errand: Errand, outlook: Outlook) -> None:
    """Say why nothing is on the list: not over yet, before reminders began, or never wanted."""
    if not subject.windows:
        page.headline(f"Nothing is late{_about(subject)}.")
        next_due(page, outlook, subject.measures)
        return
    page.headline(f"Nothing was due for {about}.")
    window = subject.windows[-1]
    if window.end >= errand.today:
        page.say(
            f"Lists are made when a period has ended; this one ends on {day_text(window.end)}."
        )
    elif window.end < errand.catalogue.plan.starts:
        page.say(f"The plan began on {day_text(errand.catalogue.plan.starts)}.")
    else:
        page.say("What was due before reminders began is not on the list.")


def _actions(
    page: Page, errand: Errand, codes: dict[str, Measure], wanted: Sequence[Expected]
) -> None:
    """Offer to nudge, to excuse and to reassign, for the figures that are latest."""
    late = [
        one.measure
        for one in wanted
        if one.is_missing and one.due_on < errand.today and one.measure in codes
    ]
    for code in list(dict.fromkeys(late))[:BUTTONS]:
        buttons = [
            Button(label=f"Excuse {code}", command=f"/excuse {code}"),
            Button(label=f"Reassign {code}", command=f"/reassign {code}"),
        ]
        if not hindrance(errand.duties.asked(codes[code])):
            buttons.insert(0, Button(label=f"Nudge {code}", command=f"/nudge {code}"))
        page.buttons(buttons, wide=3)


def _of_window(outlook: Outlook, window: Window) -> tuple[list[Expected], str]:
    """Return what was wanted of the very period, or of all periods that end within it."""
    within = outlook.ending(window.start, window.end)
    exact = [
        one for one in within if one.period.start == window.start and one.period.end == window.end
    ]
    chosen = exact or within
    if exact:
        return exact, exact[0].period.text
    return chosen, _named(window)


def _named(window: Window) -> str:
    return span_text(window.start, window.end)


def _counts(page: Page, wanted: Sequence[Expected], named: str, today: date) -> None:
    counts = completeness(wanted, today)
    verb = "is" if 1 in {counts.expected, counts.received} else "are"
    page.headline(
        f"Status of {named}: {_number(counts.received)} of "
        f"{page.count(counts.expected, 'figure')} {verb} in."
    )
    if counts.complete is not None:
        page.say(f"Complete: {counts.complete}%.")
    if counts.punctual is not None:
        page.say(
            f"On time: {_number(counts.on_time)} of {page.count(counts.due, 'figure')} due, "
            f"{counts.punctual}%."
        )
    page.say(
        f"Late: {_number(counts.late)}. Not due yet: {_number(counts.not_due)}. "
        f"Excused: {_number(counts.excused)}."
    )


def _overdue(
    page: Page, errand: Errand, codes: dict[str, Measure], wanted: Sequence[Expected]
) -> None:
    late = [one for one in wanted if one.is_missing and one.due_on < errand.today]
    if not late:
        return
    shown = late[:MOST]
    if not (errand.is_officer and errand.is_private):
        page.say("Not in by their date:")
        for one in shown:
            page.say(f"• {codes[one.measure].name}, {one.period.short}: {NOT_SUPPLIED}.")
    else:
        page.say("Late, the longest first:")
        for one in shown:
            page.say(f"• {_for_officers(errand, codes[one.measure], one)}")
        page.say(
            "To ask once more: /nudge CODE. To move a date: /duedate CODE DATE reason. "
            "To do without: /excuse CODE reason."
        )
    if len(late) > MOST:
        page.say(f"And {page.count(len(late) - MOST, 'more figure')}.")


def _for_officers(errand: Errand, measure: Measure, one: Expected) -> str:
    days = errand.calendar.days_for(one.measure).between(one.due_on, errand.today)
    member = errand.duties.asked(measure)
    if member is None:
        who = "nobody is named"
    else:
        why = hindrance(member)
        tail = f", who {why}" if why else _last_contact(errand, member.id, one)
        who = f"asked: {member.name}{tail}"
    reason = f" Reason given: {one.why}" if one.why else ""
    late = numbers.things(days, "working day")
    return f"{measure.code} {measure.name}, {one.period.short}: {late} late; {who}.{reason}"


def _last_contact(errand: Errand, member: int, one: Expected) -> str:
    """Return when they were last reminded of it."""
    sent = next(
        (
            reminder
            for reminder in errand.rooms.reminders.history(member)
            if reminder.expected == one.id and reminder.message_key is not None
        ),
        None,
    )
    if sent is None:
        return ", not reminded yet"
    return f", last reminded on {day_text(errand.calendar.local(sent.at).date())}"


def _changes(page: Page, errand: Errand, wanted: Sequence[Expected]) -> None:
    """List what changed since the list was frozen."""
    known = errand.catalogue.by_code
    added = [known[one.measure].name for one in wanted if one.added and one.measure in known]
    retired = [one.measure for one in wanted if one.state is Wanted.RETIRED]
    if added:
        page.say(f"Added after the list was frozen: {', '.join(added)}.")
    if retired:
        page.say(f"Taken out since: {', '.join(retired)}.")


def _number(count: int) -> str:
    return numbers.counted(count) if count else "none"


def _share(part: int, whole: int) -> int | None:
    return None if whole <= 0 else round(100 * part / whole)
