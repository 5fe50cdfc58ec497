"""What was injected how often, and what came of it; written down where a page is to be made."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "PARTNERSHIP_BOT_FAULT_LEDGER"
MORE = "PARTNERSHIP_BOT_FAULT_ROUNDS"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One kind of fault. `twice` counts messages that came twice without saying so."""

    fault: str
    how: str
    injected: int
    messages: int
    lost: int
    twice: int
    marked: int = 0
    held: int = 0


def note(entry: Entry) -> None:
    """Write an entry down where the environment says, and fail where something was lost."""
    if path := os.environ.get(VARIABLE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(entry)) + "\n")
    assert entry.injected > 0, f"{entry.fault}: nothing was injected"
    assert entry.lost == 0, entry
    assert entry.twice == 0, entry


def rounds(usual: int) -> int:
    """Return how many rounds to run: the usual number, or as many times that as is set."""
    return usual * int(os.environ.get(MORE, "1"))
