"""`webhook`: whether Telegram delivers to the bot, or the bot asks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import SettingsError
from handlers.command_line.failures import Command, debug_option
from handlers.command_line.options import Where

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.settings import Settings
    from handlers.telegram.api import TelegramApi
    from handlers.telegram.asking import Webhook


def config_option(command: Command) -> Command:
    """Give a command `--config` and `--debug`."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Settings file; see config.example.toml.",
    )(debug_option(command))


@click.group()
def webhook() -> None:
    """Whether Telegram delivers to the bot, or the bot asks."""


@webhook.command("set")
@config_option
def set_(config: Path | None) -> None:
    """Have Telegram deliver to webhook.url; what waits is delivered too.

    A bot that runs with webhook.url does this by itself.
    """
    from bot.settings import webhook_secret
    from handlers.telegram import asking

    settings = Where(config=config, database=None).settings()
    url, connections = settings.webhook.url, settings.webhook.connections
    if not url:
        raise SettingsError("There is no webhook.url in the settings; set it first.")
    secret = webhook_secret(settings, os.environ)
    _ask(settings, lambda api: asking.set_webhook(api, url, secret, connections))
    click.echo(f"Telegram delivers to {url} from now on.")


@webhook.command()
@config_option
def delete(config: Path | None) -> None:
    """Have Telegram keep updates until the bot asks for them; none is lost."""
    from handlers.telegram import asking

    _ask(Where(config=config, database=None).settings(), asking.delete_webhook)
    click.echo("Telegram no longer delivers; a bot without webhook.url asks for what waits.")


@webhook.command()
@config_option
def info(config: Path | None) -> None:
    """Say what Telegram says of the webhook."""
    from handlers.telegram import asking

    found: list[Webhook] = []

    async def ask(api: TelegramApi) -> None:
        found.append(await asking.webhook(api))

    _ask(Where(config=config, database=None).settings(), ask)
    seen = found[0]
    click.echo(f"Telegram delivers to {seen.url}" if seen.url else "No webhook: the bot asks.")
    click.echo(f"Updates that wait: {seen.waiting:,}")
    if seen.failed_at is not None:
        click.echo(f"Last failure, {seen.failed_at:%Y-%m-%d %H:%M} UTC: {seen.failure}")


def _ask(settings: Settings, act: Callable[[TelegramApi], Awaitable[None]]) -> None:
    import asyncio

    from bot.settings import bot_token
    from handlers.telegram import asking

    token = bot_token(settings, os.environ)

    async def talk() -> None:
        async with asking.talk(settings.telegram.base_url, token) as api:
            await act(api)

    asyncio.run(talk())
