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
from datetime import timedelta
from urllib.parse import urlsplit

from pydantic import SecretStr
from telegram.error import InvalidToken, TelegramError

from bot.errors import BotError, SettingsError
from bot.settings import Settings
from handlers.telegram import asking
from handlers.telegram import pace as paces
from handlers.telegram.api import ApiRefusal, TelegramApi
from handlers.telegram.application import add_handlers, build_application
from handlers.telegram.handling import Handling
from handlers.telegram.hook import Hook, HookKeeper
from handlers.telegram.inbox import Inbox
from handlers.telegram.inline import Cards, Inline
from handlers.telegram.messenger import Messenger, Recheck
from handlers.telegram.pace import Pace
from handlers.telegram.pictures import Draw
from handlers.telegram.ports import Alarm, Clock, Database, Respond
from handlers.telegram.proxy import proxy_for, shown
from handlers.telegram.queues import ChatQueues
from handlers.telegram.receive import Receiver
from handlers.telegram.transport import AiohttpRequest
from handlers.telegram.updates import UpdateHandler
from handlers.telegram.watch import Watch, unless

log = logging.getLogger(__name__)

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
        webhook_secret: SecretStr | None = None,
        alarm: Alarm | None = None,
        cards: Cards | None = None,
    ) -> None:
        """Open nothing yet; `run` does.

        `recheck` looks once more at reminders about to go. With a `webhook_secret` Telegram
        delivers; without one it is asked. `alarm` tells officers, and
        `cards` finds what is offered in inline mode.
        """
        self._webhook, self._secret, self._alarm = settings.webhook, webhook_secret, alarm
        self._sources: list[Receiver | Hook | HookKeeper] = []
        self._inbox: Inbox | None = None
        self._pace = pace or paces.from_settings(settings)
        self._database = database
        self._cards = cards
        self._respond = respond
        self._now = now
        self._menu, self._about, self._short_about = menu, about, short_about
        self._per_minute = settings.telegram.per_minute
        base_url = settings.telegram.base_url
        proxy = proxy_for(base_url)
        if proxy is not None:
            log.info("Telegram is reached through the proxy %s", shown(proxy))
        self._calls = AiohttpRequest(
            connections=self._pace.sends + 8, read=self._pace.answer_within, proxy=proxy
        )
        self._polls = AiohttpRequest(connections=8, proxy=proxy)
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

    def heard(self) -> float | None:
        """Return the seconds since Telegram last answered or delivered, None before that."""
        times = [one.heard_at for one in self._sources if one.heard_at is not None]
        return asyncio.get_running_loop().time() - max(times) if times else None

    def numbers(self) -> dict[str, float]:
        """Return what this process has done so far, for /metrics."""
        sent = self._messenger.outcomes
        refused = sum(one.refused for one in self._sources if isinstance(one, Hook))
        return {
            "updates_received_total": self._inbox.received if self._inbox else 0,
            "deliveries_refused_total": refused,
            "notices_sent_total": sent["Sent"],
            "notices_answer_lost_total": sent["AnswerLost"],
            "notices_refused_total": sent["Refused"],
            "notices_halted_total": sent["Halted"],
            "notices_not_sent_total": sent["NotSent"],
        }

    async def _begin(self, stop: asyncio.Event) -> bool:
        """Ask Telegram who this bot is, as often as it takes; return False where stopped."""
        await self._calls.initialize()
        await self._polls.initialize()
        watch = Watch(self._pace)
        while not stop.is_set():
            try:
                if self._secret is None:
                    await asking.delete_webhook(self._api)
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
                alarm=self._alarm,
                per_minute=self._per_minute,
                tasks=tasks,
            )
            inline = (
                None
                if self._cards is None
                else Inline(handling, self._database, self._now, self._cards)
            )
            add_handlers(self._application, handling, inline)
            handle = UpdateHandler(handling, self._application, self._pace, stop)
            queues = ChatQueues(handle, tasks, at_once=self._pace.handled)
            inbox = Inbox(database=self._database, queues=queues, now=self._now, pace=self._pace)
            self._inbox = inbox
            sending = tasks.create_task(self._messenger.run())
            tasks.create_task(self._introduce())
            tasks.create_task(self._sweep(inbox, stop))
            try:
                await self._receive(inbox, queues, stop)
            finally:
                stop.set()
                await self._finish(queues, sending)
            raise Closed

    async def _receive(self, inbox: Inbox, queues: ChatQueues, stop: asyncio.Event) -> None:
        if self._secret is None:
            receiver = Receiver(
                inbox=inbox, api=self._polling_api, queues=queues, pace=self._pace, stop=stop
            )
            self._sources = [receiver]
            await receiver.run()
            return
        hook = Hook(inbox=inbox, secret=self._secret, path=urlsplit(self._webhook.url).path)
        try:
            port = await hook.open(self._webhook.host, self._webhook.port)
            log.info("listening for Telegram on %s:%s", self._webhook.host, port)
            keeper = HookKeeper(
                api=self._polling_api,
                url=self._webhook.url,
                secret=self._secret,
                connections=self._webhook.connections,
                pace=self._pace,
                stop=stop,
            )
            self._sources = [hook, keeper]
            await self._take_up(inbox)
            await keeper.run()
        finally:
            await hook.close()

    async def _sweep(self, inbox: Inbox, stop: asyncio.Event) -> None:
        """Take up what nobody is at work on, whichever process received it."""
        orphaned = timedelta(seconds=self._pace.orphaned)
        while not stop.is_set():
            await unless(stop, asyncio.sleep(self._pace.sweep))
            await self._take_up(inbox, older_than=orphaned)

    async def _take_up(self, inbox: Inbox, *, older_than: timedelta | None = None) -> None:
        try:
            await inbox.take_up(older_than=older_than)
        except (BotError, OSError) as error:
            log.error("the inbox cannot be read, trying again: %s", error)

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
