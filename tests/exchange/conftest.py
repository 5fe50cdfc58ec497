"""A copy of the travel plan that a test may spoil."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.exchange.folders import TRAVEL, copied


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return copied(TRAVEL, tmp_path / "plan")


@pytest.fixture
async def another(tmp_path: Path) -> AsyncIterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'another.db'}")
    yield opened
    await opened.close()
