"""Our figure beside others, a line a period."""

from __future__ import annotations

from bot.answers.compare_over_time import ComparedOverTime, Year
from bot.plan.measures import Measure
from bot.questions.queries import Kind
from bot.rendering import numbers, sentences, ways
from bot.rendering.compare import GOOD, verdict
from bot.rendering.page import Page
from bot.rendering.reply import Reply

MOST_LINES = 15


def render(facts: ComparedOverTime) -> Reply:
    """Return how the newest stands, then every period with both figures."""
    page = Page(facts.about.query)
    measure, newest = facts.measure, facts.years[-1]
    area = facts.about.catalogue.plan.area
    ours = page.pass_figure(measure, newest.ours)
    first = newest.theirs[0]
    gap = page.gap(ours, page.pass_benchmark(measure, first))
    words = verdict(measure, gap, first.comparator)
    page.headline(f"{measure.name}: {words} {newest.ours.period.full_phrase}.")
    for year in facts.years[-MOST_LINES:]:
        page.say(_line(page, measure, year, area))
    if len(facts.years) > MOST_LINES:
        page.say("Only the newest are listed.")
    if facts.missing:
        periods = sentences.periods_text([one.period for one in facts.missing])
        page.say(f"Nothing to compare with is held for {periods}.")
    page.say(GOOD[measure.polarity])
    page.small(sentences.source(newest.ours))
    page.buttons(ways.on_from(measure, but=Kind.COMPARE))
    return page.reply()


def _line(page: Page, measure: Measure, year: Year, area: str) -> str:
    others = [
        f"{one.comparator} {page.words(page.pass_benchmark(measure, one))}" for one in year.theirs
    ]
    shown = [f"{area} {page.short(measure, year.ours)}", *others]
    return f"{numbers.capital(year.ours.period.short)}: {'; '.join(shown)}."
