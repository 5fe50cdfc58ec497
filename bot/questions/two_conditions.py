"""The conditions of a list: how measures stand, which way they go, and both at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.questions.clues import Clues
from bot.questions.queries import Filter, Kind

OPPOSITE = {
    Filter.IMPROVING: Filter.WORSENING,
    Filter.WORSENING: Filter.IMPROVING,
    Filter.ON_TARGET: Filter.OFF_TARGET,
    Filter.OFF_TARGET: Filter.ON_TARGET,
}
BEST_OR_WORST = frozenset({Filter.BEST, Filter.WORST, Filter.BIGGEST_CHANGE})
STATUSES = frozenset({Filter.OFF_TARGET, Filter.ON_TARGET, Filter.CLOSE_TO_TARGET})
AIMS = frozenset("target targets track goal goals course".split())  # noqa: SIM905
COLOURS = {
    **dict.fromkeys(("red", "reds"), Filter.OFF_TARGET),
    **dict.fromkeys(("amber", "ambers"), Filter.CLOSE_TO_TARGET),
    **dict.fromkeys(("green", "greens"), Filter.ON_TARGET),
}
STANDS = {
    **dict.fromkeys("off below missing missed miss behind short".split(), Filter.OFF_TARGET),  # noqa: SIM905
    **dict.fromkeys("on above meeting meet hitting hit ahead met".split(), Filter.ON_TARGET),  # noqa: SIM905
    **dict.fromkeys(("close", "near", "nearly", "almost"), Filter.CLOSE_TO_TARGET),
}
"""Words that say, before 'target', how a measure stands to it."""
MOVES = {
    **dict.fromkeys(("improving", "improved", "improves", "improve"), Filter.IMPROVING),
    **dict.fromkeys(
        """
        worsening worsened worsens worsen deteriorating deteriorated declining slipping slipped
        """.split(),  # noqa: SIM905
        Filter.WORSENING,
    ),
}
"""Words that say which way a measure goes, whatever stands beside them."""
SIDES = {
    **dict.fromkeys(
        "beat beats beating beaten outperform outperforms outperforming ahead".split(),  # noqa: SIM905
        Filter.IMPROVING,
    ),
    **dict.fromkeys("behind lag lags lagging trail trails trailing".split(), Filter.WORSENING),  # noqa: SIM905
}
"""Words that say how a measure stands beside another place's."""
EITHER = {"better": Filter.IMPROVING, "worse": Filter.WORSENING}
"""'Getting worse' is a way to go, 'worse than' a way to stand."""
GOING = frozenset(
    "get gets getting got gotten go goes going gone went becoming become became".split()  # noqa: SIM905
)
NOT = frozenset(
    """
    not arent isnt havent hasnt never dont doesnt cant wont no nt
    """.split()  # noqa: SIM905
)
JOINING = frozenset("but and or which that yet though although while still where".split())  # noqa: SIM905
BAD = frozenset("worst bottom poorest weakest".split())  # noqa: SIM905
NEAR, WHILE_GOING = 3, 2


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What measures must meet: `first`, and `also` where two things were said."""

    first: Filter | None
    also: Filter | None = None


def conditions(clues: Clues, kind: Kind, heard: Filter | None) -> Conditions:
    """Return the conditions of a list or a ranking whose cues spoke for the filter `heard`.

    Beside a comparator the first says on which side measures stand: improving is better.
    """
    if kind is Kind.RANKING and heard is None:
        return Conditions(first=None)
    side, course, turned = _said(clues.words)
    bad = side is Filter.WORSENING or not BAD.isdisjoint(clues.words)
    if heard is Filter.BEST and bad and "best" not in clues.words:
        heard = Filter.WORST  # "the top 3 worst": "top" says how many
    if turned and heard in OPPOSITE and course is not None:
        heard = course  # "not improving" is never improving
    status = heard if heard in STATUSES else _status(clues)
    if clues.link.comparators:
        if side is None:
            return Conditions(first=heard)
        first = heard if heard in BEST_OR_WORST else side
        return Conditions(first=first, also=course or status)
    if heard in BEST_OR_WORST:
        return Conditions(first=heard)
    if status is not None and course is not None and heard in {status, course, None}:
        return Conditions(first=status, also=course)
    return Conditions(first=heard or status or course)


def _status(clues: Clues) -> Filter | None:
    """Return the condition on targets that is said, None where none is."""
    words = clues.words
    for place, word in enumerate(words):
        status = COLOURS.get(word)
        if word in AIMS:
            nearby = words[max(0, place - NEAR) : place]
            status = next((STANDS[one] for one in reversed(nearby) if one in STANDS), status)
        if status is not None:
            negated = _is_negated(words, place)
            return OPPOSITE.get(status, status) if negated else status
    return None


def _said(words: Sequence[str]) -> tuple[Filter | None, Filter | None, bool]:
    """Return the side and the course that words say, and whether the course was negated."""
    side = course = None
    turned = False
    for place, word in enumerate(words):
        stands, goes = SIDES.get(word), MOVES.get(word)
        if word in EITHER:
            before = set(words[max(0, place - WHILE_GOING) : place])
            follows = words[place + 1] if place + 1 < len(words) else ""
            going = follows != "than" and not before.isdisjoint(GOING)
            stands, goes = (None, EITHER[word]) if going else (EITHER[word], None)
        if stands and not AIMS.isdisjoint(words[place + 1 : place + NEAR]):
            continue  # behind the target
        negated = _is_negated(words, place)
        if stands:
            side = side or (OPPOSITE[stands] if negated else stands)
        if goes:
            course = course or (OPPOSITE[goes] if negated else goes)
            turned = turned or negated
    return side, course, turned


def _is_negated(words: Sequence[str], place: int) -> bool:
    """Say whether a 'not' stands a few words before, in the same clause."""
    for before in reversed(words[max(0, place - NEAR) : place]):
        if before in JOINING:
            return False
        if before in NOT:
            return True
    return False
