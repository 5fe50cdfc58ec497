"""Bringing a database to the tables of this release."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from storage.tables import metadata


def prepare(connection: Connection, *, migrate: bool) -> None:
    """Bring the database to this release's tables."""
    if migrate and not inspect(connection).has_table("plan"):
        metadata.create_all(connection)
