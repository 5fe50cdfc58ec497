"""The pages of edge cases name tests that exist, and have a part for each behaviour."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PARTS = {
    "answering": (
        "Asking in plain words",
        "Disclosure",
        "Revisions",
        "Definitions",
        "Targets",
        "Direction of travel",
        "Signal or noise",
        "The story behind a number",
        "Pictures",
        "Following",
        "How it was worked out",
        "Kinds of nothing",
        "Browsing",
        "Others beside us",
        "The record",
        "What is not done",
    ),
    "reminder": (
        "Reminders",
        "Completeness",
        "Cover",
        "Following",
        "Snooze and quiet hours",
        "Calendar",
        "Delivery",
        "What is not done",
    ),
}
MORE_THAN = {"answering": 80, "reminder": 60}
TEXTS = {
    page: (ROOT / f"docs/reference/{page}_edge_cases.md").read_text(encoding="utf-8")
    for page in PARTS
}


@lru_cache
def functions_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


@pytest.mark.parametrize(
    ("path", "name"), sorted({found for text in TEXTS.values() for found in NAMED.findall(text)})
)
def test_a_named_test_exists(path: str, name: str) -> None:
    assert (ROOT / path).is_file()
    assert name in functions_in(path)


@pytest.mark.parametrize("page", PARTS)
def test_every_line_names_a_test(page: str) -> None:
    lines = [line for line in TEXTS[page].split("\n") if line.startswith("|")]
    cases = [line for line in lines if not line.startswith(("|---", "| case "))]
    assert len(cases) > MORE_THAN[page]
    assert [line for line in cases if not NAMED.search(line)] == []


@pytest.mark.parametrize("page", PARTS)
def test_there_is_a_part_for_each_behaviour(page: str) -> None:
    assert tuple(re.findall(r"^## (.+)$", TEXTS[page], re.M)) == PARTS[page]
