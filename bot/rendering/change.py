"""The difference between two points, or since one."""

from __future__ import annotations

from bot.answers.change import Changes, Moved, Step, Unmoved
from bot.answers.held import Gap, Held, NotHeld
from bot.plan.travel import Change
from bot.questions.queries import Kind
from bot.rendering import numbers, sentences, standing, ways
from bot.rendering.figure import explain_not_held, named
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: Changes) -> Reply:
    """Return the change of one measure in full, or of several in one line each."""
    page = Page(facts.about.query)
    if len(facts.steps) == 1:
        step = facts.steps[0]
        if isinstance(step, Moved):
            _moved(page, step)
        else:
            _unmoved(page, step)
        page.buttons(ways.on_from(step.measure, but=Kind.CHANGE))
        return page.reply()
    page.headline(f"What has changed, for {page.count(len(facts.steps), 'measure')}:")
    for step in facts.steps:
        page.say(_in_short(page, step))
    page.small("Open a measure for its source and what is not certain.")
    page.buttons(ways.to_measures([step.measure for step in facts.steps], Kind.CHANGE), wide=1)
    return page.reply()


def _moved(page: Page, step: Moved) -> None:
    measure, travel = step.measure, step.travel
    if not isinstance(travel, Change):
        page.headline(f"{measure.name}: no change can be worked out.")
        shown = page.value(measure, travel.after)
        page.say(f"{numbers.capital(travel.after.period.short)}: {shown}.")
        page.say(sentences.uncompared(page, measure, travel))
        page.say(sentences.note(travel.after))
        page.small(sentences.source(travel.after))
        return
    after = page.pass_figure(measure, travel.after)
    before = page.pass_figure(measure, travel.before)
    gap = page.gap(after, before)
    if gap is None:
        page.headline(f"{measure.name}: the change cannot be shown.")
        return
    share = page.share(gap)
    page.headline(
        f"{measure.name}: {numbers.moved(gap)}{f', {share}' if share else ''}"
        f"{sentences.course_after(travel)}."
    )
    page.say(
        f"From {page.words(before)} {travel.before.period.full_phrase} to "
        f"{page.words(after)} {travel.after.period.full_phrase}."
    )
    if travel.missing:
        page.say(f"No figure is held for {sentences.periods_text(travel.missing)} between them.")
    if travel.overlapping:
        page.say("The two periods overlap, so part of the figure is in both.")
    for figure in (travel.before, travel.after):
        page.say(sentences.note(figure))
    page.say(sentences.caution(measure))
    page.small(sentences.source(travel.after))


def _unmoved(page: Page, step: Unmoved) -> None:
    measure = step.measure
    if step.now is not None and not step.lacking:
        page.headline(f"{measure.name}: no change can be said; no figure is held yet.")
        page.say(f"Owed by: {sentences.owed_by(measure)}.")
        return
    lacking = sentences.listed([named(one.window) for one in step.lacking])
    page.headline(f"{measure.name}: no change can be worked out; nothing to use for {lacking}.")
    for one in step.lacking:
        match one:
            case NotHeld():
                explain_not_held(page, one)
            case Gap(figure=figure):
                page.say(f"{numbers.capital(standing.nothing(page, measure, figure))}.")
            case Held(asides=asides):
                for other in asides:
                    page.say(sentences.aside(page, measure, other))
    for figure in step.held:
        page.say(f"Held: {page.value(measure, figure)} {figure.period.full_phrase}.")
        page.small(sentences.source(figure))


def _in_short(page: Page, step: Step) -> str:
    measure = step.measure
    if isinstance(step, Unmoved):
        return f"{measure.name}: no change can be said."
    if not isinstance(step.travel, Change):
        return f"{measure.name}: {sentences.uncompared(page, measure, step.travel)}"
    moved = sentences.clause(page, measure, step.travel)
    after = f"{page.value(measure, step.travel.after)} {step.travel.after.period.phrase}"
    return f"{measure.name}: {moved} to {after}{sentences.course_after(step.travel)}."
