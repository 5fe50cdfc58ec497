"""What this room needs remembered; `storage/receipt_store.py` fulfils it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.people import Role
from bot.plan.commentary import Commentary
from bot.rendering.reply import Statement


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """An answer as it was given. `number` is the answer's; its code is made of it.

    `text` is what was said (nothing where an earlier answer was quoted), `statements` the figures
    in it. `least` is the role that may read it again without having been there: reader for what
    every reader would be told. `chat` and `person` are empty once the person is forgotten. `at` is
    an aware UTC instant.
    """

    number: int
    chat: str
    person: str
    at: datetime
    least: Role
    text: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """One chat that was told a value of a figure; `person` is who asked there last.

    `said` names the answer's text, so that values told side by side can be told apart.
    """

    chat: str
    person: str
    said: str
    statement: Statement


class ReceiptStore(Protocol):
    """Answers as they were given, and what each chat was shown."""

    def keep(self, receipt: Receipt) -> None:
        """Store an answer; the same text with the same figures is stored once for all chats."""
        ...

    def find(self, number: int) -> Receipt | None:
        """Return the answer of that number."""
        ...

    def given(
        self, chat: str, start: datetime, end: datetime, *, limit: int = 20
    ) -> Sequence[Receipt]:
        """Return the answers a chat was given from `start` up to but not including `end`.

        Oldest first, without quotations.
        """
        ...

    def told(self, since: datetime, measures: Sequence[str] | None = None) -> Sequence[Told]:
        """Return every value of our own that a chat was told since, each chat and text once.

        By chat, the text said last at the end; within a text as it was said.

        `measures` narrows to those; None is all.
        """
        ...

    def shown(
        self, chat: str, measure: str, start: date, end: date, *, limit: int = 50
    ) -> Sequence[Statement]:
        """Return the values of a measure that a chat was told of periods ending in [start, end]."""
        ...

    def recall(self, chat: str, statement: Statement, now: datetime) -> bool:
        """Note that a chat is told a corrected value; False where it was told just now."""
        ...

    def forget(self, person: str) -> int:
        """Take a person's and their own chat's name off their receipts; return how many."""
        ...

    def forget_before(self, instant: datetime) -> int:
        """Delete answers given before `instant` and return how many."""
        ...

    def comment(self, words: Commentary) -> None:
        """Store what an owner said of a figure."""
        ...
