"""Puts the rows of one sheet into its table: new ones, changed ones, and a count of the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from bot.exchange.store import Counts
from storage import rows
from storage.keys import KeyLookup

Columns = dict[str, Any]


class SheetWriter:
    """Writes to any table by its key; calls `on_write` before it does."""

    def __init__(self, connection: Connection, on_write: Callable[[], None]) -> None:
        self._connection = connection
        self._on_write = on_write

    def put(
        self,
        table: Table,
        key: Sequence[str],
        wanted: Sequence[Columns],
        lookup: KeyLookup | None = None,
    ) -> Counts:
        """Insert what is not there, update what differs, and say how many of each."""
        if not wanted:
            return Counts()
        keys = [tuple(row[name] for name in key) for row in wanted]
        if lookup is None:
            found = self._connection.execute(select(table)).all()
        else:
            found = list(lookup.find(self._connection, keys))
        stored = {tuple(getattr(row, name) for name in key): row for row in found}
        new = [row for row, one in zip(wanted, keys, strict=True) if one not in stored]
        changed = [
            row
            for row, one in zip(wanted, keys, strict=True)
            if one in stored and _differ(row, stored[one])
        ]
        self._write(table, key, new, changed)
        return Counts(
            new=len(new), changed=len(changed), same=len(wanted) - len(new) - len(changed)
        )

    def _write(
        self, table: Table, key: Sequence[str], new: list[Columns], changed: list[Columns]
    ) -> None:
        if new or changed:
            self._on_write()
        if new:
            self._connection.execute(insert(table), new)
        if changed:
            names = [name for name in changed[0] if name not in key]
            statement = (
                update(table)
                .where(*(table.c[name] == bindparam(f"its_{name}") for name in key))
                .values({name: bindparam(f"to_{name}") for name in names})
            )
            self._connection.execute(
                statement,
                [
                    {f"its_{name}": row[name] for name in key}
                    | {f"to_{name}": row[name] for name in names}
                    for row in changed
                ],
            )


def _differ(wanted: Columns, stored: Any) -> bool:
    return not all(rows.alike(value, getattr(stored, name)) for name, value in wanted.items())
