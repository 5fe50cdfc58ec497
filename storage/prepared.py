"""Statements built once with SQLAlchemy Core, and run as cheaply as the database allows.

Running them through SQLAlchemy would cost three times a seek on SQLite, and as much again as the
way to the server and back on PostgreSQL. So the driver runs the text that SQLAlchemy wrote, and
values are converted by SQLAlchemy's own types.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Delete,
    Dialect,
    Insert,
    Select,
    Update,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import asyncpg as postgresql
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.served import Served
from storage.together import Asked

Statement = Select[Any] | CompoundSelect[Any] | Insert | Update | Delete
Rows = Sequence[Sequence[Any]]
Parameters = Mapping[str, Any]

_SQLITE = sqlite.dialect(paramstyle="qmark")
_POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Link:
    """One open transaction: SQLAlchemy's connection, and the driver's beneath it."""

    connection: Connection
    driver: sqlite3.Connection | None = None
    served: Served | None = None


class Prepared:
    """One statement; `inserts` names the columns that an INSERT is given."""

    def __init__(
        self, statement: Statement | Mapping[str, Statement], *, inserts: Iterable[str] = ()
    ) -> None:
        self._statements = statement
        self._inserts = list(inserts) or None

    def all(self, link: Link, parameters: Parameters) -> Rows:
        """Return every row it finds, or gives back with RETURNING."""
        if link.driver is not None:
            text = self._text
            return text.read(link.driver.execute(text.sql, text.bind(parameters)).fetchall())
        if link.served is None or (served := self._served) is None:
            return link.connection.execute(self._on("postgresql"), parameters).all()
        return served.read(link.served.rows(served.asked(parameters)))

    def first(self, link: Link, parameters: Parameters) -> Sequence[Any] | None:
        """Return its first row, or None."""
        found = self.all(link, parameters)
        return found[0] if found else None

    def scalar(self, link: Link, parameters: Parameters) -> Any:
        """Return the first column of its first row, or None."""
        found = self.all(link, parameters)
        return found[0][0] if found else None

    def run(self, link: Link, parameters: Parameters) -> int:
        """Run it and return how many rows it changed."""
        if link.driver is not None:
            return link.driver.execute(self._text.sql, self._text.bind(parameters)).rowcount
        if link.served is None or (served := self._served) is None:
            return link.connection.execute(self._on("postgresql"), parameters).rowcount
        return link.served.count(served.asked(parameters))

    def expect(self, link: Link, parameters: Parameters) -> None:
        """Have the transaction's first statement bring this read's rows along, where that helps."""
        if link.served is not None and (served := self._served) is not None:
            link.served.expect(served.asked(parameters))

    def later(self, link: Link, parameters: Parameters, *, name: str = "") -> None:
        """Run a write of which nobody asks what it changed, before whatever is asked next.

        Writes that wait at the same time do not see each other. `name` stands for the rows that
        this one gives back with RETURNING, in another that waits.
        """
        if link.served is None or (served := self._served) is None:
            self.run(link, parameters)
        else:
            link.served.later(served.asked(parameters, name))

    def run_many(self, link: Link, rows: Sequence[Parameters]) -> int:
        """Run it once for each of some rows, at the cost of hardly more than one.

        Returns how many rows it changed; PostgreSQL does not say, and it is 0 or less there.
        """
        if not rows:
            return 0
        if link.driver is None:
            return link.connection.execute(self._on("postgresql"), list(rows)).rowcount
        return link.driver.executemany(self._text.sql, map(self._text.bind, rows)).rowcount

    def _on(self, dialect: str) -> Statement:
        if isinstance(self._statements, Mapping):
            return self._statements[dialect]
        return self._statements

    @cached_property
    def _text(self) -> Text:
        return Text(self._on("sqlite"), self._inserts, _SQLITE)

    @cached_property
    def _served(self) -> Text | None:
        """The text for PostgreSQL; None where it depends on how many values there are."""
        text = Text(self._on("postgresql"), self._inserts, _POSTGRESQL)
        return None if text.open else text


class Text:
    """A statement as the driver takes it, and what converts values on the way in and out.

    `open` says that SQLAlchemy writes it anew for each number of values.
    """

    def __init__(self, statement: Statement, inserts: list[str] | None, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=inserts)
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        self._writes = not isinstance(statement, Select | CompoundSelect)
        self.open = bool(compiled.post_compile_params)
        names = list(compiled.positiontup or ())
        self._fixed = {
            name: value
            for name, value in compiled.params.items()
            if not compiled.binds[name].required
        }
        self._pick = _picker(names)
        into = [_type(compiled.binds[name], dialect).bind_processor(dialect) for name in names]
        self._in = [(place, convert) for place, convert in enumerate(into) if convert is not None]
        out = [
            _type(one, dialect).result_processor(dialect, None)
            for one in statement.exported_columns
        ]
        self._out = [(place, convert) for place, convert in enumerate(out) if convert is not None]

    def bind(self, parameters: Parameters) -> list[Any]:
        """Return the parameters in their order, as the driver takes them."""
        values = list(self._pick({**self._fixed, **parameters} if self._fixed else parameters))
        for place, convert in self._in:
            values[place] = convert(values[place])
        return values

    def asked(self, parameters: Parameters, name: str = "") -> Asked:
        """Return the statement with its parameters, as `Served` takes it."""
        return Asked(self.sql, self.bind(parameters), self._writes, name)

    def read(self, found: list[tuple[Any, ...]]) -> Rows:
        """Return the rows with their values converted."""
        if not self._out:
            return found
        rows = [list(row) for row in found]
        for row in rows:
            for place, convert in self._out:
                row[place] = convert(row[place])
        return rows


def among(one: Column[Any], name: str) -> dict[str, ColumnElement[bool]]:
    """Return the condition that a column is one of the values in a parameter, for each database.

    The values are given as `listed` returns them.
    """
    given = func.json_each(bindparam(name)).table_valued(column("value"))
    return {
        "sqlite": one.in_(select(given.c.value)),
        "postgresql": one.in_(bindparam(name, expanding=True)),
    }


def listed(link: Link, values: Sequence[str | int]) -> Any:
    """Return values as `among` takes them: one JSON text on SQLite, a list elsewhere."""
    return list(values) if link.driver is None else json.dumps(list(values))


def _picker(names: list[str]) -> Callable[[Parameters], Sequence[Any]]:
    """Return what picks these names' values, in their order."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda parameters: [parameters[name] for name in names]


def _type(one: Any, dialect: Dialect) -> TypeEngine[Any]:
    implementation: TypeEngine[Any] = one.type.dialect_impl(dialect)
    return implementation
