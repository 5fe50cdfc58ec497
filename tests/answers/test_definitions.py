"""The dictionary says what a figure covers, where its series breaks and what it is not (R8)."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.answers.tiny import period, plan_of
from tests.asking import Ask
from tests.making import figure, year


async def test_measures_that_sound_alike_are_told_apart(ask: Ask) -> None:
    text = (await ask("definition", "3.05")).text
    assert (
        "Not the same as Permanent exclusion rate: Permanent exclusions in the academic year"
        in text
    )
    assert "Not the same as" not in (await ask("definition", "1.04")).text


@pytest.mark.parametrize(
    ("kind", "start", "end", "said"),
    [
        ("snapshot", "2026-03-31", "2026-03-31", "how it stood on one day"),
        ("year_to_date", "2025-04-01", "2025-12-31", "adds up from the start of its year"),
        ("rolling_year", "2025-01-01", "2025-12-31", "share days"),
    ],
)
async def test_what_a_figure_covers_is_said(
    database: Database, kind: str, start: str, end: str, said: str
) -> None:
    ask = await plan_of(database, figure(period(kind, start, end), "61.4"))
    assert said in (await ask("definition", "9.01")).text


async def test_a_whole_period_needs_no_word(database: Database) -> None:
    ask = await plan_of(database, figure(year(2025), "61.4"))
    assert "Each figure" not in (await ask("definition", "9.01")).text


async def test_breaks_are_named(database: Database) -> None:
    ask = await plan_of(
        database,
        figure(year(2024), "60"),
        figure(year(2025), "61.4", note="Break in series: counted anew."),
    )
    text = (await ask("definition", "9.01")).text
    assert "A new series starts at 2025-26; nothing is compared across it." in text
