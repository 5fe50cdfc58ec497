"""How sure a figure is: its history, its counts, its conflicts and its breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.plan.figures import FigureStatus, Revision
from storage.database import Database
from tests.answers.tiny import plan_of
from tests.asking import asker
from tests.making import count, figure, year

CODE = "9.01"
LEARNT = datetime(2026, 6, 1, tzinfo=UTC)
NEWEST = figure(year(2024), "9.1", status=FigureStatus.REVISED)
VERSIONS = tuple(
    Revision(
        measure=CODE,
        period=NEWEST.period,
        number=place,
        value=Decimal(value),
        status=FigureStatus.FINAL,
        seen_from=seen,
        source="Return",
        recorded_at=LEARNT,
    )
    for place, (value, seen) in enumerate(
        [("7.8", "2025-05-01"), ("8.0", "on or before 2025-08-01"), ("9.1", "2026-06-01")], 1
    )
)


async def test_the_source_tells_every_value_with_its_day(database: Database) -> None:
    ask = await plan_of(database, NEWEST, versions=VERSIONS)
    text = (await ask("source", CODE)).text
    assert (
        "First published as 7.8% (1 May 2025), then 8.0% (on or before 1 August 2025), "
        "now 9.1% (1 June 2026)." in text
    )


async def test_an_answer_says_the_old_value_for_ninety_days(database: Database) -> None:
    await plan_of(database, NEWEST, versions=VERSIONS)
    last = LEARNT.date() + timedelta(days=90)
    within = await asker(database, last)("latest", CODE)
    after = await asker(database, last + timedelta(days=1))("latest", CODE)
    assert "Revised: earlier published as 7.8%, then 8.0%." in within.text
    assert "7.8" not in after.text
    assert "revised over 90 days ago; ask for its source" in after.text
    assert (
        "First published as 7.8%" in (await asker(database, date(2027, 1, 1))("source", CODE)).text
    )


async def test_two_figures_of_one_period_stand_side_by_side(database: Database) -> None:
    ours = figure(year(2024), "293", source="National series")
    other = replace(ours, value=Decimal(295), comparable=False, source="Inspection report", note="")
    ask = await plan_of(database, ours, other, measures=(count(),))
    text = (await ask("source", CODE)).text
    assert "Two figures differ for 2024-25: 293 in National series, 15 January 2026; 295 in" in text
    assert "Why they differ is not held." in text
    assert "This bot answers with the first." in text


async def test_two_measures_asked_about_together_say_what_each_counts(database: Database) -> None:
    other = count(code="9.02", name="Repairs asked for", definition="Repairs asked for in a year.")
    ask = await plan_of(
        database,
        figure(year(2024), "80.0"),
        figure(year(2024), "900", measure="9.02"),
        measures=(replace(count(), unit=other.unit), other),
    )
    text = (await ask("source", CODE, "9.02")).text
    for words in ("Repairs done in time: 80", "Repairs asked for: 900", "What it counts: Repairs"):
        assert words in text


async def test_a_break_in_the_series_is_named(database: Database) -> None:
    newest = figure(year(2025), "60", note="Break in series: new system.")
    ask = await plan_of(database, figure(year(2024), "50"), newest)
    text = (await ask("source", CODE)).text
    assert "A new series starts at 2025-26; nothing is compared across it." in text


async def test_a_hidden_figure_has_no_history(database: Database) -> None:
    hidden = replace(NEWEST, value=Decimal(3))
    versions = (*VERSIONS[:2], replace(VERSIONS[2], value=Decimal(3)))
    ask = await plan_of(database, hidden, measures=(count(),), versions=versions)
    text = (await ask("source", CODE)).text
    assert "withheld" in text
    assert "7.8" not in text
