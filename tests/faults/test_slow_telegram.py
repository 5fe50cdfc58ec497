"""Telegram answers a byte a second: nobody waits for the end of it."""

from __future__ import annotations

from functools import partial

from storage.database import Database
from tests.faults.ledger import Entry, note
from tests.faults.test_nth_call import (
    EXPECTED,
    ask,
    everything_came,
    repeats,
    settled,
    texts,
    unmarked_repeats,
)
from tests.telegram.doors import Echo, open_door, waiting
from tests.telegram_stand_in import Fault, StandIn

SENDS, POLLS = 2, 1


async def test_an_answer_that_comes_a_byte_a_second_is_given_up(
    telegram: StandIn, database: Database
) -> None:
    sends = telegram.fails("sendMessage", Fault.TRICKLE, times=SENDS)
    polls = telegram.fails("getUpdates", Fault.TRICKLE, times=POLLS)
    ask(telegram)
    # Each byte comes in time, so only a limit on the whole answer ends the wait.
    async with open_door(telegram, database, Echo(), poll=0.05, grace=1.5, answer_within=1.5):
        await telegram.until(partial(everything_came, telegram), seconds=60)
        await settled(database)
    assert (sends.met, polls.met) == (SENDS, POLLS)
    note(
        Entry(
            fault="Telegram answers a byte a second",
            how="two sends and one poll; what was done is not known",
            injected=SENDS + POLLS,
            messages=len(EXPECTED),
            lost=len(EXPECTED - set(texts(telegram))) + await waiting(database),
            twice=unmarked_repeats(telegram),
            marked=repeats(telegram),
        )
    )
