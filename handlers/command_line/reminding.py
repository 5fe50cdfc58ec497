"""`reminders preview` and `reminders calendar`: who would be asked when, and the year as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import BotError
from handlers.command_line.failures import CommandGroup
from handlers.command_line.options import Day, Where, database_options, morning
from handlers.command_line.working import need_plan, with_database

if TYPE_CHECKING:
    from bot.stores import Stores
    from handlers.assembly import Database


@click.group("reminders", cls=CommandGroup)
def reminders() -> None:
    """Who is asked for figures, and when they are due."""


@reminders.command()
@click.option("--on", "day", type=Day(), metavar="DATE", help="The first day; default: today.")
@click.option("--days", type=click.IntRange(1, 60), default=1, help="How many days.  [default: 1]")
@database_options
def preview(where: Where, day: date | None, days: int) -> None:
    """Show who would get what and why, and who would not; nothing is sent or stored."""
    from zoneinfo import ZoneInfo

    from bot.reminders.preview import preview as previewed
    from bot.reminders.rules import rules_from
    from handlers import clock

    rules = rules_from(where.settings().reminders)
    now = clock.now()

    def work(stores: Stores) -> list[str]:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        first = day or now.astimezone(ZoneInfo(catalogue.plan.timezone)).date()
        return list(previewed(stores, catalogue, rules, first, days))

    async def look(database: Database) -> list[str]:
        await need_plan(database, where)
        return await database.rehearse(work)

    for line in with_database(where.address(), look):
        click.echo(line)


@reminders.command("calendar")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--on", "day", type=Day(), metavar="DATE", help="The first day; default: today.")
@click.option("--of", "what", default="", metavar="WHAT", help='Such as "ambition 4" or a code.')
@database_options
def calendar(where: Where, path: Path, day: date | None, what: str) -> None:
    """Write the coming twelve months as an .ics file, to import or to subscribe to."""
    from zoneinfo import ZoneInfo

    from bot.people import Person, Role
    from bot.reminders.calendar_page import as_ics, year_ahead
    from bot.reminders.errand import Errand
    from bot.reminders.rules import rules_from
    from bot.reminders.subjects import Subject, subject_of
    from handlers import clock

    rules = rules_from(where.settings().reminders)
    now = clock.now() if day is None else morning(day)

    def work(stores: Stores) -> str:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        errand = Errand(
            person=Person(id="terminal", role=Role.OFFICER),
            rooms=stores,
            catalogue=catalogue,
            rules=rules,
            now=now,
            today=now.astimezone(ZoneInfo(catalogue.plan.timezone)).date(),
            chat="terminal",
        )
        subject = subject_of(errand, what)
        if not isinstance(subject, Subject):
            raise BotError(
                f"nothing is called {what}",
                advice=f"The plan knows no measure, ambition or owner called “{what}”.",
            )
        entries = year_ahead(errand, subject)
        return as_ics(entries, catalogue.plan.title, clock.now())

    async def look(database: Database) -> str:
        await need_plan(database, where)
        return await database.read(work)

    text = with_database(where.address(), look)
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BotError(
            f"{path} cannot be written",
            advice=f"{path} cannot be written: {error.strerror or error}.",
        ) from error
    click.echo(f"Written to {path}: {text.count('BEGIN:VEVENT')} days.")
