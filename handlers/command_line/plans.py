"""`import` and `export`: a whole plan as files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handlers.command_line.options import Where, database_options
from handlers.command_line.progress import progress_bar
from handlers.command_line.working import need_plan, with_database

if TYPE_CHECKING:
    from bot.exchange.exporting import Exported
    from handlers.assembly import Database


@click.command("import")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything and say what would change.")
@database_options
def import_(where: Where, path: Path | None, *, dry_run: bool) -> None:
    """Bring in a plan; without PATH the bundled starter plan.

    PATH is a folder of CSV files or one .xlsx.
    All or nothing: every bad row is listed, and then nothing is stored.
    """
    from bot.exchange import starter_plan_folder
    from bot.exchange.importing import import_plan
    from handlers import clock
    from handlers.assembly import admission

    source = path or starter_plan_folder()
    at = clock.now()
    settings = where.settings()
    within = timedelta(days=settings.retention.recall_days)
    # Without the settings nobody can say who else is let in: whoever was answered may hear.
    let_in = admission(settings) if where.config else None
    with progress_bar("Importing") as progress:
        summary = with_database(
            where.address(),
            lambda database: (database.rehearse if dry_run else database.transact)(
                lambda stores: import_plan(
                    source, stores, at, progress, recall_within=within, admission=let_in
                )
            ),
        )
    click.echo(summary.text)
    if dry_run:
        click.echo("Nothing was stored: this was a dry run.")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@database_options
def export(where: Where, path: Path) -> None:
    """Write the plan out as files.

    PATH is a folder for CSV files, or one file where it ends in .xlsx.
    """
    from bot.exchange.exporting import export_plan

    async def write(database: Database) -> Exported:
        await need_plan(database, where)
        return await database.read(lambda stores: export_plan(path, stores), snapshot=True)

    click.echo(with_database(where.address(), write).text)
