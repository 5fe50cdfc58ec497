"""Small plans and notices for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.outbox.notice import Keyboard, Notice, NoticeClass
from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.periods import Period, calendar_year
from bot.stores import Stores
from tests import starter

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CODE = "1.01"


def small_plan(stores: Stores) -> None:
    """Put in a plan with one measure and no figures."""
    catalogue = starter.catalogue()
    stores.exchange.put_plan(catalogue.plan, None)
    stores.exchange.put_ambitions(catalogue.ambitions)
    stores.exchange.put_measures([replace(catalogue.measures[0], code=CODE)])


def figure(
    value: str | None,
    *,
    year: int = 2020,
    comparable: bool = True,
    status: FigureStatus = FigureStatus.FINAL,
    source: str = "Year book",
    note: str = "",
    measure: str = CODE,
) -> Figure:
    return Figure(
        measure=measure,
        period=calendar_year(year),
        value=None if value is None else Decimal(value),
        status=status,
        comparable=comparable,
        source=source,
        source_date=date(2026, 1, 31),
        note=note,
    )


def versions(*values: str, year: int = 2020) -> list[Revision]:
    return [
        Revision(
            measure=CODE,
            period=calendar_year(year),
            number=number,
            value=Decimal(value),
            status=FigureStatus.REVISED,
            seen_from=f"20{20 + number}-01-01",
            source=f"Year book {number}",
            recorded_at=NOW,
        )
        for number, value in enumerate(values, 1)
    ]


def history(stores: Stores, period: Period | None = None) -> list[str]:
    found = stores.plan.revisions(CODE, period or calendar_year(2020))
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    return [str(one.value) for one in found]


def notice(
    key: str,
    chat: str = "telegram:1",
    *,
    of: NoticeClass = NoticeClass.ANSWER,
    not_before: datetime | None = None,
) -> Notice:
    return Notice(
        key=key,
        chat=chat,
        html=f"<b>{key}</b>",
        plain=key,
        keyboard=Keyboard(rows=((("Trend", "a1:0"),),)),
        notice_class=of,
        not_before=not_before,
    )
