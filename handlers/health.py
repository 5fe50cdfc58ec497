"""For whoever watches over the bot: /healthz, /readyz and /metrics on a port of their own.

None of them says anything about people or figures; numbers only.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

from aiohttp import web

from bot.errors import BotError, SettingsError

log = logging.getLogger(__name__)

TEXT = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "partnership_bot_"
LOOK_WITHIN = 5.0


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the database shows: its version against this release's, and what waits."""

    version: str
    needed: str
    updates_waiting: int
    oldest_update: datetime | None
    notices_open: int
    oldest_notice: datetime | None
    notices_held: int


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What the process itself knows. `heard` is seconds since Telegram's last good answer."""

    heard: float | None = None
    numbers: Mapping[str, float] = field(default_factory=dict)


class Health:
    """The server. `look` asks the database, `signs` the process; both may fail, it does not."""

    def __init__(
        self,
        *,
        look: Callable[[], Awaitable[Standing]],
        signs: Callable[[], Signs],
        now: Callable[[], datetime],
        late: timedelta,
    ) -> None:
        """Listen to nothing yet; `open` does."""
        self._look = look
        self._signs = signs
        self._now = now
        self._late = late
        self._runner: web.AppRunner | None = None

    async def open(self, host: str, port: int) -> int:
        """Listen and return the port.

        Raises:
            SettingsError: the address cannot be had.
        """
        application = web.Application(client_max_size=1024)
        application.router.add_get("/healthz", self.healthz)
        application.router.add_get("/readyz", self.readyz)
        application.router.add_get("/metrics", self.metrics)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            raise SettingsError(
                f"health.host and health.port: {host}:{port} cannot be listened on"
                f" ({error.strerror or error}); choose another, or stop what uses it."
            ) from None
        listening: int = self._runner.addresses[0][1]
        return listening

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def healthz(self, _: web.Request) -> web.Response:
        """Say that the process is alive and its loop turns; nothing else is looked at."""
        return web.Response(text="alive\n")

    async def readyz(self, _: web.Request) -> web.Response:
        """Say whether it can do its work now, and if not, every reason why."""
        reasons = self._silence(self._signs())
        try:
            reasons += self._lateness(await self._standing())
        except (BotError, OSError, TimeoutError) as error:
            log.warning("not ready: the database: %s", error)
            reasons.append("the database cannot be reached")
        if reasons:
            text = "".join(f"not ready: {reason}\n" for reason in reasons)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text=text)
        return web.Response(text="ready\n")

    async def metrics(self, _: web.Request) -> web.Response:
        """Give the numbers as Prometheus reads them."""
        signs = self._signs()
        numbers = dict(signs.numbers)
        if signs.heard is not None:
            numbers["telegram_heard_seconds_ago"] = signs.heard
        try:
            standing = await self._standing()
        except (BotError, OSError, TimeoutError):
            numbers["database_up"] = 0
        else:
            numbers |= {
                "database_up": 1,
                "updates_waiting": standing.updates_waiting,
                "oldest_update_seconds": self._age(standing.oldest_update),
                "notices_open": standing.notices_open,
                "oldest_notice_seconds": self._age(standing.oldest_notice),
                "notices_held": standing.notices_held,
            }
        return web.Response(
            body="".join(_lines(name, value) for name, value in numbers.items()).encode(),
            headers={"Content-Type": TEXT},
        )

    async def _standing(self) -> Standing:
        async with asyncio.timeout(LOOK_WITHIN):
            return await self._look()

    def _silence(self, signs: Signs) -> list[str]:
        if signs.heard is None:
            return ["Telegram has not answered yet"]
        if signs.heard > self._late.total_seconds():
            return [f"Telegram has been silent for {signs.heard:.0f} seconds"]
        return []

    def _lateness(self, standing: Standing) -> list[str]:
        reasons = []
        if standing.version < standing.needed:
            reasons.append(
                f"the database has version {standing.version}, this release needs"
                f" {standing.needed}; run: partnership-bot upgrade"
            )
        for what, oldest in (
            ("message", standing.oldest_notice),
            ("update", standing.oldest_update),
        ):
            seconds = self._age(oldest)
            if seconds > self._late.total_seconds():
                reasons.append(f"the oldest {what} has waited for {seconds:.0f} seconds")
        return reasons

    def _age(self, instant: datetime | None) -> float:
        """Return seconds since an instant; 0 where there is none or it is yet to come."""
        return 0.0 if instant is None else max(0.0, (self._now() - instant).total_seconds())


def _lines(name: str, value: float) -> str:
    kind = "counter" if name.endswith("_total") else "gauge"
    shown = f"{value:.3f}".rstrip("0").rstrip(".")
    return f"# TYPE {PREFIX}{name} {kind}\n{PREFIX}{name} {shown}\n"
