"""Best, worst, biggest movers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.answers import beside
from bot.answers.asked import About, Asked, about
from bot.answers.list import universe
from bot.answers.over_time import over, standings_over
from bot.answers.standing import Found, Standing
from bot.plan.measures import Measure, Polarity, Unit
from bot.plan.travel import Change, Course
from bot.questions.queries import Extreme, Filter, Window

USUAL = 3
# A share of a small count says nothing; such measures are left out.
SMALLEST_BASE = 50

ORDERS: dict[Filter | None, Filter] = {
    Filter.BEST: Filter.BEST,
    Filter.IMPROVING: Filter.BEST,
    Filter.WORST: Filter.WORST,
    Filter.WORSENING: Filter.WORST,
}

_ONE_WAY: dict[Extreme | None, Filter] = {
    Extreme.BEST: Filter.BEST,
    Extreme.WORST: Filter.WORST,
}


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """Measures by how far they moved, the first in rank first.

    Unlike measures are ranked by their change since the like-for-like figure before, as a share of
    that figure, or since the first of the time that was named (`over`); `total` is how many could
    be ranked.
    """

    about: About
    standings: tuple[Found, ...]
    total: int
    order: Filter
    over: Window | None = None


def answer(asked: Asked) -> Ranked | beside.Against:
    """Return the measures that moved most, for better, for worse or either way."""
    if beside.asks_beside(asked):
        return beside.answer(asked, universe(asked))
    order = ORDERS.get(asked.query.filter, Filter.BIGGEST_CHANGE)
    if order is Filter.BIGGEST_CHANGE:
        order = _ONE_WAY.get(asked.query.extreme, order)
    ranked = [
        (score, one)
        for one in standings_over(asked, universe(asked))
        if (score := _score(one, order)) is not None and isinstance(one, Found)
    ]
    ranked.sort(key=lambda item: -item[0])
    top = asked.query.top or USUAL
    return Ranked(
        about=about(asked),
        standings=tuple(one for score, one in ranked if score > 0)[:top],
        total=len(ranked),
        order=order,
        over=over(asked.query, asked.today),
    )


def _score(one: Standing, order: Filter) -> Decimal | None:
    """How far a measure moved the way that is asked for; None where it cannot be ranked."""
    if not isinstance(one, Found) or not isinstance(one.travel, Change):
        return None
    share = _share(one.measure, one.travel)
    if share is None or order is Filter.BIGGEST_CHANGE:
        return share
    if one.measure.polarity is Polarity.NEUTRAL:
        return None
    wanted = Course.IMPROVING if order is Filter.BEST else Course.WORSENING
    return share if one.travel.course is wanted else -share


def _share(measure: Measure, change: Change) -> Decimal | None:
    before = change.before.value
    if not before or (measure.unit is Unit.COUNT and before < SMALLEST_BASE):
        return None
    return abs(change.amount / before)
