"""Databases for tests: `database` is empty, `starter` holds the starter plan."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests import starter_database


@pytest.fixture(params=["sqlite"])
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'bot.db'}")
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def starter_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("starter") / "starter.db"

    async def make() -> None:
        made = open_database(f"sqlite:///{path}")
        await made.transact(starter_database.load)
        await made.close()

    asyncio.run(make())
    return path


@pytest.fixture
async def starter(starter_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = tmp_path / "starter.db"
    shutil.copy(starter_file, path)
    opened = open_database(f"sqlite:///{path}")
    yield opened
    await opened.close()
