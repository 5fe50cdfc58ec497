"""A plan of one measure and the figures that a test names, in a database of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.plan.figures import Benchmark, Figure, Revision
from bot.plan.measures import Measure
from bot.plan.periods import Period, PeriodKind
from bot.plan.targets import Target
from bot.stores import Stores
from storage.database import Database
from tests import another_plan
from tests.asking import Ask, asker
from tests.making import PLAIN

TODAY = another_plan.TODAY


async def plan_of(
    database: Database,
    *figures: Figure,
    measures: Sequence[Measure] = (PLAIN,),
    versions: Sequence[Revision] = (),
    benchmarks: Sequence[Benchmark] = (),
    targets: Sequence[Target] = (),
    today: date = TODAY,
) -> Ask:
    """Store the figures and return what asks about them; all `versions` are of the first."""

    def load(stores: Stores) -> None:
        exchange = stores.exchange
        exchange.put_plan(another_plan.PLAN, None)
        exchange.put_ambitions([replace(another_plan.AMBITIONS[0], number=PLAIN.ambition)])
        exchange.put_measures(measures)
        listed = [(one, () if place else versions) for place, one in enumerate(figures)]
        exchange.put_figures(listed, another_plan.AT)
        exchange.put_benchmarks(benchmarks)
        exchange.put_targets(targets)
        exchange.plan_changed()

    await database.transact(load)
    return asker(database, today)


def period(kind: str, start: str, end: str) -> Period:
    return Period(
        kind=PeriodKind(kind), start=date.fromisoformat(start), end=date.fromisoformat(end)
    )
