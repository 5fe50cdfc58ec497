"""What is held nowhere else names the related measure that is (behaviour 25)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.answers.related import related
from bot.plan.figures import Benchmark
from bot.questions.queries import Kind
from storage.database import Database
from tests import starter
from tests.answers.tiny import plan_of
from tests.asking import Ask
from tests.making import count, figure, measure, year

LET = count(code="9.02", name="Homes let (number)")
RATE = measure(code="9.03", name="Rate of homes let")
OTHER = measure(code="9.04", name="Complaints upheld")


def benchmark(code: str, comparator: str = "England") -> Benchmark:
    return Benchmark(
        measure=code,
        comparator=comparator,
        period=year(2025),
        value=Decimal("41.2"),
        source="Return",
        source_date=None,
    )


async def test_the_related_measure_and_the_way_to_it_are_given(ask: Ask) -> None:
    reply = await ask("compare", "3.05", comparators=("England",))
    assert "nothing to compare with is held for England" in reply.text
    assert "Permanent exclusion rate can be compared with England." in reply.text
    [button] = [one for one in reply.flat_buttons() if one.label == "Permanent exclusion rate"]
    assert button.query is not None
    assert button.query.kind is Kind.COMPARE
    assert button.query.comparators == ("England",)


async def test_nothing_is_named_that_has_no_figure_elsewhere_either(database: Database) -> None:
    figures = [figure(year(2025), "12", measure=one.code) for one in (LET, RATE, OTHER)]
    ask = await plan_of(
        database, *figures, measures=(LET, RATE, OTHER), benchmarks=[benchmark(OTHER.code)]
    )
    text = (await ask("compare", LET.code, comparators=("England",))).text
    assert "can be compared" not in text
    assert OTHER.name not in text


@pytest.mark.parametrize(
    ("code", "nearest"), [("3.05", "3.03"), ("7.01", "7.02"), ("7.06", "7.07"), ("2.06", "2.05")]
)
def test_the_nearest_name_comes_first(code: str, nearest: str) -> None:
    catalogue = starter.catalogue()
    found = list(related(catalogue, catalogue.by_code[code]))
    assert found[0].code == nearest


def test_a_name_of_its_own_has_no_relation() -> None:
    catalogue = starter.catalogue()
    alone = replace(catalogue.measures[0], code="0.00", name="Tonnes of grit spread")
    assert list(related(catalogue, alone)) == []
