"""Measures picked or ranked by how they stand beside one comparator."""

from __future__ import annotations

from bot.answers.beside import Against, Pair, Side
from bot.answers.list import MOST
from bot.questions.queries import Filter, Kind
from bot.rendering import numbers, places, sentences, ways
from bot.rendering.list import CONDITIONS
from bot.rendering.page import Page
from bot.rendering.reply import Reply

_FURTHEST = {
    Side.WORSE: "furthest behind",
    Side.BETTER: "furthest ahead of",
    Side.EITHER: "furthest from",
}


def render(facts: Against) -> Reply:
    """Return the measures with both figures and the gap, and how many could be compared."""
    page = Page(facts.about.query)
    whom = places.inside(facts.comparator)
    page.headline(_head(page, facts, whom))
    shown = facts.pairs[:MOST]
    for pair in shown:
        page.say(_line(page, facts, pair))
    if len(facts.pairs) > MOST:
        more = len(facts.pairs) - MOST
        verb = "is" if more == 1 else "are"
        others = page.count(more, "more measure")
        page.say(f"There {verb} {others}; ask for one ambition at a time.")
    if facts.ranked and facts.pairs:
        page.say(f"Ranked by the gap as a share of the figure of {whom}.")
    if facts.compared:
        page.say("Each is compared for the newest period that both have.")
    for pair in facts.odd[:MOST]:
        page.say(
            f"Please check {pair.measure.name} before relying on it: the figure for {whom} is far "
            "from that of every other place held, so it may be in another unit."
        )
    if facts.untold:
        page.say(
            f"For {page.count(facts.untold, 'measure')} more it cannot be told whether they are "
            f"{CONDITIONS[facts.about.query.also or Filter.IMPROVING]}."
        )
    left = facts.total - facts.compared
    if left:
        page.say(
            f"Not compared: {page.count(left, 'measure')}. They have no figure of {whom} for the "
            "same period, count places of different size, or neither way is good."
        )
    if facts.others:
        others = sentences.listed([places.inside(name) for name in facts.others])
        page.say(f"One comparator at a time: ask again for {others}.")
    page.small("Each measure has its own source; open one to see it.")
    page.buttons(ways.to_measures([pair.measure for pair in shown], Kind.COMPARE), wide=1)
    return page.reply()


def _head(page: Page, facts: Against, whom: str) -> str:
    ambition = facts.about.query.ambition
    where = f" in ambition {ambition}" if ambition is not None else ""
    compared = page.count(facts.compared, "measure")
    if not facts.compared:
        return f"No measure{where} can be compared with {whom}."
    if facts.ranked and facts.pairs:
        found = page.count(len(facts.pairs), "measure")
        also = facts.about.query.also
        going = f" of those {CONDITIONS[also]}" if also is not None else ""
        return f"The {found}{where} {_FURTHEST[facts.side]} {whom}{going}, of {compared} compared:"
    if facts.side is Side.EITHER:
        return f"{numbers.capital(compared)}{where} beside {whom}:"
    found = page.count(len(facts.pairs), "measure")
    verb = "is" if len(facts.pairs) == 1 else "are"
    stands = f"{facts.side} than {whom}"
    also = facts.about.query.also
    if also is not None:
        stands += f" and {CONDITIONS[also]}"
    return f"{found} of {compared.split()[0]} compared {verb} {stands}{where}."


def _line(page: Page, facts: Against, pair: Pair) -> str:
    """Both figures and the gap; which side it is on, where the headline does not say so."""
    ours = page.pass_figure(pair.measure, pair.ours)
    theirs = page.pass_benchmark(pair.measure, pair.theirs)
    gap = page.gap(ours, theirs)
    shown = f"{page.words(ours)} against {page.words(theirs)} {pair.ours.period.phrase}"
    line = f"{pair.measure.name}: {shown}"
    if gap is not None:
        line += f", {numbers.beside(gap)}"
    side = f" ({pair.side})" if facts.side is Side.EITHER is not pair.side else ""
    return f"{line}{side}."
