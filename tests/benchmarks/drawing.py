"""Pictures a second in the drawing process, and what the event loop feels of it."""

from __future__ import annotations

import asyncio
from statistics import quantiles
from time import perf_counter

from bot import answers, rendering
from bot.questions.queries import Kind, Query
from bot.rendering import chart_spec
from bot.stores import Stores
from handlers.drawing import Drawer
from handlers.drawing.pages import draw
from storage.database import open_database
from tests import starter, starter_database
from tests.benchmarks.rows import Goal, Row

TICK = 0.001
ROUNDS, IDLE_SECONDS = 5, 3.0
SPECS = (
    *(
        Query(kind=Kind.TREND, measures=(code,), picture=True)
        for code in ("2.01", "3.02", "3.06", "7.01")
    ),
    Query(kind=Kind.COMPARE, measures=("4.02",), picture=True),
    Query(kind=Kind.TREND, measures=("1.01", "1.02"), picture=True),
    Query(kind=Kind.AMBITION, ambition=4, picture=True),
)


def rows() -> list[Row]:
    """Return the rows of this subject."""
    return asyncio.run(_rows())


async def _rows() -> list[Row]:
    database = open_database("sqlite://")
    await database.transact(starter_database.load)
    specs = await database.read(_specs)
    await database.close()
    started = perf_counter()
    drawer = Drawer(longest=120)
    await drawer.draw(specs[0])
    first = perf_counter() - started
    idle = await _lag(asyncio.sleep(IDLE_SECONDS))
    started = perf_counter()
    busy = await _lag(_draw_all(drawer, specs))
    each = (perf_counter() - started) / (ROUNDS * len(specs))
    await drawer.close()
    here = _drawn_here(specs)
    return [
        Row(
            name="one picture, of series and ambitions",
            measured=each * 1_000,
            unit="ms",
            floor_name="drawn in this very process",
            floor=here * 1_000,
            goal=Goal(limit=1.5),
            note=f"{1 / each:.1f} pictures a second; mean",
        ),
        Row(
            name="event-loop lag while drawing, 99th percentile",
            measured=busy,
            unit="ms",
            floor_name="idle loop",
            floor=idle,
            goal=Goal(limit=10, unit="ms"),
            note="ticks of 1 ms beside a drawing process that never rests",
        ),
        Row(
            name="first picture: process started, library loaded",
            measured=first * 1_000,
            unit="ms",
            note="once; nothing of it happens before a picture is asked for",
        ),
    ]


def _specs(stores: Stores) -> list[str]:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    replies = [
        rendering.render(answers.answer(query, stores.plan, catalogue, starter.TODAY))
        for query in SPECS
    ]
    return [chart_spec.to_json(one.picture) for one in replies if one.picture is not None]


async def _draw_all(drawer: Drawer, specs: list[str]) -> None:
    for _ in range(ROUNDS):
        await asyncio.gather(*map(drawer.draw, specs))


async def _lag(work: object) -> float:
    """Return the 99th percentile of how late ticks come while `work` runs, in milliseconds."""
    running = asyncio.ensure_future(work)  # type: ignore[call-overload]
    late = []
    while not running.done():
        started = perf_counter()
        await asyncio.sleep(TICK)
        late.append((perf_counter() - started - TICK) * 1_000)
    await running
    return float(quantiles(late, n=100)[98])


def _drawn_here(specs: list[str]) -> float:
    """Return seconds a picture without any other process, its library loaded already."""
    read = [chart_spec.from_json(spec) for spec in specs]
    draw(read[0])
    started = perf_counter()
    for _ in range(ROUNDS):
        for spec in read:
            draw(spec)
    return (perf_counter() - started) / (ROUNDS * len(read))
