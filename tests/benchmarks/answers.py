"""An answer of every kind, worked out and written down anew, at 60 and at 10,000 measures.

`python -m tests.benchmarks answers`. Each measure has twelve quarters, one in eight a target, one
in eight a small count that is withheld. The floor is one read of a measure's two newest figures by
the driver alone. Nothing is remembered between answers, but in the rows that say so; p99 stands in
the note.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bot import answers, rendering
from bot.plan.figures import Figure
from bot.plan.measures import Catalogue, Measure, Unit
from bot.plan.protecting import hiding_now
from bot.plan.store import PlanStore
from bot.plan.targets import Target
from bot.questions.queries import Filter, Kind, Query, Window
from bot.stores import Stores
from storage.database import open_database
from tests import another_plan
from tests.benchmarks.rows import Row
from tests.making import figure, measure, quarter, target

SIZES = (60, 10_000)
QUARTERS = 12
ROUNDS = 60
OF_MANY = 5
"""How often a kind that is about the whole plan is answered where the plan is large."""
TODAY = date(2028, 5, 10)
WHOLE_PLAN = frozenset({Kind.LIST, Kind.RANKING, Kind.AMBITION, Kind.PLAN, Kind.TARGET})
FLOOR = "two newest figures, read by the store alone"


def rows() -> list[Row]:
    """Return the median of each kind at each size; its 99th percentile is in the note."""
    return asyncio.run(_rows())


async def _rows() -> list[Row]:
    found: list[Row] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            database = open_database(f"sqlite:///{Path(folder) / 'plan.db'}")
            await database.transact(lambda stores, size=size: _fill(stores, size))  # type: ignore[misc]
            found += await database.read(lambda stores, size=size: _measured(stores, size))  # type: ignore[misc]
            await database.close()
    return found


def _measured(stores: Stores, size: int) -> list[Row]:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    floor = median(_floor(stores.plan, size))
    made = []
    for kind, again in [*((kind, False) for kind in Kind), (Kind.LIST, True), (Kind.RANKING, True)]:
        rounds = OF_MANY if kind in WHOLE_PLAN and size > SIZES[0] else ROUNDS
        taken = []
        for query in _queries(kind, size, rounds):
            whole = kind in WHOLE_PLAN and not again
            plan = _forgotten(catalogue, stores.plan) if whole else catalogue
            began = perf_counter()
            rendering.render(answers.answer(query, stores.plan, plan, TODAY))
            taken.append((perf_counter() - began) * 1e6)
        p99 = quantiles(taken, n=100)[98] if len(taken) > 1 else taken[0]
        made.append(
            Row(
                name=f"answer of kind {kind.value}, {size:,} measures{', again' if again else ''}",
                measured=median(taken),
                unit="µs",
                floor_name=FLOOR,
                floor=floor,
                note=f"median; p99 {p99:,.0f} µs",
            )
        )
    return made


def _forgotten(catalogue: Catalogue, plan: PlanStore) -> Catalogue:
    """The same plan as another object, of which no answer is remembered."""
    fresh = replace(catalogue)
    assert fresh.by_code
    assert fresh.parts_of is not None
    hiding_now(plan, fresh)
    return fresh


def _floor(plan: PlanStore, size: int) -> list[float]:
    taken = []
    for place in range(ROUNDS):
        began = perf_counter()
        plan.newest(_code(place * 7 % size), limit=2)
        taken.append((perf_counter() - began) * 1e6)
    return taken


def _queries(kind: Kind, size: int, rounds: int) -> Iterator[Query]:
    filters = (None, Filter.OFF_TARGET, Filter.IMPROVING, Filter.NO_FIGURE)
    for place in range(rounds):
        code = _code(place * 7 % size)
        query = Query(kind=kind, measures=(code,))
        if kind in WHOLE_PLAN:
            query = Query(kind=kind, ambition=1 if kind is Kind.AMBITION else None)
        if kind is Kind.LIST:
            query = query.but(filter=filters[place % len(filters)])
        if kind is Kind.RANKING:
            query = query.but(filter=Filter.BIGGEST_CHANGE)
        if kind is Kind.FIGURE:
            period = quarter(2025 + place % 3, place % 4 + 1)
            query = query.but(windows=(Window(start=period.start, end=period.end),))
        yield query


def _fill(stores: Stores, size: int) -> None:
    measures = [_measure(place) for place in range(size)]
    exchange = stores.exchange
    exchange.put_plan(another_plan.PLAN, None)
    exchange.put_ambitions(
        [
            replace(another_plan.AMBITIONS[0], number=number)
            for number in range(1, size // SIZES[0] + 2)
        ]
    )
    exchange.put_measures(measures)
    for start in range(0, size, 500):
        listed = [one for made in measures[start : start + 500] for one in _figures(made)]
        exchange.put_figures([(one, ()) for one in listed], another_plan.AT)
    exchange.put_targets(list(_targets(measures)))
    exchange.plan_changed()


def _measure(place: int) -> Measure:
    made = measure(
        code=_code(place), ambition=place // SIZES[0] + 1, name=f"Homes of kind {place}", aliases=()
    )
    return replace(made, unit=Unit.COUNT, decimals=0) if place % 8 == 0 else made


def _figures(one: Measure) -> Iterator[Figure]:
    for place in range(QUARTERS):
        span = quarter(2025 + place // 4, place % 4 + 1)
        number = (int(one.code[1:]) * 31 + place * 17) % 70 + 20
        small = one.unit is Unit.COUNT and place == 5
        yield figure(span, "3" if small else f"{number}", measure=one.code)


def _targets(measures: Sequence[Measure]) -> Iterator[Target]:
    for one in measures[::8]:
        yield replace(target(quarter(2027, 4), "50", "2"), measure=one.code)


def _code(place: int) -> str:
    return f"m{place}"
