"""`backup`, `restore`, `upgrade`: copies of the database, and its way to a new release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handlers.command_line.failures import debug_option
from handlers.command_line.options import Where, checked_address, database_options

if TYPE_CHECKING:
    from handlers.upkeep import Inspection


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help="Delete all but the newest N copies in that folder.",
)
@database_options
def backup(where: Where, path: Path | None, keep: int | None) -> None:
    """Copy the database, while the bot runs, and try the copy out.

    PATH is a folder, or the copy's own name where it ends in .db; without PATH a folder "copies"
    beside the database.
    """
    address = where.address()
    from handlers import clock, upkeep

    made = upkeep.copy_database(address, clock.now(), path=path, keep=keep)
    click.echo(f"Copied to {made.path}")
    click.echo(f"Tried out: it is sound and holds {holdings(made.inspection)}.")
    for gone in made.gone:
        click.echo(f"Deleted the older copy {gone.name}")


@click.command()
@click.argument("copy", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do it without asking.")
@database_options
def restore(where: Where, copy: Path, *, yes: bool) -> None:
    """Put a copy in the place of the database.

    Stop the bot first. What was there is kept beside it under another name. Messages that may have
    gone since the copy was made are held: see partnership-bot notices list.
    """
    address = where.address()
    from handlers import clock, upkeep

    if not yes and not click.confirm(f"Put {copy} in the place of the database?"):
        click.echo("Nothing was changed.")
        return
    done = upkeep.put_back(copy, address, clock.now())
    click.echo(f"Put back: {holdings(done.inspection)}.")
    if done.aside is not None:
        click.echo(f"What was there before is kept as {done.aside}")
    if done.held:
        click.echo(
            f"Messages held because they may have gone already: {done.held}. See:"
            f" partnership-bot notices list{where.as_typed()}"
        )


@click.command()
@database_options
def upgrade(where: Where) -> None:
    """Bring the database to this release, all or nothing.

    Stop the bot first. A SQLite database is copied before.
    """
    address = where.address()
    from handlers import clock, upkeep

    done = upkeep.upgrade(address, clock.now())
    if done.before == done.after:
        click.echo(f"The database has this release's version ({done.after}) already.")
        return
    if done.copy is not None:
        click.echo(f"Copied first, to {done.copy}")
    click.echo(f"The database went from version {done.before or 'none'} to {done.after}.")


@click.group()
def database() -> None:
    """The database as a whole."""


@database.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@debug_option
def copy_(source: str, target: str) -> None:
    """Copy all of one database into an empty one, as from SQLite to PostgreSQL.

    Stop the bot first. FROM and TO are sqlite:///PATH or postgresql://USER@HOST:PORT/NAME; FROM is
    left as it is. Every table is counted and compared before anything counts as copied.
    """
    from handlers import upkeep

    done = upkeep.copy_whole(checked_address(source), checked_address(target))
    rows = sum(done.counts.values())
    click.echo(f"Copied and compared: {rows:,} rows of {len(done.counts)} tables.")
    if done.seal:
        click.echo(f"The audit is whole on both sides; its newest seal is {done.seal[:16]}…")


def holdings(found: Inspection) -> str:
    """Return in words what a database holds."""
    if found.version != found.needed:
        return f"a database of an earlier release (version {found.version})"
    if found.title is None:
        return "no plan yet"
    return f"“{found.title}” with {found.measures:,} measures and {found.figures:,} figures"
