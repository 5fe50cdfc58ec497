"""The Telegram door: opens, serves until told to stop, finishes what is in hand, closes."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from pydantic import SecretStr
from telegram.error import InvalidToken, TelegramError

from bot.errors import BotError, SettingsError, StorageError
from bot.journal import InboxRow
from bot.settings import Settings
from handlers.telegram import pace as paces
from handlers.telegram.api import ApiRefusal, TelegramApi
from handlers.telegram.application import add_handlers, build_application
from handlers.telegram.handling import Handling
from handlers.telegram.messenger import Messenger, Recheck
from handlers.telegram.pace import Pace
from handlers.telegram.pictures import Draw
from handlers.telegram.ports import Clock, Database, PtbApplication, Respond
from handlers.telegram.queues import ChatQueues
from handlers.telegram.receive import Receiver, Watch, unless
from handlers.telegram.transport import LOOPBACK, AiohttpRequest

log = logging.getLogger(__name__)

MOST_TRIES = 5

Menu = Sequence[tuple[str, str]]


class Closed(Exception):
    """Everything is finished; ends what is still running and nobody waits for."""


class TelegramDoor:
    """Brings messages in from Telegram and takes notices out to it.

    `menu` lists the chat commands with a line of help each; `about` is shown in an empty chat,
    `short_about` on the bot's page. Nothing about the door prints its token.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        token: SecretStr,
        database: Database,
        respond: Respond,
        now: Clock,
        menu: Menu = (),
        about: str = "",
        short_about: str = "",
        pace: Pace | None = None,
        draw: Draw | None = None,
        recheck: Recheck | None = None,
    ) -> None:
        """Open nothing yet; `run` does. `recheck` looks once more at reminders about to go."""
        self._pace = pace or paces.from_settings(settings)
        self._database = database
        self._respond = respond
        self._now = now
        self._menu, self._about, self._short_about = menu, about, short_about
        base_url = settings.telegram.base_url
        proxies = urlsplit(base_url).hostname not in LOOPBACK
        self._calls = AiohttpRequest(
            connections=self._pace.sends + 8, read=self._pace.answer_within, proxies=proxies
        )
        self._polls = AiohttpRequest(connections=8, proxies=proxies)
        address = f"{base_url}{token.get_secret_value()}"
        self._api = TelegramApi(address, self._calls)
        self._polling_api = TelegramApi(address, self._polls)
        self._application = build_application(token, base_url, self._calls, self._polls)
        self._messenger = Messenger(
            database=database,
            api=self._api,
            owner=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}",
            now=now,
            pace=self._pace,
            draw=draw,
            recheck=recheck,
        )

    async def run(self, stop: asyncio.Event | None = None) -> None:
        """Serve until `stop` is set; without one, until SIGTERM or SIGINT.

        What is in hand is finished first, within `pace.stop_within` seconds.

        Raises:
            SettingsError: Telegram does not know the token.
            TelegramSilent: Telegram gave no good answer for too long.
        """
        if stop is None:
            stop = asyncio.Event()
            with suppress(NotImplementedError):  # Windows ends by KeyboardInterrupt instead
                for number in (signal.SIGTERM, signal.SIGINT):
                    asyncio.get_running_loop().add_signal_handler(number, stop.set)
        try:
            if not await self._begin(stop):
                return
            await self._serve(stop)
        except* Closed:
            log.debug("what nobody waits for was left")
        except* Exception as group:
            raise _first(group) from None
        finally:
            await self._end()

    async def _begin(self, stop: asyncio.Event) -> bool:
        """Ask Telegram who this bot is, as often as it takes; return False where stopped."""
        await self._calls.initialize()
        await self._polls.initialize()
        watch = Watch(self._pace)
        while not stop.is_set():
            try:
                await self._api.call("deleteWebhook", drop_pending_updates=False)
                await self._application.initialize()
            except (ApiRefusal, TelegramError, KeyError) as error:
                _refuse_wrong_token(error)
                await unless(stop, asyncio.sleep(watch.failed(error)))
            else:
                log.info("open as @%s", self._application.bot.username)
                return True
        return False

    async def _serve(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as tasks:
            handling = Handling(
                database=self._database,
                respond=self._respond,
                api=self._api,
                now=self._now,
                typing_after=self._pace.typing_after,
                committed=self._messenger.wake,
                tasks=tasks,
            )
            add_handlers(self._application, handling)
            handle = UpdateHandler(handling, self._application, self._pace, stop)
            queues = ChatQueues(handle, tasks, at_once=self._pace.handled)
            receiver = Receiver(
                database=self._database,
                api=self._polling_api,
                queues=queues,
                now=self._now,
                pace=self._pace,
                stop=stop,
            )
            sending = tasks.create_task(self._messenger.run())
            tasks.create_task(self._introduce())
            try:
                await receiver.run()
            finally:
                stop.set()
                await self._finish(queues, sending)
            raise Closed

    async def _finish(self, queues: ChatQueues, sending: asyncio.Task[None]) -> None:
        """Finish what is in hand; what cannot be finished in time stays in the database."""
        try:
            async with asyncio.timeout(self._pace.stop_within):
                await queues.stop()
                self._messenger.close()
                await asyncio.wait({sending})
        except TimeoutError:
            log.warning("stopped before everything was sent; the rest goes at the next start")
            sending.cancel()

    async def _introduce(self) -> None:
        """Set the command menu and the descriptions; the bot works without them."""
        commands = [{"command": name, "description": text[:256]} for name, text in self._menu]
        calls: tuple[tuple[str, str, object], ...] = (
            ("setMyCommands", "commands", commands),
            ("setMyDescription", "description", self._about[:512]),
            ("setMyShortDescription", "short_description", self._short_about[:120]),
        )
        for method, name, value in calls:
            if not value:
                continue
            try:
                await self._api.call(method, answer_within=None, **{name: value})
            except (ApiRefusal, TelegramError) as error:
                log.warning("%s came to nothing: %s", method, error)

    async def _end(self) -> None:
        try:
            await self._application.shutdown()
        except RuntimeError as error:
            log.debug("PTB had nothing to shut down: %s", error)
        await self._calls.shutdown()
        await self._polls.shutdown()
        log.info("closed")


class UpdateHandler:
    """Handles one stored update, again where it fails, until it is done or set aside."""

    def __init__(
        self, handling: Handling, application: PtbApplication, pace: Pace, stop: asyncio.Event
    ) -> None:
        """Keep the parts."""
        self._handling = handling
        self._application = application
        self._pace = pace
        self._stop = stop

    async def __call__(self, row: InboxRow) -> None:
        """Handle it; a failing database is waited for and does not count against the update."""
        pause = self._pace.retry_first
        while not await self._try(row) and not self._stop.is_set():
            await unless(self._stop, asyncio.sleep(pause))
            pause = min(2 * pause, self._pace.retry_longest)

    async def _try(self, row: InboxRow) -> bool:
        try:
            try:
                await self._handling.process(row, self._application)
                return True
            except (StorageError, OSError):
                raise
            except Exception as error:
                return await self._handling.count_failure(row, error, most=MOST_TRIES)
        except (BotError, OSError) as error:
            log.error("update %s waits for the database: %s", row.update_id, error)
            return False


def _refuse_wrong_token(error: Exception) -> None:
    """End at once where trying again cannot help. PTB's own text would show the token."""
    refused = isinstance(error, ApiRefusal) and error.status in (401, 404)
    if refused or isinstance(error, InvalidToken):
        raise SettingsError(
            "Telegram does not know this bot's token.",
            advice="Telegram does not know this bot's token; set PARTNERSHIP_BOT_TOKEN to the one"
            " @BotFather shows, check telegram.base_url, and start again.",
        ) from None


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error of a group that is no group itself."""
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
