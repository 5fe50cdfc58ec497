"""Databases for tests, on SQLite and on PostgreSQL.

`database` is empty, `starter` holds the starter plan; both are a fresh copy for each test.
`bare_url` is the address of a database in which nothing has been made yet.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from storage.database import Database, open_database
from tests import postgresql_server, starter_database
from tests.postgresql_server import Server

KINDS = ("sqlite", "postgresql")

# The machine that runs the tests may be busy; how long an example takes proves nothing.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with postgresql_server.running() as server:
        yield server


class Templates:
    """Databases that are made once a session and copied for each test."""

    def __init__(self, folder: Path, request: pytest.FixtureRequest) -> None:
        self._folder = folder
        self._request = request
        self._made: dict[tuple[str, bool], str] = {}

    def copy(self, kind: str, folder: Path, *, plan: bool) -> str:
        """Return the address of a fresh copy, with the starter plan or without."""
        if (kind, plan) not in self._made:
            self._made[kind, plan] = self._make(kind, plan=plan)
        template = self._made[kind, plan]
        if kind == "sqlite":
            shutil.copy(template, folder / "bot.db")
            return f"sqlite:///{folder / 'bot.db'}"
        server = self._server()
        return server.url(server.create(template))

    def drop(self, url: str) -> None:
        """Remove a copy."""
        if url.startswith("postgresql"):
            self._server().drop(url.rsplit("/", 1)[1])

    def _server(self) -> Server:
        server: Server = self._request.getfixturevalue("postgresql")
        return server

    def _make(self, kind: str, *, plan: bool) -> str:
        if kind == "sqlite":
            path = self._folder / f"{'starter' if plan else 'empty'}.db"
            postgresql_server.run_apart(_fill(f"sqlite:///{path}", plan=plan))
            return str(path)
        name = self._server().create()
        postgresql_server.run_apart(_fill(self._server().url(name), plan=plan))
        return name


async def _fill(url: str, *, plan: bool) -> None:
    database = open_database(url)
    if plan:
        await database.transact(starter_database.load)
    await database.close()


@pytest.fixture(scope="session")
def templates(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Templates:
    return Templates(tmp_path_factory.mktemp("databases"), request)


@pytest.fixture(params=KINDS)
def empty_url(
    request: pytest.FixtureRequest, templates: Templates, tmp_path: Path
) -> Iterator[str]:
    url = templates.copy(request.param, tmp_path, plan=False)
    yield url
    templates.drop(url)


@pytest.fixture(params=KINDS)
def starter_url(
    request: pytest.FixtureRequest, templates: Templates, tmp_path: Path
) -> Iterator[str]:
    url = templates.copy(request.param, tmp_path, plan=True)
    yield url
    templates.drop(url)


@pytest.fixture(params=KINDS)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which nothing has been made yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    server: Server = request.getfixturevalue("postgresql")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    opened = open_database(empty_url)
    yield opened
    await opened.close()


@pytest.fixture
async def starter(starter_url: str) -> AsyncIterator[Database]:
    opened = open_database(starter_url)
    yield opened
    await opened.close()
