"""What the buttons of a reminder do, and what owners may say about a figure they owe."""

from __future__ import annotations

from collections.abc import Callable

from bot.plan.measures import Measure
from bot.questions.queries import Kind, Query, Window
from bot.reminders import putting_off
from bot.reminders.dates import said_day
from bot.reminders.errand import Errand, refused, told
from bot.reminders.putting_off import NOT_A_MEMBER, PAUSE, about, past_due
from bot.reminders.records import Expected, Snooze
from bot.reminders.telling import tell_officers
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of
from bot.submissions import acting as cards
from bot.submissions import dialogue
from bot.submissions.records import Offer
from bot.submissions.visit import Visit

LONGEST = 300
Step = Callable[[Errand, Expected, Measure, str], Reply]


def hand_in(errand: Errand, words: str) -> Reply:
    """Ask which figure is handed in; each choice begins its card."""
    found = _figures(errand, words)
    if not found:
        return GONE
    buttons = [
        Button(label=f"{measure.name}, {one.period.short}", query=query_of(one))
        for one, measure in found
    ]
    return Reply(
        headline=line(bold("Which figure do you hand in?")),
        buttons=rows_of(buttons, wide=1),
        did=Did.ASKED,
    )


def not_ready(errand: Errand, words: str) -> Reply:
    """Ask when a figure will be ready, or propose the date that was given to the officers."""
    return _on_one(errand, words, "notready", "Which figure is not ready?", putting_off.not_ready)


def snooze(errand: Errand, words: str) -> Reply:
    """Say nothing about a figure until a day."""
    return _on_one(errand, words, "snooze", "Which figure shall wait?", putting_off.snooze)


def not_mine(errand: Errand, words: str) -> Reply:
    """Tell the officers that somebody else should hand a figure in."""
    return _on_one(errand, words, "notmine", "Which figure is not yours?", _not_mine)


def no_figure(errand: Errand, words: str) -> Reply:
    """Ask why there is no figure this time, on the card that hands that in."""
    return _on_one(errand, words, "nofigure", "Which figure will there not be?", _no_figure)


def query_of(one: Expected) -> Query:
    """Return what handing in a wanted figure begins with."""
    window = Window(start=one.period.start, end=one.period.end)
    return Query(kind=Kind.SUBMIT, measures=(one.measure,), windows=(window,))


def _on_one(errand: Errand, words: str, command: str, asking: str, step: Step) -> Reply:
    """Do a step with the one figure that is named, or ask which."""
    numbers, _, rest = words.strip().partition(" ")
    found = _figures(errand, numbers)
    if not found:
        return GONE
    if len(found) > 1:
        buttons = [
            Button(label=f"{measure.name}, {one.period.short}", command=f"/{command} {one.id}")
            for one, measure in found
        ]
        return Reply(headline=line(bold(asking)), buttons=rows_of(buttons, wide=1), did=Did.ASKED)
    expected, measure = found[0]
    if not _may(errand, measure):
        return refused(
            "That figure is somebody else's now.", "Nothing was changed. /due shows what is yours."
        )
    return step(errand, expected, measure, rest.strip()[:LONGEST])


def _not_mine(errand: Errand, one: Expected, measure: Measure, text: str) -> Reply:
    member = errand.member()
    if member is None:
        return NOT_A_MEMBER
    until = errand.calendar.council.add(errand.today, PAUSE)
    rows = errand.rooms.reminders
    past = past_due(errand, one)
    rows.snooze(Snooze(expected=one.id, member=member.id, until=until, past_due=past))
    errand.note("said it is not theirs", about(one))
    said = f"They say: {text}" if text else "They did not say whose it is."
    tell_officers(
        errand,
        told(
            f"{member.name} says that {measure.name} is not theirs.",
            said,
            f"To move it: /reassign {measure.code}; NAME",
        ),
        key=f"not-mine:{one.id}:{member.id}:{errand.today}",
    )
    return told(
        f"Thank you. The performance officer is asked who hands in {measure.name}.",
        f"You will not be reminded of it before {said_day(until)}.",
    )


def _no_figure(errand: Errand, one: Expected, _: Measure, __: str) -> Reply:
    visit = Visit(
        person=errand.person,
        rooms=errand.rooms,  # type: ignore[arg-type]
        catalogue=errand.catalogue,
        now=errand.now,
        today=errand.today,
        recall=errand.rules.recall,
    )
    draft = dialogue.begin(visit, Offer(measure=one.measure, period=one.period))
    return cards.act(visit, f"nothing {draft.number}")


def _figures(errand: Errand, words: str) -> list[tuple[Expected, Measure]]:
    """Return the figures a button names that are still missing."""
    numbers = [int(one) for one in words.strip().split(",") if one.isdecimal() and len(one) < 18]
    known = errand.catalogue.by_code
    return [
        (one, known[one.measure])
        for one in errand.rooms.reminders.expected(numbers)
        if one.is_missing and one.measure in known
    ]


def _may(errand: Errand, measure: Measure) -> bool:
    number = errand.person.member
    asked, owner = errand.duties.asked(measure), errand.duties.owner(measure)
    return number is not None and number in {one.id for one in (asked, owner) if one is not None}


GONE = refused(
    "That figure is not wanted any more.", "It has come in, or the list has changed. /due shows it."
)
