"""Finding many rows by their keys in one statement.

The keys travel as one JSON text, so the statement is the same for any number of them: it is built
once, and each key is one seek. The two databases read JSON in their own ways.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Executable,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
)


class KeyLookup:
    """Rows of one table by the columns `key`; a result row is the key's columns, then `columns`.

    `also` narrows them further; it lets a seek reach past a column of the index that is no part of
    the key.
    """

    def __init__(
        self,
        table: Table,
        key: Sequence[str],
        columns: Sequence[Column[Any]],
        *also: ColumnElement[bool],
    ) -> None:
        self._key = key
        self._statements: dict[str, Executable] = {}
        for dialect, wanted in (("sqlite", self._sqlite), ("postgresql", self._postgresql)):
            source, parts = wanted(table)
            matches = (table.c[name] == part for name, part in zip(key, parts, strict=True))
            self._statements[dialect] = select(
                *(table.c[name] for name in key), *columns
            ).select_from(source.join(table, and_(*matches, *also)))

    def find(self, connection: Connection, keys: Iterable[Sequence[Any]]) -> Sequence[Any]:
        """Return the rows whose key is one of `keys`."""
        text = json.dumps([list(key) for key in keys], default=date.isoformat)
        statement = self._statements[connection.dialect.name]
        return connection.execute(statement, {"keys": text}).all()

    def _sqlite(self, _: Table) -> tuple[Any, list[ColumnElement[Any]]]:
        given = func.json_each(bindparam("keys")).table_valued("value", name="given")
        return given, [
            func.json_extract(given.c.value, literal_column(f"'$[{place}]'"))
            for place in range(len(self._key))
        ]

    def _postgresql(self, table: Table) -> tuple[Any, list[ColumnElement[Any]]]:
        array = cast(bindparam("keys", type_=Text), JSON)
        given = (
            func.json_array_elements(array)
            .table_valued(column("value", JSON), name="given")
            .render_derived()
        )
        return given, [
            cast(given.c.value.op("->>")(literal_column(str(place))), table.c[name].type)
            for place, name in enumerate(self._key)
        ]
