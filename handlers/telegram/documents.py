"""Spreadsheets that people send: fetched and read before the transaction that looks at them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Message
from telegram.error import TelegramError

from bot.conversation import Attachment
from handlers.reading import is_sheet, why_not_read, with_rows

log = logging.getLogger(__name__)

NOT_FETCHED = "Telegram did not hand the file over. Please send it again."


async def with_sheet(
    message: Message, body: Attachment, wanted: Callable[[], Awaitable[bool]]
) -> Attachment:
    """Return the attachment with what its sheet says, or why that can't be read.

    A file that is no sheet, or that nobody asked to have read, is left unopened.
    """
    sent = message.document
    name = (sent.file_name or "").lower() if sent is not None else ""
    if sent is None or not is_sheet(name) or not await wanted():
        return body
    why = why_not_read(name, sent.file_size or 0)
    if why:
        return replace(body, unread=why)
    try:
        content = await (await sent.get_file()).download_as_bytearray()
    except TelegramError as error:
        log.info("a file was not handed over: %s", type(error).__name__)
        return replace(body, unread=NOT_FETCHED)
    return await with_rows(body, bytes(content), name)
