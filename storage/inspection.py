"""What a database says of itself: its version, its soundness, how much it holds, what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, inspect, select

from bot.outbox.notice import NoticeState
from storage import schema
from storage.audit_store import AuditStore
from storage.journal_store import WAITING
from storage.looking import look
from storage.prepared import Link
from storage.rows import WITHDRAWN
from storage.tables import audit, figure, inbox, measure, metadata, outbox, plan, revision

MOST_FAULTS = 10
OPEN = (NoticeState.DUE.value, NoticeState.LEASED.value, NoticeState.SENDING.value)
_FIGURES = select(func.count()).select_from(figure)


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What was found. Where `version` is not `needed`, the rest was not looked at.

    `faults` are the database's own words for what is damaged; `broken_at` is the number of the
    first audit line whose hash does not follow. `newest` is the latest instant that it holds,
    which cannot lie ahead of a clock that is right.
    """

    version: str | None
    needed: str = schema.KNOWN[-1]
    faults: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    broken_at: int | None = None
    title: str | None = None
    measures: int = 0
    figures: int = 0
    withdrawn: int = 0
    """How many figures were withdrawn at source; they are history, and not among `figures`."""
    unfaithful: int = 0
    notices: Mapping[NoticeState, int] = field(default_factory=dict)
    oldest_due: datetime | None = None
    updates_waiting: int = 0
    newest: datetime | None = None
    server_clock: datetime | None = None
    """What the server's clock says; None where there is no server."""

    @property
    def sound(self) -> bool:
        """Say whether nothing was found to be damaged."""
        return not self.faults and self.broken_at is None and not self.unfaithful


def inspect_database(url: str, *, resting: bool = False) -> Inspection:
    """Return what the database at `url` says of itself, whoever else is using it.

    `resting` is for a finished copy that nobody has open.

    Raises:
        StorageError: there is none, or it cannot be read at all.
    """
    return look(url, inspection, resting=resting)


def inspection(connection: Connection) -> Inspection:
    """Return what one open connection shows."""
    version, faults = schema.version(connection), _faults(connection)
    if version != schema.KNOWN[-1] or faults:
        return Inspection(version=version, faults=faults)
    link = Link(connection)
    counted = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    by_state = {NoticeState(state): number for state, number in counted}
    return Inspection(
        version=version,
        counts=table_counts(connection),
        broken_at=AuditStore(link).broken_at(),
        title=connection.execute(select(plan.c.title)).scalar(),
        measures=_number(connection, select(func.count()).select_from(measure)),
        figures=_number(connection, _FIGURES.where(figure.c.standing != WITHDRAWN)),
        withdrawn=_number(connection, _FIGURES.where(figure.c.standing == WITHDRAWN)),
        unfaithful=_unfaithful(connection),
        notices=by_state,
        oldest_due=connection.execute(
            select(func.min(outbox.c.due_at)).where(outbox.c.state.in_(OPEN))
        ).scalar(),
        updates_waiting=_number(
            connection, select(func.count()).select_from(inbox).where(inbox.c.state == WAITING)
        ),
        newest=_newest(connection),
        server_clock=_server_clock(connection),
    )


def table_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table of this release has."""
    return {
        one.name: _number(connection, select(func.count()).select_from(one))
        for one in metadata.sorted_tables
    }


def _faults(connection: Connection) -> tuple[str, ...]:
    """Return what SQLite finds damaged; PostgreSQL checks its pages itself as it reads them."""
    if connection.dialect.name != "sqlite":
        return _missing(connection)
    found = connection.exec_driver_sql(f"PRAGMA integrity_check({MOST_FAULTS})").scalars().all()
    if found != ["ok"]:
        return tuple(found)
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    broken = sorted({f"rows of {row[0]} that point at no {row[2]}" for row in orphans})
    return (*broken, *_missing(connection))


def _missing(connection: Connection) -> tuple[str, ...]:
    """Return the tables of this release that are not there, in a database that has its version."""
    if schema.version(connection) != schema.KNOWN[-1]:
        return ()
    there = set(inspect(connection).get_table_names())
    return tuple(f"the table {name} is missing" for name in sorted(set(metadata.tables) - there))


def _unfaithful(connection: Connection) -> int:
    """Return how many figures have another number of rows in their history than they say."""
    kept = (
        select(revision.c.figure_id, func.count().label("kept"))
        .group_by(revision.c.figure_id)
        .subquery()
    )
    joined = figure.outerjoin(kept, kept.c.figure_id == figure.c.id)
    differs = func.coalesce(kept.c.kept, 0) != figure.c.revision
    return _number(connection, select(func.count()).select_from(joined).where(differs))


def _number(connection: Connection, statement: Select[Any]) -> int:
    return connection.execute(statement).scalar() or 0


def _newest(connection: Connection) -> datetime | None:
    times = [
        connection.execute(select(func.max(column))).scalar()
        for column in (inbox.c.received_at, outbox.c.added_at, audit.c.at)
    ]
    return max((time for time in times if time is not None), default=None)


def _server_clock(connection: Connection) -> datetime | None:
    if connection.dialect.name != "postgresql":
        return None
    return connection.execute(select(func.clock_timestamp())).scalar()
