"""What we said on a day: the value in force then, what it is now, and what this chat was told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.held import fits
from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.measures import Measure
from bot.plan.rounding import rounded
from bot.questions.queries import Kind, Query, Window
from bot.receipts.codes import code_of
from bot.receipts.quoting import Quoter, given_on
from bot.receipts.store import Receipt
from bot.rendering import sentences
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply

DEEP = 24
MOST_TOLD = 5
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A figure as it is now, and its value that was in force on the day asked about."""

    figure: Figure
    revision: Revision


def known_on(revision: Revision) -> date:
    """Return the day from which a value was known: published, or learnt here where that is sooner.

    'on or before 2024-11-19' counts from that day.
    """
    recorded = revision.recorded_at.date()
    found = _DAY.search(revision.seen_from)
    if found is None:
        return recorded
    try:
        return min(date.fromisoformat(found[0]), recorded)
    except ValueError:  # no such day
        return recorded


def in_force(revisions: Sequence[Revision], day: date) -> Revision | None:
    """Return the last revision that was known on `day`, of a list with the oldest first."""
    known = [one for one in revisions if known_on(one) <= day]
    return known[-1] if known else None


def as_of(measure: Measure, day: date, window: Window | None, quoter: Quoter) -> InForce | None:
    """Return the newest figure in force on a day, within the window where one is named."""
    plan = quoter.stores.plan
    figures = [one for one in quoter.screened.series(measure.code, end=day) if one.comparable]
    inside = [one for one in figures if window is None or fits(one.period, window)]
    for figure in reversed(inside[-DEEP:]):
        revision = in_force(plan.revisions(measure.code, figure.period), day)
        if revision is not None and (revision.value is not None or figure.value is None):
            return InForce(figure=figure, revision=revision)
    return None


def said_on(measure: Measure | None, day: date, window: Window | None, quoter: Quoter) -> Reply:
    """Return what was said on a day: of one measure, or everything that this chat was told."""
    told = given_on(day, quoter)
    if measure is None:
        return _all_that_was_told(day, told)
    told = [one for one in told if any(s.measure == measure.code for s in one.statements)]
    page = Page(Query(kind=Kind.SOURCE, measures=(measure.code,)))
    found = as_of(measure, day, window, quoter)
    if found is None:
        page.headline(f"{measure.name}: no figure is known to have been out on {_day(day)}.")
        page.say(f"Ask for the newest figure to see what is held now. {_owner(measure)}")
    else:
        _tell(page, measure, day, found)
    _told_here(page, day, told)
    latest = Query(kind=Kind.LATEST, measures=(measure.code,))
    page.buttons([Button(label="Newest figure", query=latest), *_receipts(told)])
    return page.reply()


def _tell(page: Page, measure: Measure, day: date, found: InForce) -> None:
    figure, revision = found.figure, found.revision
    then = page.revision(measure, figure, revision)
    page.headline(f"On {_day(day)}: {measure.name} {then} {figure.period.full_phrase}.")
    if figure.status is FigureStatus.WITHHELD:
        page.say("That figure is now withheld to protect confidentiality.")
        return
    if _changed(measure, figure, revision):
        page.say(f"Since revised: it is now {page.value(measure, figure)}.")
    else:
        page.say("It has not been revised since.")
    if revision.recorded_at.date() > day:
        learnt = _day(revision.recorded_at.date())
        page.say(f"It was out by then; this bot has held it since {learnt}.")
    page.small(f"Source then: {revision.source.rstrip('.')}." if revision.source else "")


def _changed(measure: Measure, figure: Figure, revision: Revision) -> bool:
    if figure.value is None or revision.value is None:
        return figure.value is not revision.value
    places = measure.decimals
    return rounded(figure.value, places) != rounded(revision.value, places)


def _told_here(page: Page, day: date, told: Sequence[Receipt]) -> None:
    if not told:
        page.say(f"This chat was told nothing of it on {_day(day)}.")
        return
    codes = sentences.listed([code_of(one.number) for one in told[-MOST_TOLD:]])
    noun = "receipt" if len(told[-MOST_TOLD:]) == 1 else "receipts"
    page.say(f"What this chat was told of it that day: {noun} {codes}.")


def _all_that_was_told(day: date, told: Sequence[Receipt]) -> Reply:
    """The first line of each answer of the day; what is withheld now shows when it is opened."""
    page = Page(Query(kind=Kind.SOURCE))
    if not told:
        page.headline(f"This chat was told no figures on {_day(day)}.")
        page.say("Name a measure to see which value was in force that day.")
        return page.reply()
    page.headline(f"On {_day(day)} this chat was given {page.count(len(told), 'answer')}.")
    page.say("Open a receipt to see exactly what was said, and what has changed since:")
    page.buttons(_receipts(told))
    return page.reply()


def _receipts(told: Sequence[Receipt]) -> list[Button]:
    codes = [code_of(one.number) for one in told[-2 * MOST_TOLD :]]
    return [Button(label=code, command=f"/receipt {code}") for code in codes]


def _owner(measure: Measure) -> str:
    return f"Owner: {sentences.owed_by(measure)}."


def _day(day: date) -> str:
    return sentences.day(day)
