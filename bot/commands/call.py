"""A chat command, and one use of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.membership.request import NO_LINKS, Linking
from bot.people import Person, Role
from bot.plan.measures import Catalogue
from bot.reminders.rules import USUAL, Rules
from bot.rendering.reply import Reply
from bot.stores import Stores


@dataclass(frozen=True, kw_only=True)
class Call:
    """One use of a command: who, with which words after it, when, about which plan.

    `question` is the last question of this chat and `trace` how it was read, for /why; `chat` is
    where the command was sent (a `group` of several people or not) and `key` of what came in;
    `listed` are the commands this person may use, a line each.
    """

    person: Person
    words: str
    catalogue: Catalogue
    stores: Stores
    now: datetime
    today: date
    trace: tuple[str, ...] = ()
    question: str = ""
    chat: str = ""
    key: str = ""
    linking: Linking = NO_LINKS
    group: bool = False
    rules: Rules = USUAL
    listed: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Command:
    """A row of the table: name without its slash, its line in the menu, who may use it.

    What only buttons send is not `shown` in the menu. Only what concerns nobody in
    particular may be sent `in_groups`.
    """

    name: str
    help: str
    role: Role
    run: Callable[[Call], Reply]
    shown: bool = True
    in_groups: bool = False
