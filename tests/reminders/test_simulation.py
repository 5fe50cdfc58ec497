"""Thousands of reminders with faults at every step: none lost, none twice, none at a bad hour."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, NullPool, create_engine

from tests.conftest import Templates
from tests.faults.ledger import rounds
from tests.reminders.simulation import Run, Simulation


@pytest.fixture
def plan(templates: Templates, tmp_path: Path) -> Path:
    return Path(templates.copy("sqlite", tmp_path, plan=True).removeprefix("sqlite:///"))


@contextmanager
def opened(plan: Path, number: int) -> Iterator[Connection]:
    path = plan.with_name(f"{number}.db")
    shutil.copy(plan, path)
    engine = create_engine(
        f"sqlite:///{path}", poolclass=NullPool, connect_args={"isolation_level": None}
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")  # nothing here survives anyway
        connection.exec_driver_sql("PRAGMA journal_mode=MEMORY")
        yield connection
    engine.dispose()
    path.unlink()


def run(plan: Path, seed: int) -> Run:
    with opened(plan, seed) as connection:
        return Simulation(seed, connection).run()


def test_people_and_machines_that_do_as_they_like_break_no_promise(plan: Path) -> None:
    faults: Counter[str] = Counter()
    planned = 0
    for seed in range(rounds(12)):
        found = run(plan, seed)
        assert found.wrong == [], f"seed {seed}"
        assert found.balance.adds_up
        assert max(found.unmarked.values(), default=0) <= 1, f"seed {seed}: twice"
        assert max(found.delivered.values(), default=0) <= 2, f"seed {seed}: thrice"
        assert found.worst_second <= 30
        faults += found.faults
        planned += found.planned
    assert planned > 1_000
    assert len(faults) >= 6


def test_the_same_seed_gives_the_same_run(plan: Path) -> None:
    assert run(plan, 7) == run(plan, 7)
