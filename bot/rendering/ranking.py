"""Best, worst, biggest movers."""

from __future__ import annotations

from bot.answers.ranking import SMALLEST_BASE, Ranked
from bot.questions.queries import Filter
from bot.rendering import numbers, standing, ways
from bot.rendering.list import over_words
from bot.rendering.page import Page
from bot.rendering.reply import Reply

_HEADS = {
    Filter.BEST: "improved most",
    Filter.WORST: "worsened most",
    Filter.BIGGEST_CHANGE: "moved most",
}


def render(facts: Ranked) -> Reply:
    """Return the measures in rank, and what they are ranked by."""
    page = Page(facts.about.query)
    head = _HEADS.get(facts.order, _HEADS[Filter.BIGGEST_CHANGE])
    number = facts.about.query.ambition
    where = f" in ambition {number}" if number is not None else ""
    if not facts.standings:
        page.headline(f"No measure{where} can be said to have {head}.")
        page.say("None has two figures like for like that moved that way.")
        return page.reply()
    found = page.count(len(facts.standings), "measure")
    when = f" {over_words(facts.over, facts.about.today)}" if facts.over is not None else ""
    total = numbers.counted(facts.total)
    page.headline(f"The {found} that {head}{where}{when}, of {total} compared:")
    page.count(facts.total, "measure")
    for one in facts.standings:
        page.say(standing.in_short(page, one))
    since = "figure before" if facts.over is None else "first figure of that time"
    page.say(f"Ranked by the change since the {since}, as a share of that figure.")
    if facts.order is not Filter.BIGGEST_CHANGE:
        page.say("Measures for which neither way is good are left out.")
    page.small(f"Counts that started under {SMALLEST_BASE} are left out, since they jump about.")
    page.buttons(ways.to_measures([one.measure for one in facts.standings]), wide=1)
    return page.reply()
