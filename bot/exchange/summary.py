"""What an import did, in numbers and in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.exchange.store import Counts

# What one row of each sheet is called, and several; in the order in which they are told.
_NOUNS = {
    "plan": ("plan", "plans"),
    "ambitions": ("ambition", "ambitions"),
    "measures": ("measure", "measures"),
    "figures": ("figure", "figures"),
    "benchmarks": ("benchmark", "benchmarks"),
    "revisions": ("withdrawn figure (history only)", "withdrawn figures (history only)"),
    "terms": ("term", "terms"),
    "targets": ("target", "targets"),
}


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What became of the rows of each sheet.

    `counts` has the sheets that were there; `left_alone` counts rows that are stored and that the
    files lack; `ignored` names what was found and not read.
    """

    title: str
    counts: Mapping[str, Counts]
    left_alone: Mapping[str, int]
    ignored: tuple[str, ...] = ()

    @property
    def total(self) -> Counts:
        """The counts of all sheets together."""
        return sum(self.counts.values(), Counts())

    @property
    def changes(self) -> bool:
        """Whether anything was new or changed."""
        return bool(self.total.new or self.total.changed)

    @property
    def text(self) -> str:
        """What a person is told, in a few lines."""
        told = [f"{self.title}: {self._headline}"]
        if self.changes:
            told += self._line("New", lambda counts: counts.new)
            told += self._line("Changed", lambda counts: counts.changed)
            if self.counts.get("figures", Counts()).changed:
                told.append("What a changed figure was before is kept as its history.")
        told += self._line("Same as before", lambda counts: counts.same)
        if any(self.left_alone.values()):
            lacking = _listing(self.left_alone)
            told.append(f"Stored already and not in these files, so left as they are: {lacking}.")
        if self.ignored:
            told.append(f"Not read: {', '.join(self.ignored)}.")
        return "\n".join(told)

    @property
    def _headline(self) -> str:
        if not self.changes:
            return "nothing has changed. Every row was here already."
        total = self.total
        parts = [f"{total.new:,} new"] if total.new else []
        parts += [f"{total.changed:,} changed"] if total.changed else []
        parts += [f"{total.same:,} the same as before"] if total.same else []
        return f"{', '.join(parts)}."

    def _line(self, heading: str, wanted: Callable[[Counts], int]) -> list[str]:
        listing = _listing({sheet: wanted(counts) for sheet, counts in self.counts.items()})
        return [f"{heading}: {listing}."] if listing else []


def _listing(counts: Mapping[str, int]) -> str:
    parts = []
    for sheet, (one, many) in _NOUNS.items():
        count = counts.get(sheet, 0)
        if sheet == "plan" and count:
            parts.append("the plan itself")
        elif count:
            parts.append(f"{count:,} {one if count == 1 else many}")
    return ", ".join(parts)
