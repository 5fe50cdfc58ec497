"""What has to be handed in."""

from __future__ import annotations

from bot.answers.due import Due
from bot.answers.standing import NotYet
from bot.questions.queries import Filter, Kind, Query
from bot.rendering import sentences, standing, ways
from bot.rendering.figure import named
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply


def render(facts: Due) -> Reply:
    """Return how often the figures are wanted and by whom; no due dates are held yet."""
    page = Page(facts.about.query)
    windows = facts.about.query.windows
    when = f" for {named(windows[-1])}" if windows else ""
    page.headline(f"No due dates are set yet, so nothing is marked as due or late{when}.")
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
