"""`evaluate`: question banks scored; what failed, what changed, and the decision fitted again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handlers.command_line.options import Where, database_options
from handlers.command_line.progress import Progress, progress_bar
from handlers.command_line.questions import answer_lines
from handlers.command_line.working import need_plan, with_database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.questions.bank import BankLine
    from bot.questions.evaluation import Scored
    from handlers.assembly import Database
    from handlers.command_line.answering import Answered


@click.command()
@click.argument("banks", nargs=-1, type=click.Path(path_type=Path), metavar="BANK…")
@click.option(
    "--totals",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="BANK",
    help="A bank to be counted only: none of its questions is shown. May be given again.",
)
@click.option(
    "--failures",
    default=20,
    show_default=True,
    type=click.IntRange(min=0),
    metavar="N",
    help="List at most so many lines that did not come right, the worst first.",
)
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
@click.option(
    "--fit",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Fit the decision to answer or ask to the banks and write it as JSON.",
)
@database_options
def evaluate(
    where: Where,
    banks: tuple[Path, ...],
    totals: tuple[Path, ...],
    failures: int,
    report: Path | None,
    against: Path | None,
    fit: Path | None,
) -> None:
    """Score the answers to question banks."""
    from bot.questions import evaluation
    from bot.questions.bank import read_bank
    from bot.questions.failures import failures as listed
    from bot.questions.failures import hidden

    _check_banks(banks, totals, fit)
    earlier = _read_report(against) if against else None
    read = {bank: read_bank(bank) for bank in (*banks, *totals)}
    total = sum(len(lines) for lines in read.values())

    async def work(database: Database) -> dict[Path, list[Scored]]:
        await need_plan(database, where)
        with progress_bar("Answering") as progress:
            counted = _counting(progress, total)
            return {bank: await _score(database, lines, counted) for bank, lines in read.items()}

    scored = with_database(where.address(), work, keeps=False)
    for bank in totals:
        scored[bank] = [hidden(one) for one in scored[bank]]
    made = [evaluation.report(bank.name, found) for bank, found in scored.items()]
    if len(made) > 1:
        made.append(evaluation.report("all banks", list(_with_their_bank(scored))))
    click.echo("\n".join(evaluation.to_markdown(one) for one in made), nl=False)
    for line in listed(made[-1], failures):
        click.echo(line)
    if report is not None:
        whole = made[-1]
        wants_json = report.suffix == ".json"
        _write(report, evaluation.to_json(whole) if wants_json else evaluation.to_markdown(whole))
    if earlier is not None:
        for change in evaluation.compare(earlier, made[-1]) or ("Nothing changed.",):
            click.echo(change)
    if fit is not None:
        _fit(where, {bank: read[bank] for bank in banks}, fit)


def _check_banks(banks: Sequence[Path], totals: Sequence[Path], fit: Path | None) -> None:
    if not banks and not totals:
        raise click.UsageError("Name a bank, or one to be counted only with --totals BANK.")
    if set(banks) & set(totals):
        raise click.UsageError("A bank is either shown or counted only; name it once.")
    if fit is not None and not banks:
        raise click.UsageError("--fit takes the banks that may be shown; none is named.")


def _fit(where: Where, banks: dict[Path, Sequence[BankLine]], path: Path) -> None:
    """Fit the decision to banks and write it; banks that are only counted are left out."""
    from bot.questions.refitting import refit
    from handlers import clock

    async def work(database: Database) -> str:
        catalogue = await database.read(lambda stores: stores.plan.catalogue())
        assert catalogue is not None
        named = {bank.stem: lines for bank, lines in banks.items()}
        made = refit(catalogue, named, clock.now().date())
        click.echo(
            f"Fitted to {sum(made.lines.values()):,} lines: answers from a certainty of"
            f" {made.answer_at:.2f}, asks from {made.ask_at:.2f}.",
            err=True,
        )
        return made.to_json()

    _write(path, with_database(where.address(), work, keeps=False))


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

    await answer_lines(database, lines, show)
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
        raise BankError(f"Nothing can be written to {path}: {error.strerror}.") from None
    click.echo(f"Written to {path}", err=True)
