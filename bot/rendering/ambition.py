"""How one ambition is doing: counts in words, exceptions first (behaviour 22)."""

from __future__ import annotations

from collections import Counter

from bot.answers.ambition import AmbitionFacts, NoSuchAmbition, concern
from bot.plan.measures import Ambition, Wording
from bot.rendering import sentences, standing, ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply, bold

GROUPS = {
    0: ("Off target", "off target"),
    1: ("Close to target", "close to target"),
    2: ("Getting worse", "getting worse"),
    3: ("Newest period has no value", "without a newest value"),
    4: ("Change cannot be said", "without a change to say"),
    5: ("Changed, neither better nor worse, or level", "neither better nor worse"),
    6: ("Getting better", "getting better"),
    7: ("No figure yet", "without any figure"),
}
WORDING = {
    Wording.CONFIRMED_WORDING: "",
    Wording.CONFIRMED_SUBJECT: "the subject is confirmed, the wording is ours",
    Wording.WORKING_TITLE: "working title",
}


def render(facts: AmbitionFacts | NoSuchAmbition) -> Reply:
    """Return the ambition with its measures, or the ambitions there are."""
    page = Page(facts.about.query)
    if isinstance(facts, NoSuchAmbition):
        return _no_such(page, facts)
    ambition = facts.ambition
    groups = [(concern(one), one) for one in facts.standings]
    counts = Counter(group for group, _ in groups)
    page.headline(f"Ambition {ambition.number}: {_summary(page, counts)}.")
    page.say(titled(ambition))
    shown = -1
    for group, one in groups:
        if group != shown:
            page.say(bold(GROUPS[group][0]))
            shown = group
        page.say(standing.in_short(page, one))
    page.say("No target is set for any of them." if _no_targets(facts) else "")
    page.small("Each measure has its own source; open one to see it.")
    page.buttons(ways.to_measures([one.measure for one in facts.standings]), wide=1)
    return page.reply()


def titled(ambition: Ambition) -> str:
    """Return the title and how sure its wording is."""
    sure = WORDING[ambition.wording]
    return f"{ambition.title}{f' ({sure})' if sure else ''}."


def _summary(page: Page, counts: Counter[int]) -> str:
    total = sum(counts.values())
    if not total:
        return "no measures are held"
    parts = [
        f"{page.count(counts[group], 'measure').split()[0]} {GROUPS[group][1]}"
        for group in GROUPS
        if counts[group]
    ]
    return f"of {page.count(total, 'measure')}, {sentences.listed(parts)}"


def _no_targets(facts: AmbitionFacts) -> bool:
    judged = [getattr(one, "judgement", None) for one in facts.standings]
    return not any(one is not None and one.target is not None for one in judged)


def _no_such(page: Page, facts: NoSuchAmbition) -> Reply:
    ambitions = facts.about.catalogue.ambitions
    named = f"ambition {facts.number}" if facts.number is not None else "such ambition"
    page.headline(f"The plan has no {named}.")
    page.say(f"It has {page.count(len(ambitions), 'ambition')}:")
    for ambition in ambitions:
        page.say(f"Ambition {ambition.number}: {titled(ambition)}")
    page.buttons(ways.to_ambitions(ambitions), wide=1)
    return page.reply()
