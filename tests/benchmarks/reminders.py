"""What planning reminders costs, and how fast many that are due at once leave.

`python -m tests.benchmarks reminders`. Draining is in virtual time: the decisions and the storage
are the real ones, Telegram and the clock are played.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import TypeVar

from bot.people import DutyKind, Role
from bot.plan.measures import Frequency, Measure
from bot.plan.working_days import bank_holidays
from bot.reminders.planning import Planned, plan_reminders
from bot.reminders.rules import Rules
from bot.stores import Stores
from storage.database import Database, open_database
from tests import starter_database
from tests.benchmarks.rows import Goal, Row
from tests.outbox.draining import Drained, drain
from tests.storage.reaching import connection_of

MANY = 10_000
ROUNDS = 3
RULES = Rules()
OPENING = datetime(2026, 10, 1, 8, tzinfo=UTC)
PER_SECOND = 28
ASKED = 500

Result = TypeVar("Result")


def rows() -> list[Row]:
    """Return what planning takes, and how long a storm of reminders takes to leave."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> list[Row]:
    database = open_database(f"sqlite:///{folder / 'bot.db'}")
    await database.transact(starter_database.load)
    await database.transact(_hire)
    opened, first = await _timed(database, _plan(OPENING))
    again = [await _timed(database, _plan(OPENING)) for _ in range(ROUNDS)]
    assert opened.owed >= MANY
    assert all(planned.owed == 0 for planned, _ in again)
    statements = await database.transact(_statements)
    await database.close()
    storm = await _in_a_storm(reminders=MANY)
    asked = await _in_a_storm(reminders=MANY, answers=ASKED, every=MANY / PER_SECOND / ASKED / 1.1)
    idle = await _in_a_storm(reminders=0, answers=ASKED, every=0.5)
    return [
        Row(
            name=f"Open {MANY:,} figures of {MANY:,} people and owe each a reminder",
            measured=first,
            unit="ms",
            goal=Goal(limit=1_000, unit="ms"),
        ),
        Row(
            name="Plan them again, nothing being new",
            measured=min(took for _, took in again),
            unit="ms",
            goal=Goal(limit=1_000, unit="ms"),
            note=f"{statements} statements, however many people and measures",
        ),
        Row(
            name=f"{MANY:,} reminders due at once leave (virtual time)",
            measured=storm.seconds,
            unit="s",
            floor_name=f"what {PER_SECOND} a second allows",
            floor=MANY / PER_SECOND,
            goal=Goal(limit=1.05),
            note=f"most in any second: {storm.worst_second}",
        ),
        Row(
            name=f"the same while {ASKED:,} answers go too",
            measured=asked.seconds,
            unit="s",
            floor_name=f"what {PER_SECOND} a second allows",
            floor=(MANY + ASKED) / PER_SECOND,
            goal=Goal(limit=1.05),
            note=f"most in any second: {asked.worst_second}",
        ),
        Row(
            name="an answer leaves during that, 95 of 100 within (virtual time)",
            measured=1_000 * asked.p95,
            unit="ms",
            floor_name="nothing else to send",
            floor=1_000 * idle.p95,
            goal=Goal(limit=2),
            note="a turn is taken to cost 4 ms",
        ),
    ]


def _hire(stores: Stores) -> None:
    """Add measures and an owner for each."""
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    model = next(one for one in catalogue.measures if one.frequency is Frequency.QUARTERLY)
    stores.exchange.put_measures([*catalogue.measures, *_measures(model)])
    stores.exchange.plan_changed()
    for number in range(MANY):
        member = stores.people.add(
            name=f"Person {number}", organisation="Council", role=Role.CONTRIBUTOR, now=OPENING
        )
        stores.people.link(member.id, f"telegram:{1_000 + number}", OPENING)
        stores.people.confirm(member.id, OPENING)
        stores.people.give(member=member.id, kind=DutyKind.OWNER, scope=f"m{number}")


def _measures(model: Measure) -> list[Measure]:
    return [
        replace(model, code=f"m{number}", name=f"Measure {number}", aliases=())
        for number in range(MANY)
    ]


def _plan(now: datetime) -> Callable[[Stores], Planned]:
    def work(stores: Stores) -> Planned:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        return plan_reminders(stores, catalogue, RULES, now)

    return work


async def _timed(database: Database, work: Callable[[Stores], Result]) -> tuple[Result, float]:
    """Return what the work returns and its milliseconds of processor time, SQLite's included.

    The catalogue and the years' holidays are read before, as in any process that has run a minute.
    """
    await database.transact(lambda stores: stores.plan.catalogue())
    for year in (2026, 2027):
        bank_holidays(year)
    begun = process_time()
    done = await database.transact(work)
    return done, 1_000 * (process_time() - begun)


def _statements(stores: Stores) -> int:
    """Return how many statements one pass runs."""
    raw = connection_of(stores).connection.driver_connection
    assert raw is not None
    counted: list[str] = []
    raw.set_trace_callback(counted.append)
    _plan(OPENING)(stores)
    raw.set_trace_callback(None)
    return len(counted)


async def _in_a_storm(*, reminders: int, answers: int = 0, every: float = 0.5) -> Drained:
    """Return how a storm leaves from a database of its own."""
    database = open_database("sqlite://")
    drained = await drain(database, reminders=reminders, answers=answers, every=every)
    await database.close()
    return drained
