"""A total and its parts are doubted where all are known and do not add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.people import Role
from bot.plan.measures import Frequency, Measure, Unit
from bot.stores import Stores
from tests.submissions.people import Chat, Office

DOUBT = "do not add up to the total for Q2 2026-27"


@pytest.fixture
async def total(office: Office) -> tuple[Chat, str, tuple[str, str]]:
    """Return an owner of everything, a total's code and those of its two parts."""

    def work(stores: Stores) -> list[Measure]:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        new = [one for one in catalogue.measures if not stores.plan.newest(one.code, limit=1)]
        counts = [
            replace(one, unit=Unit.COUNT, decimals=0, frequency=Frequency.QUARTERLY)
            for one in new[:3]
        ]
        whole, *parts = counts
        stores.exchange.put_measures([whole, *(replace(one, part_of=whole.code) for one in parts)])
        stores.exchange.plan_changed()
        return counts

    whole, one, other = await office.do(work)
    owner = await office.join("Olive Oak", Role.CONTRIBUTOR, "*")
    return owner, whole.code, (one.code, other.code)


async def hand_in(owner: Chat, code: str, value: str) -> str:
    """Hand a figure in, doubtful or not, and return what its card said."""
    said = await owner.say(f"{code} {value} for Q2 2026/27")
    yes = "Confirm" if "Confirm" in owner.buttons else "Yes, it is right"
    assert "Recorded" in await owner.press(yes)
    return said


async def test_parts_that_do_not_add_up_are_doubted(
    total: tuple[Chat, str, tuple[str, str]],
) -> None:
    owner, whole, (one, other) = total
    assert DOUBT not in await hand_in(owner, whole, "100")
    assert DOUBT not in await hand_in(owner, one, "60")
    assert DOUBT in await owner.say(f"{other} 50 for Q2 2026/27")
    assert DOUBT not in await owner.say(f"{other} 40 for Q2 2026/27")


async def test_a_total_that_its_parts_miss_is_doubted(
    total: tuple[Chat, str, tuple[str, str]],
) -> None:
    owner, whole, (one, other) = total
    await hand_in(owner, one, "60")
    await hand_in(owner, other, "40")
    assert DOUBT in await owner.say(f"{whole} 110 for Q2 2026/27")
    assert DOUBT not in await owner.say(f"{whole} 100 for Q2 2026/27")
