"""What has to be handed in: the usual rule. The dates themselves are told where they are kept."""

from __future__ import annotations

from bot.answers.due import Due
from bot.answers.standing import NotYet
from bot.plan.due_dates import LAG
from bot.questions.queries import Filter, Kind, Query
from bot.rendering import sentences, standing, ways
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply


def render(facts: Due) -> Reply:
    """Return how often the figures are wanted and by whom, and when by the usual rule."""
    page = Page(facts.about.query)
    days = page.count(LAG, "working day")
    page.headline(f"As a rule a figure is due {days} after its period has ended.")
    for one in facts.standings:
        measure = one.measure
        page.say(
            f"{measure.name}: wanted {sentences.OFTEN[measure.frequency]}; owed by "
            f"{sentences.owed_by(measure)}."
        )
        if len(facts.standings) == 1 and not isinstance(one, NotYet):
            page.say(f"Held now: {standing.in_short(page, one)}")
    if facts.standings:
        page.buttons(ways.to_measures([one.measure for one in facts.standings]), wide=1)
    else:
        page.say("Each measure says how often it is wanted and who owes it.")
        lacking = Query(kind=Kind.LIST, filter=Filter.NO_FIGURE)
        page.buttons((Button(label="Measures without a figure", query=lacking),))
    return page.reply()
