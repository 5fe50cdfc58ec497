"""How one ambition is doing: counts in words, exceptions first (behaviour 22)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.answers.ambition import AmbitionFacts, NoSuchAmbition, concern
from bot.answers.standing import Standing
from bot.plan.measures import Ambition, Wording
from bot.questions.queries import Kind, Query
from bot.rendering import numbers, sentences, standing, ways
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply, bold

GROUPS = {
    0: ("Off target", "off target"),
    1: ("Close to target", "close to target"),
    2: ("Getting worse", "getting worse"),
    3: ("Newest period has no value", "without a value for the newest period"),
    4: ("No change can be said", "without anything to compare with"),
    5: ("Neither better nor worse", "neither better nor worse"),
    6: ("On target", "on target"),
    7: ("Getting better", "getting better"),
    8: ("No figure yet", "still without any figure"),
}
TELLING = (0, 1, 2, 6, 7)
"""The groups that a first line names: what needs a look, and what goes well."""

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
    page.headline(f"Ambition {ambition.number}: {finding(page, facts.standings)}.")
    page.say(titled(ambition))
    page.say(_others(page, counts))
    shown = -1
    for group, one in groups:
        if group != shown:
            page.say(bold(GROUPS[group][0]))
            shown = group
        page.say(standing.in_short(page, one))
    page.say("No target is set for any of them." if _no_targets(facts) else "")
    page.small("Each measure has its own source; open one to see it.")
    if facts.standings:
        drawn = Query(kind=Kind.AMBITION, ambition=ambition.number, picture=True)
        back = Query(kind=Kind.PLAN)
        page.buttons(
            [Button(label="Draw it", query=drawn), Button(label="All ambitions", query=back)]
        )
    page.buttons(ways.to_measures([one.measure for one in facts.standings]), wide=1)
    return page.reply()


def finding(page: Page, standings: Sequence[Standing]) -> str:
    """Return how many measures need a look and how many go well."""
    return _headline(page, Counter(map(concern, standings)))


def counted(page: Page, standings: Sequence[Standing]) -> str:
    """Return how many measures are in each group, exceptions first: 'two off target and one …'."""
    counts = Counter(map(concern, standings))
    said = [
        f"{page.count(counts[group], 'measure').split()[0]} {words}"
        for group, (_, words) in GROUPS.items()
        if counts[group]
    ]
    return sentences.listed(said)


def titled(ambition: Ambition) -> str:
    """Return the title and how sure its wording is."""
    sure = WORDING[ambition.wording]
    return f"{ambition.title}{f' ({sure})' if sure else ''}."


def _headline(page: Page, counts: Counter[int]) -> str:
    """How many need a look and how many go well, out of how many."""
    total = sum(counts.values())
    if not total:
        return "no measures are held"
    telling = [group for group in TELLING if counts[group]] or [max(counts)]
    first, *others = [f"{_of(page, counts[group])} {GROUPS[group][1]}" for group in telling]
    number, rest = first.split(" ", 1)
    return sentences.listed([f"{number} of {page.count(total, 'measure')} {rest}", *others])


def _others(page: Page, counts: Counter[int]) -> str:
    """The counts that the headline leaves out, in words."""
    telling = [group for group in TELLING if counts[group]]
    others = [group for group in GROUPS if group not in TELLING and counts[group]]
    others = others if telling else []
    said = [f"{_of(page, counts[group])} {GROUPS[group][1]}" for group in others]
    return f"{numbers.capital(sentences.listed(said))}." if said else ""


def _of(page: Page, number: int) -> str:
    verb = "is" if number == 1 else "are"
    return f"{page.count(number, 'measure').split()[0]} {verb}"


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
