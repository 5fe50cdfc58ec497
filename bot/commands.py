"""The chat commands: one row each. The menu, /help and the reference page follow from the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot import answers, rendering
from bot.people import Person, Role
from bot.plan.measures import Catalogue
from bot.plan.store import PlanStore
from bot.questions.queries import Kind, Query
from bot.rendering.reply import Did, Reply, line


@dataclass(frozen=True, kw_only=True)
class Call:
    """One use of a command: who, with which words after it, on which day, about which plan."""

    person: Person
    words: str
    catalogue: Catalogue
    plan: PlanStore
    today: date
    trace: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, kw_only=True)
class Command:
    """A row of the table: name without its slash, its line in the menu, who may use it."""

    name: str
    help: str
    role: Role
    run: Callable[[Call], Reply]


def ask(query: Query, call: Call) -> Reply:
    """Return the reply to a query, as if it had been typed."""
    return rendering.render(answers.answer(query, call.plan, call.catalogue, call.today))


def _asking(query: Query) -> Callable[[Call], Reply]:
    return lambda call: ask(query, call)


def _why(call: Call) -> Reply:
    if not call.trace:
        return Reply(
            headline=line("There is no earlier question in this chat to explain."),
            lines=(line("Ask something first, then send /why."),),
        )
    return Reply(
        headline=line(f"How “{call.question[:80]}” was read:"),
        lines=tuple(line(step) for step in call.trace),
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        name="help",
        help="what I can answer, with examples",
        role=Role.READER,
        run=_asking(Query(kind=Kind.HELP)),
    ),
    Command(
        name="start", help="begin here", role=Role.READER, run=_asking(Query(kind=Kind.HELP))
    ),
    Command(
        name="ambitions",
        help="the plan's ambitions",
        role=Role.READER,
        run=_asking(Query(kind=Kind.PLAN)),
    ),
    Command(
        name="measures",
        help="everything the plan measures",
        role=Role.READER,
        run=_asking(Query(kind=Kind.LIST)),
    ),
    Command(
        name="why",
        help="how your last question was read",
        role=Role.OFFICER,
        run=_why,
    ),
)

BY_NAME = {command.name: command for command in COMMANDS}
ORDER = tuple(Role)


def allowed(person: Person, command: Command) -> bool:
    """Say whether this person may use this command; each role includes the ones before it."""
    return ORDER.index(person.role) >= ORDER.index(command.role)


def menu(person: Person) -> tuple[Command, ...]:
    """Return the commands this person may use, in the order of the table."""
    return tuple(command for command in COMMANDS if allowed(person, command))


def run(text: str, call: Call) -> Reply:
    """Return the reply to a command such as `/help` or `/help@some_bot words`."""
    name, _, _ = text[1:].partition(" ")
    command = BY_NAME.get(name.partition("@")[0].lower())
    if command is None or not allowed(call.person, command):
        listed = ", ".join(f"/{known.name}" for known in menu(call.person))
        shown = name[:32] or "…"
        return Reply(
            headline=line(f"There is no command /{shown} here."),
            lines=(line(f"The commands are {listed}. Or just type your question."),),
            did=Did.REFUSED,
            query=Query(kind=Kind.HELP),
        )
    return command.run(call)
