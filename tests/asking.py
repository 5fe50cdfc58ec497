"""Asking the starter plan without a conversation: a query in, a reply out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal

from bot import answers, rendering
from bot.plan.measures import Catalogue
from bot.questions.queries import Kind, Query, Window
from bot.rendering.reply import Reply
from bot.stores import Stores
from storage.database import Database
from tests import starter

Ask = Callable[..., Awaitable[Reply]]


def asker(database: Database, today: date = starter.TODAY) -> Ask:
    """Return a function that asks: kind, measure codes, then fields of the query."""

    async def ask(kind: str | Kind, *measures: str, **fields: object) -> Reply:
        query = Query(kind=Kind(kind), measures=measures, **fields)  # type: ignore[arg-type]
        return await database.read(lambda stores: reply_to(query, stores, today))

    return ask


def reply_to(query: Query, stores: Stores, today: date = starter.TODAY) -> Reply:
    catalogue: Catalogue | None = stores.plan.catalogue()
    assert catalogue is not None
    return rendering.render(answers.answer(query, stores.plan, catalogue, today))


def days(start: str, end: str) -> tuple[Window, ...]:
    return (Window(start=date.fromisoformat(start), end=date.fromisoformat(end)),)


def values(reply: Reply, code: str) -> list[Decimal | None]:
    return [
        None if one.value is None else Decimal(one.value)
        for one in reply.statements
        if one.measure == code
    ]
