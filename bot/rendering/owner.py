"""Who is responsible."""

from __future__ import annotations

from bot.answers.owner import Owners
from bot.questions.queries import Kind
from bot.rendering import sentences, ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: Owners) -> Reply:
    """Return the owner of each measure, or the lead of the ambition; roles, never names."""
    page = Page(facts.about.query)
    if facts.ambition is not None and not facts.measures:
        one = facts.ambition
        page.headline(f"Ambition {one.number} is led by {one.lead_organisation}.")
        page.say(f"{one.title}.")
        page.say("Each of its measures has an owner of its own.")
        measures = facts.about.catalogue.of_ambition(one.number)
        page.buttons(ways.to_measures(measures, Kind.OWNER), wide=1)
    elif len(facts.measures) == 1:
        measure = facts.measures[0]
        page.headline(f"{measure.name}: owned by the {sentences.owed_by(measure)}.")
        page.say("The plan names roles, not people.")
        page.buttons(ways.on_from(measure, but=Kind.OWNER))
    elif facts.measures:
        page.headline(f"The owners of {page.count(len(facts.measures), 'measure')}:")
        for measure in facts.measures:
            page.say(f"{measure.name}: {sentences.owed_by(measure)}.")
        page.buttons(ways.to_measures(facts.measures), wide=1)
    else:
        plan = facts.about.catalogue.plan
        page.headline(f"{plan.partnership} looks after {plan.title}.")
        page.say("Name a measure or an ambition to see who owns it.")
        page.buttons(ways.to_ambitions(facts.about.catalogue.ambitions), wide=1)
    return page.reply()
