"""What is remembered of people; `storage/people_store.py` fulfils it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.people.members import Duty, DutyKind, Group, Invitation, Member, Role


class PeopleStore(Protocol):
    """Members, their duties, invitations and groups.

    Whoever acts is looked up here inside the transaction that acts, so that somebody removed can do
    nothing from that moment.
    """

    def by_contact(self, contact: str) -> Member | None:
        """Return the member whom a door's name ("telegram:123") is linked to."""
        ...

    def find(self, member: int) -> Member | None:
        """Return one member, those who left included."""
        ...

    def members(self) -> Sequence[Member]:
        """Return everybody who has not left, by name."""
        ...

    def officers(self) -> Sequence[Member]:
        """Return the officers who have not left, by name, linked or not."""
        ...

    def add(self, *, name: str, organisation: str, role: Role, now: datetime) -> Member:
        """Store somebody new and return them."""
        ...

    def link(self, member: int, contact: str, now: datetime) -> bool:
        """Tie a contact to a member; False where either is tied already."""
        ...

    def confirm(self, member: int, now: datetime) -> bool:
        """Confirm which account an editor linked; False where there is nothing to confirm."""
        ...

    def unlink(self, member: int) -> bool:
        """Take a member's account away, and that it was confirmed; False where there is none."""
        ...

    def leave(self, member: int, now: datetime) -> bool:
        """Erase name and link, end every duty, void invitations; False where they left before."""
        ...

    def set_role(self, member: int, role: Role) -> bool:
        """Change a role; False where it is the same."""
        ...

    def give(
        self,
        *,
        member: int,
        kind: DutyKind,
        scope: str,
        starts: date | None = None,
        ends: date | None = None,
        covers: int | None = None,
        accepted_at: datetime | None = None,
    ) -> Duty:
        """Store a duty and return it."""
        ...

    def accept(self, duty: int, now: datetime) -> bool:
        """Mark a deputy's duty accepted; False where it was, or is not there."""
        ...

    def end_duty(self, duty: int, last_day: date) -> bool:
        """End a duty after `last_day`; False where it had ended."""
        ...

    def duties(self, member: int) -> Sequence[Duty]:
        """Return every duty of a member, ended ones included, oldest first."""
        ...

    def duties_for(
        self, code: str, ambition: int, kind: DutyKind, day: date
    ) -> Sequence[tuple[Member, Duty]]:
        """Return who holds a kind of duty for a measure on a day, the narrowest scope first."""
        ...

    def all_duties(self, day: date) -> Sequence[tuple[Member, Duty]]:
        """Return every duty in force on a day with who holds it; one statement."""
        ...

    def cover(self, day: date) -> Sequence[tuple[Member, Duty]]:
        """Return every duty held for another that is not over on a day, agreed to or not."""
        ...

    def invite(self, invitation: Invitation) -> None:
        """Store an invitation; earlier unused ones of the same member are void."""
        ...

    def redeem(self, token_hash: str, now: datetime) -> Invitation | None:
        """Mark an invitation used and return it; None where unknown, used, void or expired."""
        ...

    def forget_invitations_before(self, instant: datetime) -> int:
        """Delete links that were used or ran out before `instant`; return how many."""
        ...

    def group(self, chat: str) -> Group | None:
        """Return an allowed group."""
        ...

    def allow_group(self, group: Group) -> None:
        """Store a group as allowed."""
        ...

    def move_group(self, chat: str, to: str) -> None:
        """Follow a group to its new chat."""
        ...

    def forget_group(self, chat: str) -> bool:
        """Remove a group; False where it was not there."""
        ...
