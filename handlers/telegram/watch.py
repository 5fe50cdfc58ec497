"""Telegram's silence watched over: pauses after bad answers, and the end after too many."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any, TypeVar

from bot.errors import BotError
from handlers.telegram.api import ApiRefusal
from handlers.telegram.pace import Pace

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class TelegramSilent(BotError):
    """Telegram has given no good answer for too long; a fresh process may do better."""


class Watch:
    """The time since Telegram's last good answer, and the pauses after bad ones."""

    def __init__(self, pace: Pace) -> None:
        """Start the clock now."""
        self._pace = pace
        self._pause = pace.retry_first
        self._last_good = asyncio.get_running_loop().time()
        self._told = ""

    def good(self) -> None:
        """Telegram answered well."""
        if self._told:
            log.info("Telegram answers again")
        self._told = ""
        self._pause = self._pace.retry_first
        self._last_good = asyncio.get_running_loop().time()

    def pause(self) -> float:
        """Return the seconds to wait now; each is twice the one before."""
        pause, self._pause = self._pause, min(2 * self._pause, self._pace.retry_longest)
        return pause

    def failed(self, error: Exception) -> float:
        """Log a failure once, and return the seconds to wait.

        Raises:
            TelegramSilent: it has lasted too long.
        """
        text = explained(error)
        if text != self._told:
            log.warning("%s", text)
            self._told = text
        silent = asyncio.get_running_loop().time() - self._last_good
        if silent >= self._pace.silent:
            raise TelegramSilent(
                f"No good answer from Telegram for {silent:.0f} seconds. {text}",
                advice="The bot has stopped so that it can be started afresh; see the log.",
            ) from error
        if isinstance(error, ApiRefusal) and error.status == HTTPStatus.TOO_MANY_REQUESTS:
            return error.retry_after
        return self.pause()


def explained(error: Exception) -> str:
    """Return what a failed call means for the person who runs the bot."""
    if not isinstance(error, ApiRefusal):
        return f"{error}; trying again."
    if error.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        return (
            f"Telegram does not know this bot's token ({error.status}); check it against"
            " the one @BotFather shows."
        )
    if error.status == HTTPStatus.CONFLICT:
        return "Another process receives this bot's messages (409); stop it, because only one may."
    return f"Telegram refused ({error}); trying again."


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result | None:
    """Return what `work` returns, or None where `stop` is set first; then `work` is cancelled."""
    doing = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return doing.result() if doing.done() else None
    finally:
        stopping.cancel()
        doing.cancel()
