"""How measures stand against their targets and standards (behaviour 10)."""

from __future__ import annotations

from bot.answers.asked import About
from bot.answers.standing import Found, Standing, Unavailable
from bot.answers.target import Aim, PlanTargets, Targets
from bot.questions.queries import Kind
from bot.rendering import numbers, sentences, standing, ways
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: Targets | PlanTargets) -> Reply:
    """Return one measure in full, several in a line each, or the plan's targets."""
    page = Page(facts.about.query)
    if isinstance(facts, PlanTargets):
        return _plan(page, facts)
    if len(facts.aims) == 1:
        _in_full(page, facts.about, facts.aims[0])
        page.buttons(ways.on_from(facts.aims[0].standing.measure, but=Kind.TARGET))
        return page.reply()
    page.headline(f"How {page.count(len(facts.aims), 'measure')} stand against target:")
    for aim in facts.aims:
        page.say(_in_short(page, aim.standing))
    measures = [aim.standing.measure for aim in facts.aims]
    page.buttons(ways.to_measures(measures, Kind.TARGET), wide=1)
    return page.reply()


def _in_full(page: Page, about: About, aim: Aim) -> None:
    one, measure = aim.standing, aim.standing.measure
    judged = _last(one)
    if judged is None:
        head = "a target is set" if aim.targets else "no target is set in the plan"
        page.headline(f"{measure.name}: {head}, and no figure is held yet.")
        page.say(f"Owed by: {sentences.owed_by(measure)}.")
    else:
        figure = judged.figure
        shown = f"{standing.value(page, judged)} {figure.period.full_phrase}"
        verdict = sentences.verdict(figure, judged.judgement)
        page.headline(f"{measure.name}: {verdict}; {shown}.")
        if judged.judgement.target is not None:
            stands = sentences.distance(page, measure, figure, judged.judgement)
            page.say(f"That is {stands}.")
        page.say(sentences.change(page, measure, judged.travel))
        page.small(sentences.source(figure))
        if isinstance(one, Unavailable):
            page.say(f"{numbers.capital(standing.nothing(page, measure, one.gap))}.")
    page.say(sentences.standard(measure))
    if aim.targets and (judged is None or judged.judgement.target is None):
        listed = [
            f"{numbers.value(page.pass_target(measure, target))} {target.period.phrase}"
            for target in aim.targets[-4:]
        ]
        page.say(f"Targets set: {sentences.listed(listed)}.")
    if judged is not None:
        page.say(sentences.note(judged.figure))
        page.say(sentences.freshness(about, judged.figure.period))


def _last(one: Standing) -> Found | None:
    if isinstance(one, Found):
        return one
    return one.last if isinstance(one, Unavailable) else None


def _in_short(page: Page, one: Standing) -> str:
    measure, judged = one.measure, _last(one)
    if judged is None:
        return f"{measure.name}: no figure yet."
    figure = judged.figure
    shown = f"{page.value(measure, figure)} {figure.period.phrase}"
    if judged.judgement.target is None:
        standard = f" Standard: {measure.standard}." if measure.standard else ""
        return f"{measure.name}: {shown}; no target is set.{standard}"
    verdict = sentences.status(page, measure, figure, judged.judgement)
    return f"{measure.name}, {figure.period.short}: {verdict[:1].lower()}{verdict[1:]}"


def _plan(page: Page, facts: PlanTargets) -> Reply:
    if not facts.aims:
        page.headline("No target is set for any measure in the plan.")
        page.say("So nothing can be called on target or off target.")
    else:
        page.headline(f"Targets are set for {page.count(len(facts.aims), 'measure')}:")
        for aim in facts.aims[:20]:
            page.say(_in_short(page, aim.standing))
    if facts.standards:
        held = page.count(len(facts.standards), "measure")
        verb = "has" if len(facts.standards) == 1 else "have"
        page.say(f"{numbers.capital(held)} {verb} a legal or practice standard:")
        for measure in facts.standards:
            page.say(f"{measure.name}: {measure.standard}.")
    measures = facts.standards or [aim.standing.measure for aim in facts.aims]
    page.buttons(ways.to_measures(measures, Kind.TARGET), wide=1)
    return page.reply()
