"""Short talks with the Bot API from the command line: who the bot is, and its webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr
from telegram.error import TelegramError

from bot.errors import BotError, SettingsError
from handlers.telegram.api import ApiRefusal, TelegramApi
from handlers.telegram.inbox import WANTED
from handlers.telegram.proxy import proxy_for
from handlers.telegram.transport import AiohttpRequest
from handlers.telegram.watch import explained


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """What Telegram says of the bot's webhook; an empty `url` means the bot asks itself."""

    url: str
    waiting: int
    connections: int | None = None
    failed_at: datetime | None = None
    failure: str = ""


class TelegramRefused(BotError):
    """Telegram cannot be reached, or says no."""


@asynccontextmanager
async def talk(base_url: str, token: SecretStr) -> AsyncIterator[TelegramApi]:
    """Give the Bot API for a few calls.

    Raises:
        SettingsError: Telegram does not know the token.
        TelegramRefused: Telegram cannot be reached, or says no; says why in plain words.
    """
    request = AiohttpRequest(connections=1, proxy=proxy_for(base_url))
    await request.initialize()
    try:
        yield TelegramApi(f"{base_url}{token.get_secret_value()}", request)
    except ApiRefusal as refusal:
        if refusal.status in (401, 404):
            raise SettingsError(explained(refusal)) from None
        raise TelegramRefused(f"Telegram refused: {refusal.description}") from None
    except TelegramError as error:
        raise TelegramRefused(
            f"Telegram cannot be reached: {error}",
            advice=f"Telegram cannot be reached ({error}). Check the network and"
            f" telegram.base_url ({base_url}), then try again.",
        ) from None
    finally:
        await request.shutdown()


async def username(api: TelegramApi) -> str:
    """Return the bot's name, without the @."""
    return str((await api.call("getMe"))["username"])


async def webhook(api: TelegramApi) -> Webhook:
    """Return what Telegram says of the webhook."""
    found: dict[str, Any] = await api.call("getWebhookInfo")
    at = found.get("last_error_date")
    return Webhook(
        url=str(found.get("url", "")),
        waiting=int(found.get("pending_update_count", 0)),
        connections=found.get("max_connections"),
        failed_at=datetime.fromtimestamp(at, UTC) if at else None,
        failure=str(found.get("last_error_message", "")),
    )


async def set_webhook(api: TelegramApi, url: str, secret: SecretStr, connections: int) -> None:
    """Have Telegram deliver to `url` from now on; what waits there is delivered too."""
    await api.call(
        "setWebhook",
        url=url,
        secret_token=secret.get_secret_value(),
        max_connections=connections,
        allowed_updates=WANTED,
        drop_pending_updates=False,
    )


async def delete_webhook(api: TelegramApi) -> None:
    """Have Telegram keep updates until the bot asks for them; none is dropped."""
    await api.call("deleteWebhook", drop_pending_updates=False)
