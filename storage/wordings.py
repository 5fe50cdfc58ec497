"""Definitions as they were: each change of a measure's entry adds a version, none is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from bot.plan.measures import Measure, Polarity, Unit
from bot.plan.wordings import WordedMeasure
from storage import rows
from storage.prepared import Link, Prepared
from storage.tables import measure, wording

FIELDS = ("name", "definition", "unit", "decimals", "polarity", "standard", "source")
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
"""When a version began that was there before versions were kept."""

_COLUMNS = tuple(wording.c[name] for name in ("number", "since", *FIELDS))
_OF = Prepared(
    select(*_COLUMNS)
    .join(measure, measure.c.id == wording.c.measure_id)
    .where(measure.c.code == bindparam("its_code"))
    .order_by(wording.c.number)
)
_NUMBERS = select(wording.c.measure_id, wording.c.number)
_MEASURES = select(measure)


def wordings_of(link: Link, code: str) -> list[WordedMeasure]:
    """Return every version of a measure's definition, oldest first."""
    found = _OF.all(link, {"its_code": code})
    if not found:
        return []
    now = link.connection.execute(_MEASURES.where(measure.c.code == code)).one()
    return [
        WordedMeasure(measure=_as_worded(rows.measure(now), row[2:]), since=row[1]) for row in found
    ]


def entries(connection: Connection) -> dict[str, Any]:
    """Return the measures as they are stored, by code."""
    return {row.code: row for row in connection.execute(_MEASURES)}


def note_changes(
    connection: Connection, before: Mapping[str, Any], measures: Sequence[Measure], now: datetime
) -> None:
    """Add a version for each measure that is new or worded another way than `before`."""
    stored = entries(connection)
    numbers: defaultdict[int, int] = defaultdict(int)
    for number, place in connection.execute(_NUMBERS):
        numbers[number] = max(numbers[number], place)
    added: list[dict[str, Any]] = []
    for one in measures:
        after = stored[one.code]
        old = before.get(one.code)
        if old is not None and _worded(old) == _worded(after):
            continue
        last = numbers[after.id]
        if old is not None and not last:
            added.append(_row(old, 1, BEFORE_ALL))
            last = 1
        added.append(_row(after, last + 1, now))
    if added:
        connection.execute(insert(wording), added)


def _worded(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in FIELDS)


def _row(row: Any, number: int, since: datetime) -> dict[str, Any]:
    return {
        "measure_id": row.id,
        "number": number,
        "since": since,
        **dict(zip(FIELDS, _worded(row), strict=True)),
    }


def _as_worded(now: Measure, row: Sequence[Any]) -> Measure:
    name, definition, unit, decimals, polarity, standard, source = row
    return replace(
        now,
        name=name,
        definition=definition,
        unit=Unit(unit),
        decimals=decimals,
        polarity=Polarity(polarity),
        standard=standard,
        source=source,
    )
