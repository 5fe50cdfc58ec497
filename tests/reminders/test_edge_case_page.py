"""The page of reminders' edge cases names tests that exist, and has a part for each behaviour."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "reminder_edge_cases.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PARTS = (
    "Reminders",
    "Completeness",
    "Cover",
    "Following",
    "Snooze and quiet hours",
    "Calendar",
    "Delivery",
    "What is not done",
)
TEXT = PAGE.read_text(encoding="utf-8")


@lru_cache
def functions_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED.findall(TEXT))))
def test_a_named_test_exists(path: str, name: str) -> None:
    assert (ROOT / path).is_file()
    assert name in functions_in(path)


def test_every_line_names_a_test() -> None:
    lines = [line for line in TEXT.split("\n") if line.startswith("|")]
    cases = [line for line in lines if not line.startswith(("|---", "| case "))]
    assert len(cases) > 60
    assert [line for line in cases if not NAMED.search(line)] == []


def test_there_is_a_part_for_each_behaviour() -> None:
    assert tuple(re.findall(r"^## (.+)$", TEXT, re.M)) == PARTS
