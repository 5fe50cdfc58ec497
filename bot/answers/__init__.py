"""Query to facts: what is true, without a word of how it is said. One file per kind of question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.answers import (
    ambition,
    ambitions,
    beside,
    change,
    compare,
    compare_over_time,
    definition,
    due,
    figure,
    follow,
    help,  # noqa: A004 - the file is named for its kind of question
    lacking,
    latest,
    list,  # noqa: A004
    not_in_plan,
    owner,
    picture,
    plan,
    ranking,
    source,
    story,
    submit,
    target,
    trend,
)
from bot.answers.asked import Asked, ScreenedPlan
from bot.plan.measures import Catalogue
from bot.plan.protecting import ShownBefore
from bot.plan.store import PlanStore
from bot.questions.queries import Filter, Kind, Query

Facts = (
    latest.Latest
    | figure.PeriodFigures
    | trend.Trend
    | picture.Pictured
    | picture.Scorecard
    | change.Changes
    | compare.Compared
    | compare_over_time.ComparedOverTime
    | target.Targets
    | target.PlanTargets
    | ambition.AmbitionFacts
    | ambition.NoSuchAmbition
    | ambitions.Ambitions
    | plan.PlanFacts
    | list.Named
    | list.Picked
    | lacking.Lackers
    | ranking.Ranked
    | beside.Against
    | definition.Definitions
    | source.Sources
    | owner.Owners
    | story.Story
    | due.Due
    | submit.Offered
    | follow.Following
    | help.Help
    | not_in_plan.NotInPlan
)

ANSWERS: dict[Kind, Callable[[Asked], Facts]] = {
    Kind.LATEST: latest.answer,
    Kind.FIGURE: figure.answer,
    Kind.TREND: trend.answer,
    Kind.CHANGE: change.answer,
    Kind.COMPARE: compare.answer,
    Kind.TARGET: target.answer,
    Kind.AMBITION: ambition.answer,
    Kind.PLAN: plan.answer,
    Kind.LIST: list.answer,
    Kind.RANKING: ranking.answer,
    Kind.DEFINITION: definition.answer,
    Kind.SOURCE: source.answer,
    Kind.OWNER: owner.answer,
    Kind.STORY: story.answer,
    Kind.DUE: due.answer,
    Kind.SUBMIT: submit.answer,
    Kind.FOLLOW: follow.answer,
    Kind.HELP: help.answer,
    Kind.NOT_IN_PLAN: not_in_plan.answer,
}

_NEED_MEASURES = frozenset({Kind.LATEST, Kind.FIGURE, Kind.TREND, Kind.CHANGE, Kind.COMPARE})
_ORDERS = frozenset({Filter.BEST, Filter.WORST, Filter.BIGGEST_CHANGE})
_CONDITIONS = frozenset(Filter) - _ORDERS - ranking.ORDERS.keys()


def answer(
    query: Query,
    plan: PlanStore,
    catalogue: Catalogue,
    today: date,
    shown: ShownBefore | None = None,
) -> Facts:
    """Return what is true about a query.

    Args:
        query: what is asked.
        plan: the plan's figures, bound to the open transaction.
        catalogue: the plan without its figures.
        today: the date in the plan's time zone.
        shown: what the chat that asks was shown before, so that this answer does not give away
            beside it what is hidden.
    """
    screened = ScreenedPlan(plan, catalogue, today, shown)
    asked = Asked(query=query, catalogue=catalogue, plan=screened, today=today)
    if query.across:
        return ambitions.answer(asked)
    if query.lacking is not None:
        return lacking.answer(asked, query.lacking)
    compared = compare_over_time.answer(asked)
    if compared is not None:
        return compared
    drawn = picture.answer(asked) if query.picture or query.twin is not None else None
    return ANSWERS[_kind(asked)](asked) if drawn is None else drawn


def _kind(asked: Asked) -> Kind:
    """The kind to answer as, where what is named does not suffice for the kind that was read."""
    kind, query = asked.query.kind, asked.query
    if kind is Kind.FIGURE and not query.windows:
        kind = Kind.LATEST
    if kind is Kind.LIST and query.filter in _ORDERS and not query.comparators:
        return Kind.RANKING
    if kind is Kind.RANKING and query.filter in _CONDITIONS:
        return Kind.LIST
    if kind in _NEED_MEASURES and not asked.measures:
        return Kind.AMBITION if query.ambition is not None else Kind.NOT_IN_PLAN
    return kind
