"""What learning needs remembered; `storage/learning_store.py` fulfils it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class MissState(StrEnum):
    """What the officer decided about a miss; one that became answerable is settled by itself."""

    OPEN = "open"
    WANTED = "wanted"
    ASIDE = "aside"
    ANSWERABLE = "answerable"


@dataclass(frozen=True, kw_only=True)
class Miss:
    """Questions of one wording that were not answered at once.

    `text` is one of them, masked. `count` is how often it was asked, `people` by how many.
    `candidates` are the measures that came nearest; `tapped` counts what people chose next, by
    measure code.
    """

    id: int
    text: str
    count: int
    people: int
    first_at: datetime
    last_at: datetime
    candidates: tuple[str, ...] = ()
    tapped: Mapping[str, int] = field(default_factory=dict)
    state: MissState = MissState.OPEN


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Somebody who asked it: where an answer would reach them."""

    chat: str
    person: str


@dataclass(frozen=True, kw_only=True)
class AddedAlias:
    """A word that an officer added for a measure."""

    measure: str
    alias: str
    person: str
    at: datetime


class LearningStore(Protocol):
    """Misses and added aliases."""

    def note(
        self,
        *,
        wording: str,
        text: str,
        candidates: Sequence[str],
        asker: Asker,
        at: datetime,
    ) -> int:
        """Count one more miss of this wording and return the miss's number.

        One that was settled as answerable is open again; what an officer decided stays.
        """
        ...

    def tapped(self, miss: int, measures: Sequence[str]) -> None:
        """Count what somebody chose after a miss."""
        ...

    def misses(self, state: MissState, *, limit: int = 10) -> Sequence[Miss]:
        """Return the misses in a state, the most frequent first."""
        ...

    def find(self, miss: int) -> Miss | None:
        """Return one miss."""
        ...

    def decide(self, miss: int, state: MissState) -> bool:
        """Change a miss's state; False where it has that state already or is unknown."""
        ...

    def untold(self, miss: int) -> Sequence[Asker]:
        """Return who asked it and has not been told yet that it can be answered."""
        ...

    def told(self, miss: int, asker: Asker, at: datetime) -> None:
        """Remember that somebody was told."""
        ...

    def add_alias(self, added: AddedAlias) -> bool:
        """Store an alias; False where the measure has it already."""
        ...

    def drop_alias(self, measure: str, alias: str) -> bool:
        """Remove an added alias; False where there is none."""
        ...

    def aliases(self) -> Sequence[AddedAlias]:
        """Return every added alias, by measure."""
        ...

    def forget_before(self, instant: datetime) -> int:
        """Delete misses last asked before `instant` and return how many."""
        ...
