"""The only place that reads the clock, and the ticker that wakes what waits for a time.

The ticker holds nothing: what is due lies in the database under its own key, so a missed, late or
repeated tick changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[None]]


def now() -> datetime:
    """Return this instant as an aware UTC datetime."""
    return datetime.now(UTC)  # noqa: TID251 - this is the named place


class Ticker:
    """Calls work at intervals, once at the start too; one run of each at a time."""

    def __init__(self) -> None:
        """Make a ticker that keeps no jobs on disk; it does nothing until it is started."""
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # A tick that comes late still runs, once, however many were missed.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._resting = asyncio.Event()
        self._resting.set()
        self._running = 0

    def every(self, interval: timedelta, work: Work, *, name: str) -> None:
        """Have `work` called at once when the ticker starts, and then every `interval`."""
        self._scheduler.add_job(
            self._run,
            "interval",
            seconds=interval.total_seconds(),
            args=(work, name),
            id=name,
            next_run_time=now(),
        )

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, wait for what is in hand, then shut down.

        Shutting down first would cancel coroutines half way.
        """
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        await self._resting.wait()
        self._scheduler.shutdown(wait=False)

    async def _run(self, work: Work, name: str) -> None:
        self._running += 1
        self._resting.clear()
        try:
            await work()
        except Exception:
            # The next tick tries again; a fault in one kind of work must not stop the others.
            log.exception("the tick “%s” failed", name)
        finally:
            self._running -= 1
            if not self._running:
                self._resting.set()
