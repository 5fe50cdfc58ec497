"""Where a figure comes from and how sure it is."""

from __future__ import annotations

import re
from datetime import date

from bot.answers.asked import About, in_months
from bot.answers.held import NotHeld
from bot.answers.source import Provenance, Sources
from bot.plan.figures import Figure, FigureStatus
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

_SIGNERS = {"officer": "the performance officer", "approver": "its approver"}
_ISO = re.compile(r"\b\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")

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
        for text in _side_by_side(page, one) if len(facts.provenances) == 2 else [_in_short(one)]:
            page.say(text)
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
    if one.signed_off is not None:
        by = _SIGNERS.get(one.signed_off.role, "its owner")
        page.say(f"Signed off by {by} on {sentences.day(one.signed_off.at.date())}.")
    if measure.unit not in _WITHOUT_COUNTS:
        page.say(_counts(page, one))
    page.say(sentences.revised(page, measure, figure, one.earlier))
    page.say(_history(page, one))
    page.say(sentences.note(figure, counts=True))
    page.say(sentences.caution(measure))
    for other in one.asides[-3:]:
        page.say(_conflict(page, one, other))
    if one.breaks:
        spans = sentences.listed([broken.period.short for broken in one.breaks])
        page.say(f"A new series starts at {spans}; nothing is compared across it.")
    page.say(_next(one))
    page.small(figure.source_url or measure.source_url)


def _history(page: Page, one: Provenance) -> str:
    """What was published first and every other value since, each with the day it was out (R34)."""
    measure, figure = one.measure, one.figure
    assert figure is not None
    if not one.earlier:
        return ""
    listed = []
    for place, revision in enumerate(one.earlier):
        since = f" ({revision.seen_from})" if revision.seen_from else ""
        verb = "first published as " if place == 0 else "then "
        listed.append(f"{verb}{page.revision(measure, figure, revision)}{_out(since)}")
    last = one.revisions[-1].seen_from if one.revisions else ""
    now = f"now {page.value(measure, figure)}{_out(f' ({last})') if last else ''}"
    return f"{numbers.capital(', '.join(listed))}, {now}."


def _out(words: str) -> str:
    """The dates inside some words as people write them."""
    return _ISO.sub(lambda found: sentences.day(date.fromisoformat(found[0])), words)


def _conflict(page: Page, one: Provenance, other: Figure) -> str:
    """Another figure of the same measure; of the same period both stand side by side."""
    figure = one.figure
    if figure is None or other.period != figure.period:
        return sentences.aside(page, one.measure, other, figure)
    note = sentences.note_words(other.note)
    why = f" {numbers.capital(note)}." if note else " Why they differ is not held."
    return (
        f"Two figures differ for {figure.period.short}: {page.value(one.measure, figure)} in "
        f"{sentences.dated(figure)}; {page.value(one.measure, other)} in "
        f"{sentences.dated(other)}.{why} This bot answers with the first."
    )


def _side_by_side(page: Page, one: Provenance) -> list[str]:
    """One of two measures asked about together: value, period, what it counts, source."""
    measure, figure = one.measure, one.figure
    if figure is None:
        return [_in_short(one)]
    firm = sentences.FIRMNESS[figure.status].lower()
    return [
        f"{measure.name}: {page.value(measure, figure)} {figure.period.full_phrase} ({firm}).",
        f"What it counts: {measure.definition}",
        f"Taken from: {sentences.dated(figure)}.",
    ]


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
    return f"The partnership wants it {sentences.OFTEN[one.measure.frequency]}."


def _in_short(one: Provenance) -> str:
    figure = one.figure
    if figure is None:
        return f"{one.measure.name}: no figure yet; it is to come from {one.measure.source}."
    firm = sentences.FIRMNESS[figure.status].lower()
    return f"{one.measure.name}: {sentences.dated(figure)} ({firm})."
