"""Something that the plan does not hold: one calm line, the nearest topics, no figure."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.not_in_plan import NotInPlan
from bot.plan.measures import Catalogue
from bot.questions.queries import Choice, Kind, NotUnderstood, Query
from bot.rendering import places, sentences, ways
from bot.rendering.page import Page
from bot.rendering.reply import Button, Did, Reply, line

_NOT_HELD = "That is not something the plan holds, so I have no figure for it."
# By the reason that understanding gives: see `Query.reason`.
_HEADLINES = {
    "place": "No figures for smaller places are held: every figure is for {area} as a whole.",
    "school": "No figures for single schools or services are held, only for {area} as a whole.",
    "group": "No split into groups is held: every figure is for all whom its measure counts.",
    "breakdown": "No split by {name} is held for that.",
    "elsewhere": "No figures of other places are held{but}.",
    "forecast": "No forecasts are held: I only say what has been measured.",
    "personal": "I only know totals for {area}, nothing about one person's case.",
    "topic": "The plan holds nothing on that topic, so I have no figure for it.",
    "opinion": "I have no opinions to give; I can say what the figures are.",
    "rude": "I can only help with the plan and its figures.",
    "not_counted": "Why something is or is not counted is not held.",
    "empty": "Please type a question in words.",
}
_ADVICE = {
    "personal": "For help, please contact the council or the service itself. In danger, call 999.",
}


def render(facts: NotInPlan) -> Reply:
    """Return the refusal with buttons to the measures that come nearest."""
    nearest = tuple(
        Choice(label=measure.name, query=Query(kind=Kind.LATEST, measures=(measure.code,)))
        for measure in facts.nearest
    )
    return _refuse(facts.about.query, nearest, facts.about.catalogue, certainty=1.0)


_LISTED = "The performance officer sees which questions I could not answer."


def render_reading(reading: NotUnderstood, catalogue: Catalogue) -> Reply:
    """Return the refusal of a question that was not understood, with its nearest readings."""
    refusal = _refuse(reading.query, reading.nearest, catalogue, certainty=reading.certainty)
    if reading.query.reason:
        return refusal
    return replace(refusal, lines=(*refusal.lines, line(_LISTED)))


def headline(reason: str, catalogue: Catalogue) -> str:
    """Return the refusal in one line: 'topic: bins' and the like say what is not held."""
    kind, _, name = reason.partition(": ")
    if kind == "topic" and name:
        return f"The plan holds nothing on {name}, so I have no figure for it."
    if kind == "breakdown" and not name:
        kind = "group"
    others = sentences.listed([places.inside(name) for name in catalogue.beside])
    return _HEADLINES.get(kind, _NOT_HELD).format(
        area=catalogue.plan.area, name=name, but=f", other than {others}" if others else ""
    )


def _refuse(
    query: Query, nearest: tuple[Choice, ...], catalogue: Catalogue, *, certainty: float
) -> Reply:
    """A refusal that leads on: nearest topics where there are any, else the ambitions."""
    page = Page(query)
    page.headline(headline(query.reason, catalogue))
    page.say(_ADVICE.get(query.reason.partition(": ")[0], ""))
    if nearest:
        labels = [choice.label for choice in nearest]
        page.say(f"Nearest in the plan: {sentences.listed(labels, last='or')}.")
        page.buttons([Button(label=choice.label, query=choice.query) for choice in nearest], wide=1)
    else:
        plan = catalogue.plan
        page.say(f"I answer questions about {plan.title}: its ambitions, measures and figures.")
        page.buttons(ways.to_ambitions(catalogue.ambitions), wide=1)
    return page.reply(did=Did.REFUSED, certainty=certainty)
