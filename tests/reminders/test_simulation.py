"""Reminders with faults at every step: none lost, none twice, none at a bad hour.

`PARTNERSHIP_BOT_FAULT_ROUNDS=10` runs ten times as many seeds.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Templates
from tests.faults.ledger import rounds
from tests.reminders.fresh import InMemory, on_postgresql
from tests.reminders.simulation import Run, live, live_years

SEEDS, SLICES, EACH = 2_000, 40, 300
"""How many seeds there are, in how many slices (so that machines share them), of how many
reminders."""


@pytest.fixture
def memory(templates: Templates, tmp_path: Path) -> Iterator[InMemory]:
    path = templates.copy("sqlite", tmp_path, plan=True).removeprefix("sqlite:///")
    made = InMemory(Path(path))
    # What lasts is not looked through again and again: hundreds of seeds are slow enough.
    gc.collect()
    gc.freeze()
    yield made
    gc.unfreeze()
    made.close()


def quarter(memory: InMemory, seed: int, *, crash_at: int | None = None) -> Run:
    with memory.stores() as (stores, transact):
        return live(seed, stores, transact, crash_at=crash_at)


def no_promise_is_broken(found: Run, seed: int) -> None:
    assert found.wrong == [], f"seed {seed}"
    assert found.balance.adds_up, f"seed {seed}"
    assert max(found.unmarked.values(), default=0) <= 1, f"seed {seed}: twice"
    assert max(found.delivered.values(), default=0) <= 2, f"seed {seed}: thrice"
    assert found.worst_second <= 30, f"seed {seed}"


@pytest.mark.slow
@pytest.mark.parametrize("part", range(SLICES))
def test_people_and_machines_that_do_as_they_like_break_no_promise(
    memory: InMemory, part: int
) -> None:
    faults: Counter[str] = Counter()
    many, planned = rounds(SEEDS // SLICES), 0
    for seed in range(part * many, (part + 1) * many):
        found = quarter(memory, seed)
        no_promise_is_broken(found, seed)
        faults += found.faults
        planned += found.planned
    assert planned >= 0.9 * EACH * many
    assert len(faults) >= 7


def test_a_machine_that_dies_at_any_step_breaks_no_promise(memory: InMemory) -> None:
    steps = quarter(memory, 1, crash_at=0).steps
    assert steps > 30
    for step in range(1, steps + 1):
        found = quarter(memory, 1, crash_at=step)
        no_promise_is_broken(found, step)
        assert sum(found.faults[one] for one in found.faults if one.startswith("killed")) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(rounds(2)))
def test_three_years_day_by_day_break_no_promise(memory: InMemory, seed: int) -> None:
    with memory.stores() as (stores, transact):
        found = live_years(seed, stores, transact)
    no_promise_is_broken(found, seed)
    assert found.planned > 1_000


def test_the_same_seed_gives_the_same_run(memory: InMemory) -> None:
    assert quarter(memory, 7) == quarter(memory, 7)


@pytest.mark.parametrize("seed", range(rounds(3)))
async def test_the_same_seeds_break_no_promise_on_postgresql(
    templates: Templates, tmp_path: Path, memory: InMemory, seed: int
) -> None:
    url = templates.copy("postgresql", tmp_path, plan=True)
    found = await on_postgresql(url, lambda stores, transact: live(seed, stores, transact))
    no_promise_is_broken(found, seed)
    # Both databases remember the same, so the same happens.
    assert found == quarter(memory, seed)
    templates.drop(url)
