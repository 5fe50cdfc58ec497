"""Starting and lasting: `--help`, the first answer of a cold start, memory after many answers.

`python -m tests.benchmarks.starting` is the process whose memory is measured.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.request import Request, urlopen

from handlers.assembly import made_ready
from tests.benchmarks.decision import CALLERS, mean
from tests.benchmarks.echo import FIRST_PERSON, QUESTIONS, starter
from tests.benchmarks.rows import Goal, Row
from tests.benchmarks.understanding_speed import tuning_lines
from tests.telegram_stand_in import TOKEN

TIMES = 5
FEW, MANY = 10_000, 100_000
NEW_EVERY = 20
"""One question in so many is put in words that were not used lately."""


def rows() -> list[Row]:
    """Return the rows of this subject."""
    bare = _median_ms([sys.executable, "-c", "pass"])
    return [_help(bare), _first_answer(bare), *_memory()]


def _help(bare: float) -> Row:
    return Row(
        name="`partnership-bot --help`, Python's own start included",
        measured=_median_ms([sys.executable, "-m", "bot", "--help"]),
        unit="ms",
        floor_name="bare Python",
        floor=bare,
        goal=Goal(limit=300, unit="ms"),
        note=f"median of {TIMES}",
    )


def _median_ms(command: list[str]) -> float:
    taken = []
    for _ in range(TIMES):
        began = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append((perf_counter() - began) * 1000)
    return median(taken)


def _first_answer(bare: float) -> Row:
    with tempfile.TemporaryDirectory() as folder, _stand_in() as base_url:
        config = Path(folder) / "config.toml"
        address = f"sqlite:///{Path(folder) / 'bot.db'}"
        config.write_text(
            f'[database]\nurl = "{address}"\n'
            f'[telegram]\nbase_url = "{base_url}"\nallowed_ids = [{FIRST_PERSON}]\n',
            encoding="utf-8",
        )
        run = [sys.executable, "-m", "bot"]
        subprocess.run(
            [*run, "import", "--config", str(config)], check=True, stdout=subprocess.DEVNULL
        )
        control = base_url.replace("/bot", "/stand-in")
        asked = f"person={FIRST_PERSON}&text=latest+child+poverty".encode()
        with urlopen(Request(f"{control}/says", data=asked)):
            pass
        taken = _first_after(run, config, control)
    return Row(
        name="a question that waited is answered after a cold start",
        measured=taken,
        unit="ms",
        floor_name="bare Python",
        floor=bare,
        note="`partnership-bot run` against the stand-in, with the starter plan",
    )


def _first_after(run: list[str], config: Path, control: str) -> float:
    began = perf_counter()
    bot = subprocess.Popen(
        [*run, "run", "--config", str(config)],
        env=os.environ | {"PARTNERSHIP_BOT_TOKEN": TOKEN},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        with urlopen(f"{control}/state?at_least=1", timeout=60):
            return (perf_counter() - began) * 1000
    finally:
        bot.terminate()
        bot.wait()


@contextmanager
def _stand_in() -> Iterator[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.telegram_stand_in", "--forget-calls"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield server.stdout.readline().split("= ")[1].strip()
    finally:
        server.terminate()
        server.wait()


def _memory() -> list[Row]:
    if not Path("/proc/self/status").exists():
        return []
    command = [sys.executable, "-m", "tests.benchmarks.starting"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    idle, few, many = (float(number) for number in told.split())
    return [
        Row(name="memory before the first question", measured=idle, unit="MiB", note="resident"),
        Row(
            name=f"memory after {MANY:,} answers",
            measured=many,
            unit="MiB",
            floor_name=f"after {FEW:,}",
            floor=few,
            goal=Goal(limit=1.1),
            note=f"resident; one question in {NEW_EVERY} in words not used lately",
        ),
    ]


async def _answer_many() -> None:
    """Print the MiB that are resident at the start, after few answers and after many."""
    new = [line.text for line in tuning_lines()]
    async with starter() as database:
        await made_ready(database)
        print(_resident())
        numbers, done = count(), 0
        for upto in (FEW, MANY):
            while done < upto:
                part = [_text(next(numbers), new) for _ in range(1_000)]
                await mean(database, part, callers=CALLERS)
                done += len(part)
            print(_resident())


def _text(number: int, new: list[str]) -> str:
    if number % NEW_EVERY:
        return QUESTIONS[number % len(QUESTIONS)]
    return new[number // NEW_EVERY % len(new)]


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    asyncio.run(_answer_many())
