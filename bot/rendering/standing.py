"""One measure in full, or in one short line."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.asked import About
from bot.answers.standing import Found, NotYet, Standing, Unavailable
from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Measure
from bot.plan.status import telling_places
from bot.plan.travel import Change
from bot.rendering import numbers, sentences
from bot.rendering.page import Page


def in_full(page: Page, about: About, standing: Standing) -> None:
    """Write everything that a full answer says about one measure."""
    match standing:
        case Found():
            found(page, about, standing)
        case Unavailable():
            _unavailable(page, about, standing)
        case NotYet():
            _not_yet(page, standing)


def found(
    page: Page, about: About, one: Found, *, newest: bool = True, first: Sequence[str] = ()
) -> None:
    """Write a figure that there is: value, change, status, standard, what is not certain.

    `first` is said right after the value.
    """
    measure, figure = one.measure, one.figure
    page.headline(f"{measure.name}: {value(page, one)} {figure.period.full_phrase}.")
    for text in first:
        page.say(text)
    _body(page, about, one, newest=newest)
    page.small(sentences.source(figure))


def value(page: Page, one: Found) -> str:
    """Return the value with as many decimals as its status needs (R16)."""
    places = telling_places(one.measure, one.figure, one.judgement.target)
    return page.value(one.measure, one.figure, places=places)


def _body(page: Page, about: About, one: Found, *, newest: bool) -> None:
    measure, figure = one.measure, one.figure
    page.say(sentences.counts(page, measure, figure))
    page.say(sentences.change(page, measure, one.travel))
    if one.year_on is not None:
        page.say(f"On the year: {sentences.clause(page, measure, one.year_on)}.")
    page.say(sentences.status(page, measure, figure, one.judgement))
    page.say(sentences.standard(measure))
    page.say(sentences.revised(page, measure, figure, one.earlier, lately=one.lately))
    page.say(sentences.note(figure))
    page.say(sentences.caution(measure))
    for other in one.asides:
        page.say(sentences.aside(page, measure, other, figure))
    if newest:
        page.say(sentences.freshness(about, figure.period))


def _unavailable(page: Page, about: About, one: Unavailable) -> None:
    measure, gap = one.measure, one.gap
    page.headline(f"{measure.name}: {nothing(page, measure, gap)}.")
    page.say(sentences.note(gap))
    if one.last is not None:
        last = one.last.figure
        page.say(
            f"The last figure there is: {page.value(measure, last)} {last.period.full_phrase}."
        )
        _body(page, about, one.last, newest=False)
    for other in one.asides:
        page.say(sentences.aside(page, measure, other))
    page.small(sentences.source(gap if one.last is None else one.last.figure))


def nothing(page: Page, measure: Measure, gap: Figure) -> str:
    """Return in words which kind of nothing a period has (behaviour 20)."""
    shown = page.value(measure, gap)
    if gap.status is FigureStatus.TOO_FEW:
        return f"{shown}, {gap.period.full_phrase}"
    if shown == numbers.WITHHELD:
        return f"the figure {gap.period.full_phrase} is {shown}"
    return f"no figure {gap.period.full_phrase}; {shown}"


def _not_yet(page: Page, one: NotYet) -> None:
    measure = one.measure
    page.headline(f"{measure.name}: no figure is held yet.")
    page.say(f"Owed by: {sentences.owed_by(measure)}.")
    page.say(
        f"Wanted {sentences.OFTEN[measure.frequency]}. What it will count: {measure.definition}"
    )
    page.say(sentences.standard(measure))
    for other in one.asides:
        page.say(sentences.aside(page, measure, other))
    page.small(f"Source once there is one: {measure.source}.")


def in_short(page: Page, standing: Standing) -> str:
    """Return one measure in one line: name, value, period, change."""
    measure = standing.measure
    match standing:
        case Found(figure=figure, travel=travel):
            words = f"{measure.name}: {value(page, standing)} {figure.period.phrase}"
            if isinstance(travel, Change):
                moved = sentences.clause(page, measure, travel)
                words += f", {moved}{sentences.course_after(travel)}"
            else:
                words += "; no change can be said"
            if standing.judgement.target is None:
                return f"{words}."
            judged = standing.judgement
            stands = sentences.distance(page, measure, figure, judged, tolerance=False)
            return f"{words}; {sentences.verdict(figure, judged)}, {stands}."
        case Unavailable(gap=gap, last=last):
            words = f"{measure.name}: {nothing(page, measure, gap)}"
            if last is not None:
                shown = page.value(measure, last.figure)
                words += f"; last there is: {shown} {last.figure.period.phrase}"
            return f"{words}."
        case NotYet():
            return f"{measure.name}: no figure yet; owed by {sentences.owed_by(measure)}."
