"""People the partnership knows, and what each of them answers for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; each includes the ones before it."""

    STRANGER = "stranger"
    READER = "reader"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    OFFICER = "officer"

    def includes(self, other: Role) -> bool:
        """Say whether this role may do what the other may."""
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER = tuple(Role)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who speaks. `id` is the door's own name ("telegram:123", "terminal").

    `member` is the number of the member this contact is linked to, or None for somebody whom only
    a setting lets in, and for strangers.
    """

    id: str
    role: Role
    member: int | None = None


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody an officer has named. `contact` is a door's name ("telegram:123") once linked.

    Instants are aware UTC. `confirmed_at` is None until an officer has confirmed which account an
    editor linked; readers need no confirming. A member who has left keeps the row, not the name.
    """

    id: int
    name: str
    organisation: str
    role: Role
    contact: str | None = None
    linked_at: datetime | None = None
    confirmed_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def acts_as(self) -> Role:
        """The role that counts now: an editor who is not confirmed yet only reads."""
        if self.left_at is not None or self.contact is None:
            return Role.STRANGER
        if self.role is not Role.READER and self.confirmed_at is None:
            return Role.READER
        return self.role


class DutyKind(StrEnum):
    """How a member is tied to measures."""

    OWNER = "owner"
    DEPUTY = "deputy"
    APPROVER = "approver"


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What a member answers for.

    `scope` is a measure's code ("4.02"), an ambition ("ambition 4") or everything ("*"). `starts`
    and `ends` are the first and last day, both included; None is open. Who covers for another (the
    member `covers`), as a deputy or in signing off, does so only once `accepted_at` is set.
    """

    id: int
    member: int
    kind: DutyKind
    scope: str
    starts: date | None = None
    ends: date | None = None
    covers: int | None = None
    accepted_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the duty is in force on `day`."""
        begun = self.starts is None or self.starts <= day
        over = self.ends is not None and self.ends < day
        for_another = self.kind is DutyKind.DEPUTY or self.covers is not None
        agreed = not for_another or self.accepted_at is not None
        return begun and not over and agreed


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A one-use link. Only the SHA-256 of its 128-bit token is kept (`token_hash`, hexadecimal)."""

    token_hash: str
    member: int
    created_by: int | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group chat that an officer has allowed."""

    chat: str
    allowed_by: int | None
    allowed_at: datetime
