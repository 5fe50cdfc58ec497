"""Words that are made by rule: comparators inside a sentence, ages, singulars, what is withheld."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.plan.figures import Benchmark
from bot.plan.measures import Unit
from bot.rendering.places import inside
from storage.database import Database
from tests.answers.tiny import TODAY, plan_of
from tests.making import PLAIN, count, figure, measure, target, year

CODE = PLAIN.code


@pytest.mark.parametrize(
    ("comparator", "words"),
    [
        ("England", "England"),
        ("Wales", "Wales"),
        ("North West", "the North West"),
        ("South-East", "the South-East"),
        ("East Midlands", "the East Midlands"),
        ("East of England", "the East of England"),
        ("North Yorkshire", "North Yorkshire"),
        ("Greater Manchester", "Greater Manchester"),
        ("Statistical neighbours", "the statistical neighbours"),
        ("Similar councils", "similar councils"),
        ("All councils", "all councils"),
        ("National average", "the national average"),
        ("Greater Manchester average", "the Greater Manchester average"),
        ("CIPFA neighbours", "the CIPFA neighbours"),
        ("The North", "the North"),
    ],
)
def test_a_comparator_reads_as_part_of_a_sentence(comparator: str, words: str) -> None:
    assert inside(comparator) == words


async def test_neighbours_get_their_article_in_a_comparison(database: Database) -> None:
    theirs = Benchmark(
        measure=CODE,
        comparator="Statistical neighbours",
        period=year(2024),
        value=Decimal("70"),
        source="National return",
        source_date=None,
    )
    ask = await plan_of(database, figure(year(2024), "60"), benchmarks=[theirs])
    reply = await ask("compare", CODE)
    assert "worse than the statistical neighbours, 60.0% against 70.0%" in reply.headline.text


@pytest.mark.parametrize(
    ("days_ago", "age"),
    [
        (0, ", today"),
        (1, ", yesterday"),
        (9, ", nine days ago"),
        (30, ", about four weeks ago"),
        (92, ", about three months ago"),
        (800, ", over two years ago"),
    ],
)
async def test_a_source_opens_with_its_date_and_age(
    database: Database, days_ago: int, age: str
) -> None:
    dated = figure(year(2023), "60", source_date=TODAY - timedelta(days=days_ago))
    ask = await plan_of(database, dated)
    reply = await ask("source", CODE)
    assert f"{PLAIN.name}: last updated " in reply.headline.text
    assert reply.headline.text.endswith(f"{age}.")
    assert reply.lines[0].text.startswith("The figure: 60.0% for 2023-24")


async def test_a_source_without_a_date_opens_with_the_figure(database: Database) -> None:
    ask = await plan_of(database, figure(year(2024), "60", source_date=None))
    assert "60.0% for 2024-25" in (await ask("source", CODE)).headline.text


async def test_a_source_that_names_its_date_is_not_dated_twice(database: Database) -> None:
    day = date(2025, 8, 7)
    named = figure(year(2024), "60", source="Minutes of 7 August 2025", source_date=day)
    ask = await plan_of(database, named)
    assert "Source: Minutes of 7 August 2025. Final figure." in (await ask("latest", CODE)).text


@pytest.mark.parametrize(
    ("before", "words"),
    [("59.0", "Up 1.0 percentage point from"), ("58.9", "Up 1.1 percentage points from")],
)
async def test_one_point_is_one_with_a_decimal_too(
    database: Database, before: str, words: str
) -> None:
    ask = await plan_of(database, figure(year(2023), before), figure(year(2024), "60.0"))
    assert words in (await ask("latest", CODE)).text


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (count(withhold_below=5), "A count from 1 to 4 is withheld"),
        (measure(withhold_below=3), "number of people or cases behind it is 1 or 2, to protect"),
        (
            measure(withhold_below=3, complement_sensitive=True),
            "behind it, or the rest of the total, is 1 or 2, to protect",
        ),
        (measure(withhold_below=2, unit=Unit.RATE_PER_1000), "cases behind it is 1, to protect"),
    ],
)
async def test_a_definition_says_which_counts_are_withheld(
    database: Database, one: object, words: str
) -> None:
    ask = await plan_of(database, measures=[one])  # type: ignore[list-item]
    assert words in (await ask("definition", CODE)).text


def series(*values: str) -> list[object]:
    return [figure(year(2005 + place), value) for place, value in enumerate(values)]


async def trend_of(database: Database, *values: str, **changes: object) -> str:
    made = measure(unit=Unit.SCORE, withhold_below=None, **changes)
    ask = await plan_of(database, *series(*values), measures=[made])  # type: ignore[arg-type]
    return (await ask("trend", CODE)).text


async def test_a_series_that_halved_is_not_called_chance(database: Database) -> None:
    text = await trend_of(database, "56", "80", "104", "120", "112", "118", "54")
    assert "chance" not in text
    assert "usual" not in text


async def test_a_quiet_series_is_said_to_be_within_its_ups_and_downs(database: Database) -> None:
    text = await trend_of(database, "50", "53", "50", "52", "49", "51")
    assert (
        "The newest figure is within its usual ups and downs "
        "(a trial range from six figures, which will move)."
    ) in text


async def test_the_usual_range_is_said_in_numbers(database: Database) -> None:
    values = ["52.1", "54.0", "51.3", "55.2", "53.8", "50.9", "54.4", "52.7", "53.1", "55.0"]
    text = await trend_of(database, *values, "51.8", "53.3")
    assert "Its usual range is 47.1 to 59.2." in text


async def test_a_figure_outside_its_range_never_prints_as_its_limit(database: Database) -> None:
    values = ["52.1", "54.0", "51.3", "55.2", "53.8", "50.9", "54.4", "52.7", "53.1", "55.0"]
    text = await trend_of(database, *values, "51.8", "53.3", "59.2")
    assert "Its usual range is 47.09 to 59.18." in text


@pytest.mark.parametrize(
    ("aim", "words"),
    [("60", "missed again and again"), ("55", "met in some periods and missed in others")],
)
async def test_the_usual_range_says_what_becomes_of_the_target(
    database: Database, aim: str, words: str
) -> None:
    values = ["52.1", "54.0", "51.3", "55.2", "53.8", "50.9", "54.4", "52.7", "53.1", "55.0"]
    figures = series(*values, "51.8", "53.3")
    made = measure(unit=Unit.SCORE, withhold_below=None)
    goal = target(year(2016), aim)
    ask = await plan_of(database, *figures, measures=[made], targets=[goal])  # type: ignore[arg-type]
    assert (
        f"Against the target of {aim}.0: as things are, it will be {words}."
        in (await ask("trend", CODE)).text
    )


async def test_no_range_is_spoken_of_below_five_figures(database: Database) -> None:
    assert "range" not in await trend_of(database, "50", "53", "50", "52")


async def test_a_late_signal_against_the_whole_way_says_that_it_is_late(
    database: Database,
) -> None:
    values = ["10", "40", "41", "40", "41", "40", "41", "40", "41", "40", "41", "40", "20"]
    text = await trend_of(database, *values)
    assert "(improving)" in text
    assert "Lately a concern, though not over the whole time" in text
