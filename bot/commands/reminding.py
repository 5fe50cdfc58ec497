"""Commands about due dates, reminders and being told of changes."""

from __future__ import annotations

from collections.abc import Callable

from bot.commands.call import Call, Command
from bot.reminders import desk
from bot.reminders.errand import Errand
from bot.rendering.reply import Reply


def errand_of(call: Call) -> Errand:
    """Return what somebody wants of the room of reminders."""
    return Errand(
        person=call.person,
        rooms=call.stores,
        catalogue=call.catalogue,
        rules=call.rules,
        now=call.now,
        today=call.today,
        chat=call.chat,
    )


def _run(step: desk.Run) -> Callable[[Call], Reply]:
    return lambda call: step(errand_of(call), call.words)


REMINDING: tuple[Command, ...] = tuple(
    Command(name=one.name, help=one.help, role=one.role, run=_run(one.run), shown=one.shown)
    for one in desk.STEPS
)
