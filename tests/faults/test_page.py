"""The reliability page: every promise names tests that exist, and its table shows no loss."""

from __future__ import annotations

import re

import pytest

from tests.faults.page import BEGIN, END, HEAD, PAGE, ROOT

TEXT = PAGE.read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
TABLE = TEXT.partition(BEGIN)[2].partition(END)[0].strip().splitlines()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE[len(HEAD) :]]
PAGES = (PAGE, ROOT / "docs" / "why" / "threats.md")
NAMES = sorted(
    {
        found
        for page in PAGES
        for found in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page.read_text("utf-8"))
    }
)


@pytest.mark.parametrize(("file", "name"), NAMES)
def test_a_test_that_a_page_names_is_there(file: str, name: str) -> None:
    code = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^(async )?def {name}\(", code, re.MULTILINE), f"{file}::{name}"


def test_every_promise_names_a_test() -> None:
    for number in range(1, 15):
        row = next(line for line in TEXT.splitlines() if line.startswith(f"| P{number} |"))
        assert "`tests/" in row, f"P{number}"


def test_the_table_was_written_and_nothing_was_lost() -> None:
    assert len(ROWS) >= 14
    for fault, how, injected, _, lost, twice, *_ in ROWS:
        assert int(injected.replace(",", "")) > 0, (fault, how)
        assert (lost, twice) == ("0", "0"), (fault, how)
