"""Where a figure comes from and how sure it is."""

from __future__ import annotations

from datetime import date

from bot.answers.asked import About, in_months
from bot.answers.held import NotHeld
from bot.answers.source import Provenance, Sources
from bot.plan.figures import FigureStatus
from bot.plan.measures import Unit
from bot.questions.queries import Kind
from bot.rendering import numbers, sentences, standing, ways
from bot.rendering.disclosure import Withheld
from bot.rendering.figure import explain_not_held, named
from bot.rendering.page import Page
from bot.rendering.reply import Reply

_FIRM = {
    FigureStatus.FINAL: "a final figure",
    FigureStatus.REVISED: "a revised figure",
    FigureStatus.PROVISIONAL: "a provisional figure",
    FigureStatus.LOCAL: "a local figure, not validated",
    FigureStatus.STATED: "as stated, not a published statistic",
}

# What is no share of anything has no counts behind it.
_WITHOUT_COUNTS = frozenset({Unit.COUNT, Unit.SCORE, Unit.WEEKS, Unit.GBP_PER_WEEK})


def render(facts: Sources) -> Reply:
    """Return what one figure rests on, or one line for each of several measures."""
    page = Page(facts.about.query)
    if len(facts.provenances) == 1:
        one = facts.provenances[0]
        _in_full(page, facts.about, one)
        page.buttons(ways.on_from(one.measure, but=Kind.SOURCE))
        return page.reply()
    if not facts.provenances:
        plan = facts.about.catalogue.plan
        page.headline(f"Each figure of {plan.title} has its own source; name a measure to see it.")
        page.say("Every answer ends with its source, the date of it and how firm the figure is.")
        return page.reply()
    page.headline(f"Where the figures of {page.count(len(facts.provenances), 'measure')} are from:")
    for one in facts.provenances:
        page.say(_in_short(one))
    measures = [one.measure for one in facts.provenances]
    page.buttons(ways.to_measures(measures, Kind.SOURCE), wide=1)
    return page.reply()


def _in_full(page: Page, about: About, one: Provenance) -> None:
    measure, figure = one.measure, one.figure
    if figure is None:
        _without(page, one)
        return
    shown = f"{page.value(measure, figure)} {figure.period.full_phrase}"
    firm = _FIRM.get(figure.status)
    said = f"{shown}{f'; {firm}' if firm else ''}."
    if figure.source_date is None:
        page.headline(f"{measure.name}: {said}")
    else:
        updated = sentences.day(figure.source_date)
        page.headline(
            f"{measure.name}: last updated {updated}{_age(figure.source_date, about.today)}."
        )
        page.say(f"The figure: {said}")
    if one.gap is not None:
        page.say(f"The newest period: {standing.nothing(page, measure, one.gap)}.")
    page.say(f"Taken from: {sentences.dated(figure)}.")
    page.say(f"Published by: {measure.source}.")
    if measure.unit not in _WITHOUT_COUNTS:
        page.say(_counts(page, one))
    page.say(sentences.revised(page, measure, figure, one.earlier))
    page.say(sentences.note(figure, counts=True))
    page.say(sentences.caution(measure))
    for other in one.asides[-3:]:
        page.say(sentences.aside(page, measure, other, figure))
    page.say(_next(one))
    page.small(figure.source_url or measure.source_url)


def _without(page: Page, one: Provenance) -> None:
    measure = one.measure
    if isinstance(one.matched, NotHeld):
        page.headline(
            f"{measure.name}: no figure is held for {named(one.matched.window, one.matched.last)}."
        )
        explain_not_held(page, one.matched)
    else:
        page.headline(f"{measure.name}: no figure is held yet.")
        page.say(f"Owed by: {sentences.owed_by(measure)}.")
    page.say(f"Published by: {measure.source}.")
    page.say(_next(one))
    page.small(measure.source_url)


def _age(day: date, today: date) -> str:
    """Return ', about seven months ago'; nothing for a day that is still to come."""
    days, months = (today - day).days, in_months(day, today)
    if days < 0:
        return ""
    if days < 2:
        return ", today" if days == 0 else ", yesterday"
    if days < 14:
        return f", {numbers.things(days, 'day')} ago"
    if days < 70:
        return f", about {numbers.things((days + 3) // 7, 'week')} ago"
    if months < 24:
        return f", about {numbers.things(months, 'month')} ago"
    return f", over {numbers.things(months // 12, 'year')} ago"


def _counts(page: Page, one: Provenance) -> str:
    """The counts behind a share, where they are held and may be shown (R17)."""
    assert one.figure is not None
    parts = page.parts(one.measure, one.figure)
    if isinstance(parts, Withheld):
        return f"The counts behind it are {numbers.WITHHELD}."
    top, bottom = parts.numerator, parts.denominator
    if top is not None and bottom is not None:
        return f"The counts behind it: {numbers.whole(top)} of {numbers.whole(bottom)}."
    if top is not None:
        return f"The count behind it is {numbers.whole(top)}; the total is not held."
    if bottom is not None:
        return f"It is out of {numbers.whole(bottom)}; the count itself is not held."
    return "The counts behind it are not held."


def _next(one: Provenance) -> str:
    often = sentences.OFTEN[one.measure.frequency]
    return f"The date of the next one is not held; the partnership wants it {often}."


def _in_short(one: Provenance) -> str:
    figure = one.figure
    if figure is None:
        return f"{one.measure.name}: no figure yet; it is to come from {one.measure.source}."
    firm = sentences.FIRMNESS[figure.status].lower()
    return f"{one.measure.name}: {sentences.dated(figure)} ({firm})."
