"""An owner's words about a figure that is published: `/story CODE PERIOD: changed | why | next`."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.plan.commentary import Commentary
from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.questions.normalise import normalise
from bot.questions.period_words import find_periods, resolve
from bot.rendering.reply import Did, Reply, bold, line
from bot.submissions import comments
from bot.submissions.records import Offer
from bot.submissions.rights import may_hand_in, speaks_as
from bot.submissions.visit import Visit

LONGEST = 600
_FORECAST = re.compile(r"\bforecast:?\s*£?(-?\d+(?:\.\d+)?)%?\s*$", re.IGNORECASE)


def tell(words: str, visit: Visit) -> Reply:
    """Store an owner's words about a figure and say so, or say what is missing."""
    head, colon, body = words.partition(":")
    code, _, period = head.strip().partition(" ")
    measure = visit.catalogue.by_code.get(code)
    if measure is None or not colon or not body.strip():
        return _usage()
    if not may_hand_in(visit, measure):
        who = f"{measure.owner_role}, {measure.owner_organisation}"
        return _refused(f"Only its owner may say why {measure.name} moved: {who}.")
    figure = _figure(measure, period, visit)
    if figure is None:
        return _refused(f"No figure of {measure.name} is held for that period.")
    forecast, body = _forecast(body)
    if len(body) > LONGEST:
        return _refused(f"Please keep it to {LONGEST} characters; that has {len(body)}.")
    offer = Offer(measure=measure.code, period=figure.period, value=figure.value)
    if stopped := comments.why_not(visit, body, offer):
        return _refused(stopped, "Nothing was stored. Please say it without.")
    visit.rooms.receipts.comment(_commentary(measure, figure, body, forecast, visit))
    visit.note("told the story of", offer)
    return Reply(
        headline=line(bold(f"Kept with {measure.name}, {figure.period.short}.")),
        lines=(line("It shows under Why."),),
    )


def _commentary(
    measure: Measure, figure: Figure, body: str, forecast: Decimal | None, visit: Visit
) -> Commentary:
    parts = [part.strip() for part in body.split("|", 2)]
    # One part alone is why; two are what changed and why.
    changed, why, then = ["", *parts, ""] if len(parts) == 1 else [*parts, ""][:3]
    return Commentary(
        measure=measure.code,
        period=figure.period,
        value=figure.value,
        changed=changed,
        why=why,
        next=then,
        forecast=forecast,
        role=speaks_as(visit, measure),
        at=visit.now,
    )


def _figure(measure: Measure, words: str, visit: Visit) -> Figure | None:
    """The comparable figure of the period named, or the newest where none is."""
    series = visit.rooms.plan.series(measure.code, end=visit.today)
    held = [one for one in series if one.comparable]
    if not words.strip():
        return held[-1] if held else None
    year = visit.catalogue.year_kinds.get(measure.code)
    for mention in find_periods(normalise(words).tokens):
        windows = resolve(mention, year, visit.today, visit.catalogue.plan).windows
        inside = [
            one
            for one in held
            for window in windows
            if window.start <= one.period.start and one.period.end <= window.end
        ]
        if inside:
            return inside[-1]
    return None


def _forecast(body: str) -> tuple[Decimal | None, str]:
    found = _FORECAST.search(body)
    if found is None:
        return None, body.strip()
    return Decimal(found[1]), body[: found.start()].strip(" |")


def _refused(text: str, more: str = "") -> Reply:
    lines = (line(more),) if more else ()
    return Reply(headline=line(bold(text)), lines=lines, did=Did.REFUSED)


def _usage() -> Reply:
    return Reply(
        headline=line(bold("Send: /story CODE PERIOD: what changed | why | what happens next")),
        lines=(
            line("For example: /story 1.01 2024-25: fewer on time | two posts empty | both filled"),
            line("A forecast may stand at the end: forecast 65"),
        ),
        did=Did.ASKED,
    )
