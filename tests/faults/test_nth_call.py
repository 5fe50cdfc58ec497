"""Every call in turn: call 1 fails, then call 2, … until a run meets no fault any more."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.conftest import KINDS, Templates
from tests.faults.failing import FailingOnce, When
from tests.faults.ledger import Entry, note
from tests.telegram.doors import Echo, open_door, states, waiting
from tests.telegram_stand_in import Fault, StandIn

pytestmark = pytest.mark.timeout(300)  # many runs in one test, on a machine that may be busy

PEOPLE = (1_000, 1_001)
MARK = "\nYou may have had this message already."
SAID = ("one", "two")
MOST_CALLS = 60
SHORT = 0.5
NAMED = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def ask(telegram: StandIn) -> None:
    for person in PEOPLE:
        for text in SAID:
            telegram.says(person, text)


def texts(telegram: StandIn) -> Counter[tuple[int, str]]:
    """Return what each person was told, marks left out."""
    return Counter(
        (person, text.removesuffix(MARK)) for person in PEOPLE for text in telegram.texts(person)
    )


def unmarked_repeats(telegram: StandIn) -> int:
    """Return how many messages came again without saying that they may have."""
    plain = Counter(
        (person, text) for person in PEOPLE for text in telegram.texts(person) if MARK not in text
    )
    return sum(max(count - 1, 0) for count in plain.values())


def repeats(telegram: StandIn) -> int:
    return sum(MARK in text for person in PEOPLE for text in telegram.texts(person))


EXPECTED = {(person, f"You said: {text}") for person in PEOPLE for text in SAID}


def everything_came(telegram: StandIn) -> bool:
    return set(texts(telegram)) == EXPECTED


@asynccontextmanager
async def fresh(
    templates: Templates, folder: Path, number: int, kind: str = "sqlite"
) -> AsyncIterator[Database]:
    place = folder / f"{number}"
    place.mkdir()
    url = templates.copy(kind, place, plan=False)
    database = open_database(url)
    yield database
    await database.close()
    templates.drop(url)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("when", list(When), ids=lambda when: when.name.lower())
async def test_every_call_of_the_database_fails_once(
    templates: Templates, tmp_path: Path, when: When, kind: str
) -> None:
    injected = lost = twice = marked = 0
    for number in range(1, MOST_CALLS):
        async with fresh(templates, tmp_path, number, kind) as database, StandIn() as telegram:
            failing = FailingOnce(database, number, when)
            ask(telegram)
            async with open_door(telegram, failing, Echo(), lease=SHORT):
                await telegram.until(partial(everything_came, telegram), seconds=60)
            lost += len(EXPECTED) - len(set(texts(telegram)) & EXPECTED) + await waiting(database)
            twice += unmarked_repeats(telegram)
            marked += repeats(telegram)
            assert set(await states(database)) == {"sent"}
        if not failing.met:
            break
        injected += 1
    else:
        pytest.fail("no run came to its end without a fault")
    note(
        Entry(
            fault="Every call of the database fails, one a run",
            how=f"{NAMED[kind]}: {when.value}",
            injected=injected,
            messages=injected * len(EXPECTED),
            lost=lost,
            twice=twice,
            marked=marked,
        )
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("when", list(When), ids=lambda when: when.name.lower())
async def test_a_process_dies_at_every_step(
    templates: Templates, tmp_path: Path, when: When, kind: str
) -> None:
    injected = lost = twice = marked = 0
    for number in range(1, MOST_CALLS):
        async with fresh(templates, tmp_path, number, kind) as database, StandIn() as telegram:
            dying = FailingOnce(database, number, when, dies=True)
            ask(telegram)
            async with open_door(telegram, dying, Echo(), lease=SHORT, stop_within=0.05):
                await one_of(dying, telegram)
            if dying.met:  # another process takes its place
                async with open_door(telegram, database, Echo(), lease=SHORT):
                    await telegram.until(partial(everything_came, telegram), seconds=60)
                    await settled(database)
            lost += len(EXPECTED) - len(set(texts(telegram)) & EXPECTED) + await waiting(database)
            twice += unmarked_repeats(telegram)
            marked += repeats(telegram)
        if not dying.met:
            break
        injected += 1
    else:
        pytest.fail("no run came to its end without a fault")
    note(
        Entry(
            fault="The process dies at every call of the database, and another takes its place",
            how=f"{NAMED[kind]}: {'before' if when is When.BEFORE else 'after'} the commit",
            injected=injected,
            messages=injected * len(EXPECTED),
            lost=lost,
            twice=twice,
            marked=marked,
        )
    )


async def one_of(dying: FailingOnce, telegram: StandIn) -> None:
    """Wait until the process is dead, which Telegram does not notice, or has done everything."""
    async with asyncio.timeout(60):
        while not dying.met and not everything_came(telegram):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def settled(database: Database) -> None:
    """Wait until no notice is open any more."""
    async with asyncio.timeout(60):
        while set(await states(database)) != {"sent"}:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


FAULTS: tuple[tuple[Fault, dict[str, object], str], ...] = (
    (Fault.STATUS, {"status": 500}, "refused with 500"),
    (Fault.STATUS, {"status": 502}, "refused with 502, so that nobody knows"),
    (Fault.STATUS_AFTER, {"status": 504}, "done, then 504"),
    (Fault.FLOOD, {"retry_after": 0.02}, "429 with retry_after"),
    (Fault.RESET_BEFORE, {}, "connection reset before it was done"),
    (Fault.RESET_AFTER, {}, "connection reset after it was done"),
    (Fault.GARBAGE, {}, "done, answered with half a JSON"),
    (Fault.NO_RESULT, {}, "done, answered without a result"),
)


@pytest.mark.parametrize(("fault", "how", "said"), FAULTS, ids=[said for _, _, said in FAULTS])
async def test_every_call_to_telegram_fails_once(
    templates: Templates, tmp_path: Path, fault: Fault, how: dict[str, object], said: str
) -> None:
    injected = lost = twice = marked = 0
    for number in range(MOST_CALLS):
        async with fresh(templates, tmp_path, number) as database, StandIn() as telegram:
            failing = telegram.fails("*", fault, times=1, skip=number, **how)
            ask(telegram)
            async with open_door(telegram, database, Echo(), poll=0.05, grace=0.2, lease=SHORT):
                await telegram.until(partial(everything_came, telegram), seconds=60)
            lost += len(EXPECTED) - len(set(texts(telegram)) & EXPECTED) + await waiting(database)
            twice += unmarked_repeats(telegram)
            marked += repeats(telegram)
        if not failing.met or number > len(telegram.calls):
            break
        injected += 1
        if number > 4 * len(EXPECTED):
            break  # what follows are empty polls
    note(
        Entry(
            fault="Every call to Telegram fails, one a run",
            how=said,
            injected=injected,
            messages=injected * len(EXPECTED),
            lost=lost,
            twice=twice,
            marked=marked,
        )
    )
