"""The newest figures of measures, read once for each state of the plan.

The planner, the sweep and the look before each send ask for the same few figures again and again,
each in a transaction of its own, and in between hardly ever has one changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from bot.plan.figures import Figure
from bot.plan.measures import Catalogue
from bot.plan.store import PlanStore

MOST = 2_000
"""Of so many measures figures are kept; of more they are read each time."""

_Memory = dict[tuple[str, int], Sequence[Figure]]
_known: WeakKeyDictionary[Catalogue, tuple[int, _Memory]] = WeakKeyDictionary()


def newest_known(
    plan: PlanStore, catalogue: Catalogue, codes: Sequence[str], *, limit: int
) -> dict[str, Sequence[Figure]]:
    """Return `plan.newest_of`; what this state of the plan was asked before is not read again."""
    state = plan.state()
    if state is None or len(codes) > MOST:
        return plan.newest_of(codes, limit=limit)
    memory = _memory(catalogue, state)
    known = {code: memory.get((code, limit)) for code in codes}
    unknown = [code for code, kept in known.items() if kept is None]
    if unknown:
        found = plan.newest_of(unknown, limit=limit)
        read = {code: found.get(code, ()) for code in unknown}
        known.update(read)
        if len(memory) + len(read) > MOST:
            memory.clear()
        memory.update({(code, limit): kept for code, kept in read.items()})
    return {code: kept for code, kept in known.items() if kept}


def _memory(catalogue: Catalogue, state: int) -> _Memory:
    held = _known.get(catalogue)
    if held is None or held[0] != state:
        held = _known[catalogue] = (state, {})
    return held[1]
