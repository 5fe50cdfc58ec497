"""Which hidden counts could be worked out from what is shown, and what to hide besides (R29).

Counts add up in two ways: a longer period is the sum of the parts it is made of, and a measure that
has parts is the sum of theirs. So every count is a sum of unknowns (one for each part and stretch
of days that no figure divides), and a hidden count can be worked out just where it is a sum and
difference of counts that are shown. Where one can be, the smallest other count that is not zero is
hidden too, then the next, until none can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from bot.plan.periods import ONE_DAY, Period, PeriodKind

Key = tuple[str, Period]
Sum = dict[Any, Fraction]

MOST = 160
"""Beyond so many counts that hang together, everything that covers a hidden one is hidden."""

_APART = frozenset({PeriodKind.SNAPSHOT, PeriodKind.THREE_MONTH_AVERAGE, PeriodKind.STATED})


@dataclass(frozen=True, kw_only=True)
class Count:
    """One count: `measure` and its `parts` (itself where it has none); `hidden` by its own rule.

    `limit` is the first count that may be shown; `known` says that whoever asks has it already.
    """

    measure: str
    period: Period
    parts: tuple[str, ...]
    number: Decimal
    hidden: bool
    limit: int
    known: bool = False

    @property
    def key(self) -> Key:
        """What names it."""
        return self.measure, self.period

    @cached_property
    def rank(self) -> tuple[bool, Decimal, tuple[Any, ...], str]:
        """Which is hidden first: the smallest that is not zero, then the oldest."""
        return self.number == 0, self.number, self.period.order, self.measure


def also_hidden(counts: Sequence[Count]) -> frozenset[Key]:
    """Return the counts to hide beside those that their own rule hides."""
    found: set[Key] = set()
    for together in _hanging_together(counts):
        if any(one.hidden and not one.known for one in together):
            found |= _protected(together)
    return frozenset(found)


def _protected(counts: Sequence[Count]) -> set[Key]:
    hidden = [one for one in counts if one.hidden and not one.known]
    if len(counts) > MOST:
        return {
            one.key
            for one in counts
            if not one.hidden and not one.known and any(_covers(one, other) for other in hidden)
        }
    sums = _sums(counts)
    also: set[Key] = set()
    while True:
        shown = [one for one in counts if one.known or not (one.hidden or one.key in also)]
        exposed = _exposed(hidden, shown, sums)
        if exposed is None:
            return also
        choice = _choice(exposed, shown, sums)
        if choice is None:
            return also  # whoever asks has seen everything that gives it away
        also.add(choice.key)


def _exposed(hidden: Sequence[Count], shown: Sequence[Count], sums: dict[Key, Sum]) -> Sum | None:
    """A sum of hidden counts that is known and tells one of them, or None where there is none."""
    base = Base(sums[one.key] for one in shown)
    for one in hidden:
        if base.holds(sums[one.key]):
            return sums[one.key]
    for group in _groups(hidden, shown):
        whole = _added(sums[one.key] for one in group)
        if _tells_all(group) and base.holds(whole):
            return whole
    return None


def _groups(hidden: Sequence[Count], shown: Sequence[Count]) -> list[list[Count]]:
    """The hidden counts inside each shown one, where there are several."""
    inside = ([one for one in hidden if _covers(whole, one)] for whole in shown)
    return [group for group in inside if len(group) > 1]


def _tells_all(group: Sequence[Count]) -> bool:
    """Whether the sum of hidden counts leaves one way only: all 1, or all as large as can be."""
    return all(one.number == 1 for one in group) or all(
        one.number == one.limit - 1 for one in group
    )


def _choice(exposed: Sum, shown: Sequence[Count], sums: dict[Key, Sum]) -> Count | None:
    """The count to hide: the first by rank without which the sum is unknown.

    Where it is known in two ways at once there is none; then the first that covers any of it.
    """
    open_ = sorted((one for one in shown if not one.known), key=lambda one: one.rank)
    for one in open_:
        rest = Base(sums[other.key] for other in shown if other is not one)
        if not rest.holds(exposed):
            return one
    covering = [one for one in open_ if not exposed.keys().isdisjoint(sums[one.key])]
    return covering[0] if covering else None


def _covers(whole: Count, part: Count) -> bool:
    """Whether one count includes the other."""
    if not set(part.parts) <= set(whole.parts):
        return False
    if whole.period.kind in _APART or part.period.kind in _APART:
        return whole.period == part.period and whole.measure != part.measure
    return whole.period.start <= part.period.start and part.period.end <= whole.period.end


def _sums(counts: Iterable[Count]) -> dict[Key, Sum]:
    """Each count as the sum of its unknowns."""
    listed = list(counts)
    edges: set[Any] = set()
    for one in listed:
        if one.period.kind not in _APART:
            edges |= {one.period.start, one.period.end + ONE_DAY}
    starts = sorted(edges)
    return {
        one.key: {
            (part, stretch): Fraction(1)
            for part in one.parts
            for stretch in _stretches(one, starts)
        }
        for one in listed
    }


def _stretches(one: Count, starts: Sequence[Any]) -> list[Any]:
    if one.period.kind in _APART:
        return [one.period]
    return [start for start in starts if one.period.start <= start <= one.period.end]


def _hanging_together(counts: Sequence[Count]) -> list[list[Count]]:
    """Counts that share an unknown, directly or through others."""
    sums = _sums(counts)
    of: dict[Any, list[Count]] = defaultdict(list)
    for one in counts:
        for unknown in sums[one.key]:
            of[unknown].append(one)
    groups, met = [], set[Key]()
    for first in counts:
        if first.key in met:
            continue
        group, waiting = [], [first]
        met.add(first.key)
        while waiting:
            one = waiting.pop()
            group.append(one)
            for unknown in sums[one.key]:
                for other in of.pop(unknown, ()):
                    if other.key not in met:
                        met.add(other.key)
                        waiting.append(other)
        groups.append(sorted(group, key=lambda one: one.period.order))
    return groups


def _added(sums: Iterable[Sum]) -> Sum:
    total: Sum = defaultdict(Fraction)
    for one in sums:
        for unknown, factor in one.items():
            total[unknown] += factor
    return {unknown: factor for unknown, factor in total.items() if factor}


class Base:
    """Known sums, made so that it is quick to say whether another one follows from them."""

    def __init__(self, sums: Iterable[Sum]) -> None:
        """Take in what is known."""
        self._leading: dict[Any, Sum] = {}
        for one in sums:
            left = self._left(one)
            if left:
                self._leading[next(iter(left))] = left

    def holds(self, one: Sum) -> bool:
        """Say whether a sum follows from those that are known."""
        return not self._left(one)

    def _left(self, one: Sum) -> Sum:
        """What is left of a sum once all that is known is taken from it."""
        left = dict(one)
        reduced = True
        while reduced:
            reduced = False
            for unknown in list(left):
                known = self._leading.get(unknown)
                if known is None or unknown not in left:
                    continue
                factor = left[unknown] / known[unknown]
                for each, amount in known.items():
                    rest = left.get(each, Fraction(0)) - factor * amount
                    if rest:
                        left[each] = rest
                    else:
                        left.pop(each, None)
                reduced = True
        return left
