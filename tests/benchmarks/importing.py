"""How long an import of 100,000 figures takes, and how much memory it holds at most.

`python -m tests.benchmarks importing`. Each import runs in a process of its own, whose peak is what
the system says of it; the same process before its import is the floor.
"""

from __future__ import annotations

import asyncio
import csv
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import islice, product
from pathlib import Path
from time import perf_counter

from bot.exchange.columns import AMBITIONS, FIGURES, MEASURES, REVISIONS
from bot.exchange.exporting import export_plan
from bot.exchange.importing import import_plan
from bot.plan.periods import month
from storage.database import open_database
from tests.benchmarks.rows import Row

FIGURE_COUNT = 100_000
MEASURE_COUNT = 250
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MIB = 1024 * 1024


def rows() -> list[Row]:
    """Return time and peak memory of a first import, the same again, and one from a workbook."""
    from tests import postgresql_server

    found: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "plan"
        write_plan(folder, FIGURE_COUNT)
        found += _rows("SQLite", f"sqlite:///{scratch}/bot.db", folder, Path(scratch))
        with postgresql_server.running() as server:
            name = server.create()
            found += _rows("PostgreSQL", server.url(name), folder, Path(scratch))
            server.drop(name)
    return found


def _rows(database: str, url: str, folder: Path, scratch: Path) -> list[Row]:
    first, again = _measured(url, folder), _measured(url, folder)
    found = [_row(f"{database}: first import", first), _row(f"{database}: the same again", again)]
    if database == "SQLite":
        workbook = scratch / "plan.xlsx"
        asyncio.run(_export(url, workbook))
        found.append(_row(f"{database}: the same from a workbook", _measured(url, workbook)))
    return found


def _row(name: str, told: dict[str, float]) -> Row:
    return Row(
        name=f"{name}, {FIGURE_COUNT:,} figures",
        measured=told["seconds"],
        unit="s",
        floor_name="reading and checking alone",
        floor=told["checking"],
        note=f"peak memory {told['peak']:,.0f} MiB, of which {told['before']:,.0f} before it began",
    )


async def _export(url: str, path: Path) -> None:
    database = open_database(url)
    await database.read(lambda stores: export_plan(path, stores))
    await database.close()


def _measured(url: str, path: Path) -> dict[str, float]:
    """Return what one import in a process of its own took."""
    command = [sys.executable, "-m", "tests.benchmarks.importing", url, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(told.stdout))


async def _import(url: str, path: Path) -> dict[str, float]:
    database = open_database(url)
    before = _peak()
    marks: list[float] = []

    def progress(done: int, total: int) -> None:
        if 2 * done >= total and not marks:
            marks.append(perf_counter())

    started = perf_counter()
    await database.transact(lambda stores: import_plan(path, stores, NOW, progress))
    seconds = perf_counter() - started
    await database.close()
    checking = marks[0] - started
    return {"seconds": seconds, "checking": checking, "before": before, "peak": _peak()}


def _peak() -> float:
    """Return the most memory this process has held so far, in MiB."""
    import resource

    kept = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kept / (MIB if sys.platform == "darwin" else 1024)


def write_plan(folder: Path, count: int) -> None:
    """Write a plan of `count` monthly figures, every fortieth with an earlier value."""
    folder.mkdir()
    (folder / "plan.toml").write_text(
        'title = "Large plan"\npartnership = "Large Partnership"\narea = "Largeton"\n'
        'starts = 2024-04-01\nends = 2027-03-31\ntimezone = "Europe/London"\n',
        encoding="utf-8",
    )
    codes = [f"M{number:03d}" for number in range(MEASURE_COUNT)]
    months = [month(year, number) for year, number in product(range(1985, 2027), range(1, 13))]
    pairs = list(islice(product(codes, months), count))
    source = "Local management information, monthly return"
    _write(folder, AMBITIONS.name, AMBITIONS.columns, [(1, "All of it", "working_title", "", "")])
    _write(
        folder,
        MEASURES.name,
        MEASURES.columns,
        [
            (
                *(code, 1, f"Measure {code}", f"What {code} counts.", "count", 0, "lower"),
                *("monthly", "Largeton Council", "Head of Counting", code.lower(), "", source),
                *("", 5, "proposed"),
            )
            for code in codes
        ],
    )
    _write(
        folder,
        FIGURES.name,
        FIGURES.columns,
        (
            (
                *(code, "month", one.start, one.end, _value(place), "final", "", "", "yes"),
                *(source, one.end + timedelta(days=20), "https://example.org/returns", ""),
            )
            for place, (code, one) in enumerate(pairs)
        ),
    )
    _write(
        folder,
        REVISIONS.name,
        REVISIONS.columns,
        (
            (
                code,
                "month",
                one.start,
                one.end,
                version,
                _value(place) + 2 - version,
                "2026",
                source,
            )
            for place, (code, one) in enumerate(pairs)
            if place % 40 == 0
            for version in (1, 2)
        ),
    )


def _value(place: int) -> int:
    return place * 7919 % 6007


def _write(folder: Path, name: str, columns: tuple[str, ...], lines: object) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(lines)  # type: ignore[arg-type]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_import(sys.argv[1], Path(sys.argv[2])))))
