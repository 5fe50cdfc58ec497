"""What the Telegram door is given: a database, somebody to answer, a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar

from telegram.ext import Application, CallbackContext

from bot.conversation import Incoming
from bot.stores import Stores

Result = TypeVar("Result")
Clock = Callable[[], datetime]
Alarm = Callable[[Stores, str, datetime, str], object]
"""Tells officers a text, once under a key."""
Respond = Callable[[Incoming, Stores, datetime], object]

PtbApplication = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]

DOOR = "telegram"


class Database(Protocol):
    """Runs work in one transaction; `storage.database.Database` is one."""

    async def transact(self, work: Callable[[Stores], Result]) -> Result:
        """Run `work`, commit, and return what it returned."""
        ...

    async def read(self, work: Callable[[Stores], Result]) -> Result:
        """Run `work`, which writes nothing, and return what it returned."""
        ...
