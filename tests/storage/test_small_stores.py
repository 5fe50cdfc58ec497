"""The inbox, kept answers and the limiter."""

from __future__ import annotations

from datetime import timedelta

from bot.journal import InboxRow
from bot.outbox.limits import Bucket
from bot.stores import Stores
from storage.database import Database
from tests.storage.making import NOW
from tests.storage.reaching import run_sql

MINUTE = timedelta(minutes=1)


def row(update_id: int, *, door: str = "telegram") -> InboxRow:
    return InboxRow(door=door, update_id=update_id, chat="telegram:1", body=f'{{"id":{update_id}}}')


async def test_an_update_is_received_once(database: Database) -> None:
    assert await database.transact(lambda s: s.journal.receive([row(1), row(2)], NOW)) == 2
    assert await database.transact(lambda s: s.journal.receive([row(2), row(3)], NOW)) == 1
    assert await database.transact(lambda s: s.journal.receive([], NOW)) == 0
    assert await database.read(lambda s: s.journal.highest("telegram")) == 3


async def test_doors_do_not_share_updates(database: Database) -> None:
    await database.transact(lambda s: s.journal.receive([row(1), row(1, door="teams")], NOW))
    assert await database.read(lambda s: s.journal.waiting("teams", limit=9)) == [
        row(1, door="teams")
    ]
    assert await database.read(lambda s: s.journal.highest("email")) is None


async def test_waiting_updates_come_oldest_first(database: Database) -> None:
    await database.transact(lambda s: s.journal.receive([row(3), row(1), row(2)], NOW))
    waiting = await database.read(lambda s: s.journal.waiting("telegram", limit=2))
    assert waiting == [row(1), row(2)]


async def test_an_update_is_finished_once_and_its_body_is_cleared(database: Database) -> None:
    await database.transact(lambda s: s.journal.receive([row(1)], NOW))
    assert await database.transact(lambda s: s.journal.finish("telegram", 1, NOW))
    assert not await database.transact(lambda s: s.journal.finish("telegram", 1, NOW))
    assert await database.read(lambda s: s.journal.waiting("telegram", limit=9)) == []
    assert await database.read(lambda s: run_sql(s, "SELECT body FROM inbox")) == [("",)]


async def test_the_fifth_failure_sets_an_update_aside(database: Database) -> None:
    await database.transact(lambda s: s.journal.receive([row(1), row(2)], NOW))
    for tries in range(1, 6):
        waiting = await database.read(lambda s: s.journal.waiting("telegram", limit=9))
        assert waiting[0].attempts == tries - 1
        assert await database.transact(lambda s: s.journal.fail("telegram", 1, "bad", NOW)) == tries
    assert await database.read(lambda s: s.journal.waiting("telegram", limit=9)) == [row(2)]


async def test_answers_are_found_by_number_and_by_chat(database: Database) -> None:
    def keep_four(stores: Stores) -> list[int]:
        return [
            stores.conversations.keep(
                chat=chat, person="p", at=NOW + minutes * MINUTE, body=f"{minutes}"
            )
            for minutes, chat in enumerate(("a", "a", "b", "a"))
        ]

    numbers = await database.transact(keep_four)
    recent = await database.read(
        lambda s: s.conversations.recent(chat="a", person="p", since=NOW + MINUTE)
    )
    assert [one.body for one in recent] == ["3", "1"]
    found = await database.read(lambda s: s.conversations.find(numbers[2]))
    assert found is not None
    assert (found.chat, found.at) == ("b", NOW + 2 * MINUTE)
    assert await database.read(lambda s: s.conversations.find(999)) is None


async def test_the_number_of_a_forgotten_answer_is_never_used_again(database: Database) -> None:
    def keep(stores: Stores) -> int:
        return stores.conversations.keep(chat="a", person="p", at=NOW, body="")

    first = await database.transact(keep)
    assert await database.transact(lambda s: s.conversations.forget_before(NOW + MINUTE)) == 1
    assert await database.transact(keep) > first


async def test_buckets_are_kept_by_name(database: Database) -> None:
    used = Bucket(name="all", empty_at=NOW, halted_until=None)
    halted = Bucket(name="telegram:1", empty_at=None, halted_until=NOW + MINUTE)
    free = await database.transact(lambda s: s.limiter.hold(["all", "telegram:1"]))
    assert free == {"all": Bucket(name="all"), "telegram:1": Bucket(name="telegram:1")}
    await database.transact(lambda s: s.limiter.keep([used, halted]))
    held = await database.transact(lambda s: s.limiter.hold(["telegram:1", "all"]))
    assert held == {"all": used, "telegram:1": halted}
    assert await database.transact(lambda s: s.limiter.forget_before(NOW + MINUTE)) == 1
    assert await database.transact(lambda s: s.limiter.forget_before(NOW + 2 * MINUTE)) == 1
