"""What can go wrong on demand: the next calls of a method fail in a chosen way."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import Enum


class Fault(Enum):
    """How a call fails."""

    STATUS = "answers with `status` and a description; nothing is done"
    STATUS_AFTER = "does what was asked, then answers with `status`"
    FLOOD = "429 with `retry_after`; nothing is done"
    RESET_BEFORE = "drops the connection; nothing is done"
    RESET_AFTER = "does what was asked, then drops the connection"
    HANG_BEFORE = "never answers; nothing is done"
    HANG_AFTER = "does what was asked, then never answers"
    GARBAGE = "does what was asked, then answers with half a JSON"
    NO_RESULT = "does what was asked, then answers with JSON that has no result"
    TRICKLE = "does what was asked, then answers a byte a second"
    SLOW = "waits for `gate`, then answers as usual"


BEFORE = {Fault.STATUS, Fault.FLOOD, Fault.RESET_BEFORE, Fault.HANG_BEFORE}


@dataclass
class Failing:
    """The next `times` calls of `method` fail so, after `skip` calls that do not.

    `chat` narrows it to one chat. `gate` lets a slow call go.
    """

    method: str
    fault: Fault
    times: int = 1
    skip: int = 0
    status: int = 502
    description: str = "Bad Gateway"
    retry_after: int = 1
    chat: int | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    met: int = 0

    def takes(self, method: str, chat: object) -> bool:
        """Say whether this call fails, and count it."""
        if self.times <= 0 or self.method not in (method, "*"):
            return False
        if self.chat is not None and str(chat) != str(self.chat):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        self.met += 1
        return True
