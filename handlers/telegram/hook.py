"""Receiving by webhook: Telegram delivers, and gets its 200 only once the update is on the disk.

Several replicas may listen behind a balancer: whichever gets an update stores it, and any of them
may answer it.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import SecretStr
from telegram.error import NetworkError

from bot.errors import BotError, SettingsError
from handlers.telegram import asking
from handlers.telegram.api import ApiRefusal, TelegramApi
from handlers.telegram.inbox import Inbox, has_id
from handlers.telegram.pace import Pace
from handlers.telegram.watch import Watch, unless

log = logging.getLogger(__name__)

LONGEST_BODY = 1024 * 1024
BODY_WITHIN = 10.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class Hook:
    """Listens on one address for Telegram's deliveries. Nothing else is answered there."""

    def __init__(self, *, inbox: Inbox, secret: SecretStr, path: str) -> None:
        """Listen to nothing yet; `open` does."""
        self._inbox = inbox
        self._secret = secret.get_secret_value().encode()
        self._path = path or "/"
        self._runner: web.AppRunner | None = None
        self.heard_at: float | None = None
        """When Telegram last delivered something, by the loop's clock."""
        self.refused = 0

    async def open(self, host: str, port: int) -> int:
        """Listen and return the port.

        Raises:
            SettingsError: the address cannot be had.
        """
        application = web.Application(client_max_size=LONGEST_BODY)
        application.router.add_post(self._path, self.deliver)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            raise SettingsError(
                f"webhook.host and webhook.port: {host}:{port} cannot be listened on"
                f" ({error.strerror or error}); choose another, or stop what uses it."
            ) from None
        listening: int = self._runner.addresses[0][1]
        return listening

    async def close(self) -> None:
        """Stop listening; deliveries in hand are answered first."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def deliver(self, request: web.Request) -> web.Response:
        """Store one update and say 200; whatever is not Telegram's is refused, and told nothing."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return self._refuse(HTTPStatus.FORBIDDEN, "the secret is wrong")
        if request.content_type != "application/json":
            return self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "it is no JSON")
        try:
            async with asyncio.timeout(BODY_WITHIN):
                update = json.loads(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "it is longer than 1 MiB")
        except TimeoutError:
            return self._refuse(HTTPStatus.REQUEST_TIMEOUT, "its body did not come")
        except (ValueError, RecursionError):
            return self._refuse(HTTPStatus.BAD_REQUEST, "it cannot be read")
        if not isinstance(update, dict) or not has_id(update):
            return self._refuse(HTTPStatus.BAD_REQUEST, "it has no number")
        return await self._store(update)

    async def _store(self, update: dict[str, Any]) -> web.Response:
        try:
            await self._inbox.keep([update])
        except (BotError, OSError) as error:
            log.error("an update cannot be stored; Telegram will deliver it again: %s", error)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        self.heard_at = asyncio.get_running_loop().time()
        return web.Response()

    def _refuse(self, status: HTTPStatus, why: str) -> web.Response:
        self.refused += 1
        log.warning("a delivery was refused: %s", why)
        return web.Response(status=status)


class HookKeeper:
    """Has Telegram deliver here, and looks from time to time whether it still does."""

    def __init__(
        self,
        *,
        api: TelegramApi,
        url: str,
        secret: SecretStr,
        connections: int,
        pace: Pace,
        stop: asyncio.Event,
    ) -> None:
        """Keep the parts."""
        self._api = api
        self._url = url
        self._secret = secret
        self._connections = connections
        self._pace = pace
        self._stop = stop
        self._told: object = None
        self.heard_at: float | None = None
        """When Telegram last answered well, by the loop's clock."""

    async def run(self) -> None:
        """Keep the webhook set until stopped.

        Raises:
            TelegramSilent: no good answer from Telegram for `pace.silent` seconds.
        """
        watch = Watch(self._pace)
        await self._try(self._set(), watch)
        while not self._stop.is_set():
            await unless(self._stop, asyncio.sleep(self._pace.hook_check))
            if not self._stop.is_set():
                await self._try(self._look(), watch)

    async def _try(self, act: Any, watch: Watch) -> None:
        try:
            await act
            watch.good()
            self.heard_at = asyncio.get_running_loop().time()
        except (ApiRefusal, NetworkError) as error:
            await unless(self._stop, asyncio.sleep(watch.failed(error)))

    async def _set(self) -> None:
        await asking.set_webhook(self._api, self._url, self._secret, self._connections)
        log.info("Telegram delivers to %s", shown(self._url))

    async def _look(self) -> None:
        found = await asking.webhook(self._api)
        if found.url != self._url:
            log.warning("the webhook was changed to “%s”; setting it again", shown(found.url))
            await self._set()
        if found.failed_at is not None and found.failed_at != self._told:
            self._told = found.failed_at
            log.warning("Telegram could not deliver: %s", found.failure)


def shown(url: str) -> str:
    """Return a webhook's address without anything that somebody may have hidden in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}{parts.path}" if parts.hostname else ""
