"""The health server joined to a running door and its database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Protocol, TypeVar

from bot.settings import Settings
from bot.stores import Stores
from handlers import clock, upkeep
from handlers.health import Health, Signs, Standing

Result = TypeVar("Result")

DOOR = "telegram"


class Database(Protocol):
    """What is asked of the database."""

    async def read(self, work: Callable[[Stores], Result]) -> Result:
        """Run `work`, which writes nothing, and return what it returned."""
        ...


class Door(Protocol):
    """What is asked of the door."""

    def heard(self) -> float | None:
        """Return the seconds since the last good answer, None before the first."""
        ...

    def numbers(self) -> dict[str, float]:
        """Return what the process has done so far."""
        ...


@asynccontextmanager
async def health_served(settings: Settings, database: Database, door: Door) -> AsyncIterator[int]:
    """Serve /healthz, /readyz and /metrics until the block ends; gives the port, 0 for none.

    Raises:
        SettingsError: the address cannot be had.
    """
    if not settings.health.port:
        yield 0
        return
    health = Health(
        look=lambda: database.read(standing),
        signs=lambda: Signs(heard=door.heard(), numbers=door.numbers()),
        now=clock.now,
        late=timedelta(seconds=settings.health.late_seconds),
    )
    try:
        yield await health.open(settings.health.host, settings.health.port)
    finally:
        await health.close()


def standing(stores: Stores) -> Standing:
    """Return what the database shows."""
    waiting, oldest = stores.journal.backlog(DOOR)
    notices = stores.outbox.backlog()
    return Standing(
        version=stores.journal.schema_version(),
        needed=upkeep.NEEDED,
        updates_waiting=waiting,
        oldest_update=oldest,
        notices_open=notices.open,
        oldest_notice=notices.oldest_due,
        notices_held=notices.held,
    )
