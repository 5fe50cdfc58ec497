"""Periods with slips of the finger are read as they were meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.questions.period_words import resolve
from bot.questions.understand import understander
from tests.questions.test_period_words import KINDS, PLAN, window
from tests.starter import TODAY, catalogue


def mistyped() -> list[tuple[str, str, str]]:
    table = (Path(__file__).parent / "periods_mistyped.txt").read_text(encoding="utf-8")
    rows = []
    for line in table.splitlines():
        if line.strip() and not line.startswith("#"):
            text, kind, dates = (part.strip() for part in line.split(" | "))
            rows.append((text, kind, dates))
    return rows


@pytest.mark.parametrize(("text", "kind", "dates"), mistyped())
def test_a_mistyped_period_is_read_as_it_was_meant(text: str, kind: str, dates: str) -> None:
    mentions = understander(catalogue()).clues(text).timed
    found = [one for at in mentions for one in resolve(at, KINDS[kind], TODAY, PLAN).windows]
    assert found == ([] if dates == "-" else [window(dates)])
