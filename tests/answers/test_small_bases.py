"""A percentage of too few is told as its counts, and nothing is made of it (R17)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.plan.figures import Figure
from bot.rendering.disclosure import Absent, Shown, passed
from storage.database import Database
from tests.answers.tiny import plan_of
from tests.making import figure, measure, target, year

REPAIRS = measure(minimum_base=20, withhold_below=None)
NOW, BEFORE = year(2025), year(2024)


def share(top: int, bottom: int | None, *, period: object = NOW) -> Figure:
    made = figure(period, f"{Decimal(top) * 100 / (bottom or 100):.1f}")  # type: ignore[arg-type]
    total = None if bottom is None else Decimal(bottom)
    return replace(made, numerator=Decimal(top), denominator=total)


async def test_counts_are_told_in_place_of_the_percentage(database: Database) -> None:
    ask = await plan_of(database, share(12, 18), measures=(REPAIRS,))
    text = (await ask("latest", "9.01")).text
    assert text.startswith("Repairs done in time: 12 of 18, too few for a percentage, for 2025-26")
    assert "66.7" not in text


async def test_no_status_no_change_and_no_rank_rest_on_it(database: Database) -> None:
    ask = await plan_of(
        database,
        share(400, 500, period=BEFORE),
        share(12, 18),
        measures=(REPAIRS,),
        targets=[target(NOW, "60")],
    )
    for kind in ("latest", "target", "change", "ranking", "list", "ambition", "source"):
        text = (await ask(kind, "9.01")).text
        assert "66.7" not in text, kind
        assert "13.3" not in text, kind
    text = (await ask("latest", "9.01")).text
    assert "12 of 18, too few for a percentage" in text
    assert "The last figure there is: 80.0%" in text


async def test_a_chart_and_its_table_have_a_gap_that_says_why(database: Database) -> None:
    years = [share(400 + place, 500, period=year(2020 + place)) for place in range(4)]
    ask = await plan_of(database, *years, share(12, 18), measures=(REPAIRS,))
    text = (await ask("trend", "9.01")).text
    assert "2025-26: gap, 12 of 18, too few for a percentage" in text
    assert "66.7" not in text


@pytest.mark.parametrize(
    ("figure_", "is_told"),
    [
        (share(13, 20), True),
        (share(13, 19), False),
        (share(13, None), True),
        (share(0, 19), False),
    ],
)
def test_the_smallest_base_itself_is_enough_and_an_unknown_one_is_not_judged(
    figure_: Figure, *, is_told: bool
) -> None:
    found = passed(REPAIRS, figure_)
    assert isinstance(found, Shown if is_told else Absent)


def test_what_is_confidential_stays_hidden_whatever_the_base() -> None:
    found = passed(measure(minimum_base=20, withhold_below=5), share(3, 18))
    assert not isinstance(found, Absent | Shown)


async def test_the_definition_says_so(database: Database) -> None:
    ask = await plan_of(database, share(12, 18), measures=(REPAIRS,))
    assert (
        "Where the total is below 20, only the counts are told"
        in (await ask("definition", "9.01")).text
    )


async def test_the_rule_is_brought_in_with_the_plan_and_written_out(database: Database) -> None:
    await plan_of(database, share(12, 18), measures=(REPAIRS,))
    found = await database.read(lambda stores: stores.plan.catalogue())
    assert found is not None
    assert found.by_code["9.01"].minimum_base == 20
