"""Turns of the outbox on a virtual clock: limits, order, halts, replicas, lost answers."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox.dispatch import Batch, Ready, Sender, Settlement, Tray, turn
from bot.outbox.limits import Limits
from bot.outbox.notice import (
    AnswerLost,
    Halted,
    Notice,
    NoticeClass,
    NoticeState,
    NotSent,
    Outcome,
    Sent,
)
from bot.stores import Stores
from storage.database import Database

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ONE = Sender(owner="one", door="telegram", limits=Limits(), lease=timedelta(seconds=30))
OTHER = Sender(owner="other", door="telegram", limits=Limits(), lease=timedelta(seconds=30))


class Desk:
    """Takes turns on a database, at the time it is told."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(
        self,
        number: int,
        *,
        chat: int | None = None,
        notice_class: NoticeClass = NoticeClass.ANSWER,
    ) -> None:
        name = f"telegram:{number if chat is None else chat}"
        notice = Notice(key=f"n{number}", chat=name, html="x", plain="x", notice_class=notice_class)
        await self.database.transact(lambda stores: stores.outbox.add(notice, NOW))

    async def turn(
        self, *settled: Settlement, at: float = 0.0, room: int = 50, sender: Sender = ONE
    ) -> Batch:
        now = NOW + timedelta(seconds=at)

        def work(stores: Stores) -> Batch:
            tray = Tray(outbox=stores.outbox, limiter=stores.limiter)
            return turn(tray, sender, now, settled=settled, room=room)

        return await self.database.transact(work)

    async def states(self) -> dict[NoticeState, int]:
        counts = await self.database.read(lambda stores: stores.outbox.counts())
        return {state: number for state, number in counts.items() if number}


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def came_to(ready: Ready, outcome: Outcome) -> Settlement:
    return Settlement(leased=ready.leased, outcome=outcome)


def keys(batch: Batch) -> list[str]:
    return [ready.leased.notice.key for ready in batch.ready]


async def test_what_was_sent_is_settled_and_next_is_taken_in_one_turn(desk: Desk) -> None:
    await desk.add(1, chat=7)
    await desk.add(2, chat=7)
    first = await desk.turn()
    second = await desk.turn(came_to(first.ready[0], Sent(message_id=5)))
    assert (keys(first), keys(second)) == (["n1"], ["n2"])
    assert await desk.states() == {NoticeState.SENT: 1, NoticeState.SENDING: 1}


async def test_one_second_of_turns_takes_no_more_than_thirty(desk: Desk) -> None:
    for number in range(100):
        await desk.add(number)
    taken = 0
    for step in range(100):
        batch = await desk.turn(at=step / 100)
        taken += sum(step / 100 + ready.pause.total_seconds() < 1 for ready in batch.ready)
    assert 25 <= taken <= 30


async def test_two_replicas_keep_the_limit_together_and_take_nothing_twice(desk: Desk) -> None:
    for number in range(100):
        await desk.add(number)
    taken: Counter[str] = Counter()
    for step in range(50):
        for sender in (ONE, OTHER):
            taken.update(keys(await desk.turn(at=step / 50, sender=sender)))
    assert sum(taken.values()) <= 30 + 28 * Limits().ahead.total_seconds()
    assert max(taken.values()) == 1


async def test_a_replica_whose_clock_is_an_hour_fast_makes_nobody_wait(desk: Desk) -> None:
    await desk.add(1)
    assert keys(await desk.turn(at=3600, sender=OTHER)) == ["n1"]
    await desk.add(2)
    assert keys(await desk.turn(at=0.1)) == ["n2"]
    for number in range(3, 100):
        await desk.add(number)
    assert len((await desk.turn(at=0.2)).ready) < 5, "and the limit is kept from then on"


async def test_answers_go_before_reminders(desk: Desk) -> None:
    await desk.add(1, notice_class=NoticeClass.REMINDER)
    await desk.add(2, notice_class=NoticeClass.ANSWER)
    assert keys(await desk.turn(room=1)) == ["n2"]


async def test_where_bulk_has_to_wait_an_answer_may_still_go(desk: Desk) -> None:
    for number in range(10):
        await desk.add(number, notice_class=NoticeClass.REMINDER)
    storm = await desk.turn()
    assert storm.ready
    assert not (await desk.turn(at=0.001)).ready
    await desk.add(99)
    assert keys(await desk.turn(at=0.002)) == ["n99"]


async def test_second_message_to_a_busy_chat_waits_and_does_not_count_as_a_try(
    desk: Desk,
) -> None:
    await desk.add(1, chat=7, notice_class=NoticeClass.REMINDER)
    await desk.add(2, chat=7, notice_class=NoticeClass.REMINDER)
    first = await desk.turn()
    early = await desk.turn(came_to(first.ready[0], Sent(message_id=5)), at=0.1)
    late = await desk.turn(at=1.1)
    assert (keys(early), keys(late)) == ([], ["n2"])
    assert early.wake is not None
    assert late.ready[0].leased.attempts == 0


async def test_halt_holds_its_chat_and_nobody_else(desk: Desk) -> None:
    await desk.add(1, chat=7)
    first = await desk.turn()
    await desk.add(2, chat=7)
    await desk.add(3, chat=8)
    batch = await desk.turn(came_to(first.ready[0], Halted(seconds=20)), at=1)
    assert keys(batch) == ["n3"]
    assert keys(await desk.turn(at=22)) == ["n1"]


async def test_halts_of_several_chats_at_once_hold_everybody(desk: Desk) -> None:
    for number in (1, 2, 3):
        await desk.add(number)
    batches = [await desk.turn(at=step / 10) for step in range(3)]
    await desk.add(4)
    halted = [came_to(ready, Halted(seconds=10)) for one in batches for ready in one.ready]
    assert len(halted) == 3
    assert keys(await desk.turn(*halted, at=1)) == []
    later = [await desk.turn(at=12 + step / 10) for step in range(4)]
    assert "n4" in [key for one in later for key in keys(one)]


async def test_what_did_not_go_keeps_its_place_before_later_ones(desk: Desk) -> None:
    await desk.add(1, chat=7)
    await desk.add(2, chat=7)
    first = await desk.turn()
    retry = came_to(first.ready[0], NotSent(seconds=2, reason="no connection"))
    assert keys(await desk.turn(retry, at=1)) == []
    assert keys(await desk.turn(at=4)) == ["n1"]


async def test_lease_that_ran_out_while_sending_is_an_answer_lost(desk: Desk) -> None:
    await desk.add(1)
    await desk.add(2, notice_class=NoticeClass.REMINDER)
    await desk.turn()
    await desk.turn(at=0.1)
    batch = await desk.turn(at=31, sender=OTHER)
    assert keys(batch) == ["n1"]
    assert batch.ready[0].leased.repeat
    assert await desk.states() == {NoticeState.SENDING: 1, NoticeState.HELD: 1}


async def test_answer_lost_twice_is_held(desk: Desk) -> None:
    await desk.add(1)
    first = await desk.turn()
    second = await desk.turn(came_to(first.ready[0], AnswerLost(reason="reset")), at=2)
    await desk.turn(came_to(second.ready[0], AnswerLost(reason="reset")), at=4)
    assert await desk.states() == {NoticeState.HELD: 1}


async def test_late_word_from_a_sender_whose_lease_ran_out_changes_nothing(desk: Desk) -> None:
    await desk.add(1)
    first = await desk.turn()
    await desk.turn(at=31, sender=OTHER)
    await desk.turn(came_to(first.ready[0], Sent(message_id=5)), at=32)
    assert await desk.states() == {NoticeState.SENDING: 1}


async def test_nothing_is_taken_without_room(desk: Desk) -> None:
    await desk.add(1)
    assert await desk.turn(room=0) == Batch()


async def test_idle_outbox_says_when_to_look_again(desk: Desk) -> None:
    assert (await desk.turn()).wake is None
