from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from bot.exchange.store import Counts
from bot.plan.figures import Figure
from bot.plan.periods import calendar_year, snapshot
from bot.stores import Stores
from storage.database import Database
from tests import starter as starter_plan
from tests import starter_database
from tests.storage.making import CODE, NOW, figure, small_plan


async def test_the_newest_figure_comes_first(starter: Database) -> None:
    newest = await starter.read(lambda stores: stores.plan.newest("1.01"))
    assert [str(figure.value) for figure in newest] == ["68.0", "68.7"]


async def test_the_catalogue_is_the_plan_as_it_was_put_in(starter: Database) -> None:
    found = await starter.read(lambda stores: stores.plan.catalogue())
    expected = starter_plan.catalogue()
    assert found is not None
    assert found.plan == expected.plan
    assert found.ambitions == expected.ambitions
    assert found.measures == expected.measures
    assert found.terms == expected.terms
    assert found.comparators == expected.comparators
    assert found.year_kinds == expected.year_kinds


async def test_the_catalogue_is_one_object_until_the_plan_changes(starter: Database) -> None:
    first = await starter.read(lambda stores: stores.plan.catalogue())
    again = await starter.transact(lambda stores: stores.plan.catalogue())
    assert again is first
    await starter.transact(lambda stores: stores.exchange.plan_changed())
    assert await starter.read(lambda stores: stores.plan.catalogue()) is not first


async def test_two_figures_of_one_period_are_both_in_the_series(starter: Database) -> None:
    day = date(2016, 3, 31)
    series = await starter.read(lambda stores: stores.plan.series("7.01", start=day, end=day))
    assert [(one.value, one.comparable) for one in series] == [
        (Decimal(293), True),
        (Decimal(295), False),
    ]


async def test_every_figure_comes_back_as_it_went_in(starter: Database) -> None:
    found = await starter.read(lambda stores: list(stores.exchange.figures()))
    given = {(one.measure, one.period, one.comparable): one for one in starter_database.figures()}
    assert len(found) == len(given)
    for one in found:
        expected = given[one.measure, one.period, one.comparable]
        assert str(one.value) == str(expected.value)
        assert (one.status, one.note, one.source) == (
            expected.status,
            expected.note,
            expected.source,
        )
        assert (one.numerator, one.denominator) == (expected.numerator, expected.denominator)


async def test_loading_again_changes_nothing(starter: Database) -> None:
    def again(stores: Stores) -> list[Counts]:
        exchange = stores.exchange
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        return [
            exchange.put_plan(catalogue.plan, catalogue.lexicon),
            exchange.put_measures(catalogue.measures),
            exchange.put_benchmarks(starter_database.benchmarks()),
            exchange.put_figures(
                [(one, ()) for one in starter_database.figures()], starter_database.IMPORTED_AT
            ),
        ]

    counts = await starter.transact(again)
    assert [(one.new, one.changed) for one in counts] == [(0, 0)] * 4


async def test_withdrawn_figures_are_history_only(starter: Database) -> None:
    withdrawn = await starter.read(lambda stores: stores.plan.withdrawn("2.08"))
    assert [(one.number, str(one.value), one.status.value) for one in withdrawn] == [
        (1, "290", "final"),
        (2, "282", "withdrawn"),
    ]
    newest = await starter.read(lambda stores: stores.plan.series("2.08"))
    assert not {one.period for one in withdrawn} & {one.period for one in newest}


async def test_newest_of_many_is_newest_of_each(starter: Database) -> None:
    codes = [measure.code for measure in starter_plan.catalogue().measures]
    each = await starter.read(
        lambda stores: {code: found for code in codes if (found := stores.plan.newest(code))}
    )
    assert await starter.read(lambda stores: stores.plan.newest_of(codes)) == each


async def test_a_period_without_figures_has_no_revisions(starter: Database) -> None:
    period = snapshot(date(1999, 1, 1))
    assert not await starter.read(lambda stores: stores.plan.revisions("7.01", period))


async def test_the_newest_of_many_are_no_more_than_asked_for(database: Database) -> None:
    """Where two figures end on one day, the one that starts later is the newer."""
    day, whole_year = calendar_year(2020).end, figure("2", year=2020)
    on_the_day = replace(figure("3"), period=snapshot(day))

    def put(stores: Stores) -> None:
        small_plan(stores)
        given = [figure("1", year=2019), whole_year, on_the_day]
        stores.exchange.put_figures([(one, ()) for one in given], NOW)

    await database.transact(put)
    for limit, expected in ((1, ["3"]), (2, ["3", "2"]), (9, ["3", "2", "1"])):
        found = await database.read(partial(_newest_of, limit))
        assert [str(one.value) for one in found] == expected


def _newest_of(limit: int, stores: Stores) -> Sequence[Figure]:
    assert stores.plan.newest(CODE, limit=limit) == stores.plan.newest_of([CODE], limit=limit)[CODE]
    return stores.plan.newest_of([CODE, "no such"], limit=limit)[CODE]


async def test_histories_are_of_figures_with_more_than_one_value(starter: Database) -> None:
    found = await starter.read(lambda stores: stores.plan.histories("2.01"))
    assert [(one.period.short, one.number, str(one.value)) for one in found] == [
        ("2022-23", 1, "509.4"),
        ("2022-23", 2, "508.7"),
        ("2023-24", 1, "537.7"),
        ("2023-24", 2, "536.0"),
    ]
    assert not await starter.read(lambda stores: stores.plan.histories("4.02"))


async def test_one_comparator_for_many_measures_is_as_for_each(starter: Database) -> None:
    def both(stores: Stores) -> None:
        codes = ["4.02", "1.01", "4.01"]
        start = date(2020, 8, 31)
        found = stores.plan.benchmarks_of(codes, "England", start=start)
        assert set(found) == {"4.02", "1.01"}
        for code, benchmarks in found.items():
            alone = stores.plan.benchmarks(code, start=start)
            assert benchmarks == [one for one in alone if one.comparator == "England"]

    await starter.read(both)
