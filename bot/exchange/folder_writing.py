"""A plan as a folder: plan.toml and one CSV file a sheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.exchange.columns import LEXICON, PLAN, PLAN_KEYS
from bot.exchange.formula_marks import guarded
from bot.exchange.records import Cell, Written
from bot.plan.measures import Catalogue, Plan


def write_folder(
    folder: Path, catalogue: Catalogue, sheets: Iterable[Written]
) -> Mapping[str, int]:
    """Write the files into `folder` and return the rows of each; empty optional ones are left out.

    Raises:
        OSError: a file cannot be written.
    """
    (folder / f"{PLAN}.toml").write_text(_plan_text(catalogue.plan), encoding="utf-8", newline="\n")
    if catalogue.lexicon is not None:
        path = folder / f"{LEXICON}.toml"
        path.write_text(catalogue.lexicon, encoding="utf-8", newline="")
    counts = {sheet.sheet.name: _write(folder, sheet) for sheet in sheets}
    return {name: count for name, count in counts.items() if count}


def _write(folder: Path, written: Written) -> int:
    path = folder / f"{written.sheet.name}.csv"
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(written.sheet.columns)
        for row in written.rows:
            writer.writerow(map(_text, row))
            count += 1
    if not count and not written.sheet.needed:
        path.unlink()
    return count


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, str):
        return guarded(cell)
    return str(cell)


def _plan_text(plan: Plan) -> str:
    lines = (f"{key} = {_toml(getattr(plan, key))}\n" for key in PLAN_KEYS)
    return "".join(lines)


def _toml(value: str | date) -> str:
    # JSON's way of writing text is TOML's as well, once every letter may stand as it is.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
