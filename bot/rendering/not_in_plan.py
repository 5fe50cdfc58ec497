"""Something that the plan does not hold: one calm line, the nearest topics, no figure."""

from __future__ import annotations

from bot.answers.not_in_plan import NotInPlan
from bot.plan.measures import Catalogue
from bot.questions.queries import Choice, Kind, NotUnderstood, Query
from bot.rendering import sentences, ways
from bot.rendering.page import Page
from bot.rendering.reply import Button, Did, Reply

NOT_HELD = "That is not something the plan holds, so I have no figure for it."


def render(facts: NotInPlan) -> Reply:
    """Return the refusal with buttons to the measures that come nearest."""
    nearest = tuple(
        Choice(label=measure.name, query=Query(kind=Kind.LATEST, measures=(measure.code,)))
        for measure in facts.nearest
    )
    return refuse(facts.about.query, nearest, facts.about.catalogue)


def render_reading(reading: NotUnderstood, catalogue: Catalogue) -> Reply:
    """Return the refusal of a question that was not understood, with its nearest readings."""
    return refuse(reading.query, reading.nearest, catalogue, certainty=reading.certainty)


def refuse(
    query: Query,
    nearest: tuple[Choice, ...],
    catalogue: Catalogue,
    *,
    headline: str = NOT_HELD,
    certainty: float = 1.0,
) -> Reply:
    """Return a refusal that leads on: nearest topics where there are any, else the ambitions."""
    page = Page(query)
    page.headline(headline)
    if nearest:
        labels = [choice.label for choice in nearest]
        page.say(f"Nearest in the plan: {sentences.listed(labels, last='or')}.")
        page.buttons([Button(label=choice.label, query=choice.query) for choice in nearest], wide=1)
    else:
        plan = catalogue.plan
        page.say(f"I answer questions about {plan.title}: its ambitions, measures and figures.")
        page.buttons(ways.to_ambitions(catalogue.ambitions), wide=1)
    return page.reply(did=Did.REFUSED, certainty=certainty)
