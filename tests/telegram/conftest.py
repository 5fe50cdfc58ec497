"""The door's tests run on SQLite; modules about what is stored ask for both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.conftest import Templates
from tests.telegram.doors import Echo
from tests.telegram_stand_in import StandIn


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
async def database(templates: Templates, tmp_path: Path) -> AsyncIterator[Database]:
    opened = open_database(templates.copy("sqlite", tmp_path, plan=False))
    yield opened
    await opened.close()
