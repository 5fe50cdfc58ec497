"""Delivery by webhook, as Telegram does it: with the secret, again until the answer is 2xx."""

from __future__ import annotations

import asyncio
import itertools
from http import HTTPStatus
from typing import Any

import aiohttp

from tests.telegram_stand_in.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PAUSE = 0.02
ANSWER_WITHIN = 5.0


class Deliverer:
    """Delivers what waits while a webhook is set, several at once, each until it is taken.

    `addresses` stand for replicas behind a balancer: deliveries go to each in turn. Where there are
    none, the webhook's own address is used.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._given: set[int] = set()
        self._deliveries: set[asyncio.Task[None]] = set()
        self._turn = itertools.count()
        self._task: asyncio.Task[None] | None = None
        self.addresses: list[str] = []
        self.answers: list[int] = []
        self.taken_by: list[str] = []

    async def start(self) -> None:
        self._task = asyncio.ensure_future(self._run())

    async def stop(self) -> None:
        for task in (*self._deliveries, self._task):
            if task is not None:
                task.cancel()
        await asyncio.gather(
            *self._deliveries, *([self._task] if self._task else []), return_exceptions=True
        )

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                for update in list(self._world.updates):
                    if not self._world.webhook:
                        break
                    if len(self._deliveries) >= self._world.webhook_at_once:
                        break
                    if update["update_id"] not in self._given:
                        self._given.add(update["update_id"])
                        task = asyncio.ensure_future(self._deliver(session, update))
                        self._deliveries.add(task)
                        task.add_done_callback(self._deliveries.discard)
                self._world.news.clear()
                waiting = asyncio.ensure_future(self._world.news.wait())
                try:
                    await asyncio.wait({waiting, *self._deliveries}, timeout=PAUSE)
                finally:
                    waiting.cancel()

    async def _deliver(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> None:
        try:
            address = self._address()
            status = await self._post(session, address, update)
            self.answers.append(status)
            if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
                self.taken_by.append(address)
                if update in self._world.updates:
                    self._world.updates.remove(update)
                self._world.confirmed = max(self._world.confirmed, update["update_id"])
                return
            self._world.hook_failed = f"Wrong response from the webhook: {status}"
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._world.hook_failed = f"Connection failed ({type(error).__name__})"
        finally:
            self._given.discard(update["update_id"])
        await asyncio.sleep(PAUSE)

    def _address(self) -> str:
        """Return where the next delivery goes."""
        if self.addresses:
            return self.addresses[next(self._turn) % len(self.addresses)]
        return self._world.webhook

    async def _post(
        self, session: aiohttp.ClientSession, address: str, update: dict[str, Any]
    ) -> int:
        headers = {SECRET_HEADER: self._world.webhook_secret}
        async with session.post(address, json=update, headers=headers) as response:
            return response.status
