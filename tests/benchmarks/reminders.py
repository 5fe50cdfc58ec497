"""What planning reminders costs, and how fast many that are due at once leave.

`python -m tests.benchmarks reminders`. Draining is in virtual time: the decisions and the storage
are the real ones, Telegram and the clock are played.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bot.outbox.dispatch import Batch, Sender, Settlement, Tray, turn
from bot.outbox.limits import Limits
from bot.outbox.notice import Notice, NoticeClass, Sent
from bot.people import DutyKind, Role
from bot.plan.measures import Frequency, Measure
from bot.reminders.planning import Planned, plan_reminders
from bot.reminders.rules import Rules
from bot.stores import Stores
from storage.database import Database, open_database
from tests import starter_database
from tests.benchmarks.rows import Row
from tests.storage.reaching import connection_of

MANY = 10_000
ROUNDS = 3
RULES = Rules()
OPENING = datetime(2026, 10, 1, 8, tzinfo=UTC)
BEFORE = datetime(2026, 10, 14, 8, tzinfo=UTC)
PER_SECOND = 28
LEASE = timedelta(minutes=5)

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
    spent = await _drained(folder)
    return [
        Row(
            name=f"Open {MANY:,} figures of {MANY:,} people and owe each a reminder",
            measured=first,
            unit="ms",
            goal="under 1,000 ms",
        ),
        Row(
            name="Plan them again, nothing being new",
            measured=min(took for _, took in again),
            unit="ms",
            goal="under 1,000 ms",
            note=f"{statements} statements, however many people and measures",
        ),
        Row(
            name=f"{MANY:,} reminders due at once leave (virtual time)",
            measured=spent,
            unit="s",
            floor_name=f"what {PER_SECOND} a second allows",
            floor=MANY / PER_SECOND,
            goal="at most 1.05",
            note="nothing kept back for answers; at 20 a second for bulk it is 500 s",
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
    """Return what the work returns and its milliseconds; the catalogue is read before."""
    await database.transact(lambda stores: stores.plan.catalogue())
    begun = perf_counter()
    done = await database.transact(work)
    return done, 1_000 * (perf_counter() - begun)


def _statements(stores: Stores) -> int:
    """Return how many statements one pass runs."""
    raw = connection_of(stores).connection.driver_connection
    assert raw is not None
    counted: list[str] = []
    raw.set_trace_callback(counted.append)
    _plan(OPENING)(stores)
    raw.set_trace_callback(None)
    return len(counted)


async def _drained(folder: Path) -> float:
    """Return the virtual seconds in which the reminders leave."""
    database = open_database(f"sqlite:///{folder / 'outbox.db'}")
    await database.transact(_fill)
    sender = Sender(owner="bench", door="telegram", limits=_limits(), lease=LEASE)
    settled: tuple[Settlement, ...] = ()
    now, sent = BEFORE, 0
    while sent < MANY:
        batch: Batch = await database.transact(
            lambda stores, now=now, settled=settled: turn(  # type: ignore[misc]
                Tray(outbox=stores.outbox, limiter=stores.limiter),
                sender,
                now,
                settled=settled,
                room=50,
            )
        )
        settled = tuple(
            Settlement(leased=one.leased, outcome=Sent(message_id=1)) for one in batch.ready
        )
        sent += len(batch.ready)
        ahead = max((one.pause for one in batch.ready), default=timedelta(milliseconds=50))
        now = max(now + ahead / 2, now + timedelta(milliseconds=20))
    await database.close()
    return (now - BEFORE).total_seconds()


def _limits() -> Limits:
    """Return the limits with nothing kept back for answers, as nobody asks anything here."""
    usual = Limits()
    return replace(usual, bulk=usual.everyone)


def _fill(stores: Stores) -> None:
    for number in range(MANY):
        stores.outbox.add(
            Notice(
                key=f"reminder:{number}:2026-10-14",
                chat=f"telegram:{1_000 + number}",
                html="x",
                plain="x",
                notice_class=NoticeClass.REMINDER,
            ),
            BEFORE,
        )
