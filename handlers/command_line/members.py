"""`people`: who belongs to the partnership."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from handlers.command_line.options import Where, database_options
from handlers.command_line.working import need_plan, with_database

if TYPE_CHECKING:
    from bot.membership.inviting import Asked
    from bot.people import Member
    from bot.rendering.reply import Reply
    from bot.stores import Stores
    from handlers.assembly import Database

ROLES = ("reader", "contributor", "approver", "officer")


@click.group()
def people() -> None:
    """Who belongs to the partnership, and what each may do."""


@people.command("first-officer")
@click.option("--name", required=True, help="Who runs the bot.")
@click.option("--organisation", default="", help="Where they work.")
@database_options
def first_officer(where: Where, name: str, organisation: str) -> None:
    """Make a link for the first officer.

    They open it in Telegram and can then invite everybody else from there.
    """
    from bot.membership import inviting

    _show(where, lambda request: inviting.invite(_parts(name, organisation, "officer"), request))


@people.command()
@click.option("--name", required=True, help="Who is invited.")
@click.option("--organisation", default="", help="Where they work.")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they may do.")
@click.option(
    "--measures", default="", help="What they answer for: “4.01, 4.02”, “ambition 4” or “all”."
)
@click.option("--again", is_flag=True, help="Invite even where somebody has that name already.")
@database_options
def invite(
    where: Where, name: str, organisation: str, role: str, measures: str, *, again: bool
) -> None:
    """Make a link for somebody new."""
    from bot.membership import inviting

    words = _parts(name, organisation, role, measures)
    if again:
        words = f"{inviting.ANOTHER} {words}"
    _show(where, lambda request: inviting.invite(words, request))


@people.command("list")
@click.argument("name", nargs=-1)
@database_options
def list_(where: Where, name: tuple[str, ...]) -> None:
    """List everybody, or say more about one person; “gaps” lists measures without people."""
    from bot.membership import page

    _show(where, lambda request: page.people(" ".join(name), request))


@people.command()
@click.argument("name", nargs=-1, required=True)
@database_options
def confirm(where: Where, name: tuple[str, ...]) -> None:
    """Confirm that an account is the person's own."""
    from bot.membership import joining, page

    _show(where, lambda request: page.one_of(" ".join(name), request, joining.confirm))


@people.command()
@click.argument("name", nargs=-1, required=True)
@database_options
def link(where: Where, name: tuple[str, ...]) -> None:
    """Make a new link for somebody who has not opened theirs."""
    from bot.membership import joining, page

    _show(where, lambda request: page.one_of(" ".join(name), request, joining.new_link))


@people.command("export")
@click.argument("name", nargs=-1, required=True)
@database_options
def export_(where: Where, name: tuple[str, ...]) -> None:
    """Print everything held on somebody as JSON, to be handed to them."""
    from bot.membership import my_data, page
    from bot.rendering.reply import Reply, line

    def everything(member: Member, request: Asked) -> Reply:
        request.note("exported what is held on", f"member {member.id}")
        return Reply(headline=line(my_data.export(member, request)))

    called = " ".join(name)
    _show(where, lambda request: page.one_of(called, request, everything), whole=True)


@people.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@database_options
def remove(where: Where, name: tuple[str, ...], *, yes: bool) -> None:
    """Remove somebody: their name and account are erased at once."""
    from bot.membership import changing

    called = " ".join(name)
    if not yes and not click.confirm(f"Remove {called}?"):
        click.echo("Nothing was changed.")
        return
    _show(where, lambda request: changing.remove(f"{changing.SURE} {called}", request))


def _parts(*parts: str) -> str:
    """Return the parts as one line; a semicolon inside one would start another."""
    return "; ".join(part.replace(";", ",") for part in parts)


def _show(where: Where, ask: Callable[[Asked], Reply], *, whole: bool = False) -> None:
    """Have something done by whoever sits at the machine, and print what came of it.

    What is `whole` is printed however long it is.

    Raises:
        BotError: it was refused; says why.
    """
    import secrets

    from bot.errors import BotError
    from bot.membership.request import Request
    from bot.people import TERMINAL, Person, Role
    from bot.rendering.markup import to_plain
    from bot.rendering.reply import Did
    from handlers import assembly, clock

    now = clock.now()
    linking = assembly.linking(where.settings())
    key = f"terminal:people:{secrets.token_hex(8)}"

    async def run(database: Database) -> Reply:
        await need_plan(database, where)

        def work(stores: Stores) -> Reply:
            catalogue = stores.plan.catalogue()
            assert catalogue is not None
            return ask(
                Request(
                    person=Person(id=TERMINAL, role=Role.OFFICER),
                    rooms=stores,
                    catalogue=catalogue,
                    now=now,
                    today=now.date(),
                    key=key,
                    chat=TERMINAL,
                    linking=linking,
                )
            )

        return await database.transact(work)

    reply = with_database(where.address(), run)
    if reply.did is not Did.ANSWERED:
        raise BotError(reply.headline.text, advice=to_plain(reply))
    click.echo(reply.text if whole else to_plain(reply))
