"""The edge cases of behaviours 1, 5, 10, 11, 12, 20 and 25 that an answer meets, one a test.

Those of reading what was typed are in `tests/questions`, of pictures in `tests/rendering`, of
withholding in `tests/plan/test_recovering.py` and `tests/receipts/test_shown_before.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.plan.figures import Benchmark, Figure, FigureStatus, Revision
from bot.plan.measures import Polarity
from storage.database import Database
from tests.answers.tiny import plan_of
from tests.asking import days
from tests.making import count, figure, measure, quarter, target, year

CODE = "9.01"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def versions(newest: Figure, *values: str) -> tuple[Revision, ...]:
    return tuple(
        Revision(
            measure=CODE,
            period=newest.period,
            number=number,
            value=Decimal(value),
            status=FigureStatus.FINAL,
            seen_from="2026-12-01",
            source="Return",
            recorded_at=NOON,
        )
        for number, value in enumerate(values, 1)
    )


# Behaviour 1: periods without a figure.


async def test_a_period_still_to_come_says_so(database: Database) -> None:
    ask = await plan_of(database, figure(year(2024), "50"))
    text = (await ask("figure", CODE, windows=days("2027-04-01", "2028-03-31"))).text
    assert "no figure is held" in text
    assert "has not ended yet" in text


async def test_a_period_before_the_series_says_where_it_starts(database: Database) -> None:
    ask = await plan_of(database, figure(year(2024), "50"), figure(year(2025), "52"))
    text = (await ask("figure", CODE, windows=days("2010-04-01", "2011-03-31"))).text
    assert "no figure is held for 2010-11" in text
    assert "2024-25" in text
    assert "50" not in text


# Behaviour 5: revisions.


async def test_several_revisions_in_a_day_are_all_told(database: Database) -> None:
    newest = figure(year(2024), "9.1")
    ask = await plan_of(database, newest, versions=versions(newest, "7.8", "8.0", "8.4", "9.1"))
    text = (await ask("latest", CODE)).text
    assert "Revised: earlier published as 7.8%, then 8.0%, then 8.4%." in text


async def test_a_value_that_came_back_says_what_stood_in_between(database: Database) -> None:
    newest = figure(year(2024), "7.8")
    ask = await plan_of(database, newest, versions=versions(newest, "7.8", "8.4", "7.8"))
    assert "earlier published as 8.4%" in (await ask("latest", CODE)).text


async def test_a_revision_of_the_numerator_alone_is_no_new_value(database: Database) -> None:
    newest = replace(figure(year(2024), "50.0"), numerator=Decimal(50), denominator=Decimal(100))
    ask = await plan_of(database, newest, versions=versions(newest, "50.0", "50.00"))
    text = (await ask("latest", CODE)).text
    assert "Revised" not in text
    assert "50 of 100" in text


# Behaviour 10: status.


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("65", "On target: exactly on the target of 65.0%"),
        ("63", "Close to target: 2.0 percentage points below"),
        ("62.99", "Off target: 2.01 percentage points below"),
        ("64.96", "Close to target: 0.04 percentage points below the target of 65.00%"),
    ],
)
async def test_boundaries_count_as_the_better_side_unrounded(
    database: Database, value: str, words: str
) -> None:
    aim = target(quarter(2026, 2), "65", "2")
    ask = await plan_of(database, figure(quarter(2026, 2), value), targets=[aim])
    assert words in (await ask("latest", CODE)).text


async def test_a_target_of_zero_takes_a_relative_tolerance_as_absolute(database: Database) -> None:
    made = measure(polarity=Polarity.LOWER)
    aim = target(quarter(2026, 2), "0", "2", relative=True)
    one = figure(quarter(2026, 2), "1.5")
    ask = await plan_of(database, one, measures=(made,), targets=[aim])
    assert "Close to target: 1.5 percentage points above" in (await ask("latest", CODE)).text


async def test_a_status_of_a_provisional_figure_is_marked(database: Database) -> None:
    one = figure(quarter(2026, 2), "70", status=FigureStatus.PROVISIONAL)
    ask = await plan_of(database, one, targets=[target(quarter(2026, 2), "65")])
    assert "On target (provisional)" in (await ask("latest", CODE)).text


async def test_old_periods_keep_their_target(database: Database) -> None:
    aims = [target(quarter(2026, 1), "50"), target(quarter(2026, 2), "90")]
    figures = [figure(quarter(2026, 1), "60"), figure(quarter(2026, 2), "60")]
    ask = await plan_of(database, *figures, targets=aims)
    old = await ask("figure", CODE, windows=days("2026-04-01", "2026-06-30"))
    assert "On target: 10.0 percentage points above the target of 50.0%" in old.text
    assert "Off target" in (await ask("latest", CODE)).text


# Behaviour 11: direction of travel.


async def test_a_rise_from_zero_has_no_relative_change(database: Database) -> None:
    ask = await plan_of(
        database, figure(year(2024), "0"), figure(year(2025), "80"), measures=(count(),)
    )
    text = (await ask("change", CODE)).text
    assert "up 80" in text
    assert "a rise of" not in text


@pytest.mark.parametrize("hidden", [0, 1])
async def test_a_withheld_figure_on_either_side_has_no_change(
    database: Database, hidden: int
) -> None:
    values = ["40", "40"]
    values[hidden] = "3"
    figures = [figure(year(2024 + place), value) for place, value in enumerate(values)]
    ask = await plan_of(database, *figures, measures=(count(),))
    reply = await ask("change", CODE)
    assert reply.arithmetic == ()
    assert "37" not in reply.text


async def test_a_missing_quarter_between_is_named(database: Database) -> None:
    ask = await plan_of(database, figure(quarter(2026, 1), "50"), figure(quarter(2025, 3), "40"))
    assert "No figure is held for Q4 2025-26" in (await ask("latest", CODE)).text


async def test_a_quarter_is_not_compared_with_a_year(database: Database) -> None:
    ask = await plan_of(database, figure(year(2024), "50"), figure(quarter(2026, 1), "40"))
    text = (await ask("latest", CODE)).text
    assert "another kind of period" in text
    assert "down" not in text.casefold()


async def test_equal_at_the_decimals_shown_is_no_change(database: Database) -> None:
    ask = await plan_of(database, figure(year(2024), "50.01"), figure(year(2025), "50.04"))
    assert "No change from 50.0%" in (await ask("latest", CODE)).text


# Behaviour 12: signal or noise.


async def test_a_flat_series_has_no_range(database: Database) -> None:
    figures = [figure(year(2015 + place), "50") for place in range(8)]
    ask = await plan_of(database, *figures)
    assert "range" not in (await ask("trend", CODE)).text


async def test_a_gap_is_not_bridged(database: Database) -> None:
    figures = [figure(year(2010 + place), f"{50 + place % 3}") for place in range(9) if place != 5]
    ask = await plan_of(database, *figures)
    assert "range" not in (await ask("trend", CODE)).text


# Behaviour 20: kinds of nothing.


async def test_a_true_zero_is_shown_as_zero(database: Database) -> None:
    ask = await plan_of(database, figure(year(2025), "0"), measures=(count(),))
    assert (await ask("latest", CODE)).headline.text.startswith("Repairs done in time: 0 ")


async def test_what_rounds_to_zero_is_not_shown_as_zero(database: Database) -> None:
    ask = await plan_of(database, figure(year(2025), "0.02"))
    assert "0.02%" in (await ask("latest", CODE)).headline.text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (FigureStatus.NOT_AVAILABLE, "not available at the source"),
        (FigureStatus.WITHHELD, "withheld to protect confidentiality"),
    ],
)
async def test_each_kind_of_nothing_has_its_words(
    database: Database, status: FigureStatus, words: str
) -> None:
    gap = figure(year(2025), None, status=status)
    ask = await plan_of(database, figure(year(2024), "50"), gap)
    text = (await ask("latest", CODE)).text
    assert words in text
    assert "The last figure there is: 50.0% for 2024-25" in text


# Behaviour 25: benchmarks.


async def test_another_period_elsewhere_gives_both_dates_and_no_gap(database: Database) -> None:
    theirs = Benchmark(
        measure=CODE,
        comparator="All councils",
        period=year(2023),
        value=Decimal("60"),
        source="National return",
        source_date=date(2026, 1, 1),
    )
    ask = await plan_of(database, figure(year(2025), "50"), benchmarks=[theirs])
    reply = await ask("compare", CODE, comparators=("All councils",))
    assert "2025-26" in reply.text
    assert "2023-24" in reply.text
    assert reply.arithmetic == ()
