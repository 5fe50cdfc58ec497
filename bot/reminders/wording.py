"""What a reminder says: what is still missing, soonest first, and how to put it right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.plan.periods import day_text
from bot.questions.queries import Kind, Query, Turn, Window
from bot.reminders.calendar import Calendar
from bot.reminders.owing import Item
from bot.rendering import numbers
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

MOST = 12
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

ANSWERS = {"Not ready": "/notready", "Not mine": "/notmine", "No figure this time": "/nofigure"}
"""What may be answered besides the figure: a button's label and the command that it sends."""


def reminder(items: Sequence[Item], calendar: Calendar, today: date, *, since: str = "") -> Reply:
    """Return one message with everything somebody still owes; `items` are soonest first.

    `since` is a sentence on why it comes beside the day's own message.
    """
    page = Page(Query(kind=Kind.DUE, measures=tuple(one.measure.code for one in items)))
    page.say(since)
    if len(items) == 1:
        _one(page, items[0], calendar, today)
    else:
        _several(page, items, calendar, today)
    page.buttons(_buttons(items))
    return page.reply()


def escalation(
    items: Sequence[Item], owners: dict[str, str], calendar: Calendar, today: date
) -> Reply:
    """Return what an officer is told of figures that are well past their due date."""
    page = Page(Query(kind=Kind.DUE))
    figures = page.count(len(items), "figure")
    verb = "is" if len(items) == 1 else "are"
    page.headline(f"Still missing: {figures} {verb} well past the due date.")
    for item in items[:MOST]:
        late = _days(calendar.days_for(item.measure.code).between(item.expected.due_on, today))
        page.say(
            f"• {item.measure.name}, {item.expected.period.short}: {late} late; "
            f"asked: {owners.get(item.measure.code) or 'nobody is named'}."
        )
        if item.expected.why:
            page.say(f"  Reason given: {item.expected.why}")
    _more(page, items)
    page.say("To move a date: /duedate CODE DATE reason. To do without: /excuse CODE reason.")
    page.buttons((Button(label="Who is late", command="/status"),))
    return page.reply()


def turn_of(items: Sequence[Item]) -> Turn:
    """Return what a bare number in reply would hand in: nothing where several are wanted."""
    periods = [one.expected.period for one in items]
    return Turn(
        query=Query(
            kind=Kind.DUE,
            measures=tuple(one.measure.code for one in items),
            windows=tuple(Window(start=one.start, end=one.end) for one in periods),
        ),
        reminder=True,
    )


def due_text(due: date, calendar: Calendar, measure: str, today: date) -> str:
    """Return 'due on Wednesday 21 October 2026, in 5 working days' or how late it is."""
    day = long_day(due)
    if due == today:
        return f"due today, {day}"
    away = calendar.days_for(measure).between(today, due)
    if due > today:
        return f"due on {day}, in {_days(away)}"
    return f"was due on {day}, {_days(-away)} ago"


def long_day(day: date) -> str:
    """Return 'Wednesday 21 October 2026'."""
    return f"{WEEKDAYS[day.weekday()]} {day_text(day)}"


def _one(page: Page, item: Item, calendar: Calendar, today: date) -> None:
    expected = item.expected
    when = due_text(expected.due_on, calendar, item.measure.code, today)
    joined = "" if when.startswith("was") else "is "
    page.headline(f"{item.measure.name}: the figure for {expected.period.text} {joined}{when}.")
    page.say(_last(page, item))
    page.say("To hand it in, reply with just the number.")


def _several(page: Page, items: Sequence[Item], calendar: Calendar, today: date) -> None:
    late = sum(one.expected.due_on < today for one in items)
    figures = page.count(len(items), "figure")
    tail = f"; {page.count(late, 'figure')} late" if late else ""
    page.headline(f"Wanted from you: {figures}{tail}.")
    for item in items[:MOST]:
        when = due_text(item.expected.due_on, calendar, item.measure.code, today)
        said = f"• {item.measure.name}, {item.expected.period.short}: {when}. {_last(page, item)}"
        page.say(said.rstrip())
    _more(page, items)
    page.say("Press Hand in and choose one, or type the name and the number.")


def _more(page: Page, items: Sequence[Item]) -> None:
    if len(items) > MOST:
        page.say(f"And {page.count(len(items) - MOST, 'more figure')}: /due shows them all.")


def _last(page: Page, item: Item) -> str:
    if item.quiet:
        return ""
    if item.last is None:
        return "No figure is held so far."
    shown = page.value(item.measure, item.last)
    return f"Last figure: {shown} {item.last.period.phrase}."


def _days(count: int) -> str:
    return numbers.things(count, "working day")


def _buttons(items: Sequence[Item]) -> list[Button]:
    """Return the four ways to answer; with several figures each asks for which one first."""
    keys = ",".join(str(one.expected.id) for one in items[:MOST])
    hand_in = Button(label="Hand in", command=f"/handin {keys}")
    if len(items) == 1:
        period = items[0].expected.period
        window = Window(start=period.start, end=period.end)
        query = Query(kind=Kind.SUBMIT, measures=(items[0].measure.code,), windows=(window,))
        hand_in = Button(label="Hand in", query=query)
    return [
        hand_in,
        *(Button(label=label, command=f"{command} {keys}") for label, command in ANSWERS.items()),
    ]
