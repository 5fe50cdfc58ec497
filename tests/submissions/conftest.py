"""An office with the starter plan, on both databases."""

from __future__ import annotations

import pytest

from bot.people import Role
from storage.database import Database
from tests.submissions.people import Chat, Office


@pytest.fixture
def office(starter: Database) -> Office:
    return Office(starter)


@pytest.fixture
async def owner(office: Office) -> Chat:
    return await office.join("Olive Oak", Role.CONTRIBUTOR, "4.01", "4.02")


@pytest.fixture
async def approver(office: Office) -> Chat:
    return await office.join("Avery Ash", Role.APPROVER, "ambition 4")


@pytest.fixture
async def reader(office: Office) -> Chat:
    return await office.join("Robin Reed", Role.READER)
