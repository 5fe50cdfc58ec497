"""Bringing a database to the tables of this release.

The common case, a database that is there already, costs one SELECT; Alembic is imported only where
there is something to do.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, String, column, inspect, select, table, text

from bot.errors import SchemaMismatch

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "schema_version"

VERSION = select(column("version_num", String)).select_from(table(VERSION_TABLE))
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7046829)")
MIGRATIONS = Path(__file__).parent / "migrations"
KNOWN = tuple(sorted(path.name[:4] for path in MIGRATIONS.glob("versions/[0-9]*.py")))
"""The migrations of this release, oldest first: each file starts with its number."""

logger = logging.getLogger(__name__)


def prepare(connection: Connection, *, migrate: bool) -> None:
    """Bring the database to this release's tables, inside the caller's transaction.

    An empty database gets its tables. One of an older release is changed only where `migrate` is
    on: somebody has asked for it, and has had the chance to make a copy.

    Raises:
        SchemaMismatch: it is of a newer release; or of an older one, and `migrate` is off.
    """
    found = version(connection)
    if found == KNOWN[-1]:
        return
    if found is not None and found not in KNOWN:
        raise SchemaMismatch(
            f"the database has version {found}, this release knows up to {KNOWN[-1]}",
            advice=(
                "The database was made by a newer release of partnership-bot."
                " Install that release (or a later one), then try again."
            ),
        )
    if found is not None and not migrate:
        raise SchemaMismatch(
            f"the database has version {found}, this release needs {KNOWN[-1]}",
            advice=(
                "The database was made by an older release of partnership-bot; nothing was"
                " changed. Run: partnership-bot upgrade (with the same --config or --database)."
            ),
        )
    if connection.dialect.name == "postgresql":
        connection.execute(_ONE_AT_A_TIME)  # of several replicas that start at once
    _upgrade(connection, found)


def version(connection: Connection) -> str | None:
    """Return the database's version, or None where it has no tables of ours."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(VERSION).scalar()


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration for one connection; there is no alembic.ini."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection, found: str | None) -> None:
    from alembic import command

    command.upgrade(configuration(connection), "head")
    if found is not None:
        logger.info("migrated the database from version %s to %s", found, KNOWN[-1])
