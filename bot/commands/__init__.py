"""The chat commands: one row each. The menu, /help and the reference page follow from the table."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.asking import ASKING, LEARNING, ask
from bot.commands.belonging import BELONGING
from bot.commands.call import Call, Command
from bot.commands.figures import FIGURES
from bot.commands.reminding import REMINDING
from bot.journal import AuditLine
from bot.membership.request import actor
from bot.people import Person, Role
from bot.questions.queries import Kind, Query
from bot.rendering.reply import Did, Reply, line

__all__ = ["BY_NAME", "COMMANDS", "Call", "Command", "allowed", "ask", "knows", "menu", "run"]

COMMANDS = (*ASKING, *FIGURES, *REMINDING, *LEARNING, *BELONGING)
BY_NAME = {command.name: command for command in COMMANDS}
OPENING = frozenset({"help", "start"})


def allowed(person: Person, command: Command) -> bool:
    """Say whether this person may use this command; each role includes the ones before it."""
    return person.role.includes(command.role)


def knows(text: str, person: Person) -> bool:
    """Say whether a text begins with a command that this person may use."""
    name, _, _ = text[1:].partition(" ")
    command = BY_NAME.get(name)
    return command is not None and allowed(person, command)


def menu(person: Person) -> tuple[Command, ...]:
    """Return the commands this person may use, in the order of the table."""
    return tuple(one for one in COMMANDS if one.shown and allowed(person, one))


def run(text: str, call: Call) -> Reply:
    """Return the reply to a command such as `/help` or `/help@some_bot words`."""
    name, _, _ = text[1:].partition(" ")
    command = BY_NAME.get(name.partition("@")[0].lower())
    if command is not None:
        _note(command, call)
    if command is None or not allowed(call.person, command):
        listed = ", ".join(
            f"/{known.name}" for known in menu(call.person) if known.in_groups or not call.group
        )
        shown = name[:32] or "…"
        return Reply(
            headline=line(f"There is no command /{shown} here."),
            lines=(line(f"The commands are {listed}. Or just type your question."),),
            did=Did.REFUSED,
            query=Query(kind=Kind.HELP),
        )
    if call.group and not command.in_groups:
        return PRIVATELY
    rows = [f"/{one.name}: {one.help}" for one in menu(call.person) if one.name not in OPENING]
    return command.run(replace(call, listed=rows))


def _note(command: Command, call: Call) -> None:
    """Note what only some may do, whether they did or were refused; never the words with it."""
    may = allowed(call.person, command)
    if may and command.role is Role.READER:
        return
    call.stores.audit.note(
        AuditLine(
            actor=actor(call.person),
            role=call.person.role.value,
            action="sent" if may else "was refused",
            object=f"command {command.name}",
            at=call.now,
        )
    )


PRIVATELY = Reply(
    headline=line("Please send me that in our private chat."),
    lines=(line("In a group I only answer questions about published figures."),),
    did=Did.REFUSED,
)
