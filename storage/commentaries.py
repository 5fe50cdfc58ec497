"""What owners said of figures: only ever added to, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select

from bot.plan.commentary import Commentary
from storage import rows
from storage.prepared import Link, Prepared
from storage.tables import commentary, measure

_WORDS = ("value", "changed", "why", "next", "forecast", "role", "at")
_ID = Prepared(select(measure.c.id).where(measure.c.code == bindparam("its_code")))
_ADD = Prepared(insert(commentary), inserts=("measure_id", *rows.PERIOD, *_WORDS))
_NEWEST = Prepared(
    select(*(commentary.c[name] for name in (*rows.PERIOD, *_WORDS)))
    .join(measure, measure.c.id == commentary.c.measure_id)
    .where(measure.c.code == bindparam("its_code"))
    .order_by(commentary.c.period_end.desc(), commentary.c.id.desc())
    .limit(bindparam("most"))
)


def add(link: Link, one: Commentary) -> None:
    """Store what an owner said."""
    words = {name: getattr(one, name) for name in _WORDS}
    number = _ID.scalar(link, {"its_code": one.measure})
    _ADD.run(link, {"measure_id": number, **rows.period_columns(one.period), **words})


def newest(link: Link, code: str, limit: int) -> Sequence[Commentary]:
    """Return what was said of a measure, of the newest period first."""
    return [
        Commentary(
            measure=code,
            period=rows.period(*row[:3]),
            **dict(zip(_WORDS, row[3:], strict=True)),
        )
        for row in _NEWEST.all(link, {"its_code": code, "most": limit})
    ]
