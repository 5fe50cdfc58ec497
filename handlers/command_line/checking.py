"""`check`: what is wrong, in plain lines, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from bot.errors import BotError
from handlers.command_line.options import Where, database_options

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.checks import Finding


@click.command()
@click.option("--online", is_flag=True, help="Ask Telegram too whether it knows the bot's token.")
@database_options
def check(where: Where, *, online: bool) -> None:
    """Say what is wrong and what to do.

    Looks at the settings, the database, its copies and the clock, beside a running bot too. Exit
    code 0: all is well, perhaps with things to take care of; 1: something is wrong.
    """
    from handlers import clock
    from handlers.checks import Grade

    found: list[Finding] = []
    for one in _findings(where, clock.now(), online=online):
        found.append(one)
        click.echo(f"{one.grade.value}: {one.text}")
        if one.advice:
            click.echo(f"    {one.advice}")
    wrong = sum(one.grade is Grade.WRONG for one in found)
    care = sum(one.grade is Grade.CARE for one in found)
    if not wrong:
        click.echo("All is well." if not care else f"It works. Things to take care of: {care}.")
        return
    click.echo(f"Things that are wrong: {wrong}.")
    raise click.exceptions.Exit(1)


def _findings(where: Where, now: datetime, *, online: bool) -> Iterator[Finding]:
    from bot.settings import bot_token, database_address
    from handlers import checks

    try:
        settings = where.settings()
        database_address(settings, os.environ)
    except BotError as error:
        yield checks.wrong("The settings cannot be used.", error.advice)
        return
    yield checks.well(f"Settings: {where.config or 'all have their defaults'}.")
    yield from checks.of_database(
        where.address(), now, folder=settings.path(settings.backup.folder)
    )
    try:
        token = bot_token(settings, os.environ)
    except BotError as error:
        about = checks.wrong if online else checks.take_care
        yield about("There is no usable bot token.", error.advice)
        return
    yield checks.well("A bot token is set.")
    if online:
        yield from checks.of_telegram(settings.telegram.base_url, token, now)
