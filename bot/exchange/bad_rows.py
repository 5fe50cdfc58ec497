"""Bad rows are collected, never stopped at, so that all can be mended in one go."""

from __future__ import annotations

from collections import Counter

from bot.errors import BadRow, BadRows

SHOWN = 200
_LONGEST = 60
_UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


class Collector:
    """Every fault is counted; the first `SHOWN` are kept to be shown."""

    def __init__(self) -> None:
        self._rows: list[BadRow] = []
        self._counts: Counter[str] = Counter()

    def add(
        self, file: str, row: int | None, column: str | None, found: str, accepted: str
    ) -> None:
        """Count one fault; `found` is the text as it stands in the file."""
        self._counts[file] += 1
        if len(self._rows) < SHOWN:
            self._rows.append(
                BadRow(file=file, row=row, column=column, found=found, accepted=accepted)
            )

    def __len__(self) -> int:
        return self._counts.total()

    def refuse(self) -> None:
        """Raise what was collected, if anything.

        Raises:
            BadRows: at least one row is bad.
        """
        if self._rows:
            raise BadRows(tuple(self._rows), counts=dict(self._counts))


def quoted(found: str) -> str:
    """Return what was found as it can be shown in one short line, or 'nothing'."""
    if not found:
        return "nothing"
    shown = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in found
    )
    if len(shown) > _LONGEST:
        shown = shown[: _LONGEST - 1] + "…"
    return f"“{shown}”"
