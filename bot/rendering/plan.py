"""The plan itself."""

from __future__ import annotations

from collections import Counter

from bot.answers.plan import PlanFacts
from bot.plan.measures import Ambition, Wording
from bot.plan.periods import day_text
from bot.rendering import ways
from bot.rendering.ambition import counted, titled
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: PlanFacts) -> Reply:
    """Return the plan's name, its period and its ambitions, and which titles are not certain."""
    catalogue = facts.about.catalogue
    plan = catalogue.plan
    page = Page(facts.about.query)
    asked = facts.about.query.ambition
    if asked is not None and asked in catalogue.by_number:
        return _one(page, catalogue.by_number[asked])
    ambitions = page.count(len(catalogue.ambitions), "ambition")
    measures = page.count(len(catalogue.measures), "measure")
    page.headline(f"{plan.title} has {ambitions} and {measures}.")
    page.say(
        f"It runs from {day_text(plan.starts)} to {day_text(plan.ends)} for {plan.area}; "
        f"{plan.partnership} looks after it."
    )
    counts = Counter(measure.ambition for measure in catalogue.measures)
    for ambition in catalogue.ambitions:
        held = page.count(counts[ambition.number], "measure")
        theirs = [one for one in facts.standings if one.measure.ambition == ambition.number]
        stands = f": {counted(page, theirs)}" if theirs else ""
        page.say(f"Ambition {ambition.number}: {titled(ambition)[:-1]}; {held}{stands}.")
    if any(one.wording is not Wording.CONFIRMED_WORDING for one in catalogue.ambitions):
        page.say("Titles that are not marked are quoted word for word.")
    page.say("The plan's full text, such as its vision, is not held here.")
    page.buttons(ways.to_ambitions(catalogue.ambitions), wide=1)
    return page.reply()


def _one(page: Page, ambition: Ambition) -> Reply:
    """The wording of one ambition and how sure it is."""
    page.headline(f"Ambition {ambition.number}: {titled(ambition)}")
    if ambition.wording is Wording.CONFIRMED_WORDING:
        page.say("That is its wording as quoted in public.")
    else:
        page.say("Its exact wording is not held here; the title stands in for it.")
    page.say(f"Led by {ambition.lead_organisation}.")
    page.small(ambition.source_url)
    page.buttons(ways.to_ambitions((ambition,)))
    return page.reply()
