"""`run`: the bot in Telegram. `version`."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

import click

from handlers.command_line.failures import debug_option
from handlers.command_line.options import Where, database_options


@click.command()
@database_options
def run(where: Where) -> None:
    """Answer in Telegram until told to stop."""
    from bot.settings import bot_token, webhook_secret

    settings = where.settings()
    token = bot_token(settings, os.environ)
    secret = webhook_secret(settings, os.environ) if settings.webhook.url else None
    address = where.address()
    from handlers import assembly, logs

    password = urlsplit(address).password or ""
    hidden = (
        token.get_secret_value(),
        unquote(password),
        secret.get_secret_value() if secret else "",
    )
    logs.set_up(settings.logs.level, secrets=hidden)
    assembly.run_telegram(settings, token=token, address=address, webhook_secret=secret)


@click.command()
@debug_option
def version() -> None:
    """Say which release this is."""
    from importlib.metadata import version as release

    click.echo(f"partnership-bot {release('partnership-bot')}")
