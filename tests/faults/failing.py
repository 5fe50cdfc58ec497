"""A database one of whose calls fails, or all from one on, as for a process that was killed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.errors import StorageError
from bot.stores import Stores
from handlers.telegram.ports import Result
from storage.database import Database


class When(Enum):
    """When the call fails."""

    BEFORE = "the call fails before anything is done"
    AFTER = "the work is committed, and its answer is lost"


@dataclass
class FailingOnce:
    """Fails its `number`-th call, counted from 1; `met` says whether it came to that.

    Where it `dies`, no later call does anything either.
    """

    database: Database
    number: int
    when: When
    dies: bool = False
    calls: int = 0
    met: bool = False

    async def transact(self, work: Callable[[Stores], Result]) -> Result:
        return await self._run(self.database.transact, work)

    async def read(self, work: Callable[[Stores], Result]) -> Result:
        return await self._run(self.database.read, work)

    async def _run(self, run: Callable[..., object], work: Callable[[Stores], Result]) -> Result:
        self.calls += 1
        if self.dies and self.met:
            raise StorageError("the process is dead")
        fails = self.calls == self.number
        if fails and self.when is When.BEFORE:
            self.met = True
            raise StorageError("the server went away")
        result: Result = await run(work)  # type: ignore[misc]
        if fails:
            self.met = True
            raise StorageError("the server went away after the commit")
        return result
