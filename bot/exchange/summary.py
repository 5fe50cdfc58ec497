"""What an import did, in numbers and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.exchange.store import ChangedFigure, Counts
from bot.plan.figures import Figure
from bot.plan.measures import Measure
from bot.plan.withholding import must_withhold

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
    "due_dates": ("rule of due dates", "rules of due dates"),
    "days_off": ("day off", "days off"),
    "packs": ("board pack", "board packs"),
    "policies": ("policy of sign-off", "policies of sign-off"),
}


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What became of the rows of each sheet.

    `counts` has the sheets that were there; `left_alone` counts rows that are stored and that the
    files lack; `ignored` names what was found and not read. `told` says what changed in the first
    figures that did, `doubts` what was taken in and is more often a slip; `recalled` is how many
    chats were told that a figure they had been given is corrected.
    """

    title: str
    counts: Mapping[str, Counts]
    left_alone: Mapping[str, int]
    ignored: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    recalled: int = 0

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
            told += self._changed_figures()
        if self.recalled:
            chats = "1 chat that had" if self.recalled == 1 else f"{self.recalled:,} chats that had"
            told.append(f"Told {chats} been given a figure which is now another.")
        told += self._line("Same as before", lambda counts: counts.same)
        if any(self.left_alone.values()):
            lacking = _listing(self.left_alone)
            told.append(f"Stored already and not in these files, so left as they are: {lacking}.")
        if self.ignored:
            told.append(f"Not read: {', '.join(self.ignored)}.")
        if self.doubts:
            told += ["Taken in, but please look at:", *(f"  {doubt}" for doubt in self.doubts)]
        return "\n".join(told)

    def _changed_figures(self) -> list[str]:
        changed = self.counts.get("figures", Counts()).changed
        withdrawn = self.counts.get("revisions", Counts()).changed
        lines = [f"  {line}" for line in self.told]
        more = changed + withdrawn - len(lines)
        lines += [f"  and {more:,} more"] if lines and more > 0 else []
        kept = "What a changed figure was before is kept as its history."
        return [*lines, kept] if changed else lines

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


def told_of(counts: Counts, measures: Iterable[Measure]) -> tuple[str, ...]:
    """Return what changed in each figure told of: '4.02, 2024: 7.8 -> 9.1'."""
    known = {measure.code: measure for measure in measures}
    return tuple(_told(one, known.get(one.after.measure)) for one in counts.told)


def _told(one: ChangedFigure, measure: Measure | None) -> str:
    before, after = one.before, one.after
    name = f"{after.measure}, {after.period.short}"
    # What may not be shown is not told here either, by its own rule (R28).
    if measure is None or must_withhold(measure, before) or must_withhold(measure, after):
        return f"{name}: changed, withheld to protect confidentiality"
    pairs = [
        (_value(before), _value(after)),
        (before.status.value, after.status.value),
        (_standing(before), _standing(after)),
    ]
    for old, new in pairs:
        if old != new:
            return f"{name}: {old} -> {new}"
    columns = [
        column
        for column in ("numerator", "denominator", "source", "source_date", "source_url", "note")
        if getattr(before, column) != getattr(after, column)
    ]
    return f"{name}: {', '.join(columns) or 'its history'}"


def _value(figure: Figure) -> str:
    return "no value" if figure.value is None else f"{figure.value:f}"


def _standing(figure: Figure) -> str:
    return "comparable" if figure.comparable else "not comparable"
