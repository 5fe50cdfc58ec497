"""Being told when something changes."""

from __future__ import annotations

from bot.answers.follow import Following
from bot.questions.queries import Kind
from bot.rendering import sentences, ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: Following) -> Reply:
    """Return how following begins and ends; in a chat it begins at once."""
    page = Page(facts.about.query)
    if facts.about.query.stop:
        page.headline("To stop, send in the chat where you are told: stop")
    else:
        page.headline("Ask that in a chat with the bot, and you are told there of each change.")
    names = [measure.name for measure in facts.measures]
    if names:
        page.say(f"Read as: {sentences.listed(names)}.")
        page.say("You can ask for the newest figure at any time.")
    if len(facts.measures) == 1:
        page.buttons(ways.on_from(facts.measures[0], but=Kind.FOLLOW))
    else:
        page.buttons(ways.to_measures(facts.measures), wide=1)
    return page.reply()
