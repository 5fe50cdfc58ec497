"""Figures on their way in: which stored figure each is, and what its history gains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.plan.figures import Figure, FigureStatus, Revision
from storage import rows
from storage.histories import STEP, first_places, places_for
from storage.rows import ASIDE, COMPARABLE, WITHDRAWN

STANDINGS = (COMPARABLE, ASIDE, WITHDRAWN)
CORE = ("value", "status", "numerator", "denominator")
"""What makes history when it changes, beside the standing."""

Key = tuple[Any, ...]
History = list[tuple[int, Any]]


@dataclass(kw_only=True)
class Entry:
    """One figure on its way in: what it shall be, what is listed of its history, what is stored."""

    key: Key
    wanted: dict[str, Any]
    versions: Sequence[Revision]
    stored: Any = None
    history: History = field(default_factory=list)
    additions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether the figure itself is another one than is stored, so that it makes history."""
        if self.stored.standing == WITHDRAWN:
            return bool(self.wanted["value"] != self.history[-1][1])
        return any(self.wanted[name] != getattr(self.stored, name) for name in ("standing", *CORE))

    @property
    def is_same(self) -> bool:
        """Whether every column is as stored; '7.8' and '7.80' are not the same."""
        return not self.additions and all(
            rows.alike(value, getattr(self.stored, name)) for name, value in self.wanted.items()
        )


def first_history(entry: Entry, now: datetime) -> list[dict[str, Any]]:
    """Return the history of a figure that is not stored yet."""
    if not entry.versions:
        return [_own(entry, STEP, now)]
    places = first_places(len(entry.versions))
    return _listed(entry, dict(enumerate(places)), now)


def more_history(entry: Entry, now: datetime) -> list[dict[str, Any]]:
    """Return what the history of a stored figure gains."""
    number, last = entry.stored.id, entry.history[-1][0]
    additions: list[dict[str, Any]] = []
    if entry.versions:
        places = places_for(entry.history, [version.value for version in entry.versions])
        additions = _listed(entry, places or {}, now)
    grown = any(addition["place"] > last for addition in additions)
    if not grown and _makes_history(entry):
        additions.append(_own(entry, last + STEP, now))
    return [addition | {"figure_id": number} for addition in additions]


def _makes_history(entry: Entry) -> bool:
    if entry.wanted["standing"] == WITHDRAWN:
        return bool(entry.versions[-1].value != entry.history[-1][1])
    return entry.differs


def _listed(entry: Entry, places: dict[int, int], now: datetime) -> list[dict[str, Any]]:
    listed = []
    for position, place in places.items():
        version = entry.versions[position]
        is_own = position == len(entry.versions) - 1
        row = _own(entry, place, now) if is_own else _bare(entry, place, version)
        listed.append(
            row
            | {
                "value": version.value,
                "seen_from": version.seen_from,
                "source": version.source,
                "recorded_at": version.recorded_at,
            }
        )
    return listed


def _own(entry: Entry, place: int, now: datetime) -> dict[str, Any]:
    """Return the figure itself as a row of its history."""
    wanted = entry.wanted
    value = entry.versions[-1].value if wanted["standing"] == WITHDRAWN else wanted["value"]
    return {
        "place": place,
        "value": value,
        "status": wanted["status"],
        "standing": wanted["standing"],
        "numerator": wanted["numerator"],
        "denominator": wanted["denominator"],
        "seen_from": wanted["source_date"].isoformat() if wanted["source_date"] else "",
        "source": wanted["source"],
        "recorded_at": now,
    }


def _bare(entry: Entry, place: int, version: Revision) -> dict[str, Any]:
    """Return an earlier version as the file gives it: a value without its counts."""
    return {
        "place": place,
        "status": version.status.value,
        "standing": entry.wanted["standing"],
        "numerator": None,
        "denominator": None,
    }


def columns_of(one: Figure) -> dict[str, Any]:
    """Return the columns of a figure, but for its key."""
    return {
        "standing": COMPARABLE if one.comparable else ASIDE,
        "value": one.value,
        "status": one.status.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "source": one.source,
        "source_date": one.source_date,
        "source_url": one.source_url,
        "note": one.note,
    }


def columns_withdrawn(last: Revision) -> dict[str, Any]:
    """Return the columns of a withdrawn figure: no value, only history."""
    return {
        "standing": WITHDRAWN,
        "value": None,
        "status": FigureStatus.WITHDRAWN.value,
        "numerator": None,
        "denominator": None,
        "source": last.source,
        "source_date": None,
        "source_url": "",
        "note": "",
    }


def match(twins: list[Entry], stored: dict[str, Any]) -> None:
    """Pair one or two entries of a period with what is stored for it.

    Like goes with like. What is left on both sides is one figure that changed its standing: it
    became comparable or not, was withdrawn or came back.
    """
    left = dict(stored)
    for entry in twins:
        entry.stored = left.pop(entry.wanted["standing"], None)
    unpaired = [entry for entry in twins if entry.stored is None]
    for entry in unpaired:
        standing = next((standing for standing in STANDINGS if standing in left), None)
        if standing is not None and (len(twins) == 1 or standing == WITHDRAWN):
            entry.stored = left.pop(standing)
