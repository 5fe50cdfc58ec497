"""`ask`: questions whose answers are looked at, not kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handlers.command_line.options import Where, database_options, morning, today_option
from handlers.command_line.working import need_plan, with_database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.questions.bank import Typed
    from handlers.assembly import Database
    from handlers.command_line.answering import Answered, Asked


@click.command()
@click.argument("question", nargs=-1)
@today_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option(
    "--bank", type=click.Path(path_type=Path), metavar="FILE", help="Answer every line of a bank."
)
@click.option("--trace", is_flag=True, help="Say on standard error how the question was read.")
@database_options
def ask(
    where: Where,
    question: tuple[str, ...],
    today: date | None,
    bank: Path | None,
    *,
    as_json: bool,
    trace: bool,
) -> None:
    """Answer one question, or a bank of them.

    Nothing of it is kept in the database.
    """
    if bool(question) == (bank is not None):
        raise click.UsageError("Type a question in quotes, or name a bank with --bank FILE.")
    if bank is not None:
        if today is not None or trace:
            raise click.UsageError(
                "--today and --trace go with a question; the lines of a bank have their own dates."
            )
        _ask_bank(where, bank, as_json=as_json)
        return
    _ask_one(where, " ".join(question), today, as_json=as_json, trace=trace)


def _ask_one(
    where: Where, question: str, today: date | None, *, as_json: bool, trace: bool
) -> None:
    address = where.address()
    from handlers import clock
    from handlers.command_line.answering import Asked, answer_all

    asked = Asked(text=question, at=morning(today) if today else clock.now())

    async def work(database: Database) -> Answered:
        await need_plan(database, where)
        return (await answer_all(database, [asked], trace=trace))[0]

    answered = with_database(address, work, keeps=False)
    for step in answered.trace:
        click.echo(step, err=True)
    if as_json:
        _json_printer()(answered)
    else:
        _print_reply(answered)


def _ask_bank(where: Where, bank: Path, *, as_json: bool) -> None:
    from bot.questions.bank import read_questions

    lines = read_questions(bank)
    address = where.address()
    show = _json_printer() if as_json else _print_exchange

    async def work(database: Database) -> None:
        await need_plan(database, where)
        await answer_lines(database, lines, show)

    with_database(address, work, keeps=False)


async def answer_lines(
    database: Database, lines: Sequence[Typed], show: Callable[[Answered], None]
) -> None:
    """Show the answers in the order of the lines, each as soon as those before it are shown."""
    from bot.questions.bank import conversations
    from handlers.command_line.answering import answer_all

    ready: dict[str, Answered] = {}
    waiting = [line.id for line in lines]
    for group in conversations(lines):
        for answered in await answer_all(database, [_asked(line) for line in group]):
            assert answered.asked.id is not None
            ready[answered.asked.id] = answered
        while waiting and waiting[0] in ready:
            show(ready.pop(waiting.pop(0)))


def _asked(line: Typed) -> Asked:
    from handlers.command_line.answering import Asked

    return Asked(text=line.text, at=morning(line.today), id=line.id)


def _json_printer() -> Callable[[Answered], None]:
    from handlers.command_line.answering import as_json

    return lambda answered: click.echo(as_json(answered))


def _print_exchange(answered: Answered) -> None:
    click.echo(f"> {answered.asked.text}")
    _print_reply(answered)
    click.echo()


def _print_reply(answered: Answered) -> None:
    click.echo(answered.text)
    number = 0
    for row in answered.reply.buttons:
        labels = []
        for button in row:
            number += 1
            labels.append(f"[{number}] {button.label}")
        click.echo("  ".join(labels))
