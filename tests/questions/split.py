"""Puts new questions of our own into the tuning or the checking bank, for good.

The half is decided by a hash of the text (of the first text of a conversation), so that nobody
chooses: `python -m tests.questions.split NEW.jsonl`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HALVES = ("own_tuning.jsonl", "own_checking.jsonl")


def half_of(text: str) -> str:
    """Return the bank that a (first) text belongs to."""
    return HALVES[hashlib.sha256(text.strip().casefold().encode()).digest()[0] % 2]


def split(lines: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the lines of each half; a conversation stays together."""
    firsts: dict[str, str] = {}
    for line in lines:
        if line["conversation"]:
            firsts.setdefault(line["conversation"], line["text"])
    halves: dict[str, list[dict[str, Any]]] = {name: [] for name in HALVES}
    for line in lines:
        halves[half_of(firsts.get(line["conversation"] or "", line["text"]))].append(line)
    return halves


def main() -> None:
    """Add the questions of the named files to the two banks; ids there already are left out."""
    for name in sys.argv[1:]:
        rows = Path(name).read_text(encoding="utf-8").splitlines()
        for bank, lines in split([json.loads(row) for row in rows if row]).items():
            path = FOLDER / bank
            held = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            known = {json.loads(row)["id"] for row in held}
            new = [json.dumps(one, ensure_ascii=False) for one in lines if one["id"] not in known]
            path.write_text("\n".join([*held, *new]) + "\n", encoding="utf-8")
            print(f"{bank}: {len(new)} added, {len(held) + len(new)} in all")


if __name__ == "__main__":
    main()
