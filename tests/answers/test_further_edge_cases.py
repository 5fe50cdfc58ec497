"""Further edge cases of behaviours 11, 20, 22 and 25, each line of the page a test."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.plan.figures import Benchmark, FigureStatus
from storage.database import Database
from tests.answers.tiny import period, plan_of
from tests.making import count, figure, measure, quarter, year

CODE = "9.01"


async def test_years_to_date_are_compared_at_the_same_point_of_the_year(database: Database) -> None:
    ask = await plan_of(
        database,
        figure(period("year_to_date", "2024-04-01", "2024-12-31"), "300"),
        figure(period("year_to_date", "2025-04-01", "2025-09-30"), "210"),
        figure(period("year_to_date", "2025-04-01", "2025-12-31"), "330"),
        measures=(count(),),
    )
    text = (await ask("latest", CODE)).text
    assert "Up 30 from 300" in text
    assert "210" not in text


async def test_a_provisional_figure_beside_a_final_one_is_compared_and_marked(
    database: Database,
) -> None:
    ask = await plan_of(
        database,
        figure(year(2024), "60.0"),
        figure(year(2025), "61.4", status=FigureStatus.PROVISIONAL),
    )
    text = (await ask("latest", CODE)).text
    assert "Up 1.4 percentage points from 60.0%" in text
    assert "Provisional figure." in text


async def test_an_ambition_without_any_figure_says_so_of_each_measure(database: Database) -> None:
    ask = await plan_of(database, measures=(count(), count(code="9.02", name="Homes let")))
    text = (await ask("ambition", ambition=9)).text
    assert "both" in text.split("\n")[0].casefold() or "two" in text.split("\n")[0].casefold()
    assert text.count("no figure yet") >= 2


async def test_measures_of_different_rhythm_each_name_their_newest_period(
    database: Database,
) -> None:
    ask = await plan_of(
        database,
        figure(quarter(2025, 4), "40"),
        figure(year(2024), "30", measure="9.02"),
        measures=(count(), count(code="9.02", name="Homes let")),
    )
    text = (await ask("ambition", ambition=9)).text
    assert "40 for Q4 2025-26" in text
    assert "30 for 2024-25" in text


async def test_our_own_provisional_figure_is_marked_beside_others(database: Database) -> None:
    ours = figure(year(2025), "61.4", status=FigureStatus.PROVISIONAL)
    ask = await plan_of(
        database,
        ours,
        benchmarks=[
            Benchmark(
                measure=CODE,
                comparator="England",
                period=year(2025),
                value=Decimal("65.0"),
                source="Return",
                source_date=None,
            )
        ],
    )
    text = (await ask("compare", CODE, comparators=("England",))).text
    assert "3.6 percentage points lower" in text
    assert "Provisional figure." in text


async def test_no_gap_is_told_where_our_own_figure_is_hidden(database: Database) -> None:
    hidden = replace(figure(year(2025), "3.0"), numerator=Decimal(3), denominator=Decimal(100))
    ask = await plan_of(
        database,
        hidden,
        measures=(measure(),),
        benchmarks=[
            Benchmark(
                measure=CODE,
                comparator="England",
                period=year(2025),
                value=Decimal("65.0"),
                source="Return",
                source_date=None,
            )
        ],
    )
    text = (await ask("compare", CODE, comparators=("England",))).text
    assert "62" not in text
    assert "3.0" not in text
    assert "no like-for-like comparison can be made" in text


async def test_a_year_is_not_summed_from_its_quarters(database: Database) -> None:
    """Snapshots and quarters are never added up to what is not held (R8)."""
    quarters = [figure(quarter(2025, place), f"{10 * place + 5}") for place in range(1, 5)]
    ask = await plan_of(database, *quarters, measures=(count(),))
    text = (await ask("figure", CODE, windows=())).text
    assert "120" not in text
