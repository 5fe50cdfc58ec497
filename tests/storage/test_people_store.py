"""Members, duties, links and groups: nothing happens twice, and who has left is gone."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from functools import partial

import pytest

from bot.people import DutyKind, Group, Invitation, Member, Role
from bot.stores import Stores
from storage.database import Database
from tests.storage.making import NOW

HOUR = timedelta(hours=1)
TODAY = date(2026, 11, 23)


def add(stores: Stores, name: str = "Priya", role: Role = Role.CONTRIBUTOR) -> Member:
    return stores.people.add(name=name, organisation="Council", role=role, now=NOW)


def invited(stores: Stores, member: Member, token_hash: str = "hash") -> Member:
    stores.people.invite(
        Invitation(
            token_hash=token_hash,
            member=member.id,
            created_by=None,
            created_at=NOW,
            expires_at=NOW + HOUR,
        )
    )
    return member


async def test_a_member_is_found_by_contact_only_while_linked(database: Database) -> None:
    member = await database.transact(add)
    assert await database.read(lambda s: s.people.by_contact("telegram:7")) is None
    assert await database.transact(lambda s: s.people.link(member.id, "telegram:7", NOW))
    found = await database.read(lambda s: s.people.by_contact("telegram:7"))
    assert found is not None
    assert (found.id, found.acts_as) == (member.id, Role.READER)
    assert await database.transact(lambda s: s.people.confirm(member.id, NOW))
    assert not await database.transact(lambda s: s.people.confirm(member.id, NOW))
    found = await database.read(lambda s: s.people.find(member.id))
    assert found is not None
    assert found.acts_as is Role.CONTRIBUTOR


async def test_a_contact_is_one_person_and_a_person_one_contact(database: Database) -> None:
    one, other = await database.transact(add), await database.transact(partial(add, name="Omar"))
    assert await database.transact(lambda s: s.people.link(one.id, "telegram:7", NOW))
    assert not await database.transact(lambda s: s.people.link(other.id, "telegram:7", NOW))
    assert not await database.transact(lambda s: s.people.link(one.id, "telegram:8", NOW))
    assert await database.transact(lambda s: s.people.unlink(one.id))
    assert not await database.transact(lambda s: s.people.unlink(one.id))
    assert await database.transact(lambda s: s.people.link(other.id, "telegram:7", NOW))


async def test_a_link_works_once_however_many_open_it_at_once(database: Database) -> None:
    await database.transact(lambda s: invited(s, add(s)))
    redeem = [
        database.transact(lambda s: s.people.redeem("hash", NOW + timedelta(minutes=1)))
        for _ in range(5)
    ]
    opened = await asyncio.gather(*redeem)
    assert sum(one is not None for one in opened) == 1


@pytest.mark.parametrize("minutes", [60, 61])
async def test_a_link_runs_out(database: Database, minutes: int) -> None:
    await database.transact(lambda s: invited(s, add(s)))
    late = NOW + timedelta(minutes=minutes)
    assert await database.transact(lambda s: s.people.redeem("hash", late)) is None


async def test_a_new_link_voids_the_one_before(database: Database) -> None:
    member = await database.transact(lambda s: invited(s, add(s), "first"))
    await database.transact(lambda s: invited(s, member, "second"))
    assert await database.transact(lambda s: s.people.redeem("first", NOW)) is None
    assert await database.transact(lambda s: s.people.redeem("second", NOW)) is not None


async def test_who_has_left_keeps_no_name_account_duty_or_link(database: Database) -> None:
    def work(stores: Stores) -> Member:
        member = invited(stores, add(stores))
        stores.people.link(member.id, "telegram:7", NOW)
        stores.people.give(member=member.id, kind=DutyKind.OWNER, scope="4.01")
        return member

    member = await database.transact(work)
    assert await database.transact(lambda s: s.people.leave(member.id, NOW))
    assert not await database.transact(lambda s: s.people.leave(member.id, NOW))
    gone = await database.read(lambda s: s.people.find(member.id))
    assert gone is not None
    assert (gone.name, gone.contact, gone.acts_as) == ("", None, Role.STRANGER)
    assert await database.read(lambda s: s.people.members()) == []
    held = await database.read(lambda s: s.people.duties_for("4.01", 4, DutyKind.OWNER, TODAY))
    assert held == []
    assert await database.transact(lambda s: s.people.redeem("hash", NOW)) is None


async def test_duties_are_found_from_the_narrowest_scope_outwards(database: Database) -> None:
    def work(stores: Stores) -> None:
        for name, scope in (("All", "*"), ("Four", "ambition 4"), ("One", "4.01"), ("No", "4.02")):
            member = add(stores, name)
            stores.people.give(member=member.id, kind=DutyKind.APPROVER, scope=scope)

    await database.transact(work)
    held = await database.read(lambda s: s.people.duties_for("4.01", 4, DutyKind.APPROVER, TODAY))
    assert [member.name for member, _ in held] == ["One", "Four", "All"]


@pytest.mark.parametrize(("day", "holds"), [(22, False), (23, True), (25, True), (26, False)])
async def test_a_dated_duty_holds_from_its_first_to_its_last_day(
    database: Database, day: int, holds: bool
) -> None:
    def work(stores: Stores) -> None:
        member = add(stores)
        stores.people.give(
            member=member.id,
            kind=DutyKind.OWNER,
            scope="4.01",
            starts=date(2026, 11, 23),
            ends=date(2026, 11, 25),
        )

    await database.transact(work)
    held = await database.read(
        lambda s: s.people.duties_for("4.01", 4, DutyKind.OWNER, date(2026, 11, day))
    )
    assert bool(held) is holds


async def test_a_deputy_counts_only_once_they_agreed_but_is_listed_before(
    database: Database,
) -> None:
    def work(stores: Stores) -> int:
        owner, deputy = add(stores), add(stores, "Omar")
        return stores.people.give(
            member=deputy.id, kind=DutyKind.DEPUTY, scope="4.01", covers=owner.id
        ).id

    def counting(stores: Stores) -> tuple[int, int]:
        held = stores.people.duties_for("4.01", 4, DutyKind.DEPUTY, TODAY)
        return len(held), len(stores.people.cover(TODAY))

    duty = await database.transact(work)
    assert await database.read(counting) == (0, 1)
    assert await database.transact(lambda s: s.people.accept(duty, NOW))
    assert not await database.transact(lambda s: s.people.accept(duty, NOW))
    assert await database.read(counting) == (1, 1)


async def test_a_group_is_followed_once_and_stays_allowed(database: Database) -> None:
    group = Group(chat="telegram:-5", allowed_by=None, allowed_at=NOW)
    await database.transact(lambda s: s.people.allow_group(group))
    for _ in range(2):
        await database.transact(lambda s: s.people.move_group("telegram:-5", "telegram:-105"))
    assert await database.read(lambda s: s.people.group("telegram:-105")) is not None
    assert await database.read(lambda s: s.people.group("telegram:-5")) is None
    assert await database.transact(lambda s: s.people.forget_group("telegram:-105"))
    assert not await database.transact(lambda s: s.people.forget_group("telegram:-105"))
