"""The audit: lines are added, sealed and never changed, however many write at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.journal import AuditLine
from bot.stores import Stores
from storage.audit_store import digest
from storage.database import Database
from tests.storage.making import NOW
from tests.storage.reaching import connection_of, run_sql

Q1, Q2 = "4.02 Q1 2026-27", "4.02 Q2 2026-27"


def line(number: int = 0, object_: str = Q2) -> AuditLine:
    return AuditLine(
        actor="member 7",
        role="approver",
        action="approved",
        object=object_,
        before="41",
        after=f"{43 + number}",
        at=NOW + timedelta(seconds=number),
    )


def note(*lines: AuditLine) -> Callable[[Stores], None]:
    def work(stores: Stores) -> None:
        for one in lines:
            stores.audit.note(one)

    return work


async def seal_all(database: Database) -> int:
    count = 0
    while sealed := await database.transact(lambda stores: stores.audit.seal(limit=30)):
        count += sealed
    return count


async def test_lines_come_back_as_they_were_noted_newest_first(database: Database) -> None:
    await database.transact(note(line(), line(1, Q1), line(2)))
    assert await database.read(lambda s: s.audit.about(Q2)) == [line(2), line()]
    assert await database.read(lambda s: s.audit.about_all("4.02", limit=2)) == [
        line(2),
        line(1, Q1),
    ]
    assert await database.read(lambda s: s.audit.newest(limit=1)) == [line(2)]
    assert await database.read(lambda s: s.audit.about_all("4.0")) == []


async def test_a_hundred_at_once_make_one_chain_without_a_gap(database: Database) -> None:
    await asyncio.gather(*(database.transact(note(line(n))) for n in range(100)))
    sealing = [database.transact(lambda s: s.audit.seal(limit=100)) for _ in range(3)]
    await asyncio.gather(*sealing)
    assert await database.read(lambda s: s.audit.unsealed()) == 0
    assert await database.read(lambda s: s.audit.broken_at()) is None
    newest = await database.read(lambda s: s.audit.seal_now())
    assert newest is not None
    assert newest.number == 100


async def test_what_is_sealed_in_turns_follows_on(database: Database) -> None:
    for first in range(0, 90, 45):
        await database.transact(note(*map(line, range(first, first + 45))))
        await seal_all(database)
    assert await database.read(lambda s: s.audit.broken_at()) is None
    assert (await database.read(lambda s: s.audit.seal_now())).number == 90  # type: ignore[union-attr]


async def test_a_transaction_that_fails_leaves_no_line(database: Database) -> None:
    def work(stores: Stores) -> None:
        stores.audit.note(line())
        raise LookupError

    with pytest.raises(LookupError):
        await database.transact(work)
    await database.transact(note(line(1)))
    await seal_all(database)
    assert await database.read(lambda s: s.audit.newest()) == [line(1)]
    assert await database.read(lambda s: s.audit.broken_at()) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET \"after\" = '9'",
        "UPDATE audit SET hash = 'x'",
        "UPDATE audit SET number = 5",
        "DELETE FROM audit",
    ],
)
async def test_the_database_itself_refuses_to_change_a_line(
    database: Database, change: str
) -> None:
    await database.transact(note(line()))
    await seal_all(database)
    with pytest.raises(Exception, match="append only"):
        await database.transact(partial(run_sql, statement=change))
    assert await database.read(lambda s: s.audit.newest()) == [line()]


async def test_a_line_that_is_not_sealed_yet_cannot_be_changed_either(database: Database) -> None:
    await database.transact(note(line()))
    with pytest.raises(Exception, match="append only"):
        await database.transact(
            partial(run_sql, statement="UPDATE audit SET actor = 'x', number = 1")
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET \"after\" = '9' WHERE number = 2",
        "UPDATE audit SET actor = 'member 1' WHERE number = 2",
        "UPDATE audit SET hash = previous WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
    ],
)
async def test_whoever_gets_past_the_triggers_breaks_the_chain(
    database: Database, change: str
) -> None:
    await database.transact(note(line(), line(1), line(2)))
    await seal_all(database)
    await database.transact(drop_triggers)
    await database.transact(partial(run_sql, statement=change))
    assert await database.read(lambda s: s.audit.broken_at()) == 2


async def test_whoever_seals_a_changed_line_anew_breaks_the_next(database: Database) -> None:
    """The hash of a line holds the one before it, so one line cannot be exchanged for another."""
    await database.transact(note(line(), line(1), line(2)))
    await seal_all(database)
    await database.transact(drop_triggers)

    changed = replace(line(1), after="7")

    def exchange(stores: Stores) -> None:
        ((first,),) = run_sql(stores, "SELECT hash FROM audit WHERE number = 1")
        new = digest(2, changed, str(first))
        run_sql(stores, f"UPDATE audit SET \"after\" = '7', hash = '{new}' WHERE number = 2")
        run_sql(stores, f"UPDATE audit SET previous = '{new}' WHERE number = 3")

    await database.transact(exchange)
    assert await database.read(lambda s: s.audit.broken_at()) == 3


async def test_an_empty_audit_is_whole(database: Database) -> None:
    assert await database.read(lambda s: s.audit.broken_at()) is None
    assert await database.read(lambda s: s.audit.seal_now()) is None


def drop_triggers(stores: Stores) -> None:
    on = " ON audit" if connection_of(stores).dialect.name == "postgresql" else ""
    for name in ("audit_sealed_once", "audit_append_only"):
        run_sql(stores, f"DROP TRIGGER {name}{on}")
