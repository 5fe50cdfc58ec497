"""Several statements put into one, for one way to a PostgreSQL server and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_PLACE = re.compile(r"\$(\d+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as the driver takes it, with its values.

    `name` is how another that waits may refer to the rows that this one gives back.
    """

    sql: str
    values: list[Any]
    writes: bool = False
    name: str = ""


@lru_cache(maxsize=256)
def opening(first: str | None, reads: tuple[str, ...]) -> str:
    """Return one statement that runs `first` and brings the rows of each read in a column.

    Its first column says how many rows `first` changed. All see the same moment: the reads do not
    see what `first` wrote.
    """
    parts = _numbered([*([first] if first else []), *reads])
    done = f"WITH done AS ({parts.pop(0)} RETURNING 1) " if first else ""
    changed = "(SELECT count(*) FROM done)" if first else "0"
    columns = [f"ARRAY(SELECT q FROM ({part}) AS q)" for part in parts]
    return f"{done}SELECT {', '.join([changed, *columns])}"


@lru_cache(maxsize=256)
def finishing(writes: tuple[tuple[str, str], ...]) -> str:
    """Return one statement that runs writes, given as (name, statement)."""
    if len(writes) == 1:
        return writes[0][1]
    parts = _numbered(sql for _, sql in writes)
    named = (
        f"{name or f'write_{place}'} AS ({part})"
        for place, ((name, _), part) in enumerate(zip(writes, parts, strict=True))
    )
    return f"WITH {', '.join(named)} SELECT 1"


def _numbered(statements: Iterable[str]) -> list[str]:
    """Return statements whose values are numbered on from one to the next."""
    parts, used = [], 0
    for sql in statements:
        pieces = _PLACE.split(sql)  # text, number, text, number, text
        numbers = [int(number) for number in pieces[1::2]]
        pieces[1::2] = [f"${number + used}" for number in numbers]
        parts.append("".join(pieces))
        used += max(numbers, default=0)
    return parts
