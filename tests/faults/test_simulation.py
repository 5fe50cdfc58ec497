"""Thousands of faults in virtual time: nothing lost, nothing twice that was not in doubt."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, NullPool, create_engine

from bot.outbox.notice import NoticeState
from tests.conftest import Templates
from tests.faults.ledger import Entry, note, rounds
from tests.faults.simulation import Run, simulate

NOTICES = 40
ENDED = {NoticeState.SENT, NoticeState.HELD}


@pytest.fixture
def empty(templates: Templates, tmp_path: Path) -> Path:
    return Path(templates.copy("sqlite", tmp_path, plan=False).removeprefix("sqlite:///"))


@contextmanager
def opened(empty: Path, number: int) -> Iterator[Connection]:
    path = empty.with_name(f"{number}.db")
    shutil.copy(empty, path)
    engine = create_engine(
        f"sqlite:///{path}", poolclass=NullPool, connect_args={"isolation_level": None}
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")  # nothing here survives anyway
        yield connection
    engine.dispose()
    path.unlink()


def run(empty: Path, seed: int, **how: float) -> Run:
    with opened(empty, seed) as connection:
        return simulate(seed, connection, notices=NOTICES, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clocks", "how"),
    [
        ("clocks five seconds apart", {}),
        ("clocks that jump an hour forward or back", {"jumps": True}),
        ("clocks two hours apart", {"skew": 7_200.0}),
    ],
)
def test_replicas_with_faults_at_every_step_lose_nothing(
    empty: Path, clocks: str, how: dict[str, float]
) -> None:
    runs = [run(empty, seed, **how) for seed in range(rounds(25))]
    lost = twice = 0
    for one in runs:
        assert set(one.states) <= ENDED, one.states
        undelivered = NOTICES - len(one.delivered) - one.states[NoticeState.HELD]
        lost += max(undelivered, 0)
        twice += sum(max(count - 1, 0) for count in one.unmarked.values())
        assert max(one.delivered.values()) <= 2
        assert one.worst_second <= 31
    note(
        Entry(
            fault=f"Three replicas of one outbox, {clocks}, in virtual time",
            how="killed, stopped for longer than the lease, 429, reset, database failing",
            injected=sum(sum(one.faults.values()) for one in runs),
            messages=NOTICES * len(runs),
            lost=lost,
            twice=twice,
            marked=sum(sum(one.delivered.values()) - len(one.delivered) for one in runs),
            held=sum(one.states[NoticeState.HELD] for one in runs),
        )
    )


@pytest.mark.parametrize("jumps", [False, True])
def test_reminders_never_come_twice(empty: Path, jumps: bool) -> None:
    for seed in range(rounds(25)):
        delivered = run(empty, seed, jumps=jumps).delivered
        reminders = {key: count for key, count in delivered.items() if int(key) % 3}
        assert max(reminders.values(), default=0) <= 1


def test_the_same_seed_gives_the_same_run(empty: Path) -> None:
    assert run(empty, 7).trace == run(empty, 7).trace
    assert run(empty, 7).trace != run(empty, 8).trace
