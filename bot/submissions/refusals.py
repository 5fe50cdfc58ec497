"""What can't be taken: what happened, what is accepted, and one example (R60). No blame."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.plan.days import day_text, span_text
from bot.plan.measures import Measure, Unit
from bot.plan.periods import Period
from bot.questions.number_words import AskValue, Refusal, RefusedValue
from bot.questions.queries import Query, Window
from bot.rendering import disclosure, numbers, sentences
from bot.rendering.reply import Button, Did, Reply, bold, italic, line, rows_of
from bot.submissions.cards import Beside, query_of, said_value
from bot.submissions.records import Draft, Submission
from bot.submissions.visit import Visit

ENOUGH = 3
"""After so many texts in a row that could not be taken, the officer's help is offered."""
_EXAMPLES = {
    Unit.PERCENT: "61.4 or 43 of 70",
    Unit.COUNT: "430",
    Unit.RATE_PER_1000: "12.5",
    Unit.RATE_PER_10000: "61.2",
    Unit.RATE_PER_100000: "140.3",
    Unit.WEEKS: "14.5",
    Unit.SCORE: "46.2",
    Unit.GBP_PER_WEEK: "£6,900",
}


def example(measure: Measure) -> str:
    """Return how a value of this measure may be typed."""
    return _EXAMPLES[measure.unit]


def refused(headline: str, *texts: str, buttons: tuple[Button, ...] = ()) -> Reply:
    """Return a refusal of a few lines."""
    return Reply(
        headline=line(bold(headline)),
        lines=tuple(line(text) for text in texts if text),
        buttons=rows_of(buttons),
        did=Did.REFUSED,
    )


STALE = refused("That card is out of date.", "Send /mine to see where your figures are.")
NOT_YOURS = refused("That card belongs to somebody else.", "Only they can press its buttons.")
EXPIRED = refused(
    "That card has expired: a card is good for a day.", "Please send the figure again."
)


def not_yours(measure: Measure) -> Reply:
    """Return that somebody may not hand in this measure, and who does."""
    return refused(
        f"You can't hand in figures for {measure.name}.",
        f"It is owed by: {sentences.owed_by(measure)}.",
        "If that is you, please tell your performance officer.",
    )


def name_the_measure(visit: Visit) -> Reply:
    """Return how a figure is handed in, to somebody without measures of their own."""
    named = next((one for one in visit.catalogue.measures if one.aliases), None)
    shown = f"{named.aliases[0]} is {example(named)}" if named else "the measure and its figure"
    return replace(
        refused("Which measure is that for?", f"Please name it with its figure: {shown}"),
        did=Did.ASKED,
        awaits="/submit",
    )


def no_such_period(measure: Measure, window: Window) -> Reply:
    """Return that the dates named make no period that the measure is counted for."""
    return refused(
        f"{_dates(window)} is no period that {measure.name} is counted for.",
        f"It is wanted {sentences.OFTEN[measure.frequency]}.",
        f"Send /submit {measure.code} to choose the period.",
    )


def _dates(window: Window) -> str:
    one_day = window.start == window.end
    return day_text(window.start) if one_day else span_text(window.start, window.end)


def not_over(measure: Measure, period: Period, opens: date) -> Reply:
    """Return that a period has not ended, and from when its figure can be handed in."""
    return refused(
        f"{period.text} is not over yet.",
        f"You can hand in {measure.name} for it from {day_text(opens)}.",
    )


def no_such_year(draft: Draft, measure: Measure, year: str) -> Reply:
    """Return that no figure can be of a year that was named; a value is awaited still."""
    return replace(
        refused(
            f"{measure.name} has no figure of the year {year}.",
            f"Please send the figure alone, for example {example(measure)}.",
            f"Or send the period too, as in: {example(measure).split()[0]} for Q2",
            buttons=(Button(label="Cancel", command=f"/card cancel {draft.number}"),),
        ),
        query=query_of(draft.offer),
        awaits=f"value {draft.number}",
    )


def which_value(draft: Draft, measure: Measure, read: AskValue) -> Reply:
    """Ask which of two values was meant."""
    sign = "%" if measure.unit is Unit.PERCENT else ""
    buttons = [
        Button(
            label=f"{choice.value:f}{sign}",
            command=f"/card take {draft.number} {choice.value:f}{sign}",
        )
        for choice in read.choices
    ]
    return Reply(
        headline=line(bold(read.hint)),
        lines=(line("Press one, or type the figure again."),),
        buttons=rows_of([*buttons, Button(label="Cancel", command=f"/card cancel {draft.number}")]),
        query=query_of(draft.offer),
        did=Did.ASKED,
        awaits=f"value {draft.number}",
    )


def value_refused(draft: Draft, measure: Measure, read: RefusedValue, query: Query | None) -> Reply:
    """Return why a value can't be taken and how to send it; the next text is read as the value."""
    buttons = []
    if read.reason in {Refusal.NOT_YET, Refusal.NO_NUMBER, Refusal.SAME_AGAIN}:
        buttons.append(Button(label="No figure this time", command=f"/card nothing {draft.number}"))
    if draft.failures >= ENOUGH:
        buttons.append(
            Button(label="Leave it with the officer", command=f"/card leave {draft.number}")
        )
    buttons.append(Button(label="Cancel", command=f"/card cancel {draft.number}"))
    why, _, accepted = read.hint.partition(". ")
    return Reply(
        headline=line(bold(f"{why}.")),
        lines=(
            line(accepted),
            line(italic(f"For {measure.name}. Nothing is stored.")),
        ),
        buttons=rows_of(buttons),
        query=query.but(value=None) if query is not None else query_of(draft.offer),
        did=Did.REFUSED,
        awaits=f"value {draft.number}",
    )


def already_published(seen: Beside) -> Reply:
    """Return that the very same value is published for the period."""
    assert seen.published is not None
    figure = seen.published
    shown = (
        numbers.value(disclosure.passed_typed(seen.measure, figure.period, figure.value))
        if figure.value is not None
        else "no figure"
    )
    return refused(
        f"Already recorded: {seen.measure.name}, {shown} {figure.period.full_phrase}.",
        "Nothing was changed.",
    )


def already_waiting(visit: Visit, rival: Submission) -> Reply:
    """Return that the very same value was handed in and waits for sign-off."""
    measure = visit.measure(rival.offer)
    assert rival.offer.period is not None
    who = visit.called(rival.member)
    return refused(
        f"Already recorded: {measure.name}, {said_value(rival.offer, measure)} "
        f"{rival.offer.period.full_phrase}.",
        f"{who} handed it in at {visit.when(rival.submitted_at)}; it waits for sign-off.",
        "Nothing was changed.",
    )
