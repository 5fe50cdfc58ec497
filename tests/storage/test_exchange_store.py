from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.exchange.store import Counts
from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.periods import calendar_year
from bot.plan.targets import Target, Tolerance, ToleranceKind
from bot.stores import Stores
from storage.database import Database
from tests import starter as starter_plan
from tests import starter_database
from tests.storage.making import CODE, NOW, figure, history, small_plan, versions

NEW, CHANGED, SAME = Counts(new=1), Counts(changed=1), Counts(same=1)

Put = Callable[[Stores], Counts]


def put(one: Figure, listed: Sequence[Revision] = ()) -> Put:
    return lambda stores: stores.exchange.put_figures([(one, listed)], NOW)


def withdraw(*values: str) -> Put:
    return lambda stores: stores.exchange.put_withdrawn(versions(*values), NOW)


def newest(stores: Stores) -> Figure:
    return stores.plan.newest(CODE)[0]


@pytest.fixture
async def plan(database: Database) -> Database:
    await database.transact(small_plan)
    return database


async def test_a_figure_keeps_its_zeros(plan: Database) -> None:
    assert await plan.transact(put(figure("0.130"))) == NEW
    assert str((await plan.read(newest)).value) == "0.130"


async def test_the_same_figure_again_changes_nothing(plan: Database) -> None:
    await plan.transact(put(figure("7.8")))
    assert await plan.transact(put(figure("7.8"))) == SAME
    assert await plan.read(history) == ["7.8"]


@pytest.mark.parametrize(
    "changed",
    [
        figure("9.9"),
        figure("7.8", status=FigureStatus.REVISED),
        figure(None, status=FigureStatus.NOT_AVAILABLE),
        replace(figure("7.8"), numerator=Decimal(39), denominator=Decimal(500)),
    ],
    ids=["value", "status", "withheld", "counts"],
)
async def test_another_figure_is_a_new_revision(plan: Database, changed: Figure) -> None:
    await plan.transact(put(figure("7.8")))
    assert await plan.transact(put(changed)) == CHANGED
    assert await plan.read(history) == ["7.8", str(changed.value)]
    assert (await plan.read(newest)) == replace(changed, revision=2)


@pytest.mark.parametrize(
    "changed",
    [figure("7.8", source="Other book"), figure("7.8", note="see page 4"), figure("7.80")],
    ids=["source", "note", "written otherwise"],
)
async def test_another_wording_is_no_revision(plan: Database, changed: Figure) -> None:
    await plan.transact(put(figure("7.8")))
    assert await plan.transact(put(changed)) == CHANGED
    assert await plan.read(history) == ["7.8"]
    assert await plan.read(newest) == changed


async def test_listed_versions_become_the_history(plan: Database) -> None:
    assert await plan.transact(put(figure("12"), versions("10", "12"))) == NEW
    found = await plan.read(lambda stores: stores.plan.revisions(CODE, calendar_year(2020)))
    assert [(str(one.value), one.seen_from) for one in found] == [
        ("10", "2021-01-01"),
        ("12", "2022-01-01"),
    ]
    assert (await plan.read(newest)).revision == 2
    assert await plan.transact(put(figure("12"), versions("10", "12"))) == SAME


async def test_versions_that_come_to_light_later_are_filled_in(plan: Database) -> None:
    await plan.transact(put(figure("12")))
    await plan.transact(put(figure("14")))
    listed = versions("10", "12", "13", "14")
    assert await plan.transact(put(figure("14"), listed)) == CHANGED
    assert await plan.read(history) == ["10", "12", "13", "14"]
    assert await plan.transact(put(figure("14"), listed)) == SAME


async def test_a_list_that_goes_on_adds_what_is_new(plan: Database) -> None:
    await plan.transact(put(figure("12"), versions("10", "12")))
    assert await plan.transact(put(figure("13"), versions("10", "12", "13"))) == CHANGED
    assert await plan.read(history) == ["10", "12", "13"]


async def test_history_that_the_list_lacks_stays(plan: Database) -> None:
    await plan.transact(put(figure("11")))
    assert await plan.transact(put(figure("12"), versions("10", "12"))) == CHANGED
    assert await plan.read(history) == ["11", "12"]


async def test_two_figures_of_one_period_stand_side_by_side(plan: Database) -> None:
    both = [(figure("293"), ()), (figure("295", comparable=False), ())]
    assert await plan.transact(lambda s: s.exchange.put_figures(both, NOW)) == Counts(new=2)
    assert await plan.transact(lambda s: s.exchange.put_figures(both, NOW)) == Counts(same=2)
    series = await plan.read(lambda s: s.plan.series(CODE))
    assert [(str(one.value), one.comparable) for one in series] == [("293", True), ("295", False)]
    assert str((await plan.read(newest)).value) == "293"


async def test_a_figure_that_can_no_longer_be_compared_is_the_same_one(plan: Database) -> None:
    await plan.transact(put(figure("5")))
    assert await plan.transact(put(figure("5", comparable=False))) == CHANGED
    series = await plan.read(lambda s: s.plan.series(CODE))
    assert [(one.comparable, one.revision) for one in series] == [(False, 2)]


async def test_a_withdrawn_figure_is_history_alone(plan: Database) -> None:
    assert await plan.transact(withdraw("10", "12")) == NEW
    assert await plan.transact(withdraw("10", "12")) == SAME
    assert await plan.read(lambda s: s.plan.series(CODE)) == []
    found = await plan.read(lambda s: s.plan.withdrawn(CODE))
    assert [(str(one.value), one.status) for one in found] == [
        ("10", FigureStatus.REVISED),
        ("12", FigureStatus.WITHDRAWN),
    ]


async def test_withdrawing_a_current_figure_keeps_its_history(plan: Database) -> None:
    await plan.transact(put(figure("10")))
    await plan.transact(put(figure("12")))
    assert await plan.transact(withdraw("10", "12")) == CHANGED
    assert await plan.read(lambda s: s.plan.newest(CODE)) == []
    found = await plan.read(lambda s: s.plan.withdrawn(CODE))
    assert [(one.number, str(one.value)) for one in found] == [(1, "10"), (2, "12")]


async def test_a_withdrawn_figure_may_come_back(plan: Database) -> None:
    await plan.transact(withdraw("10", "12"))
    assert await plan.transact(put(figure("12"))) == CHANGED
    assert await plan.read(history) == ["10", "12"]
    assert await plan.transact(put(figure("12"))) == SAME


async def test_plan_order_is_the_order_of_the_file(plan: Database) -> None:
    measures = [
        replace(starter_plan.catalogue().measures[0], code=code) for code in ("9", CODE, "2")
    ]
    counts = await plan.transact(lambda s: s.exchange.put_measures(measures))
    assert counts == Counts(new=2, changed=1)
    catalogue = await plan.read(lambda s: s.plan.catalogue())
    assert catalogue is not None
    assert [measure.code for measure in catalogue.measures] == ["9", CODE, "2"]


async def test_targets_come_back_as_they_went_in(plan: Database) -> None:
    tolerance = Tolerance(amount=Decimal("2.50"), kind=ToleranceKind.RELATIVE)
    targets = [
        Target(measure=CODE, period=calendar_year(year), value=Decimal("70.0"), tolerance=allowed)
        for year, allowed in ((2021, None), (2022, tolerance))
    ]
    assert await plan.transact(lambda s: s.exchange.put_targets(targets)) == Counts(new=2)
    assert await plan.transact(lambda s: s.exchange.put_targets(targets)) == Counts(same=2)
    assert await plan.read(lambda s: s.plan.targets(CODE)) == targets
    assert await plan.read(lambda s: list(s.exchange.all_targets())) == targets


async def test_the_lexicon_is_kept_with_the_plan(plan: Database) -> None:
    one = starter_plan.catalogue().plan
    assert await plan.transact(lambda s: s.exchange.put_plan(one, "[units]")) == CHANGED
    assert await plan.transact(lambda s: s.exchange.put_plan(one, "[units]")) == SAME


async def test_nothing_read_from_an_unfinished_import_is_remembered(plan: Database) -> None:
    before = await plan.read(lambda s: s.plan.catalogue())

    def import_and_fail(stores: Stores) -> None:
        stores.exchange.put_terms(starter_plan.catalogue().terms)
        stores.exchange.plan_changed()
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        assert catalogue.terms
        raise LookupError("a bad row")

    with pytest.raises(LookupError, match="a bad row"):
        await plan.transact(import_and_fail)
    assert await plan.read(lambda s: s.plan.catalogue()) is before
    await plan.transact(lambda s: s.exchange.plan_changed())
    after = await plan.read(lambda s: s.plan.catalogue())
    assert after is not None
    assert not after.terms


async def test_sizes_are_counted_by_sheet(starter: Database) -> None:
    sizes = await starter.read(lambda s: s.exchange.sizes())
    assert sizes["figures"] == len(starter_database.figures())
    assert sizes["benchmarks"] == len(starter_database.benchmarks())
    assert sizes["measures"] == len(starter_plan.catalogue().measures)
    assert sizes["revisions"] == 8
    assert sizes["targets"] == 0


async def test_what_is_yielded_goes_back_in_without_a_change(starter: Database) -> None:
    def round_trip(stores: Stores) -> list[Counts]:
        exchange = stores.exchange
        return [
            exchange.put_figures([(one, ()) for one in exchange.figures()], NOW),
            exchange.put_benchmarks(list(exchange.all_benchmarks())),
        ]

    counts = await starter.transact(round_trip)
    assert [(one.new, one.changed) for one in counts] == [(0, 0), (0, 0)]


async def test_revisions_come_back_in_plan_order_with_their_numbers(starter: Database) -> None:
    found = await starter.read(lambda s: list(s.exchange.all_revisions()))
    given = starter_plan.rows("revisions")
    assert len(found) == len(given)
    listed = {
        (row["measure"], row["period_start"], row["version"]): (row["value"], row["seen_from"])
        for row in given
    }
    for one in found:
        key = (one.measure, one.period.start.isoformat(), str(one.number))
        assert (str(one.value), one.seen_from) == listed[key]


async def test_a_big_batch_is_written_in_parts(plan: Database) -> None:
    many = [(figure(str(year), year=year), ()) for year in range(1000, 3600)]
    assert await plan.transact(lambda s: s.exchange.put_figures(many, NOW)) == Counts(new=2600)
    assert (await plan.read(lambda s: s.exchange.sizes()))["figures"] == 2600
