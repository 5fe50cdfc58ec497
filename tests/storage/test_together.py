"""Few ways to the server: what travels together, and that nothing is true longer than it is."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from bot.conversation import Incoming, Text, respond
from bot.journal import InboxRow
from bot.outbox.notice import Notice
from bot.people import Admission, Role
from bot.stores import Stores
from storage import served
from storage.database import Database
from storage.postgresql import PostgresqlDatabase
from storage.together import finishing, opening
from tests.storage.reaching import run_sql

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CHAT = "telegram:7"
OPEN = Admission(everybody=Role.READER)


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that is sent to PostgreSQL by its own driver."""
    sent: list[str] = []
    for name in ("_fetch", "_execute"):
        original = getattr(served.Served, name)

        def noted(self: served.Served, sql: str, values: Any, send: Any = original) -> Any:
            sent.append(sql)
            return send(self, sql, values)

        monkeypatch.setattr(served.Served, name, noted)
    return sent


def come_in(stores: Stores, number: int) -> int:
    row = InboxRow(door="telegram", update_id=number, chat=CHAT, body="{}")
    return stores.journal.receive([row], NOW)


def answer(stores: Stores, number: int, text: str) -> str:
    stores.expect(CHAT, CHAT)
    assert stores.journal.finish("telegram", number, NOW)
    body = Text(text=text)
    incoming = Incoming(key=f"{number}", chat=CHAT, contact=CHAT, body=body, at=NOW)
    reply = respond(incoming, stores, NOW, admission=OPEN).reply
    assert reply is not None
    return reply.text


async def ask(database: Database, number: int, text: str) -> str:
    await database.transact(lambda stores: come_in(stores, number))
    return await database.transact(lambda stores: answer(stores, number, text))


async def test_a_question_takes_two_statements_whatever_was_said_before(
    starter: Database, ways: list[str]
) -> None:
    told = await ask(starter, 1, "latest child poverty")
    for number in range(2, 30):
        ways.clear()
        assert (await ask(starter, number, "latest child poverty"))[:40] == told[:40]
    served_by_another = isinstance(starter, PostgresqlDatabase)
    assert len(ways) == (2 if served_by_another else 0)


async def test_what_travels_together_is_all_there(starter: Database) -> None:
    await ask(starter, 1, "latest child poverty")

    def look(stores: Stores) -> list[int]:
        tables = ("answer", "outbox", "said", "said_figure", "receipt")
        return [int(str(run_sql(stores, f"SELECT count(*) FROM {one}")[0][0])) for one in tables]

    rows = await starter.read(look)
    assert rows[:3] == [1, 1, 1]
    assert rows[3] >= 1
    assert rows[4] == 1


async def test_the_same_answer_is_kept_once_for_all(starter: Database) -> None:
    for number in (1, 2):
        await ask(starter, number, "latest child poverty")
    found = await starter.read(
        lambda stores: run_sql(stores, "SELECT count(*), count(DISTINCT said_key) FROM receipt")
    )
    assert found == [(2, 1)]


async def test_a_message_done_before_is_not_answered_again(starter: Database) -> None:
    await ask(starter, 1, "latest child poverty")

    def again(stores: Stores) -> bool:
        stores.expect(CHAT, CHAT)
        return stores.journal.finish("telegram", 1, NOW)

    assert not await starter.transact(again)


async def test_what_waits_is_seen_by_whatever_is_asked_next(database: Database) -> None:
    def work(stores: Stores) -> tuple[object, ...]:
        stores.outbox.put(Notice(key="k", chat=CHAT, html="x", plain="x"), NOW)
        return run_sql(stores, "SELECT key FROM outbox")[0]

    assert await database.transact(work) == ("k",)


async def test_what_waits_is_taken_back_with_the_rest(database: Database) -> None:
    notice = Notice(key="k", chat=CHAT, html="x", plain="x")
    await database.rehearse(lambda stores: stores.outbox.put(notice, NOW))
    assert await database.transact(lambda stores: stores.outbox.add(notice, NOW))


async def test_a_notice_that_is_there_is_put_no_second_time(database: Database) -> None:
    notice = Notice(key="k", chat=CHAT, html="x", plain="x")
    for _ in range(2):
        await database.transact(lambda stores: stores.outbox.put(notice, NOW))
    assert await database.read(lambda stores: run_sql(stores, "SELECT key FROM outbox")) == [("k",)]


async def test_notices_of_one_work_keep_their_order(database: Database) -> None:
    def put(stores: Stores) -> None:
        for key in "abcde":
            stores.outbox.put(Notice(key=key, chat=CHAT, html="x", plain="x"), NOW)

    await database.transact(put)
    rows = await database.read(lambda s: run_sql(s, "SELECT key FROM outbox ORDER BY id"))
    assert [key for (key,) in rows] == list("abcde")


async def test_what_was_brought_along_is_asked_anew_after_a_write(database: Database) -> None:
    def work(stores: Stores) -> tuple[object, object]:
        stores.expect(CHAT, CHAT)
        stores.journal.finish("telegram", 1, NOW)
        someone = stores.people.add(name="A", organisation="B", role=Role.READER, now=NOW)
        stores.people.link(someone.id, CHAT, NOW)
        found = stores.people.by_contact(CHAT)
        return found.id if found else None, someone.id

    found, linked = await database.transact(work)
    assert found == linked


async def test_an_answers_number_is_never_given_twice(database: Database) -> None:
    keep = partial(_keep, at=NOW)
    numbers = [await database.transact(keep) for _ in range(3)]
    assert numbers == sorted(set(numbers))


def _keep(stores: Stores, *, at: datetime) -> int:
    stores.expect(CHAT, CHAT)
    stores.journal.finish("telegram", 1, at)
    return stores.conversations.keep(chat=CHAT, person=CHAT, at=at, body="{}")


def test_values_are_numbered_on_from_one_statement_to_the_next() -> None:
    made = opening("UPDATE a SET b=$1 WHERE c=$2", ("SELECT d FROM e WHERE f=$1", "SELECT 1"))
    assert made == (
        "WITH done AS (UPDATE a SET b=$1 WHERE c=$2 RETURNING 1) SELECT"
        " (SELECT count(*) FROM done), ARRAY(SELECT q FROM (SELECT d FROM e WHERE f=$3) AS q),"
        " ARRAY(SELECT q FROM (SELECT 1) AS q)"
    )
    writes = (("", "INSERT INTO a VALUES ($1, $2)"), ("new", "INSERT INTO b VALUES ($2, $1)"))
    assert finishing(writes) == (
        "WITH write_0 AS (INSERT INTO a VALUES ($1, $2)), new AS (INSERT INTO b VALUES ($4, $3))"
        " SELECT 1"
    )
