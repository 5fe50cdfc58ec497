"""Corrections of the starter plan, as an import would make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.plan.figures import Figure, FigureStatus
from bot.stores import Stores
from storage.database import Database

CORRECTED_AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


async def correct(
    database: Database, code: str, end: str, value: str | None, *, status: str = "revised"
) -> Figure:
    """Give the figure of a period another value and return it."""

    def work(stores: Stores) -> Figure:
        day = date.fromisoformat(end)
        old = [one for one in stores.plan.series(code, start=day, end=day) if one.comparable][-1]
        new = replace(
            old,
            value=None if value is None else Decimal(value),
            status=FigureStatus(status),
            numerator=None,
            denominator=None,
            source="Corrected return",
            source_date=date(2026, 11, 23),
        )
        stores.exchange.put_figures([(new, ())], CORRECTED_AT)
        stores.exchange.plan_changed()
        return new

    return await database.transact(work)


async def reword(database: Database, code: str, definition: str, now: datetime) -> str:
    """Give a measure another definition and return the old one."""

    def work(stores: Stores) -> str:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        changed = [
            replace(one, definition=definition) if one.code == code else one
            for one in catalogue.measures
        ]
        stores.exchange.put_measures(changed, now)
        stores.exchange.plan_changed()
        return catalogue.by_code[code].definition

    return await database.transact(work)
