"""`notices`: messages held for a person, because they may have gone already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handlers.command_line.options import Where, database_options
from handlers.command_line.working import with_database

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.outbox.notice import HeldNotice
    from bot.stores import Stores
    from handlers.assembly import Database

MOST = 1_000
SHOWN = 60
RESTORED = "the database was put back from a copy, so this may have gone already"


@click.group(invoke_without_command=True)
@click.pass_context
def notices(context: click.Context) -> None:
    """Messages that may have gone already, and wait for you to decide."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@notices.command("list")
@database_options
def list_(where: Where) -> None:
    """List what is held: its number, when, to whom, why, how it begins."""

    async def read(database: Database) -> list[HeldNotice]:
        return list(await database.read(lambda stores: stores.outbox.held(limit=MOST)))

    found = with_database(where.address(), read)
    for one in found:
        begins = " ".join(one.plain.split())
        begins = begins if len(begins) <= SHOWN else f"{begins[:SHOWN]}…"
        click.echo(f"{one.id}  {one.at:%Y-%m-%d %H:%M}  {one.chat}  {one.reason}: {begins}")
    if not found:
        click.echo("Nothing is held.")


@notices.command()
@database_options
def hold(where: Where) -> None:
    """Hold what may have gone already, after a database was put back by its own tools.

    Stop the bots first. What is still to come stays due. (restore does this by itself.)
    """
    from handlers import clock

    now = clock.now()

    async def run(database: Database) -> int:
        return await database.transact(lambda stores: stores.outbox.hold_open(RESTORED, now))

    click.echo(f"Held: {with_database(where.address(), run)}.")


@notices.command()
@click.argument("numbers", nargs=-1, type=int, metavar="NUMBER…")
@click.option("--all", "everything", is_flag=True, help="All that is held.")
@database_options
def send(where: Where, numbers: tuple[int, ...], *, everything: bool) -> None:
    """Send held messages after all; they say that they may be a repeat."""
    from handlers import clock

    now = clock.now()
    done = _each(where, numbers, everything, lambda stores, one: stores.outbox.release(one, now))
    click.echo(f"To be sent: {done}.")


@notices.command()
@click.argument("numbers", nargs=-1, type=int, metavar="NUMBER…")
@click.option("--all", "everything", is_flag=True, help="All that is held.")
@database_options
def drop(where: Where, numbers: tuple[int, ...], *, everything: bool) -> None:
    """Give up held messages; what they said is deleted."""
    from handlers import clock

    now = clock.now()
    done = _each(where, numbers, everything, lambda stores, one: stores.outbox.drop(one, now))
    click.echo(f"Given up: {done}.")


def _each(
    where: Where, numbers: tuple[int, ...], everything: bool, act: Callable[[Stores, int], bool]
) -> int:
    if bool(numbers) == everything:
        raise click.UsageError("Name the numbers that “notices list” shows, or use --all.")

    def work(stores: Stores) -> int:
        chosen = [one.id for one in stores.outbox.held(limit=MOST)] if everything else numbers
        return sum(act(stores, number) for number in chosen)

    async def run(database: Database) -> int:
        return await database.transact(work)

    return with_database(where.address(), run)
