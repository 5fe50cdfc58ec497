"""Every read of the plan and every claim is a seek: shown by the database's own query plan."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, cast

import pytest
from sqlalchemy import event

from bot.journal import InboxRow
from bot.outbox.notice import NoticeClass
from bot.plan.figures import Benchmark, Figure, FigureStatus
from bot.plan.periods import month
from bot.stores import Stores
from storage.bound_stores import BoundStores
from storage.database import Database
from storage.postgresql import PostgresqlDatabase
from storage.prepared import Link
from storage.tables import outbox
from tests import starter
from tests.storage.making import NOW, notice, small_plan
from tests.storage.reaching import connection_of, run_sql

MEASURES, MONTHS = 60, 100
CODES = [f"m{number}" for number in range(MEASURES)]
PERIODS = [month(1990 + index // 12, index % 12 + 1) for index in range(MONTHS)]
BIG = ("figure", "revision", "benchmark", "outbox", "answer", "inbox", "one", "other")


def fill(stores: Stores) -> None:
    """Put in enough rows for a scan to be the wrong choice."""
    small_plan(stores)
    first = starter.catalogue().measures[0]
    exchange = stores.exchange
    exchange.put_measures([replace(first, code=code) for code in CODES])
    for code in CODES:
        exchange.put_figures([(_figure(code, index), ()) for index in range(MONTHS)], NOW)
        exchange.put_benchmarks([_benchmark(code, index) for index in range(MONTHS)])
    for number in range(2000):
        chat = f"telegram:{number % 500}"
        stores.outbox.add(notice(f"{number}", chat, of=NoticeClass.REMINDER), NOW)
        stores.conversations.keep(chat=chat, person=chat, at=NOW, body="{}")
    stores.journal.receive([_update(number) for number in range(2000)], NOW)
    rest = ", ".join(column.name for column in outbox.columns if column.name not in {"id", "key"})
    for mark in "abcd":
        run_sql(
            stores, f"INSERT INTO outbox (key, {rest}) SELECT key || '{mark}', {rest} FROM outbox"
        )
    run_sql(stores, "UPDATE outbox SET state = 'sent' WHERE id > 200")


def _update(number: int) -> InboxRow:
    return InboxRow(door="telegram", update_id=number, chat="telegram:1", body="{}")


def _figure(code: str, index: int) -> Figure:
    return Figure(
        measure=code,
        period=PERIODS[index],
        value=Decimal(index),
        status=FigureStatus.FINAL,
        comparable=True,
        source="Year book",
        source_date=None,
    )


def _benchmark(code: str, index: int) -> Benchmark:
    return Benchmark(
        measure=code,
        comparator="England",
        period=PERIODS[index],
        value=Decimal(index),
        source="Year book",
        source_date=None,
    )


READS: dict[str, Callable[[Stores], object]] = {
    "catalogue": lambda s: s.plan.catalogue(),
    "newest": lambda s: s.plan.newest("m7"),
    "newest of an ambition": lambda s: s.plan.newest_of(CODES[:15]),
    "series": lambda s: s.plan.series("m7", start=date(1995, 1, 1)),
    "revisions": lambda s: s.plan.revisions("m7", PERIODS[50]),
    "withdrawn": lambda s: s.plan.withdrawn("m7"),
    "benchmarks": lambda s: s.plan.benchmarks("m7", start=date(1995, 1, 1)),
    "targets": lambda s: s.plan.targets("m7"),
    "recent": lambda s: s.conversations.recent(chat="telegram:7", person="telegram:7", since=NOW),
    "find": lambda s: s.conversations.find(7),
    "highest": lambda s: s.journal.highest("telegram"),
    "waiting": lambda s: s.journal.waiting("telegram", limit=20),
    "claim": lambda s: s.outbox.claim("one", NOW, lease=timedelta(seconds=30), limit=20),
    "one figure of a batch": lambda s: s.exchange.put_figures([(_figure("m7", 3), ())], NOW),
}


class Recorder:
    """The driver's connection beneath the stores, which writes down what it is asked."""

    def __init__(self, driver: sqlite3.Connection, said: list[tuple[str, Any]]) -> None:
        self._driver = driver
        self._said = said

    def execute(self, statement: str, parameters: Any) -> sqlite3.Cursor:
        self._said.append((statement, parameters))
        return self._driver.execute(statement, parameters)


def overhear(read: Callable[[Stores], object], stores: Stores) -> list[tuple[str, Any]]:
    """Return what a read says to the database, statement by statement, unbound."""
    said: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        said.append((statement, parameters))

    link = cast("BoundStores", stores).plan._link
    recorder = cast("sqlite3.Connection", Recorder(link.driver, said)) if link.driver else None
    event.listen(link.connection, "before_cursor_execute", note)
    read(BoundStores(Link(link.connection, recorder), cast("BoundStores", stores).plan._cache))
    event.remove(link.connection, "before_cursor_execute", note)
    return [one for one in said if not one[0].startswith(("LOCK", "SET"))]


def plans(read: Callable[[Stores], object], stores: Stores) -> list[str]:
    connection = connection_of(stores)
    explain = "EXPLAIN " if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    return [
        "\n".join(
            str(row[-1])
            for row in connection.exec_driver_sql(explain + statement, tuple(parameters))
        )
        for statement, parameters in overhear(read, stores)
    ]


def scans(plan: str) -> list[str]:
    """Return the lines of a plan that go through a whole big table."""
    scan = re.compile(rf"(SCAN|Seq Scan on) (\w+ )?({'|'.join(BIG)})\b(?!.* USING INDEX ix_outbox)")
    return [line for line in plan.splitlines() if scan.search(line)]


@pytest.fixture
async def full(database: Database) -> Database:
    await database.transact(fill)
    await database.transact(partial(run_sql, statement="ANALYZE"))
    return database


async def test_nothing_goes_through_a_whole_table(full: Database) -> None:
    on_postgresql = isinstance(full, PostgresqlDatabase)
    for name, read in READS.items():
        if on_postgresql and name == "one figure of a batch":
            continue  # it expects a hundred figures, and then rightly reads a table of this size
        for plan in await full.rehearse(partial(plans, read)):
            assert not scans(plan), f"{name}:\n{plan}"


async def test_the_newest_is_read_backwards_without_sorting(full: Database) -> None:
    for name in ("newest", "newest of an ambition"):
        [plan] = await full.rehearse(partial(plans, READS[name]))
        assert re.search("pk_figure|USING PRIMARY KEY", plan)
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan


async def test_one_question_is_a_fixed_number_of_statements(full: Database) -> None:
    """Round trips do not grow with figures, measures or callers."""

    async def count(name: str) -> int:
        return len(await full.read(partial(overhear, READS[name])))

    await full.read(lambda s: s.plan.catalogue())
    for name in ("catalogue", "newest", "newest of an ambition", "series", "benchmarks", "recent"):
        assert await count(name) == 1
