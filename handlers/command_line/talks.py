"""`chat` and `demo`: a conversation in this terminal."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handlers.command_line.options import (
    Where,
    data_folder,
    database_options,
    morning,
    today_option,
)
from handlers.command_line.progress import progress_bar
from handlers.command_line.working import need_plan, with_database

if TYPE_CHECKING:
    from handlers.assembly import Database


@click.command()
@today_option
@database_options
def chat(where: Where, today: date | None) -> None:
    """Talk to the plan in this terminal.

    Piped lines are answered one by one.
    """
    address = where.address()
    with_database(address, lambda database: _talk(database, where, today))


@click.command()
@today_option
@database_options
def demo(where: Where, today: date | None) -> None:
    """Talk to the bundled starter plan; nothing else is needed."""

    async def work(database: Database) -> None:
        await _have_starter_plan(database)
        await _talk(database, where, today)

    with_database(where.address(default="demo.db"), work, migrate=True)


async def _have_starter_plan(database: Database) -> None:
    from bot.exchange import starter_plan_folder
    from bot.exchange.importing import import_plan
    from handlers import clock

    if await database.read(lambda stores: stores.plan.catalogue()) is not None:
        return
    at = clock.now()
    with progress_bar("Importing the starter plan") as progress:
        await database.transact(
            lambda stores: import_plan(starter_plan_folder(), stores, at, progress)
        )


async def _talk(database: Database, where: Where, today: date | None) -> None:
    import asyncio
    import secrets
    from datetime import timedelta
    from functools import partial

    from bot.conversation import respond
    from bot.reminders.rules import rules_from
    from handlers import assembly, clock
    from handlers.drawing import Drawer, PictureFolder
    from handlers.terminal.chat import converse
    from handlers.terminal.files import FileFolder
    from handlers.terminal.keyboard import keyboard_for
    from handlers.terminal.screen import screen_for

    title = await need_plan(database, where)
    keyboard = keyboard_for(sys.stdin, data_folder() / "history")
    screen = screen_for(sys.stdout, os.environ)
    if keyboard.person_is_there:
        screen.say(
            f"{title}. Type a question, or the number of a button;"
            " /help shows examples, Ctrl-D leaves."
        )
    settings = where.settings()
    memory = timedelta(minutes=settings.conversation.follow_up_minutes)
    rules = rules_from(settings.reminders, recall_days=settings.retention.recall_days)
    at = morning(today) if today else None
    drawer = Drawer()
    try:
        await converse(
            database,
            keyboard,
            screen,
            respond=partial(
                respond, memory=memory, rules=rules, linking=assembly.linking(settings)
            ),
            session=secrets.token_hex(8),
            now=lambda: at or clock.now(),
            save_picture=PictureFolder(drawer.draw, data_folder() / "pictures").save,
            save_file=FileFolder(Path.cwd()).save,
            folder=Path.cwd(),
        )
    except asyncio.CancelledError:
        # Ctrl-C while an answer was on its way.
        if not keyboard.person_is_there:
            raise
    finally:
        await drawer.close()
    if keyboard.person_is_there:
        screen.say("Goodbye.")
