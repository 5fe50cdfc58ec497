"""Migrations: up, down, up; the same tables as `storage.tables`; other releases refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, inspect, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import SchemaMismatch
from storage import schema
from storage.database import open_database
from storage.tables import metadata
from tests.postgresql_server import run_apart
from tests.storage.test_transactions import add, count

T = TypeVar("T")


def on_connection(url: str, work: Callable[[Connection], T]) -> T:
    """Run `work` on a connection of its own and commit."""
    if url.startswith("sqlite"):
        engine = create_engine(url, poolclass=NullPool)
        with engine.begin() as connection:
            return work(connection)

    async def run() -> T:
        address = make_url(url).set(drivername="postgresql+asyncpg")
        async with create_async_engine(address, poolclass=NullPool).begin() as connection:
            return await connection.run_sync(work)

    done: T = run_apart(run())
    return done


def tables(connection: Connection) -> dict[str, list[str]]:
    found = inspect(connection)
    return {
        name: sorted(
            [column["name"] for column in found.get_columns(name)]
            + [str(index["name"]) for index in found.get_indexes(name)]
        )
        for name in found.get_table_names()
        if name != schema.VERSION_TABLE
    }


def go_to(version: str, connection: Connection) -> None:
    run = command.downgrade if version < (schema.version(connection) or "") else command.upgrade
    run(schema.configuration(connection), version)


def test_each_migration_can_be_taken_back_and_made_again(bare_url: str) -> None:
    steps = []
    for version in schema.KNOWN:
        on_connection(bare_url, partial(go_to, version))
        steps.append(on_connection(bare_url, tables))
    for place in reversed(range(len(steps))):
        below = "base" if place == 0 else schema.KNOWN[place - 1]
        on_connection(bare_url, lambda c, below=below: _downgrade(c, below))  # type: ignore[misc]
        assert on_connection(bare_url, tables) == (steps[place - 1] if place else {})
    on_connection(bare_url, partial(go_to, schema.KNOWN[-1]))
    assert on_connection(bare_url, tables) == steps[-1]


def _downgrade(connection: Connection, version: str) -> None:
    command.downgrade(schema.configuration(connection), version)


def test_the_migrations_make_the_tables_of_this_release(bare_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        go_to(schema.KNOWN[-1], connection)
        options = {"compare_type": True, "version_table": schema.VERSION_TABLE}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        )

    assert on_connection(bare_url, differences) == []


def test_every_migration_is_known_by_its_number() -> None:
    with create_engine("sqlite://").connect() as connection:
        scripts = ScriptDirectory.from_config(schema.configuration(connection))
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == schema.KNOWN


async def test_opening_makes_the_tables(bare_url: str) -> None:
    database = open_database(bare_url)
    assert await database.transact(partial(add, "a"))
    await database.close()
    again = open_database(bare_url, migrate=False)
    assert await again.read(count) == 1
    await again.close()


def test_a_database_of_a_newer_release_is_refused(empty_url: str) -> None:
    newer = text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'")
    on_connection(empty_url, lambda connection: connection.execute(newer))
    with pytest.raises(SchemaMismatch, match="9999") as caught:
        open_database(empty_url)
    assert "newer release" in caught.value.advice
    assert on_connection(empty_url, schema.version) == "9999"


def test_an_older_database_is_migrated_or_refused(bare_url: str) -> None:
    on_connection(bare_url, partial(go_to, schema.KNOWN[0]))
    with pytest.raises(SchemaMismatch) as caught:
        open_database(bare_url, migrate=False)
    assert "older release" in caught.value.advice
    assert on_connection(bare_url, schema.version) == schema.KNOWN[0]
    open_database(bare_url)
    assert on_connection(bare_url, schema.version) == schema.KNOWN[-1]
