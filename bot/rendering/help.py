"""What can be asked, with examples from the plan itself."""

from __future__ import annotations

from bot.answers.help import Help
from bot.plan.measures import Catalogue, Measure
from bot.questions.queries import Kind, Query
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply


def render(facts: Help) -> Reply:
    """Return what can be asked."""
    catalogue = facts.about.catalogue
    page = Page(facts.about.query)
    page.headline(f"Ask me about {catalogue.plan.title}.")
    page.say("Type a question in your own words. For example:")
    for example in examples(catalogue):
        page.say(f"  {example}")
    page.say("Every answer says its period, its source and how sure it is.")
    page.small("I only say what the plan holds; I never guess a figure.")
    plan = Button(label="The ambitions", query=Query(kind=Kind.PLAN))
    every = Button(label="All measures", query=Query(kind=Kind.LIST))
    page.buttons((plan, every))
    return page.reply()


def examples(catalogue: Catalogue) -> tuple[str, ...]:
    """Return questions that this very plan can be asked."""
    measures = [measure for measure in catalogue.measures if measure.aliases]
    spread = measures[:: max(len(measures) // 5, 1)] or list(catalogue.measures)
    if not spread:
        return ()
    names = [_name(spread[place % len(spread)]) for place in range(5)]
    found = [
        f"latest {names[0]}",
        f"{names[1]} since {catalogue.plan.starts.year - 1}",
        f"what does {names[3]} mean",
        f"who owns {names[4]}",
    ]
    if catalogue.comparators:
        found.insert(2, f"{names[2]} compared with {catalogue.comparators[0]}")
    if catalogue.ambitions:
        found.append(f"how is ambition {catalogue.ambitions[0].number} doing")
    return tuple(found)


def _name(measure: Measure) -> str:
    """The longest of its aliases that is still short: plain words rather than letters."""
    short = [alias for alias in measure.aliases if len(alias) <= 30]
    return max(short, key=len, default=measure.name)
