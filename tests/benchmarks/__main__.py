"""`make bench`: every benchmark in one run, as a table of ratios with the goal beside each.

Each module named below has `rows() -> list[Row]`. Name some on the command line to run only those;
the page docs/reference/benchmarks.md is written when all were run, whether or not goals were met.
"""

from __future__ import annotations

import importlib
import platform
import sys
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from time import perf_counter

from tests.benchmarks.rows import Row, said, table

MODULES = {
    "decision": "One question, decided and stored, on SQLite",
    "decision_postgresql": "One question, decided and stored, on PostgreSQL",
    "telegram": "End to end, against a stand-in for Telegram",
    "replicas": "Four replicas beside one",
    "storage": "Storage",
    "submissions": "Handing in figures",
    "claiming": "Messages leaving, four processes",
    "reminders": "Reminders",
    "starting": "Starting, and memory",
    "understanding_speed": "Understanding",
    "answers": "Answers of every kind",
    "drawing": "Pictures",
    "importing": "Importing 100,000 figures",
}
PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench`; this page is written by it. Machines differ and are noisy, so read the ratios:
each is against a floor that was measured in the same run, in turns with what is measured.
"""


@dataclass
class Subject:
    """What one module measured, in how many seconds; or why it could not."""

    name: str
    rows: list[Row] = field(default_factory=list)
    seconds: float = 0.0
    failed: str = ""

    @property
    def goals(self) -> list[Row]:
        """The rows that have a goal."""
        return [row for row in self.rows if row.goal is not None]


def main() -> int:
    """Run the benchmarks, print the tables, and write the page when all were run."""
    chosen = tuple(sys.argv[1:]) or tuple(MODULES)
    subjects = [
        measured(name, f"[{place} of {len(chosen)}]") for place, name in enumerate(chosen, start=1)
    ]
    made = page(subjects)
    print(made)
    if chosen == tuple(MODULES):
        PAGE.write_text(made, encoding="utf-8")
        tell(f"Written to {PAGE}.")
    return 1 if any(one.failed for one in subjects) else 0


def measured(name: str, place: str) -> Subject:
    """Run one module; one that breaks is said on the page, and the others go on."""
    tell(f"{place} {name} …")
    subject = Subject(name)
    began = perf_counter()
    try:
        subject.rows = importlib.import_module(f"tests.benchmarks.{name}").rows()
    except Exception as error:
        traceback.print_exc()
        subject.failed = f"{type(error).__name__}: {error}".splitlines()[0]
    subject.seconds = perf_counter() - began
    missed = sum(said(row) != "yes" for row in subject.goals)
    outcome = subject.failed or f"{len(subject.goals)} goals, {missed} missed"
    tell(f"{place} {name}: {outcome}; {subject.seconds:.0f} s")
    return subject


def page(subjects: list[Subject]) -> str:
    """Return the page: what was missed first, then a table for each subject."""
    goals = [row for one in subjects for row in one.goals]
    missed = [row for row in goals if said(row) != "yes"]
    seconds = sum(one.seconds for one in subjects)
    parts = [
        HEAD,
        f"Python {platform.python_version()}, {platform.system()}, {cpu_count()} processors,"
        f" {datetime.now(UTC):%-d %B %Y}; the whole run took {seconds / 60:.0f} minutes.\n",  # noqa: TID251 - the day of the run
        f"Of {len(goals)} goals {len(goals) - len(missed)} were met.",
    ]
    if missed:
        parts.append("\nNot met:\n")
        parts += [f"* {row.name}: {reached(row)}; the goal is {row.goal}." for row in missed]
    for one in subjects:
        parts.append(f"\n## {MODULES.get(one.name, one.name)}\n")
        parts.append(f"It could not be measured: {one.failed}." if one.failed else table(one.rows))
        parts.append(f"\n`python -m tests.benchmarks {one.name}`, {one.seconds:.0f} s.")
    return "\n".join(parts) + "\n"


def reached(row: Row) -> str:
    """Return what a row with a goal came to, in the goal's own unit."""
    if row.goal is not None and row.goal.unit:
        return f"{row.measured:,.3g} {row.unit}"
    return f"{row.ratio:.2f} times" if row.ratio is not None else "not measured"


def tell(text: str) -> None:
    """Show progress beside the tables."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
