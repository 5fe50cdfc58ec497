"""`ask` and `evaluate`: questions whose answers are looked at, not kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handlers.command_line.options import Where, database_options, morning, today_option
from handlers.command_line.progress import Progress, progress_bar
from handlers.command_line.working import need_plan, with_database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.questions.bank import BankLine
    from bot.questions.evaluation import Scored
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

    answered = with_database(address, work)
    for step in answered.trace:
        click.echo(step, err=True)
    if as_json:
        _json_printer()(answered)
    else:
        _print_reply(answered)


def _ask_bank(where: Where, bank: Path, *, as_json: bool) -> None:
    from bot.questions.bank import read_bank

    lines = read_bank(bank)
    address = where.address()
    show = _json_printer() if as_json else _print_exchange

    async def work(database: Database) -> None:
        await need_plan(database, where)
        await _answer_lines(database, lines, show)

    with_database(address, work)


async def _answer_lines(
    database: Database, lines: Sequence[BankLine], show: Callable[[Answered], None]
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


def _asked(line: BankLine) -> Asked:
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


@click.command()
@click.argument("banks", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="BANK…")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the table too: Markdown, or JSON where FILE ends in .json.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Say what changed since an earlier JSON report.",
)
@database_options
def evaluate(
    where: Where, banks: tuple[Path, ...], report: Path | None, against: Path | None
) -> None:
    """Score the answers to question banks."""
    from bot.questions import evaluation
    from bot.questions.bank import read_bank

    earlier = _read_report(against) if against else None
    read = {bank: read_bank(bank) for bank in banks}
    total = sum(len(lines) for lines in read.values())

    async def work(database: Database) -> dict[Path, list[Scored]]:
        await need_plan(database, where)
        with progress_bar("Answering") as progress:
            counted = _counting(progress, total)
            return {bank: await _score(database, lines, counted) for bank, lines in read.items()}

    scored = with_database(where.address(), work)
    made = [evaluation.report(bank.name, found) for bank, found in scored.items()]
    if len(made) > 1:
        made.append(evaluation.report("all banks", list(_with_their_bank(scored))))
    click.echo("\n".join(evaluation.to_markdown(one) for one in made), nl=False)
    if report is not None:
        whole = made[-1]
        wants_json = report.suffix == ".json"
        _write(report, evaluation.to_json(whole) if wants_json else evaluation.to_markdown(whole))
    if earlier is not None:
        for change in evaluation.compare(earlier, made[-1]) or ("Nothing changed.",):
            click.echo(change)


async def _score(
    database: Database, lines: Sequence[BankLine], counted: Callable[[], None]
) -> list[Scored]:
    from bot.questions.evaluation import Scored
    from bot.questions.scoring import Given, score
    from handlers.command_line.answering import as_json

    by_id = {line.id: line for line in lines}
    found: list[Scored] = []

    def show(answered: Answered) -> None:
        line = by_id[answered.asked.id or ""]
        given = Given.model_validate_json(as_json(answered))
        found.append(Scored(line=line, given=given, outcome=score(line, given)))
        counted()

    await _answer_lines(database, lines, show)
    return found


def _with_their_bank(scored: dict[Path, list[Scored]]) -> Iterator[Scored]:
    """Yield all lines, their ids told apart by their bank's name."""
    from dataclasses import replace

    for bank, found in scored.items():
        for one in found:
            named = one.line.model_copy(update={"id": f"{bank.stem}:{one.line.id}"})
            yield replace(one, line=named)


def _counting(progress: Progress, total: int) -> Callable[[], None]:
    done = 0

    def counted() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    return counted


def _read_report(path: Path) -> str:
    import json

    from bot.errors import BankError

    try:
        text = path.read_text(encoding="utf-8")
        if isinstance(json.loads(text).get("outcomes"), dict):
            return text
    except (OSError, ValueError, AttributeError):
        pass
    raise BankError(
        f"{path} is no JSON report of an earlier evaluation (made with --report FILE.json)."
    )


def _write(path: Path, text: str) -> None:
    from bot.errors import BankError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BankError(f"The report cannot be written to {path}: {error.strerror}.") from None
    click.echo(f"Written to {path}", err=True)
