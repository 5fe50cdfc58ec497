from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.outbox.notice import (
    AnswerLost,
    Deferred,
    Halted,
    LeasedNotice,
    Migrated,
    Notice,
    NoticeClass,
    NoticeState,
    NotSent,
    Outcome,
    Refused,
    Sent,
)
from bot.stores import Stores
from storage.database import Database
from tests.storage.making import NOW, notice
from tests.storage.reaching import run_sql

LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)


async def add(database: Database, *notices: Notice) -> None:
    await database.transact(lambda s: [s.outbox.add(one, NOW) for one in notices])


async def claim(
    database: Database,
    *,
    owner: str = "one",
    now: datetime = NOW,
    limit: int = 10,
    chat: str | None = None,
) -> Sequence[LeasedNotice]:
    return await database.transact(
        lambda s: s.outbox.claim(owner, now, lease=LEASE, limit=limit, chat=chat)
    )


async def send(
    database: Database, leased: LeasedNotice, outcome: Outcome, *, now: datetime = NOW
) -> NoticeState:
    def work(stores: Stores) -> NoticeState:
        assert stores.outbox.start_sending(leased.id, "one", now)
        return stores.outbox.settle(leased.id, "one", outcome, now)

    return await database.transact(work)


def start(notice_id: int, now: datetime, stores: Stores) -> bool:
    return stores.outbox.start_sending(notice_id, "one", now)


def settle(notice_id: int, owner: str, stores: Stores) -> NoticeState:
    return stores.outbox.settle(notice_id, owner, Sent(), NOW)


def keys(leased: Iterable[LeasedNotice]) -> list[str]:
    return [one.notice.key for one in leased]


async def test_a_key_is_added_once_for_ever(database: Database) -> None:
    assert await database.transact(lambda s: s.outbox.add(notice("a"), NOW))
    assert not await database.transact(lambda s: s.outbox.add(notice("a"), NOW))
    [leased] = await claim(database)
    await send(database, leased, Sent())
    assert not await database.transact(lambda s: s.outbox.add(notice("a"), NOW))


async def test_a_notice_leaves_as_it_was_added(database: Database) -> None:
    given = notice("a", of=NoticeClass.ALERT)
    await add(database, given)
    [leased] = await claim(database)
    assert (leased.notice, leased.attempts, leased.repeat) == (given, 0, False)


async def test_answers_go_first_then_the_oldest(database: Database) -> None:
    await add(
        database,
        notice("reminder", "telegram:1", of=NoticeClass.REMINDER),
        notice("first", "telegram:2"),
        notice("second", "telegram:3"),
    )
    assert keys(await claim(database)) == ["first", "second", "reminder"]


async def test_a_chat_has_one_notice_in_hand_at_a_time(database: Database) -> None:
    await add(database, notice("a1", "telegram:1"), notice("a2", "telegram:1"), notice("b", "t:2"))
    first = await claim(database)
    assert keys(first) == ["a1", "b"]
    assert await claim(database) == []
    await send(database, first[0], Sent())
    assert keys(await claim(database)) == ["a2"]


async def test_what_is_not_due_yet_waits_and_holds_up_nobody(database: Database) -> None:
    tomorrow = NOW + timedelta(days=1)
    await add(database, notice("later", not_before=tomorrow), notice("now"))
    [leased] = await claim(database)
    assert leased.notice.key == "now"
    await send(database, leased, Sent())
    assert keys(await claim(database, now=tomorrow)) == ["later"]


async def test_a_chat_keeps_its_order_while_one_is_tried_again(database: Database) -> None:
    await add(database, notice("first"), notice("second"))
    [leased] = await claim(database)
    assert await send(database, leased, NotSent(seconds=5, reason="refused")) is NoticeState.DUE
    assert await claim(database) == []
    assert keys(await claim(database, now=NOW + 5 * SECOND)) == ["first"]


async def test_claims_can_be_narrowed(database: Database) -> None:
    await add(database, notice("a", "telegram:1"), notice("b", "terminal"), notice("c", "x:1"))
    assert keys(await claim(database, chat="terminal")) == ["b"]
    by_door = await database.transact(
        lambda s: s.outbox.claim("one", NOW, lease=LEASE, limit=10, door="telegram")
    )
    assert keys(by_door) == ["a"]


async def test_a_lease_that_ran_out_comes_back(database: Database) -> None:
    await add(database, notice("a"))
    [leased] = await claim(database, owner="hung")
    later = NOW + LEASE
    assert keys(await claim(database, owner="other", now=later)) == ["a"]
    assert not await database.transact(lambda s: s.outbox.start_sending(leased.id, "hung", later))
    state = await database.transact(lambda s: s.outbox.settle(leased.id, "hung", Sent(), later))
    assert state is NoticeState.LEASED


async def test_sending_cannot_start_after_the_lease(database: Database) -> None:
    await add(database, notice("a"))
    [leased] = await claim(database)
    late = NOW + LEASE
    assert not await database.transact(lambda s: s.outbox.start_sending(leased.id, "one", late))


@pytest.mark.parametrize(
    ("of", "states"),
    [
        (NoticeClass.ANSWER, [NoticeState.LEASED, NoticeState.HELD]),
        (NoticeClass.ACKNOWLEDGEMENT, [NoticeState.LEASED, NoticeState.HELD]),
        (NoticeClass.REMINDER, [NoticeState.HELD]),
        (NoticeClass.ALERT, [NoticeState.HELD]),
    ],
)
async def test_sending_when_the_lease_ran_out_is_an_answer_lost(
    database: Database, of: NoticeClass, states: list[NoticeState]
) -> None:
    await add(database, notice("a", of=of))
    now, [leased] = NOW, await claim(database)
    for place, expected in enumerate(states):
        assert await database.transact(partial(start, leased.id, now))
        now += LEASE
        again = await claim(database, now=now)
        assert [(one.attempts, one.repeat) for one in again] == (
            [(place + 1, True)] if expected is NoticeState.LEASED else []
        )
        assert (await database.read(lambda s: s.outbox.counts()))[expected] == 1


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Sent(message_id=7), NoticeState.SENT),
        (NotSent(seconds=3, reason="connection refused"), NoticeState.DUE),
        (Deferred(seconds=3), NoticeState.DUE),
        (Halted(seconds=3), NoticeState.DUE),
        (AnswerLost(reason="timed out"), NoticeState.HELD),
        (Refused(reason="blocked"), NoticeState.GIVEN_UP),
        (Migrated(chat="telegram:-9"), NoticeState.DUE),
    ],
    ids=lambda one: type(one).__name__ if not isinstance(one, NoticeState) else one.value,
)
async def test_what_a_send_comes_to(
    database: Database, outcome: Outcome, expected: NoticeState
) -> None:
    await add(database, notice("a", of=NoticeClass.REMINDER))
    [leased] = await claim(database)
    assert await send(database, leased, outcome) is expected
    assert (await database.read(lambda s: s.outbox.counts()))[expected] == 1


async def test_a_group_with_a_new_id_gets_all_that_waits_for_it(database: Database) -> None:
    await add(database, notice("a", "telegram:-1"), notice("b", "telegram:-1"))
    [leased] = await claim(database)
    await send(database, leased, Migrated(chat="telegram:-9"))
    [again] = await claim(database)
    assert (again.notice.key, again.notice.chat) == ("a", "telegram:-9")
    await send(database, again, Sent())
    assert [one.notice.chat for one in await claim(database)] == ["telegram:-9"]


async def test_waiting_for_a_limit_is_no_attempt(database: Database) -> None:
    await add(database, notice("a"))
    [leased] = await claim(database)
    await send(database, leased, Deferred(seconds=1))
    [again] = await claim(database, now=NOW + SECOND)
    assert again.attempts == 0
    await send(database, again, NotSent(seconds=1, reason="x"), now=NOW + SECOND)
    [last] = await claim(database, now=NOW + 2 * SECOND)
    assert last.attempts == 1


async def test_the_text_is_cleared_once_it_is_sent(database: Database) -> None:
    await add(database, notice("a"))
    [leased] = await claim(database)
    await send(database, leased, Sent(message_id=7))
    [row] = await database.read(
        lambda s: run_sql(s, "SELECT html, plain, keyboard, message_id FROM outbox")
    )
    assert row == ("", "", "[]", 7)


async def test_odd_text_can_be_stored(database: Database) -> None:
    odd = notice("a")
    await add(database, Notice(key="b", chat=odd.chat, html="NUL\0 \ud83d", plain="\0"))
    [leased] = await claim(database)
    assert (leased.notice.html, leased.notice.plain) == ("NUL ?", "")


async def test_the_next_due_is_the_first_that_may_go(database: Database) -> None:
    async def next_due() -> datetime | None:
        return await database.read(lambda s: s.outbox.next_due())

    assert await next_due() is None
    await add(database, notice("later", not_before=NOW + 9 * SECOND))
    assert await next_due() == NOW + 9 * SECOND
    await add(database, notice("first"), notice("second"))
    assert await next_due() == NOW
    [leased] = await claim(database)
    assert await next_due() == NOW + LEASE
    await send(database, leased, Halted(seconds=5))
    assert await next_due() == NOW + 5 * SECOND


async def test_claimers_at_once_never_share_a_notice(database: Database) -> None:
    many = [notice(f"n{number}", f"telegram:{number % 70}") for number in range(140)]
    await add(database, *many)
    taken: Counter[str] = Counter()

    async def work_off(owner: str) -> None:
        while leased := await claim(database, owner=owner, limit=7):
            taken.update(keys(leased))
            for one in leased:
                await database.transact(partial(settle, one.id, owner))

    await asyncio.gather(*(work_off(f"owner {number}") for number in range(4)))
    await work_off("the last, for what the others blocked as they left")
    assert taken == Counter({one.key: 1 for one in many})
    assert (await database.read(lambda s: s.outbox.counts()))[NoticeState.SENT] == 140
