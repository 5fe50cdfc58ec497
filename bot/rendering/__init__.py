"""Facts to reply: how it is said. The same file names as in `bot.answers`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.answers import (
    Facts,
)
from bot.answers import (
    ambition as ambition_facts,
)
from bot.answers import (
    ambitions as ambitions_facts,
)
from bot.answers import (
    beside as beside_facts,
)
from bot.answers import (
    change as change_facts,
)
from bot.answers import (
    compare as compare_facts,
)
from bot.answers import (
    compare_over_time as compare_over_time_facts,
)
from bot.answers import (
    definition as definition_facts,
)
from bot.answers import (
    due as due_facts,
)
from bot.answers import (
    figure as figure_facts,
)
from bot.answers import (
    follow as follow_facts,
)
from bot.answers import (
    help as help_facts,
)
from bot.answers import (
    lacking as lacking_facts,
)
from bot.answers import (
    latest as latest_facts,
)
from bot.answers import (
    list as list_facts,
)
from bot.answers import (
    not_in_plan as not_in_plan_facts,
)
from bot.answers import (
    owner as owner_facts,
)
from bot.answers import (
    picture as picture_facts,
)
from bot.answers import (
    plan as plan_facts,
)
from bot.answers import (
    ranking as ranking_facts,
)
from bot.answers import (
    source as source_facts,
)
from bot.answers import (
    story as story_facts,
)
from bot.answers import (
    submit as submit_facts,
)
from bot.answers import (
    target as target_facts,
)
from bot.answers import (
    trend as trend_facts,
)
from bot.questions.queries import Kind
from bot.rendering import (
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
from bot.rendering.acronyms import spelt_out
from bot.rendering.reply import Reply, italic, line

RENDERERS: dict[type, Callable[[Any], Reply]] = {
    latest_facts.Latest: latest.render,
    figure_facts.PeriodFigures: figure.render,
    trend_facts.Trend: trend.render,
    picture_facts.Pictured: picture.render,
    picture_facts.Scorecard: picture.render,
    change_facts.Changes: change.render,
    compare_facts.Compared: compare.render,
    compare_over_time_facts.ComparedOverTime: compare_over_time.render,
    target_facts.Targets: target.render,
    target_facts.PlanTargets: target.render,
    ambition_facts.AmbitionFacts: ambition.render,
    ambition_facts.NoSuchAmbition: ambition.render,
    ambitions_facts.Ambitions: ambitions.render,
    plan_facts.PlanFacts: plan.render,
    list_facts.Named: list.render,
    list_facts.Picked: list.render,
    lacking_facts.Lackers: lacking.render,
    ranking_facts.Ranked: ranking.render,
    beside_facts.Against: beside.render,
    definition_facts.Definitions: definition.render,
    source_facts.Sources: source.render,
    owner_facts.Owners: owner.render,
    story_facts.Story: story.render,
    due_facts.Due: due.render,
    submit_facts.Offered: submit.render,
    follow_facts.Following: follow.render,
    help_facts.Help: help.render,
    not_in_plan_facts.NotInPlan: not_in_plan.render,
}


_NEVER_DRAWN = frozenset({Kind.PLAN, Kind.LIST, Kind.RANKING})
_DRAWABLE = "A picture can show up to four measures, or one ambition."


def render(facts: Facts) -> Reply:
    """Return the reply to facts of any kind, with what was taken from the conversation."""
    reply = RENDERERS[type(facts)](facts)
    query = facts.about.query
    if query.picture and query.kind in _NEVER_DRAWN:
        reply = replace(reply, lines=(*reply.lines, line(_DRAWABLE)))
    taken = query.inherited
    if taken and taken.casefold() not in reply.headline.text.casefold():
        reply = replace(reply, lines=(*reply.lines, line(italic(f"From before: {taken}."))))
    return spelt_out(reply, facts.about.catalogue)
