"""Which figures are hidden beside those that are small, so that none can be worked out (R29, R31).

What a measure's own rule hides is told by `bot.plan.withholding`; what more is hidden depends on
all figures it adds up with, and on what the chat that asks has been shown before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol
from weakref import WeakKeyDictionary

from bot.plan.figures import Figure
from bot.plan.measures import Catalogue, Measure, Unit
from bot.plan.periods import Period
from bot.plan.recovering import Count, Key, also_hidden
from bot.plan.store import PlanStore
from bot.plan.withholding import must_withhold

_Memory = dict[tuple[str, date], tuple[frozenset[Key], tuple[Count, ...]]]
_known: WeakKeyDictionary[Catalogue, tuple[int, _Memory]] = WeakKeyDictionary()
_hiding: WeakKeyDictionary[Catalogue, tuple[int, frozenset[str]]] = WeakKeyDictionary()


class ShownBefore(Protocol):
    """What a chat was shown before; `used` is set once an answer depends on it."""

    used: bool

    def of(self, measure: str, start: date, end: date) -> Iterable[tuple[date, date]]:
        """Return the periods, among those ending in [start, end], whose value the chat has seen."""
        ...


class Nobody:
    """Somebody who was shown nothing yet; `measures` are those of which that makes a difference."""

    def __init__(self) -> None:
        """Nothing depends on it yet."""
        self.used = False
        self.measures: set[str] = set()

    def of(self, measure: str, start: date, end: date) -> Iterable[tuple[date, date]]:  # noqa: ARG002
        """Return no period."""
        self.measures.add(measure)
        return ()


def hidden_beside(
    code: str,
    plan: PlanStore,
    catalogue: Catalogue,
    today: date,
    shown: ShownBefore,
    hiding: frozenset[str] | None = None,
) -> frozenset[Key]:
    """Return what is hidden of a measure, and of those it adds up with, beside what is small.

    `hiding` is what `hiding_now` returns, where somebody asks for many measures.
    """
    family = _family(code, catalogue)
    state = plan.state()
    found = _hiding_of(plan, catalogue, state) if hiding is None else hiding
    if found.isdisjoint(family):
        return frozenset()
    also, counts = _worked_out(family, plan, catalogue, today, state)
    if not also:
        return also
    shown.used = True
    seen = _seen(family, counts, shown)
    if seen.isdisjoint(also):
        return also
    return also_hidden([_as_known(one, seen) for one in counts])


def _worked_out(
    family: Sequence[str], plan: PlanStore, catalogue: Catalogue, today: date, state: int | None
) -> tuple[frozenset[Key], tuple[Count, ...]]:
    """What everybody may not see, and the counts it rests on; once for each state of the plan."""
    memory: _Memory = {}
    if state is not None:
        held, memory = _known.get(catalogue, (state, {}))
        memory = memory if held == state else {}
        _known[catalogue] = (state, memory)
    asked = (family[0], today)
    if asked not in memory:
        counts = tuple(
            found
            for code in family
            for found in _counts(code, plan.series(code, end=today), catalogue)
        )
        memory[asked] = also_hidden(counts), counts
    return memory[asked]


def hiding_now(plan: PlanStore, catalogue: Catalogue) -> frozenset[str]:
    """Return the measures of which something may be hidden: a look at every figure, if need be."""
    return _hiding_of(plan, catalogue, plan.state())


def _hiding_of(plan: PlanStore, catalogue: Catalogue, state: int | None) -> frozenset[str]:
    """The measures of which something may be hidden; looked up once for each state of the plan."""
    if state is None:
        return plan.hiding()
    held = _hiding.get(catalogue)
    if held is None or held[0] != state:
        held = _hiding[catalogue] = (state, plan.hiding())
    return held[1]


def _seen(family: Sequence[str], counts: Sequence[Count], shown: ShownBefore) -> set[Key]:
    ends = [one.period.end for one in counts]
    periods = {
        code: frozenset(shown.of(code, min(ends), max(ends))) for code in dict.fromkeys(family)
    }
    return {one.key for one in counts if (one.period.start, one.period.end) in periods[one.measure]}


def _as_known(one: Count, seen: set[Key]) -> Count:
    if one.hidden or one.key not in seen:
        return one
    return Count(
        measure=one.measure,
        period=one.period,
        parts=one.parts,
        number=one.number,
        hidden=False,
        limit=one.limit,
        known=True,
    )


def _counts(code: str, figures: Iterable[Figure], catalogue: Catalogue) -> Iterable[Count]:
    measure = catalogue.by_code[code]
    parts = tuple(_leaves(code, catalogue))
    for figure in figures:
        hidden = must_withhold(measure, figure)
        number = _count_of(measure, figure)
        if number is None and not hidden:
            continue
        yield Count(
            measure=code,
            period=figure.period,
            parts=parts,
            number=Decimal(0) if number is None else number,
            hidden=hidden,
            limit=measure.withhold_below or 0,
        )


def _count_of(measure: Measure, figure: Figure) -> Decimal | None:
    """The count a figure states: itself, or the one behind a share that is told with it."""
    number = figure.value if measure.unit is Unit.COUNT else figure.numerator
    return number if number is not None and number.is_finite() else None


def _family(code: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The measures whose figures add up with this one's, the one that includes all first."""
    top, met = code, {code}
    while (whole := catalogue.by_code[top].part_of) in catalogue.by_code and whole not in met:
        met.add(whole)
        top = whole
    listed = [top]
    for one in listed:
        listed += [part for part in catalogue.parts_of.get(one, ()) if part not in listed]
    return tuple(listed)


def _leaves(code: str, catalogue: Catalogue) -> Iterable[str]:
    parts = catalogue.parts_of.get(code, ())
    if not parts:
        return (code,)
    return dict.fromkeys(
        leaf for part in parts if part != code for leaf in _leaves(part, catalogue)
    )


def is_hidden(figure: Figure, also: frozenset[Key]) -> bool:
    """Say whether a figure is among those hidden beside the small ones."""
    key: tuple[str, Period] = (figure.measure, figure.period)
    return key in also
