"""Measures picked by a condition, an owner or a topic."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from bot.answers.list import MOST, Named, Picked
from bot.plan.measures import Measure
from bot.questions.queries import Filter, Kind, Query, Window
from bot.rendering import sentences, standing, ways
from bot.rendering.ambition import titled
from bot.rendering.figure import named
from bot.rendering.page import Page
from bot.rendering.reply import Button, Reply, bold

CONDITIONS = {
    Filter.OFF_TARGET: "off target",
    Filter.ON_TARGET: "on target",
    Filter.CLOSE_TO_TARGET: "close to target",
    Filter.IMPROVING: "improving",
    Filter.WORSENING: "getting worse",
    Filter.NO_FIGURE: "without any figure",
    Filter.LATE: "late",
}
_MOVED = {Filter.IMPROVING: "improved", Filter.WORSENING: "got worse"}
MOST_NAMED = 120
"""Beyond so many measures they are counted for each ambition: nobody reads on."""
_ON_TARGETS = frozenset({Filter.OFF_TARGET, Filter.ON_TARGET, Filter.CLOSE_TO_TARGET})


def render(facts: Named | Picked) -> Reply:
    """Return the measures, each in one line; names alone where there are many."""
    page = Page(facts.about.query)
    if isinstance(facts, Named):
        return _named(page, facts)
    condition = facts.about.query.filter
    if condition is Filter.LATE:
        return _late(page)
    if condition in _ON_TARGETS and facts.unjudged == facts.total:
        return _no_targets(page, facts)
    page.headline(_head(page, facts))
    for one in facts.standings[:MOST]:
        page.say(standing.in_short(page, one))
    if len(facts.standings) > MOST:
        more = len(facts.standings) - MOST
        verb = "is" if more == 1 else "are"
        shown = page.count(more, "more measure")
        page.say(f"There {verb} {shown}; ask for one ambition at a time.")
    if facts.unjudged:
        page.say(
            f"For {page.count(facts.unjudged, 'measure')} it cannot be said: "
            f"{_why(facts.about.query, dated=facts.over is not None)}."
        )
    if facts.about.query.windows and facts.over is None and condition in _MOVED:
        page.say("Judged by each newest figure and the one before: that time holds no other step.")
    page.small("Each measure has its own source; open one to see it.")
    page.buttons(ways.to_measures([one.measure for one in facts.standings]), wide=1)
    return page.reply()


def _head(page: Page, facts: Picked) -> str:
    query = facts.about.query
    found = page.count(len(facts.standings), "measure")
    if query.filter is None:
        return f"{found}{_on(query)}:"
    verb = "is" if len(facts.standings) == 1 else "are"
    total = page.count(facts.total, "measure").split()[0]
    words = f"{verb} {CONDITIONS[query.filter]}"
    if query.also is not None:
        words += f" and {CONDITIONS[query.also]}"
    if facts.over is not None and query.also is None:
        words = f"{'has' if verb == 'is' else 'have'} {_MOVED[query.filter]}"
    when = f" {over_words(facts.over, facts.about.today)}" if facts.over is not None else ""
    return f"{found} of {total} {words}{_on(query)}{when}."


def over_words(window: Window, today: date) -> str:
    """Return the time over which measures were judged: 'since 1 January 2019'."""
    if window.end >= today:
        return f"since {sentences.day(window.start)}"
    return f"over {named(window)}"


def _on(query: Query) -> str:
    if query.owner:
        return f" owned by {query.owner}"
    if query.ambition is not None:
        return f" in ambition {query.ambition}"
    return f" on {query.topic}" if query.topic else ""


def _why(query: Query, *, dated: bool) -> str:
    if query.filter in _ON_TARGETS and query.also is not None:
        return "they have no target, no figure for its period, or nothing to compare it with"
    if query.filter in _ON_TARGETS:
        return "they have no target, or no figure for its period"
    if dated:
        return "they have no figure for that time, or nothing like for like to compare it with"
    return "they have no figure, or nothing like for like to compare it with"


def _named(page: Page, facts: Named) -> Reply:
    catalogue = facts.about.catalogue
    page.headline(
        f"The plan has {page.count(len(facts.measures), 'measure')}{_on(facts.about.query)}."
    )
    held: dict[int, list[Measure]] = defaultdict(list)
    for one in facts.measures:
        held[one.ambition].append(one)
    by_name = len(facts.measures) <= MOST_NAMED or len(held) == 1
    for ambition in catalogue.ambitions:
        theirs = held.get(ambition.number, [])
        if theirs and by_name:
            page.say(bold(f"Ambition {ambition.number}"))
            for one in theirs:
                page.say(f"{one.code} {one.name}")
        elif theirs:
            count = page.count(len(theirs), "measure")
            page.say(f"Ambition {ambition.number}: {titled(ambition)[:-1]}; {count}.")
    page.small(
        "Ask for one by its name or its code."
        if by_name
        else "Ask for one by its name or its code, or for an ambition to see its measures."
    )
    page.buttons(ways.to_ambitions(catalogue.ambitions), wide=1)
    return page.reply()


def _late(page: Page) -> Reply:
    page.headline("No due dates are set yet, so no measure can be called late.")
    page.say("Measures that have no figure at all are known.")
    lacking = Query(kind=Kind.LIST, filter=Filter.NO_FIGURE)
    page.buttons((Button(label="Measures without a figure", query=lacking),))
    return page.reply()


def _no_targets(page: Page, facts: Picked) -> Reply:
    query = facts.about.query
    assert query.filter is not None
    page.headline(
        f"No target is set{_on(query)}, so no measure can be called {CONDITIONS[query.filter]}."
    )
    page.say("What can be said is which measures are getting better or worse.")
    ways_on = [
        Button(label=label, query=query.but(kind=Kind.LIST, filter=condition))
        for label, condition in (
            ("Getting worse", Filter.WORSENING),
            ("Improving", Filter.IMPROVING),
        )
    ]
    page.buttons(ways_on)
    return page.reply()
