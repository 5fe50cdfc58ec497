"""Has a file read in a process of its own, while the bot goes on answering."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from pathlib import Path

from bot.errors import ExchangeError
from bot.exchange.filled_sheets import FilledRow, FilledSheet
from handlers.reading.worker import REFUSED

LONGEST = 20.0
"""Seconds the reading may take on the clock; its own time is limited tighter."""
TOO_MUCH = "That file takes too much to read. Please send only the figures, as a small sheet."


async def read_sheet(content: bytes, name: str, *, longest: float = LONGEST) -> FilledSheet:
    """Return the rows of a .csv or .xlsx file; the file is gone again when this returns.

    Raises:
        ExchangeError: it cannot be read; the advice says why and what to do.
    """
    suffix = ".csv" if name.lower().endswith(".csv") else ".xlsx"
    with tempfile.TemporaryDirectory(prefix="sheet-") as folder:
        path = Path(folder) / f"{_safe(name)}{suffix}"
        path.write_bytes(content)
        code, output = await _read(path, longest)
    if code == REFUSED:
        raise ExchangeError(str(json.loads(output)))
    if code != 0:
        raise ExchangeError(TOO_MUCH)
    found = json.loads(output)
    rows = [
        FilledRow(sheet=sheet, number=number, cells=tuple(cells))
        for sheet, number, cells in found["rows"]
    ]
    return FilledSheet(rows=tuple(rows), hidden=tuple(found["hidden"]))


async def _read(path: Path, longest: float) -> tuple[int | None, bytes]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "handlers.reading.worker", str(path)), stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(longest):
            output, _ = await process.communicate()
        return process.returncode, output
    except TimeoutError:
        return None, b""
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _safe(name: str) -> str:
    """Return the letters and digits of a name: it is shown in refusals and never trusted."""
    kept = "".join(letter for letter in Path(name).stem if letter.isalnum() or letter in " -_")
    return kept[:60] or "sheet"
