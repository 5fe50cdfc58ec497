"""Notices with a file: a form, made off the loop and sent with the text as its caption."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.exchange import form
from handlers.telegram.api import TelegramApi

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def send_document(api: TelegramApi, document: str, values: dict[str, Any]) -> Any:
    """Return Telegram's message of a form's file; `values` are what sendMessage would be given.

    Raises:
        ApiRefusal, NetworkError: as any message.
    """
    spec = form.from_json(document)
    content = await asyncio.to_thread(form.make, spec)
    values = dict(values)
    values["caption"] = values.pop("text")
    values.pop("link_preview_options", None)
    return await api.upload(
        "sendDocument",
        {"document": content},
        file_name=spec.name,
        content_type=SHEET,
        **values,
    )
