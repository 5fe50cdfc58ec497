"""How measures stand at one moment, small enough to keep: what a follower was told last."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Protocol

from bot.answers.asked import Asked, ScreenedPlan
from bot.answers.standing import Found, Standing, Unavailable, standings, status_of
from bot.answers.trend import course_of
from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Catalogue, Measure
from bot.plan.periods import Period
from bot.plan.protecting import Nobody, ShownBefore
from bot.plan.store import PlanStore
from bot.questions.queries import Kind, Query
from bot.receipts.shown import ShownInChat
from bot.receipts.store import ReceiptStore
from bot.rendering import sentences
from bot.rendering.page import Page
from bot.rendering.trend import beyond_chance


class SightRooms(Protocol):
    """What looking needs; `bot.stores.Stores` has it."""

    @property
    def plan(self) -> PlanStore:
        """The plan and its figures."""
        ...

    @property
    def receipts(self) -> ReceiptStore:
        """What each chat was shown."""
        ...


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What may be shown of a measure's newest figure: period, value and status in words.

    `told_on` is the day on which somebody was last told of a change, as text; `was` is what was
    shown for the same period before that change.
    """

    period: str = ""
    phrase: str = ""
    shown: str = ""
    status: str = ""
    told_on: str = ""
    was: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there was no figure."""
        return not self.period

    def differs(self, other: Snapshot) -> bool:
        """Say whether anything that followers are told of is another."""
        return (self.period, self.shown, self.status) != (other.period, other.shown, other.status)


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How one measure stands for one chat: what it may be told, and the figure that rests on."""

    measure: Measure
    figure: Figure | None
    snapshot: Snapshot


class Seen:
    """How measures stand, as one chat may see it: what it was shown before counts (R31).

    Most plans hide nothing that depends on it; then every chat sees the same, looked up once.
    """

    def __init__(
        self, rooms: SightRooms, catalogue: Catalogue, measures: Sequence[Measure], today: date
    ) -> None:
        """Look at `measures` as somebody who was shown nothing."""
        self._rooms, self._catalogue, self._today = rooms, catalogue, today
        self._measures = measures
        self._nobody = Nobody()
        self._plan = self._screened(self._nobody)
        self.by_anyone = sights(self._plan, catalogue, measures, today)

    def by(self, chat: str, codes: Collection[str] | None = None) -> Sighted:
        """Return the measures, or those of `codes`, as a chat may see them."""
        if not self._nobody.used:
            return self._sighted(self._plan, self.by_anyone)
        plan = self._screened(ShownInChat(self._rooms.receipts, chat))
        measures = [one for one in self._measures if codes is None or one.code in codes]
        found = sights(plan, self._catalogue, measures, self._today)
        return self._sighted(plan, found)

    def _sighted(self, plan: ScreenedPlan, found: Mapping[str, Sight]) -> Sighted:
        return Sighted(plan=plan, by_code=found, catalogue=self._catalogue, today=self._today)

    def _screened(self, shown: ShownBefore) -> ScreenedPlan:
        return ScreenedPlan(self._rooms.plan, self._catalogue, self._today, shown)


@dataclass(frozen=True, kw_only=True)
class Sighted:
    """What one chat may be told of measures, and the plan as it may see it."""

    plan: ScreenedPlan
    by_code: Mapping[str, Sight]
    catalogue: Catalogue
    today: date

    def signal(self, page: Page, sight: Sight) -> str:
        """Return in words that the newest figure shows more than chance; nothing where it may not.

        It rests on what this chat may see: what is hidden is a gap in the series.
        """
        if sight.figure is None or sight.figure.value is None:
            return ""
        query = Query(kind=Kind.TREND, measures=(sight.measure.code,))
        asked = Asked(query=query, catalogue=self.catalogue, plan=self.plan, today=self.today)
        course = course_of(asked, sight.measure, None)
        is_newest = bool(course.valued) and course.valued[-1].period == sight.figure.period
        return beyond_chance(page, course) if is_newest else ""

    def before(self, page: Page, sight: Sight, snapshot: Snapshot) -> str:
        """Return what a measure stood at, '455 in March 2026'; nothing where it is hidden now.

        A figure of an earlier period is looked up anew: it may be hidden by now, or be another.
        """
        if snapshot.is_empty or sight.figure is None:
            return ""
        if snapshot.period == sight.snapshot.period:
            hidden = sight.figure.status is FigureStatus.WITHHELD
            return "" if hidden else f"{snapshot.shown} {snapshot.phrase}"
        day = date.fromisoformat(snapshot.period.rpartition(" ")[2])
        held = self.plan.series(sight.measure.code, start=day, end=day)
        figure = next((one for one in held if _named(one.period) == snapshot.period), None)
        if figure is None or figure.value is None:
            return ""
        return f"{page.value(sight.measure, figure)} {figure.period.phrase}"


def sights(
    plan: ScreenedPlan, catalogue: Catalogue, measures: Sequence[Measure], today: date
) -> dict[str, Sight]:
    """Return how measures stand, by code, from two reads; hidden values stay hidden."""
    asked = Asked(query=Query(kind=Kind.LATEST), catalogue=catalogue, plan=plan, today=today)
    return {one.measure.code: _of(one) for one in standings(asked, measures, targets=True)}


def to_text(
    snapshot: Snapshot, *, told_on: date | None = None, before: Snapshot | None = None
) -> str:
    """Return a snapshot as JSON, with the day on which it was told and what it was `before`."""
    kept = snapshot if told_on is None else replace(snapshot, told_on=told_on.isoformat())
    if before is not None and before.period == snapshot.period:
        kept = replace(kept, was=before.shown)
    return json.dumps(asdict(kept), ensure_ascii=False)


def from_text(text: str | None) -> Snapshot:
    """Return what `to_text` was given."""
    return Snapshot(**json.loads(text)) if text else Snapshot()


def _of(standing: Standing) -> Sight:
    measure = standing.measure
    if isinstance(standing, Found):
        figure = standing.figure
    elif isinstance(standing, Unavailable):
        figure = standing.gap
    else:
        return Sight(measure=measure, figure=None, snapshot=Snapshot())
    page = Page(Query(kind=Kind.LATEST))
    status = status_of(standing)
    verdict = ""
    if isinstance(standing, Found) and status is not None and standing.judgement.target is not None:
        verdict = sentences.verdict(figure, standing.judgement)
    snapshot = Snapshot(
        period=_named(figure.period),
        phrase=figure.period.phrase,
        shown=page.value(measure, figure),
        status=verdict,
    )
    return Sight(measure=measure, figure=figure, snapshot=snapshot)


def _named(period: Period) -> str:
    return f"{period.kind.value} {period.start} {period.end}"


def seen_text(listed: Mapping[str, Sight]) -> str:
    """Return how many measures stand as one JSON text."""
    kept = {code: asdict(one.snapshot) for code, one in listed.items() if one.figure is not None}
    return json.dumps(kept)


def seen_from(text: str) -> dict[str, Snapshot]:
    """Return what `seen_text` was given; a measure it lacks had no figure."""
    return {code: Snapshot(**one) for code, one in json.loads(text or "{}").items()}
