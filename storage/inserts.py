"""Inserts that leave alone what is already there; the two databases spell them in their own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.prepared import Link, Prepared


class InsertNew:
    """Inserts rows whose key is not there yet; built once, used on either database."""

    def __init__(self, table: Table, columns: Iterable[str], *returning: Column[Any]) -> None:
        self._statements: dict[str, Insert] = {
            "sqlite": sqlite.insert(table).on_conflict_do_nothing(),
            "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
        }
        self._one = Prepared(self._statements, inserts=columns)
        self._returning = returning

    def one(self, link: Link, row: dict[str, Any]) -> bool:
        """Insert one row; return False where its key was there."""
        return bool(self._one.run(link, row))

    def later(self, link: Link, row: dict[str, Any]) -> None:
        """Insert one row at the latest at the commit; nobody asks whether its key was there."""
        self._one.later(link, row)

    def many(self, link: Link, rows: Sequence[dict[str, Any]]) -> list[Any]:
        """Insert rows and return what `returning` names of the new ones."""
        if not rows:
            return []
        statement = self._statements[link.connection.dialect.name].returning(*self._returning)
        return list(link.connection.execute(statement, list(rows)).all())

    def add(self, link: Link, rows: Sequence[dict[str, Any]]) -> int:
        """Insert rows of the same columns and return how many were new."""
        if link.driver is None:
            return len(self.many(link, rows))
        return self._one.run_many(link, rows)
