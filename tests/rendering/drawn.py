"""Pictures of a few figures, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from bot import answers, rendering
from bot.plan.figures import Benchmark, Figure
from bot.plan.measures import Catalogue, Measure
from bot.plan.store import PlanStore
from bot.plan.targets import Target
from bot.questions.queries import Kind, Query
from bot.rendering.chart_spec import ChartSpec
from bot.rendering.reply import Reply
from tests import another_plan

TODAY = date(2026, 11, 23)


class Few:
    """A plan of these figures alone."""

    def __init__(
        self,
        figures: Sequence[Figure],
        targets: Sequence[Target] = (),
        benchmarks: Sequence[Benchmark] = (),
    ) -> None:
        self._figures, self._targets, self._benchmarks = figures, targets, benchmarks

    def state(self) -> None:
        return None

    def hiding(self) -> frozenset[str]:
        return frozenset(one.measure for one in self._figures)

    def series(
        self, code: str, *, start: date | None = None, end: date | None = None, limit: int = 400
    ) -> list[Figure]:
        del limit
        return [
            one
            for one in self._figures
            if one.measure == code
            and (start is None or start <= one.period.end)
            and (end is None or one.period.end <= end)
        ]

    def targets(self, code: str) -> list[Target]:
        return [one for one in self._targets if one.measure == code]

    def benchmarks(self, code: str, **_: Any) -> list[Benchmark]:
        return [one for one in self._benchmarks if one.measure == code]


def catalogue_of(*measures: Measure) -> Catalogue:
    return Catalogue(
        version=1,
        plan=another_plan.PLAN,
        ambitions=another_plan.AMBITIONS,
        measures=measures,
        terms=(),
        comparators=("All councils", "Neighbours"),
    )


def reply_of(measures: Sequence[Measure], plan: Few, **fields: Any) -> Reply:
    query = Query(
        kind=Kind.TREND,
        measures=tuple(measure.code for measure in measures),
        picture=True,
        **fields,
    )
    catalogue = catalogue_of(*measures)
    return rendering.render(answers.answer(query, cast("PlanStore", plan), catalogue, TODAY))


def spec_of(measure: Measure, figures: Sequence[Figure], **beside: Any) -> ChartSpec:
    reply = reply_of([measure], Few(figures, **beside))
    assert reply.picture is not None, reply.text
    return reply.picture
