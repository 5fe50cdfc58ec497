"""A figure that somebody wants to hand in: read back, never stored."""

from __future__ import annotations

from decimal import Decimal

from bot.answers.submit import Offered
from bot.plan.measures import Measure
from bot.plan.periods import Period, PeriodKind
from bot.questions.queries import Kind, Query
from bot.rendering import disclosure, numbers, standing, ways
from bot.rendering.figure import named
from bot.rendering.page import Page
from bot.rendering.reply import Reply


def render(facts: Offered) -> Reply:
    """Return measure, period and value as they were read, and that nothing has been stored."""
    query = facts.about.query
    page = Page(query)
    page.headline("Figures are taken only where you speak with me alone; nothing has been stored.")
    page.say(f"Read as: {_read(query, facts)}.")
    if facts.now is not None:
        page.say(f"Held now: {standing.in_short(page, facts.now)}")
        page.buttons(ways.on_from(facts.now.measure, but=Kind.SUBMIT))
    page.say("Please send it in your own chat with me. You see it read back before it counts.")
    return page.reply()


def _read(query: Query, facts: Offered) -> str:
    parts = []
    if facts.now is not None:
        parts.append(facts.now.measure.name)
    else:
        known = facts.about.catalogue.by_code
        names = [known[code].name for code in query.measures if code in known]
        parts.append(" or ".join(names) if names else "no measure named")
    parts.append(named(query.windows[-1]) if query.windows else "no period named")
    parts.append(_value(query.value, facts))
    return ", ".join(parts)


def _value(value: Decimal | None, facts: Offered) -> str:
    if value is None:
        return "no value"
    if facts.now is None:
        return f"{value:f}"
    measure: Measure = facts.now.measure
    today = facts.about.today
    period = Period(kind=PeriodKind.STATED, start=today, end=today)
    return numbers.value(disclosure.passed_typed(measure, period, value))
