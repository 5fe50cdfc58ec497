"""The newest figure of one or more measures."""

from __future__ import annotations

from bot.answers.latest import Latest
from bot.questions.queries import Kind
from bot.rendering import standing, ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: Latest) -> Reply:
    """Return one measure in full, or several in one short line each with a button."""
    page = Page(facts.about.query)
    if len(facts.standings) == 1:
        standing.in_full(page, facts.about, facts.standings[0])
        page.buttons(ways.on_from(facts.standings[0].measure, but=Kind.LATEST))
        return page.reply()
    page.headline(f"{page.count(len(facts.standings), 'measure')} fit. The newest figure of each:")
    for one in facts.standings:
        page.say(standing.in_short(page, one))
    page.small("Open a measure for its source and what is not certain.")
    page.buttons(ways.to_measures(one.measure for one in facts.standings), wide=1)
    return page.reply()
