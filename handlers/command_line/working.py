"""How a command gets at the database: opened for it, closed whatever happens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from bot.errors import BotError
from handlers.command_line.options import Where

if TYPE_CHECKING:
    from handlers.assembly import Database

Result = TypeVar("Result")


def with_database(
    address: str,
    work: Callable[[Database], Awaitable[Result]],
    *,
    migrate: bool = False,
    keeps: bool = True,
) -> Result:
    """Return what `work` returns, given the opened database.

    One of an older release is refused, with what to run, unless `migrate` is on. Without `keeps`
    no answer is kept in it, and nothing is touched by opening it.
    """
    import asyncio

    from handlers import assembly

    database = assembly.open_store(address, migrate=migrate, keeps=keeps)

    async def opened() -> Result:
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(opened())


async def need_plan(database: Database, where: Where) -> str:
    """Return the plan's title.

    Raises:
        BotError: there is no plan yet; says what to run.
    """
    catalogue = await database.read(lambda stores: stores.plan.catalogue())
    if catalogue is None:
        raise BotError(
            "There is no plan in this database yet.",
            advice="There is no plan in this database yet; run: partnership-bot import"
            f"{where.as_typed()} PATH, or without PATH for the bundled starter plan.",
        )
    return catalogue.plan.title
