"""Notices with a file: a form, made off the loop, a text, or one that Telegram keeps already."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.exchange import form, kept_file, plain_file
from handlers.telegram.api import TelegramApi

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def send_document(api: TelegramApi, document: str, values: dict[str, Any]) -> Any:
    """Return Telegram's message of a file; `values` are what sendMessage would be given.

    Raises:
        ApiRefusal, NetworkError: as any message.
    """
    values = dict(values)
    values["caption"] = values.pop("text")
    values.pop("link_preview_options", None)
    kept = kept_file.from_json(document)
    if kept is not None:
        what = "photo" if kept.photo else "document"
        values[what] = kept.file_id
        return await api.call(f"send{what.capitalize()}", **values)
    plain = plain_file.from_json(document)
    if plain is not None:
        content, name, content_type = plain.content, plain.name, plain.content_type
    else:
        spec = form.from_json(document)
        content, name, content_type = await asyncio.to_thread(form.make, spec), spec.name, SHEET
    return await api.upload(
        "sendDocument",
        {"document": content},
        file_name=name,
        content_type=content_type,
        **values,
    )
