"""The ambitions beside each other: of which most measures get worse, or better."""

from __future__ import annotations

from fractions import Fraction

from bot.answers.ambitions import Ambitions, Tally
from bot.rendering import sentences, ways
from bot.rendering.list import over_words
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: Ambitions) -> Reply:
    """Return each ambition in one line, the one asked for first."""
    page = Page(facts.about.query)
    words = "getting better" if facts.better else "getting worse"
    when = f" {over_words(facts.over, facts.about.today)}" if facts.over is not None else ""
    told = [one for one in facts.tallies if one.told]
    if not told:
        page.headline("The ambitions cannot be compared: no measure has two figures to compare.")
        return page.reply()
    first = [one for one in told if _share(one, facts) == _share(told[0], facts)]
    numbers = sentences.listed([str(one.ambition.number) for one in first])
    leading = (
        f"Ambition {numbers} has the largest share"
        if len(first) == 1
        else f"Ambitions {numbers} have the largest shares"
    )
    page.headline(f"{leading} of measures {words}{when}.")
    for one in facts.tallies:
        page.say(f"Ambition {one.ambition.number}: {_line(page, one)}. {one.ambition.title}.")
    since = "figure before" if facts.over is None else "first figure of that time"
    page.say(f"Each measure is judged by its change since the {since}.")
    page.say("Ambitions have few measures each, so look at them before you judge one by this.")
    page.buttons(ways.to_ambitions([one.ambition for one in facts.tallies]), wide=1)
    return page.reply()


def _share(one: Tally, facts: Ambitions) -> Fraction:
    return Fraction(one.better if facts.better else one.worse, one.told)


def _line(page: Page, one: Tally) -> str:
    if not one.total:
        return "no measures"
    if not one.told:
        return "no change can be said of any measure"
    worse, better = (_number(page, number) for number in (one.worse, one.better))
    said = f"of {page.count(one.told, 'measure')} with a change, {worse} worse and {better} better"
    if one.off_target:
        said += f"; {_number(page, one.off_target)} off target"
    return said


def _number(page: Page, number: int) -> str:
    return page.count(number, "measure").split()[0] if number else "none"
