"""Spreadsheets that people send: fetched and read before the transaction that looks at them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Message
from telegram.error import TelegramError

from bot.conversation import Attachment
from bot.errors import ExchangeError
from bot.exchange.limits import CHAT, size_text
from handlers.reading import read_sheet

log = logging.getLogger(__name__)

ENDINGS = (".xlsx", ".csv")
OTHERS = (".xlsm", ".xls", ".ods")
NOT_FETCHED = "Telegram did not hand the file over. Please send it again."


async def with_sheet(
    message: Message, body: Attachment, wanted: Callable[[], Awaitable[bool]]
) -> Attachment:
    """Return the attachment with what its sheet says, or why that can't be read.

    A file that is no sheet, or that nobody asked to have read, is left unopened.
    """
    sent = message.document
    name = (sent.file_name or "").lower() if sent is not None else ""
    if sent is None or not name.endswith((*ENDINGS, *OTHERS)) or not await wanted():
        return body
    if name.endswith(OTHERS):
        return replace(body, unread="Please save it as an Excel workbook (.xlsx) or as .csv.")
    if (sent.file_size or 0) > CHAT.file_size:
        return replace(body, unread=f"A sheet may have at most {size_text(CHAT.file_size)}.")
    try:
        content = await (await sent.get_file()).download_as_bytearray()
        return replace(body, sheet=await read_sheet(bytes(content), name))
    except ExchangeError as error:
        return replace(body, unread=error.advice)
    except TelegramError as error:
        log.info("a file was not handed over: %s", type(error).__name__)
        return replace(body, unread=NOT_FETCHED)
