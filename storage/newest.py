"""The newest figures of many measures in one statement, as a seek a measure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, select, true

from storage import rows
from storage.tables import figure, measure

NEWEST_FIRST = (figure.c.period_end.desc(), figure.c.period_start.desc(), figure.c.kind.desc())


def newest_of_each(columns: Sequence[ColumnElement[Any]], dialect: str) -> Select[Any]:
    """Return the `most` newest figures of each measure, as a seek a measure, in no order.

    PostgreSQL does that with LATERAL. SQLite has none: there the figures from the period end of the
    last one wanted are read, so where several end together there may be a few more.
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
    last_wanted = (
        select(one.c.period_end)
        .where(one.c.measure_id == measure.c.id)
        .where(one.c.standing == rows.COMPARABLE)
        .order_by(one.c.period_end.desc(), one.c.period_start.desc(), one.c.kind.desc())
        .limit(1)
        .offset(bindparam("most", type_=Integer) - 1)
        .correlate(measure)
        .scalar_subquery()
    )
    return select(measure.c.code, *columns).select_from(
        measure.join(
            figure,
            (figure.c.measure_id == measure.c.id)
            & (figure.c.standing == rows.COMPARABLE)
            & (figure.c.period_end >= func.coalesce(last_wanted, date.min)),
        )
    )
