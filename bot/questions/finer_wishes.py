"""What is wanted beyond a kind: ambitions and not measures, no owner, the lowest ever."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta

from bot.questions.clues import Clues
from bot.questions.queries import Extreme, Kind, Lacking, Window

AMBITION = frozenset("ambition strand theme pillar priority goal".split())  # noqa: SIM905
AMBITIONS = frozenset("ambitions strands themes pillars priorities goals".split())  # noqa: SIM905
PICKING = frozenset(
    """
    which what whats whichs best worst weakest strongest poorest top bottom leading failing next
    """.split()  # noqa: SIM905
)
"""What stands before one ambition where ambitions are picked: "the worst ambition"."""
RANKED = frozenset("which what whats the our your rank compare of seven".split())  # noqa: SIM905
ALL_OF_THEM = frozenset("across all every each in under within over for".split())  # noqa: SIM905
"""What stands before ambitions where measures of all of them are picked."""
NONE_OF = frozenset(
    """
    no without lacking lack lacks nobody noone none unowned ownerless untargeted targetless
    """.split()  # noqa: SIM905
)
LACKED = {
    **dict.fromkeys(
        """
        owner owners owns own owning lead leads leading responsible accountable owned unowned
        ownerless
        """.split(),  # noqa: SIM905
        Lacking.OWNER,
    ),
    **dict.fromkeys("target targets untargeted targetless".split(), Lacking.TARGET),  # noqa: SIM905
}
NEAR = 3
EXTREMES = {
    **dict.fromkeys("lowest smallest minimum min fewest low lows".split(), Extreme.LOWEST),  # noqa: SIM905
    **dict.fromkeys(
        "highest largest biggest maximum max peak peaked high highs".split(),  # noqa: SIM905
        Extreme.HIGHEST,
    ),
    "best": Extreme.BEST,
    "worst": Extreme.WORST,
}
MOVED = {
    **dict.fromkeys(
        "improver improvers improved improving improvement improvements".split(),  # noqa: SIM905
        Extreme.BEST,
    ),
    **dict.fromkeys(
        "decliner decliners worsened worsening deteriorated deterioration".split(),  # noqa: SIM905
        Extreme.WORST,
    ),
}
"""Words for measures that moved one way: "our top three improvements" are no falls."""
TREND = 2.0
"""A cue this loud for a trend asks a comparison for all its periods."""
LONG = timedelta(days=400)


def across_ambitions(clues: Clues) -> bool:
    """Say whether ambitions are picked, and not measures: "which ambition is doing worst"."""
    words = clues.words
    if any(one.by == "number" for one in clues.link.ambitions):
        return False
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        sooner = words[place - 2] if place > 1 else ""
        if word in AMBITION and before in PICKING:
            return True
        if word in AMBITIONS and ALL_OF_THEM.isdisjoint({before, sooner}):
            return before in PICKING | RANKED
    return False


def lacking(clues: Clues) -> Lacking | None:
    """Return what the measures lack that are asked for: "measures with no owner"."""
    words = clues.words
    for place, word in enumerate(words):
        if word not in NONE_OF:
            continue
        found = next((LACKED[one] for one in words[place : place + NEAR] if one in LACKED), None)
        if found is not None:
            return found
    return None


def extreme(kind: Kind, clues: Clues) -> Extreme | None:
    """Return which figure of a series is asked for, or which way measures in a ranking moved.

    None where neither, or both, is said.
    """
    if kind is Kind.TREND:
        said = {EXTREMES[word] for word in clues.words if word in EXTREMES}
    elif kind is Kind.RANKING:
        said = {MOVED[word] for word in clues.words if word in MOVED}
    else:
        return None
    return said.pop() if len(said) == 1 else None


def over_time(kind: Kind, clues: Clues, windows: Sequence[Window]) -> bool:
    """Say whether a comparison is asked for over several periods: "vs England since 2019"."""
    if kind is not Kind.COMPARE:
        return False
    if len(windows) > 1 or any(one.end - one.start > LONG for one in windows):
        return True
    return clues.weight(Kind.TREND.value) >= TREND and _speaks_of_time(clues)


def _speaks_of_time(clues: Clues) -> bool:
    words = clues.words
    pairs = set(itertools.pairwise(words))
    plain = {"trend", "trends", "history", "timeline", "years", "series", "trajectory", "graph"}
    return not plain.isdisjoint(words) or ("over", "time") in pairs or ("every", "year") in pairs
