"""Inserts that leave alone what is already there; the two databases spell them in their own way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


class InsertNew:
    """Inserts rows whose key is not there yet; built once, used on either database."""

    def __init__(self, table: Table, *returning: Any) -> None:
        self._statements: dict[str, Executable] = {}
        for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert)):
            statement = insert(table).on_conflict_do_nothing()
            self._statements[dialect] = statement.returning(*returning) if returning else statement

    def one(self, connection: Connection, row: dict[str, Any]) -> bool:
        """Insert one row; return False where its key was there."""
        return bool(connection.execute(self._statements[connection.dialect.name], row).rowcount)

    def many(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> list[Any]:
        """Insert rows and return what `returning` names of the new ones."""
        if not rows:
            return []
        found = connection.execute(self._statements[connection.dialect.name], list(rows))
        return list(found.all())
