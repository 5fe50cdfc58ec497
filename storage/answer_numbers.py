"""The number of the next answer: it goes on in another place in every database."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, text

GoOn = Callable[[int], int]
"""Given the last number used, the number to go on after; the same one to leave it alone."""

_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = 'answer'")
_FORGET = text("DELETE FROM sqlite_sequence WHERE name = 'answer'")
_SET = text("INSERT INTO sqlite_sequence (name, seq) VALUES ('answer', :number)")
_SEQUENCE = text("SELECT pg_get_serial_sequence('answer', 'number')")
_SETVAL = text("SELECT setval(:name, :number)")
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7046830)")


def go_on(connection: Connection, after: GoOn) -> None:
    """Have the next answer numbered above `after(last)`, inside the caller's transaction.

    A number is never lowered, so that none is used twice.
    """
    if connection.dialect.name == "sqlite":
        _on_sqlite(connection, after)
    else:
        _on_postgresql(connection, after)


def _on_sqlite(connection: Connection, after: GoOn) -> None:
    last = connection.execute(_LAST).scalar() or 0
    number = after(last)
    if number > last:
        connection.execute(_FORGET)
        connection.execute(_SET, {"number": number})


def _on_postgresql(connection: Connection, after: GoOn) -> None:
    sequence = connection.execute(_SEQUENCE).scalar_one()
    last = _last(connection, sequence)
    if after(last) <= last:
        return
    connection.execute(_ONE_AT_A_TIME)  # of several replicas that start at once
    last = _last(connection, sequence)
    number = after(last)
    if number > last:
        connection.execute(_SETVAL, {"name": sequence, "number": number})


def _last(connection: Connection, sequence: str) -> int:
    found = connection.exec_driver_sql(
        f"SELECT last_value FROM {sequence} WHERE is_called"  # the database's own name
    ).scalar()
    return found or 0
