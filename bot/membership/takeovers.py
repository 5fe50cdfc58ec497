"""Somebody leaves, and others take over what they answer for: the records of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """A member who has said when their last day is."""

    member: int
    last_day: date
    said_at: datetime


class Stage(StrEnum):
    """Where a takeover is: the successor is asked, has accepted, and an officer has agreed."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    AGREED = "agreed"
    DECLINED = "declined"
    DROPPED = "dropped"


OPEN = frozenset({Stage.ASKED, Stage.ACCEPTED, Stage.AGREED})


@dataclass(frozen=True, kw_only=True)
class Takeover:
    """One duty of a leaver that somebody is asked to take over."""

    id: int
    leaver: int
    duty: int
    successor: int
    stage: Stage


class LeavingStore(Protocol):
    """Who leaves and who takes over; `storage/leaving_store.py` fulfils it."""

    def put_leaver(self, leaver: Leaver) -> None:
        """Store somebody's last day in place of the one before."""
        ...

    def leaver(self, member: int) -> Leaver | None:
        """Return when somebody leaves, None where they have said nothing."""
        ...

    def leavers(self) -> Sequence[Leaver]:
        """Return everybody who leaves, the soonest first."""
        ...

    def stay(self, member: int) -> bool:
        """Forget that somebody leaves; False where they had not said so."""
        ...

    def ask(self, *, leaver: int, duty: int, successor: int, now: datetime) -> Takeover | None:
        """Store that somebody is asked to take a duty over; None where somebody is already."""
        ...

    def takeover(self, number: int) -> Takeover | None:
        """Return one takeover."""
        ...

    def takeovers_of(self, leaver: int) -> Sequence[Takeover]:
        """Return what others were asked to take over from a leaver, oldest first."""
        ...

    def move(self, number: int, before: Stage, after: Stage, now: datetime) -> bool:
        """Move a takeover on; False where it is not in the stage before."""
        ...
