"""The newest figures of many measures in one statement, as a seek a measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select, true

from storage import rows
from storage.tables import figure, measure

NEWEST_FIRST = (figure.c.period_end.desc(), figure.c.period_start.desc(), figure.c.kind.desc())


def newest_of_each(columns: Sequence[ColumnElement[Any]], dialect: str) -> Select[Any]:
    """Return the newest figures of each measure, as a seek a measure.

    PostgreSQL does that with LATERAL. SQLite has none, but takes a correlated subquery in IN and
    finds each row by its number.
    """
    if dialect == "postgresql":
        inner = (
            select(*columns)
            .where(figure.c.measure_id == measure.c.id)
            .where(figure.c.standing == rows.COMPARABLE)
            .order_by(*NEWEST_FIRST)
            .limit(bindparam("most"))
            .lateral("newest")
        )
        return select(measure.c.code, *inner.c).select_from(measure.join(inner, true()))
    one = figure.alias("one")
    newest = (
        select(one.c.id)
        .where(one.c.measure_id == measure.c.id)
        .where(one.c.standing == rows.COMPARABLE)
        .order_by(one.c.period_end.desc(), one.c.period_start.desc(), one.c.kind.desc())
        .limit(bindparam("most"))
        .correlate(measure)
    )
    return select(measure.c.code, *columns).select_from(
        measure.join(figure, figure.c.id.in_(newest))
    )
