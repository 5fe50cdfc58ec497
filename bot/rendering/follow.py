"""Being told when something changes."""

from __future__ import annotations

from bot.answers.follow import Following
from bot.questions.queries import Kind
from bot.rendering import sentences, ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: Following) -> Reply:
    """Return that following is not open yet, so that nothing is promised."""
    page = Page(facts.about.query)
    if facts.about.query.stop:
        page.headline("You follow nothing, so there is nothing to stop; no alerts are sent.")
    else:
        page.headline("Following is not open yet: you follow nothing, and no alerts are sent.")
    names = [measure.name for measure in facts.measures]
    if names:
        page.say(f"Read as: {sentences.listed(names)}.")
        page.say("You can ask for the newest figure at any time.")
    if len(facts.measures) == 1:
        page.buttons(ways.on_from(facts.measures[0], but=Kind.FOLLOW))
    else:
        page.buttons(ways.to_measures(facts.measures), wide=1)
    return page.reply()
