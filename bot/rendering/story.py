"""Why a figure moved: only ever what its owner has said (R59)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.standing import Found, Standing, Unavailable
from bot.answers.story import Story, Told
from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.questions.queries import Kind
from bot.rendering import disclosure, sentences, standing, ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: Story) -> Reply:
    """Return that no commentary is held, what is, and whom to ask."""
    page = Page(facts.about.query)
    if not facts.standings:
        page.headline("No commentary on why figures moved is held yet.")
        page.say("Name a measure to see how it moved and who owns it.")
        return page.reply()
    if len(facts.standings) > 1:
        page.headline("No commentary on why is held for any of these yet.")
        for one in facts.standings:
            page.say(standing.in_short(page, one))
        page.small("Their owners can say why; open a measure for more.")
        page.buttons(ways.to_measures([one.measure for one in facts.standings]), wide=1)
        return page.reply()
    one = facts.standings[0]
    measure = one.measure
    if facts.told:
        _tell(page, measure, facts.told)
        page.buttons(ways.on_from(measure, but=Kind.STORY))
        return page.reply()
    page.headline(f"No commentary on why is held for {measure.name} yet.")
    page.say(f"What is held: {standing.in_short(page, one).removeprefix(f'{measure.name}: ')}")
    figure = _figure(one)
    if figure is not None:
        page.say(sentences.note(figure))
        page.small(sentences.source(figure))
    page.say(f"The owner can say why: {sentences.owed_by(measure)}.")
    page.buttons(ways.on_from(measure, but=Kind.STORY))
    return page.reply()


def _tell(page: Page, measure: Measure, told: Sequence[Told]) -> None:
    """The newest words in full, with the version they are about; the earlier ones by their day."""
    first, *others = told
    words = first.words
    page.headline(f"{measure.name}, {words.period.short}: what its owner says.")
    if first.figure is not None:
        shown = page.value(measure, first.figure)
        page.say(f"The figure: {shown} {first.figure.period.phrase}.")
        if first.then is not None:
            then = page.value(measure, first.then)
            page.say(f"Written when the figure was {then}; it has changed since.")
    for opening, text in (
        ("What changed", words.changed),
        ("Why", words.why),
        ("What happens next", words.next),
    ):
        page.say(f"{opening}: {text.rstrip('.')}." if text else "")
    if words.forecast is not None:
        forecast = disclosure.passed_forecast(measure, words.period, words.forecast)
        page.say(f"The owner's forecast, which is no figure: {page.words(forecast)}.")
    for other in others[:2]:
        said = other.words.why or other.words.changed or other.words.next
        page.say(f"Said of {other.words.period.short}: {said.rstrip('.')}.")
    page.small(f"Said by {words.role}, {sentences.day(words.at.date())}.")


def _figure(one: Standing) -> Figure | None:
    if isinstance(one, Found):
        return one.figure
    return one.gap if isinstance(one, Unavailable) else None
