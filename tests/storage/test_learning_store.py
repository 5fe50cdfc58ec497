"""Misses are counted by wording and people; aliases join the catalogue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.learning.store import AddedAlias, Asker, MissState
from bot.stores import Stores
from storage.database import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ONE, OTHER = Asker(chat="c1", person="p1"), Asker(chat="c2", person="p2")


def note(stores: Stores, wording: str, asker: Asker, *, hours: int = 0) -> int:
    return stores.learning.note(
        wording=wording,
        text=wording,
        candidates=("4.01",),
        asker=asker,
        at=NOW + timedelta(hours=hours),
    )


async def test_one_wording_from_many_people_is_one_miss(starter: Database) -> None:
    def work(stores: Stores) -> None:
        number = note(stores, "late pupils", ONE)
        assert note(stores, "late pupils", OTHER, hours=1) == number
        assert note(stores, "late pupils", ONE, hours=2) == number
        stores.learning.tapped(number, ("3.01", "3.02"))
        stores.learning.tapped(number, ("3.02",))
        (miss,) = stores.learning.misses(MissState.OPEN)
        assert (miss.count, miss.people) == (3, 2)
        assert miss.tapped == {"3.01": 1, "3.02": 2}
        assert miss.candidates == ("4.01",)
        assert miss.last_at == NOW + timedelta(hours=2)

    await starter.transact(work)


async def test_the_most_frequent_come_first(starter: Database) -> None:
    def work(stores: Stores) -> None:
        note(stores, "once", ONE)
        note(stores, "twice", ONE)
        note(stores, "twice", ONE)
        assert [one.text for one in stores.learning.misses(MissState.OPEN)] == ["twice", "once"]

    await starter.transact(work)


async def test_what_the_officer_decided_stays(starter: Database) -> None:
    def work(stores: Stores) -> None:
        number = note(stores, "bus passes", ONE)
        assert stores.learning.decide(number, MissState.ASIDE)
        assert not stores.learning.decide(number, MissState.ASIDE)
        note(stores, "bus passes", OTHER)
        assert stores.learning.misses(MissState.OPEN) == []

    await starter.transact(work)


async def test_each_asker_is_told_once(starter: Database) -> None:
    def work(stores: Stores) -> None:
        number = note(stores, "late pupils", ONE)
        note(stores, "late pupils", OTHER)
        stores.learning.told(number, ONE, NOW)
        assert stores.learning.untold(number) == [OTHER]

    await starter.transact(work)


async def test_an_added_alias_joins_the_catalogue(starter: Database) -> None:
    added = AddedAlias(measure="3.02", alias="late pupils", person="p1", at=NOW)

    def add(stores: Stores) -> bool:
        done = stores.learning.add_alias(added)
        stores.exchange.plan_changed()
        return done

    def measure_aliases(stores: Stores) -> tuple[str, ...]:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        return catalogue.by_code["3.02"].learnt

    assert await starter.transact(add)
    assert not await starter.transact(add)
    assert await starter.read(measure_aliases) == ("late pupils",)


async def test_old_misses_are_forgotten(starter: Database) -> None:
    def work(stores: Stores) -> None:
        note(stores, "late pupils", ONE)
        assert stores.learning.forget_before(NOW + timedelta(days=1)) == 1
        assert stores.learning.misses(MissState.OPEN) == []

    await starter.transact(work)
