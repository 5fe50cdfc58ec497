"""What can be asked, with examples from the plan itself."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.help import Help
from bot.plan.measures import Catalogue, Measure, Unit
from bot.questions.queries import Kind, Query
from bot.rendering import places
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply, Span, Style


def render(facts: Help) -> Reply:
    """Return what can be asked."""
    catalogue = facts.about.catalogue
    page = Page(facts.about.query)
    page.headline(f"Ask me about {catalogue.plan.title}.")
    page.say("Type a question in your own words. For example:")
    for example in examples(catalogue):
        page.say(Span(example, Style.CODE))
    page.say("Every answer says its period, its source and how sure it is.")
    page.small("I only say what the plan holds; I never guess a figure.")
    plan = Button(label="The ambitions", query=Query(kind=Kind.PLAN))
    every = Button(label="All measures", query=Query(kind=Kind.LIST))
    page.buttons((plan, every))
    return page.reply()


def examples(catalogue: Catalogue) -> tuple[str, ...]:
    """Return questions that this very plan can be asked."""
    measures = catalogue.measures
    if not measures:
        return ()
    shares = [one for one in measures if one.unit is Unit.PERCENT] or list(measures)
    found = [
        f"latest {_name(measures[0])}",
        f"{_name(_at(shares, 2))} since {catalogue.plan.starts.year - 1}",
        f"what does {_name(_at(measures, 3))} mean",
        f"who owns {_name(_at(measures, 1))}",
    ]
    if catalogue.beside:
        found.insert(
            2, f"{_name(_at(shares, 3))} compared with {places.inside(catalogue.beside[0])}"
        )
    if catalogue.ambitions:
        found.append(f"how is ambition {catalogue.ambitions[-1].number} doing")
    return tuple(found)


def _at(measures: Sequence[Measure], quarter: int) -> Measure:
    """The measure a quarter, a half or three quarters down the list, for variety."""
    return measures[len(measures) * quarter // 4]


def _name(measure: Measure) -> str:
    """The name as one would type it: without what stands in brackets or after a dash."""
    name = measure.name.split(" (")[0].split(" - ")[0]
    first = name.split()[0]
    return name if first.isupper() else f"{name[:1].lower()}{name[1:]}"
