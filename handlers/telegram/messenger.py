"""Takes notices from the outbox to Telegram: claims, sends, records what each came to."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.errors import BotError
from bot.outbox.dispatch import Batch, Ready, Sender, Settlement, Tray, Verdict, turn
from bot.outbox.notice import LeasedNotice, Notice, NotSent, Outcome, Refused, Sent
from bot.stores import Stores
from handlers.telegram.api import ApiRefusal, TelegramApi
from handlers.telegram.files import send_document
from handlers.telegram.outcomes import outcome_of
from handlers.telegram.pace import Pace
from handlers.telegram.pictures import Draw, Pictures
from handlers.telegram.ports import DOOR, Clock, Database

log = logging.getLogger(__name__)

LONGEST = 4_096
REPEAT_HTML = "\n<i>You may have had this message already.</i>"
REPEAT_PLAIN = "\nYou may have had this message already."
NO_PREVIEW = {"is_disabled": True}
SAFE_SHARE_OF_LEASE = 0.8
Recheck = Callable[[Stores, datetime, Sequence[Notice]], Mapping[str, Verdict]]
"""Looks once more at reminders about to go, inside the transaction that sends them."""

SOON = timedelta(seconds=1)
LEAST_REST = 0.01  # another replica may hold what is due; do not spin until it lets go


class Messenger:
    """The only sender of notices. `owner` is this process's name in the leases."""

    def __init__(
        self,
        *,
        database: Database,
        api: TelegramApi,
        owner: str,
        now: Clock,
        pace: Pace,
        draw: Draw | None = None,
        recheck: Recheck | None = None,
    ) -> None:
        """Send nothing yet; `run` does. Without `draw` pictures go as their text alone."""
        self._recheck = recheck
        self._database = database
        self._api = api
        self._now = now
        self._pace = pace
        self._pictures = draw and Pictures(api=api, database=database, now=now, draw=draw)
        self._sender = Sender(
            owner=owner, door=DOOR, lease=timedelta(seconds=pace.lease), limits=pace.limits
        )
        self._settled: list[Settlement] = []
        self.outcomes: Counter[str] = Counter()
        """What the sends of this process came to, by the outcome's name."""
        self._in_hand = 0
        self._awake = asyncio.Event()
        self._closing = False

    def wake(self) -> None:
        """Look through the outbox at once: something was committed to it."""
        self._awake.set()

    def close(self) -> None:
        """Send what may go now, and then let `run` return."""
        self._closing = True
        self._awake.set()

    async def run(self) -> None:
        """Send until closed. A failing database is waited for; nothing is given up."""
        pause = self._pace.retry_first
        async with asyncio.TaskGroup() as sends:
            while True:
                self._awake.clear()
                try:
                    taken_at = asyncio.get_running_loop().time()
                    batch = await self._turn()
                except (BotError, OSError) as error:
                    log.error("the outbox cannot be read, trying again: %s", error)
                    if self._closing and not self._in_hand and not self._settled:
                        return  # what was sent and is not settled yet is tried again
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, self._pace.retry_longest)
                    continue
                pause = self._pace.retry_first
                for ready in batch.ready:
                    self._in_hand += 1
                    sends.create_task(self._deliver(ready, taken_at))
                if self._closing and self._is_empty(batch):
                    return
                await self._rest(batch)

    async def _turn(self) -> Batch:
        settled, self._settled = self._settled, []
        room = self._pace.sends - self._in_hand
        now = self._now()

        def work(stores: Stores) -> Batch:
            look = partial(self._recheck, stores, now) if self._recheck is not None else None
            tray = Tray(outbox=stores.outbox, limiter=stores.limiter, recheck=look)
            return turn(tray, self._sender, now, settled=settled, room=room)

        try:
            return await self._database.transact(work)
        except BaseException:
            self._settled[:0] = settled
            raise

    def _is_empty(self, batch: Batch) -> bool:
        if self._in_hand or self._settled:
            return False
        return batch.wake is None or batch.wake > self._now() + SOON

    async def _rest(self, batch: Batch) -> None:
        """Wait until woken, until `batch.wake`, or for a sweep, whichever is first."""
        seconds = self._pace.sweep
        if batch.wake is not None:
            seconds = min(seconds, (batch.wake - self._now()).total_seconds())
        if seconds <= 0 and batch.ready:
            return
        seconds = max(seconds, LEAST_REST)
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            return

    async def _deliver(self, ready: Ready, taken_at: float) -> None:
        leased = ready.leased
        clock = asyncio.get_running_loop().time
        # The pause counts from the start of the turn, which has taken some of it.
        pause = ready.pause.total_seconds() - (clock() - taken_at)
        if pause > 0:
            await asyncio.sleep(pause)
        held = clock() - taken_at
        if held > SAFE_SHARE_OF_LEASE * self._pace.lease:
            # This process was stopped for so long that another may be sending this by now.
            outcome: Outcome = NotSent(seconds=0.0, reason="the lease had nearly run out")
        else:
            outcome = await send(
                self._api, leased, pause=self._pace.pauses, pictures=self._pictures
            )
        _tell(leased, outcome)
        self.outcomes[type(outcome).__name__] += 1
        self._settled.append(Settlement(leased=leased, outcome=outcome))
        self._in_hand -= 1
        self._awake.set()


async def send(
    api: TelegramApi, leased: LeasedNotice, *, pause: float, pictures: Pictures | None = None
) -> Outcome:
    """Send one notice and return what that came to; raises nothing but cancellation."""
    try:
        return await _send(api, leased, pictures)
    except ApiRefusal as refusal:
        if refusal.says("message is not modified"):
            return Sent(message_id=leased.notice.edits)
        return outcome_of(refusal, leased, pause=pause)
    except Exception as error:
        return outcome_of(error, leased, pause=pause)


async def _send(api: TelegramApi, leased: LeasedNotice, pictures: Pictures | None) -> Outcome:
    notice = leased.notice
    try:
        if notice.document is not None:
            values = _values(leased) | _reply_to(notice)
            sent = await send_document(api, notice.document, values)
            return Sent(message_id=sent["message_id"])
        if notice.picture is not None and pictures is not None:
            values = _values(leased) | _reply_to(notice)
            photo = await pictures.send(notice.picture, values)
            if photo is not None:
                return Sent(message_id=photo["message_id"])
        return await _send_text(api, notice, _values(leased))
    except ApiRefusal as refusal:
        if not refusal.says("can't parse entities"):
            raise
        log.error("Telegram cannot read the markup of notice %s: %s", notice.key, refusal)
    return await _send_text(api, notice, _values(leased, plain=True))


async def _send_text(api: TelegramApi, notice: Notice, values: dict[str, Any]) -> Outcome:
    if notice.edits is not None:
        try:
            await api.call("editMessageText", message_id=notice.edits, **values)
            return Sent(message_id=notice.edits)
        except ApiRefusal as refusal:
            if not refusal.says("message to edit not found", "message can't be edited"):
                raise
    message = await api.call("sendMessage", **values, **_reply_to(notice))
    return Sent(message_id=message["message_id"])


def _reply_to(notice: Notice) -> dict[str, Any]:
    if notice.reply_to is None:
        return {}
    given = {"message_id": notice.reply_to, "allow_sending_without_reply": True}
    return {"reply_parameters": given}


def _values(leased: LeasedNotice, *, plain: bool = False) -> dict[str, Any]:
    notice = leased.notice
    text, repeat = (notice.plain, REPEAT_PLAIN) if plain else (notice.html, REPEAT_HTML)
    if leased.repeat and len(text) + len(repeat) <= LONGEST:
        text += repeat
    values: dict[str, Any] = {
        "chat_id": int(notice.chat.partition(":")[2]),
        "text": text,
        "link_preview_options": NO_PREVIEW,
    }
    if not plain:
        values["parse_mode"] = "HTML"
    if notice.keyboard.rows:
        values["reply_markup"] = {
            "inline_keyboard": [
                [{"text": label, "callback_data": data} for label, data in row]
                for row in notice.keyboard.rows
            ]
        }
    return values


def _tell(leased: LeasedNotice, outcome: Outcome) -> None:
    if isinstance(outcome, Sent):
        return
    level = logging.WARNING if isinstance(outcome, Refused) else logging.INFO
    log.log(level, "notice %s to %s: %s", leased.notice.key, leased.notice.chat, outcome)
