"""How measures stand at one moment, small enough to keep: what a follower was told last."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from bot.answers.asked import Asked, ScreenedPlan
from bot.answers.standing import Found, Standing, Unavailable, standings, status_of
from bot.plan.measures import Catalogue, Measure
from bot.plan.store import PlanStore
from bot.questions.queries import Kind, Query
from bot.rendering import sentences
from bot.rendering.page import Page


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What may be shown of a measure's newest figure: period, value and status in words.

    `told_on` is the day on which somebody was last told of a change, as text.
    """

    period: str = ""
    phrase: str = ""
    shown: str = ""
    status: str = ""
    told_on: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there was no figure."""
        return not self.period

    def differs(self, other: Snapshot) -> bool:
        """Say whether anything that followers are told of is another."""
        return (self.period, self.shown, self.status) != (other.period, other.shown, other.status)


def snapshots(
    plan: PlanStore, catalogue: Catalogue, measures: Sequence[Measure], today: date
) -> dict[str, Snapshot]:
    """Return how measures stand, by code, from two reads; hidden values stay hidden."""
    asked = Asked(
        query=Query(kind=Kind.LATEST),
        catalogue=catalogue,
        plan=ScreenedPlan(plan, catalogue, today),
        today=today,
    )
    return {one.measure.code: _of(one) for one in standings(asked, measures, targets=True)}


def to_text(snapshot: Snapshot, *, told_on: date | None = None) -> str:
    """Return a snapshot as JSON, with the day on which it was told."""
    kept = snapshot if told_on is None else replace(snapshot, told_on=told_on.isoformat())
    return json.dumps(asdict(kept), ensure_ascii=False)


def from_text(text: str | None) -> Snapshot:
    """Return what `to_text` was given."""
    return Snapshot(**json.loads(text)) if text else Snapshot()


def _of(standing: Standing) -> Snapshot:
    if isinstance(standing, Found):
        figure = standing.figure
    elif isinstance(standing, Unavailable):
        figure = standing.gap
    else:
        return Snapshot()
    page = Page(Query(kind=Kind.LATEST))
    status = status_of(standing)
    verdict = ""
    if isinstance(standing, Found) and status is not None and standing.judgement.target is not None:
        verdict = sentences.verdict(figure, standing.judgement)
    return Snapshot(
        period=f"{figure.period.kind.value} {figure.period.start} {figure.period.end}",
        phrase=figure.period.phrase,
        shown=page.value(standing.measure, figure),
        status=verdict,
    )


def seen_text(listed: Mapping[str, Snapshot]) -> str:
    """Return the snapshots of many measures as one JSON text."""
    return json.dumps({code: asdict(one) for code, one in listed.items() if not one.is_empty})


def seen_from(text: str) -> dict[str, Snapshot]:
    """Return what `seen_text` was given; a measure it lacks had no figure."""
    return {code: Snapshot(**one) for code, one in json.loads(text or "{}").items()}
