"""Banks read without a database: what `evaluate` measures, less the figures of the replies.

Later turns lean on the newest period of each measure, as a reply would have stated it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.questions.bank import read_bank
from bot.questions.evaluation import Report, read_through, report
from bot.questions.queries import Query, Window
from bot.questions.understand import understander
from tests.starter import catalogue, rows

FOLDER = Path(__file__).parent


def read_alone(bank: str, stopwatch: Callable[[], float] = lambda: 0.0) -> Report:
    """Return the report of a bank in this folder, by readings alone."""
    lines = read_bank(FOLDER / f"{bank}.jsonl")
    reader = understander(catalogue())
    return report(bank, read_through(reader, lines, stopwatch=stopwatch, periods_of=periods_stated))


def periods_stated(query: Query) -> tuple[Window, ...]:
    """Return the periods that a reply would state: those named, else each measure's newest."""
    if query.windows:
        return query.windows
    newest = _newest()
    return tuple(newest[code] for code in query.measures if code in newest)


@lru_cache(maxsize=1)
def _newest() -> dict[str, Window]:
    found: dict[str, Window] = {}
    for row in rows("figures"):
        if row["comparable"] != "yes" or not row["value"]:
            continue
        window = Window(
            start=date.fromisoformat(row["period_start"]),
            end=date.fromisoformat(row["period_end"]),
        )
        held = found.get(row["measure"], window)
        found[row["measure"]] = max(held, window, key=lambda one: (one.end, one.start))
    return found
