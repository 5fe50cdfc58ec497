"""`alias`: words that officers add for measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handlers.command_line.options import Where, database_options
from handlers.command_line.working import need_plan, with_database

if TYPE_CHECKING:
    from bot.learning.aliases import Proposal
    from bot.stores import Stores
    from handlers.assembly import Database

PERSON = "terminal"


@click.group()
def alias() -> None:
    """Words that people use for a measure."""


@alias.command()
@click.argument("code")
@click.argument("words", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Add it without asking, unless it is refused.")
@database_options
def add(where: Where, code: str, words: tuple[str, ...], *, yes: bool) -> None:
    """Add a word for the measure CODE.

    It is checked and tried on the known questions first; what would change is shown.
    """
    from bot.errors import SettingsError
    from bot.learning import aliases
    from bot.learning.adding import add_word, questions_to_try
    from handlers import clock

    text, now = " ".join(words), clock.now()

    async def propose(database: Database) -> Proposal:
        await need_plan(database, where)

        def work(stores: Stores) -> Proposal:
            catalogue = stores.plan.catalogue()
            assert catalogue is not None
            questions = questions_to_try(stores.learning, catalogue)
            return aliases.propose(catalogue, code, text, questions, now.date())

        return await database.read(work)

    async def store(database: Database) -> int:
        def work(stores: Stores) -> int:
            catalogue = stores.plan.catalogue()
            assert catalogue is not None
            return add_word(stores, catalogue, code, text, PERSON, now)

        return await database.transact(work)

    address = where.address()
    proposal = with_database(address, propose)
    if proposal.refused:
        reasons = " ".join(one.text for one in proposal.warnings if one.refuses)
        raise SettingsError(f"“{text}” can't be added for {code}. {reasons}")
    for warning in proposal.warnings:
        click.echo(f"Take care: {warning.text}")
    count = len(proposal.differences)
    click.echo(f"Of {proposal.tried} known questions, {count} would be read differently.")
    for one in proposal.differences:
        click.echo(f"  “{one.text}”: now {one.before}; then {one.after}")
    if not yes and not click.confirm(f"Add “{text}” for {code}?"):
        click.echo("Nothing was added.")
        return
    told = with_database(address, store)
    click.echo(f"“{text}” now means {code}." + (f" People told: {told}." if told else ""))


@alias.command("list")
@database_options
def list_(where: Where) -> None:
    """List the words that were added."""

    async def read(database: Database) -> list[str]:
        await need_plan(database, where)
        return await database.read(
            lambda stores: [
                f"{one.measure}  {one.alias}  ({one.at:%Y-%m-%d})"
                for one in stores.learning.aliases()
            ]
        )

    lines = with_database(where.address(), read)
    click.echo("\n".join(lines) if lines else "No words were added yet.")


@alias.command()
@click.argument("code")
@click.argument("words", nargs=-1, required=True)
@database_options
def remove(where: Where, code: str, words: tuple[str, ...]) -> None:
    """Take back a word that was added for the measure CODE."""
    text = " ".join(words)

    async def drop(database: Database) -> bool:
        await need_plan(database, where)

        def work(stores: Stores) -> bool:
            done = stores.learning.drop_alias(code, text)
            if done:
                stores.exchange.plan_changed()
            return done

        return await database.transact(work)

    done = with_database(where.address(), drop)
    click.echo(
        f"“{text}” no longer means {code}."
        if done
        else f"No word “{text}” was added for {code}. See: partnership-bot alias list"
    )
