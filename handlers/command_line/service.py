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
    from bot.settings import bot_token

    settings = where.settings()
    token = bot_token(settings, os.environ)
    address = where.address()
    from handlers import assembly, logs

    password = urlsplit(address).password or ""
    logs.set_up(settings.logs.level, secrets=(token.get_secret_value(), unquote(password)))
    assembly.run_telegram(settings, token=token, address=address)


@click.command()
@debug_option
def version() -> None:
    """Say which release this is."""
    from importlib.metadata import version as release

    click.echo(f"partnership-bot {release('partnership-bot')}")
