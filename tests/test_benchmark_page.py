"""The page of benchmarks says what was missed, and is whole though one of them breaks."""

from __future__ import annotations

import importlib

import pytest

from tests.benchmarks.__main__ import MODULES, Subject, measured, page
from tests.benchmarks.rows import Goal, Row

FAST = Row(name="reading", measured=3, unit="µs", floor_name="raw", floor=2, goal=Goal(limit=2.5))
SLOW = Row(name="writing", measured=9, unit="µs", floor_name="raw", floor=3, goal=Goal(limit=2.5))
RATE = Row(
    name="rate",
    measured=40,
    unit="/s",
    floor_name="raw",
    floor=100,
    goal=Goal(limit=0.5, least=True),
)
START = Row(name="start", measured=250, unit="ms", goal=Goal(limit=300, unit="ms"))


def test_a_goal_is_met_by_its_ratio_or_by_what_was_measured() -> None:
    met = [row.goal is not None and row.goal.met(row) for row in (FAST, SLOW, RATE, START)]
    assert met == [True, False, False, True]


def test_a_goal_is_said_in_words() -> None:
    assert [str(row.goal) for row in (FAST, RATE, START)] == [
        "at most 2.5 times",
        "at least 0.5 times",
        "at most 300 ms",
    ]


def test_what_was_missed_stands_first() -> None:
    made = page([Subject("storage", [FAST, SLOW, RATE, START], 2.0)])
    assert "Of 4 goals 2 were met." in made
    assert "* writing: 3.00 times; the goal is at most 2.5 times." in made
    assert made.index("Not met") < made.index("## Storage")
    assert "| start | 250 ms |  |  | at most 300 ms | yes |  |" in made


def test_the_page_is_whole_though_a_benchmark_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise RuntimeError(f"no {name}")

    monkeypatch.setattr(importlib, "import_module", broken)
    subject = measured("storage", "[1 of 1]")
    made = page([subject, Subject("drawing", [FAST], 1.0)])
    assert "It could not be measured: RuntimeError: no tests.benchmarks.storage." in made
    assert "| reading | 3.00 µs | raw: 2.00 µs | 1.50 | at most 2.5 times | yes |  |" in made


@pytest.mark.parametrize("name", MODULES)
def test_every_benchmark_is_there(name: str) -> None:
    assert callable(importlib.import_module(f"tests.benchmarks.{name}").rows)
