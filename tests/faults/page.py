"""Writes the table of faults: `python -m tests.faults.page` runs tests/faults and notes them.

PARTNERSHIP_BOT_FAULT_ROUNDS=10 runs ten times as many. The rest of the page is written by hand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.ledger import MORE, VARIABLE, Entry

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "reliability.md"
BEGIN = "<!-- written by python -m tests.faults.page -->"
END = "<!-- end of what is written -->"
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "0")
NAMES = (
    "nth_call",
    "slow_telegram",
    "disk",
    "standby",
    "failover",
    "simulation",
    "storm",
    "replicas",
)
TESTS = [f"tests/faults/test_{name}.py" for name in NAMES]
HEAD = (
    "| Fault | How | Injected | Messages | Lost | Twice without saying so | Marked as a possible"
    " repeat | Held for a person |",
    "|---|---|---:|---:|---:|---:|---:|---:|",
)


def run() -> list[Entry]:
    """Run the fault tests and return what they noted, in a fixed order.

    Raises:
        CalledProcessError: a test failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger"
        subprocess.run(
            [*PYTEST, *TESTS],
            cwd=ROOT,
            env=os.environ | {VARIABLE: str(path)},
            check=True,
        )
        lines = path.read_text(encoding="utf-8").splitlines()
    return sorted(
        (Entry(**json.loads(line)) for line in lines), key=lambda one: (one.fault, one.how)
    )


def table(entries: list[Entry]) -> str:
    """Return the table as Markdown."""
    rows = [
        f"| {one.fault} | {one.how or '–'} | {one.injected:,} | {one.messages:,} | {one.lost} |"
        f" {one.twice} | {one.marked:,} | {one.held:,} |"
        for one in entries
    ]
    return "\n".join((*HEAD, *rows))


def with_table(text: str, made: str) -> str:
    """Return the page with `made` in its place."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{made}\n\n{END}{after}"


def main() -> None:
    """Run, and write the table."""
    made = table(run())
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), made), encoding="utf-8")
    print(f"{made}\n\nWritten to {PAGE} ({MORE} runs more).")


if __name__ == "__main__":
    main()
