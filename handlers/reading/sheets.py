"""Which files are spreadsheets, and what somebody is told of one that is not read."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import Attachment
from bot.errors import ExchangeError
from bot.exchange.limits import CHAT, size_text
from handlers.reading.reader import read_sheet

ENDINGS = (".xlsx", ".csv")
OTHERS = (".xlsm", ".xls", ".ods")


def is_sheet(name: str) -> bool:
    """Say whether a file is a spreadsheet by its name, of a kind that is read or not."""
    return name.lower().endswith((*ENDINGS, *OTHERS))


def why_not_read(name: str, size: int) -> str:
    """Return why a spreadsheet is not even opened, or nothing where it is."""
    if name.lower().endswith(OTHERS):
        return "Please save it as an Excel workbook (.xlsx) or as .csv."
    if size > CHAT.file_size:
        return f"A sheet may have at most {size_text(CHAT.file_size)}."
    return ""


async def with_rows(body: Attachment, content: bytes, name: str) -> Attachment:
    """Return an attachment with what its sheet says, or why that can't be read."""
    try:
        return replace(body, sheet=await read_sheet(content, name))
    except ExchangeError as error:
        return replace(body, unread=error.advice)
