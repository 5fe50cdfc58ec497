"""Measures that lack an owner or a target."""

from __future__ import annotations

from bot.answers.lacking import Lackers
from bot.questions.queries import Lacking
from bot.rendering import ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply

MOST_NAMED = 60
_WORDS = {Lacking.OWNER: "an owner", Lacking.TARGET: "a target"}
_NONE = {Lacking.OWNER: "no owner", Lacking.TARGET: "no target"}


def render(facts: Lackers) -> Reply:
    """Return the measures by name, or that there are none."""
    page = Page(facts.about.query)
    number = facts.about.query.ambition
    where = f" in ambition {number}" if number is not None else ""
    if not facts.measures:
        page.headline(f"Every measure{where} has {_WORDS[facts.lacking]}.")
        return page.reply()
    if len(facts.measures) == facts.total:
        page.headline(f"No measure{where} has {_WORDS[facts.lacking]} yet.")
        return page.reply()
    found = page.count(len(facts.measures), "measure")
    total = page.count(facts.total, "measure").split()[0]
    verb = "has" if len(facts.measures) == 1 else "have"
    page.headline(f"{found} of {total} {verb} {_NONE[facts.lacking]}{where}.")
    for one in facts.measures[:MOST_NAMED]:
        page.say(f"{one.code} {one.name}")
    if len(facts.measures) > MOST_NAMED:
        page.say("Ask for one ambition at a time to see the others.")
    page.buttons(ways.to_measures(facts.measures), wide=1)
    return page.reply()
