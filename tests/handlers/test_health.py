"""/healthz, /readyz, /metrics: alive, ready or why not, and numbers that Prometheus reads."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.errors import StorageError
from bot.journal import InboxRow
from bot.outbox.notice import Notice
from handlers.health import Health, Signs, Standing
from handlers.readiness import standing
from storage.database import Database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GOOD = Standing(
    version="0010",
    needed="0010",
    updates_waiting=0,
    oldest_update=None,
    notices_open=0,
    oldest_notice=None,
    notices_held=0,
)
HEARD = Signs(heard=1.0)
METRIC = re.compile(r"# TYPE (partnership_bot_\w+) (gauge|counter)\n\1 -?\d+(\.\d+)?\n")


@asynccontextmanager
async def served(
    found: Standing | Exception = GOOD, signs: Signs = HEARD
) -> AsyncIterator[Callable[[str], Awaitable[tuple[int, str]]]]:
    async def look() -> Standing:
        if isinstance(found, Exception):
            raise found
        return found

    health = Health(look=look, signs=lambda: signs, now=lambda: NOW, late=timedelta(minutes=5))
    port = await health.open("127.0.0.1", 0)

    async def get(path: str) -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}{path}") as response,
        ):
            return response.status, await response.text()

    yield get
    await health.close()


async def test_a_bot_that_is_well_is_alive_and_ready() -> None:
    async with served() as get:
        assert await get("/healthz") == (200, "alive\n")
        assert await get("/readyz") == (200, "ready\n")
        assert (await get("/"))[0] == 404


@pytest.mark.parametrize(
    ("found", "signs", "why"),
    [
        (StorageError("gone"), Signs(heard=1.0), "the database cannot be reached"),
        (replace(GOOD, version="0009"), Signs(heard=1.0), "run: partnership-bot upgrade"),
        (GOOD, Signs(), "Telegram has not answered yet"),
        (GOOD, Signs(heard=301.0), "Telegram has been silent for 301 seconds"),
        (
            replace(GOOD, oldest_notice=NOW - timedelta(minutes=6)),
            Signs(heard=1.0),
            "the oldest message has waited for 360 seconds",
        ),
        (
            replace(GOOD, oldest_update=NOW - timedelta(minutes=7)),
            Signs(heard=1.0),
            "the oldest update has waited for 420 seconds",
        ),
    ],
)
async def test_a_bot_that_cannot_work_says_why_and_stays_alive(
    found: Standing | Exception, signs: Signs, why: str
) -> None:
    async with served(found, signs) as get:
        status, said = await get("/readyz")
        assert (await get("/healthz"))[0] == 200
    assert status == 503
    assert said == f"not ready: {said.removeprefix('not ready: ')}"
    assert why in said


async def test_a_newer_database_is_ready_for_a_replica_one_release_behind() -> None:
    async with served(replace(GOOD, version="0011")) as get:
        assert (await get("/readyz"))[0] == 200


async def test_metrics_are_as_prometheus_reads_them() -> None:
    signs = Signs(heard=1.5, numbers={"updates_received_total": 3})
    async with served(replace(GOOD, notices_open=2), signs) as get:
        status, said = await get("/metrics")
    assert status == 200
    assert "".join(match.group(0) for match in METRIC.finditer(said)) == said
    assert "partnership_bot_updates_received_total 3\n" in said
    assert "partnership_bot_notices_open 2\n" in said
    assert "partnership_bot_telegram_heard_seconds_ago 1.5\n" in said


async def test_metrics_go_on_without_a_database() -> None:
    async with served(StorageError("gone")) as get:
        status, said = await get("/metrics")
    assert status == 200
    assert "partnership_bot_database_up 0\n" in said


async def test_the_standing_is_read_from_the_database(database: Database) -> None:
    row = InboxRow(door="telegram", update_id=1, chat="telegram:1", body="{}")
    notice = Notice(key="k", chat="telegram:1", html="x", plain="x")
    await database.transact(lambda stores: stores.journal.receive([row], NOW))
    await database.transact(lambda stores: stores.outbox.add(notice, NOW))
    found = await database.read(standing)
    assert (found.updates_waiting, found.oldest_update) == (1, NOW)
    assert (found.notices_open, found.oldest_notice) == (1, NOW)
    assert found.version == found.needed
