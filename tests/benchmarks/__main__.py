"""`make bench`: every benchmark in one run, as a table of ratios.

Each module named below has `rows() -> list[Row]`. Name some on the command line to run only those.
"""

from __future__ import annotations

import importlib
import platform
import sys
from pathlib import Path

from tests.benchmarks.rows import Row, table

MODULES = (
    "understanding_speed",
    "decision",
    "decision_postgresql",
    "answers",
    "storage",
    "submissions",
    "claiming",
    "reminders",
    "telegram",
    "starting",
    "drawing",
)
PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "benchmarks.md"


def main() -> None:
    """Run the benchmarks, print the table, and write the page when all were run."""
    chosen = tuple(sys.argv[1:]) or MODULES
    rows: list[Row] = []
    for name in chosen:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows.extend(importlib.import_module(f"tests.benchmarks.{name}").rows())
    page = (
        "# Benchmarks\n\n"
        "Made by `make bench`. Machines differ and are noisy: read the ratios, each against a floor"
        " measured in the same run.\n\n"
        f"Python {platform.python_version()}, {platform.system()}.\n\n{table(rows)}\n"
    )
    print(page)
    if chosen == MODULES:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
