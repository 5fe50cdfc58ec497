"""Notices with a picture: sent as a photo with the text as its caption, drawn only once.

Telegram keeps every photo it took under a file id. While what a picture shows is unchanged, it is
sent by that id; nothing is drawn and nothing is uploaded.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.errors import BotError
from bot.rendering.chart_spec import key_of
from handlers.telegram.api import ApiRefusal, TelegramApi
from handlers.telegram.ports import Clock, Database

log = logging.getLogger(__name__)

Draw = Callable[[str], Awaitable[bytes]]
"""Returns the PNG of a chart spec's JSON text."""


class Pictures:
    """Sends photos."""

    def __init__(self, *, api: TelegramApi, database: Database, now: Clock, draw: Draw) -> None:
        """Keep the parts."""
        self._api = api
        self._database = database
        self._now = now
        self._draw = draw

    async def send(self, spec: str, values: dict[str, Any]) -> Any | None:
        """Return Telegram's message of a photo, or None where the text should go alone.

        `values` are what sendMessage would be given.

        Raises:
            ApiRefusal, NetworkError: what any other message would have met too.
        """
        values = dict(values)
        values["caption"] = values.pop("text")
        values.pop("link_preview_options", None)
        key = key_of(spec)
        try:
            known = await self._database.read(lambda stores: stores.pictures.find(key))
            if known is not None and (message := await self._by_id(known, values)):
                return message
            drawn = await self._draw(spec)
        except (BotError, OSError) as error:
            log.error("a picture goes as text alone: %s", error)
            return None
        message = await self._upload(drawn, values)
        if message is not None:
            await self._remember(key, message)
        return message

    async def _by_id(self, file_id: str, values: dict[str, Any]) -> Any | None:
        """None where Telegram no longer has the file, or another bot sent it."""
        try:
            return await self._api.call("sendPhoto", photo=file_id, **values)
        except ApiRefusal as refusal:
            if not refusal.says("file identifier", "file_id", "file reference"):
                raise
            return None

    async def _upload(self, picture: bytes, values: dict[str, Any]) -> Any | None:
        try:
            return await self._api.upload("sendPhoto", {"photo": picture}, **values)
        except ApiRefusal as refusal:
            if not _is_about_the_photo(refusal):
                raise
            log.error("Telegram refuses a picture; the text goes alone: %s", refusal)
            return None

    async def _remember(self, key: str, message: Any) -> None:
        """Keep the file id; the photo has gone, so failing here must not send it again."""
        try:
            file_id = str(message["photo"][-1]["file_id"])
            at = self._now()
            await self._database.transact(lambda stores: stores.pictures.keep(key, file_id, at))
        except (BotError, OSError, KeyError, IndexError, TypeError) as error:
            log.warning("where a picture is was not kept: %s", error)


def _is_about_the_photo(refusal: ApiRefusal) -> bool:
    return refusal.says(
        "photo", "image", "file", "caption", "not enough rights to send", "too large", "media"
    )
