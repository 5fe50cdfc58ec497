"""Whom to ask: the owner of a measure, or who covers for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.people import Duty, DutyKind, Member, Role
from bot.plan.measures import Measure

EVERYTHING = "*"


def scopes_of(measure: Measure) -> tuple[str, ...]:
    """Return the scopes that hold a measure, the narrowest first."""
    return (measure.code, f"ambition {measure.ambition}", EVERYTHING)


class Duties:
    """The duties in force on a day, found by measure."""

    def __init__(self, pairs: Iterable[tuple[Member, Duty]]) -> None:
        """Sort them by kind and scope."""
        self._held: dict[DutyKind, defaultdict[str, list[tuple[Member, Duty]]]] = {
            kind: defaultdict(list) for kind in DutyKind
        }
        for member, duty in pairs:
            self._held[duty.kind][duty.scope].append((member, duty))

    def owner(self, measure: Measure) -> Member | None:
        """Return the owner: of the narrowest scope, and who was given it last."""
        return self._owner(scopes_of(measure))

    def asked(self, measure: Measure) -> Member | None:
        """Return whom to ask today: the deputy who has agreed to cover, else the owner."""
        scopes, deputies = scopes_of(measure), self._held[DutyKind.DEPUTY]
        owner = self._owner(scopes)
        if owner is None or not deputies:
            return owner
        for scope in scopes:
            for member, duty in deputies.get(scope, ()):
                if duty.covers in {None, owner.id} and not hindrance(member):
                    return member
        return owner

    def _owner(self, scopes: Iterable[str]) -> Member | None:
        owners = self._held[DutyKind.OWNER]
        for scope in scopes:
            held = owners.get(scope)
            if held:
                return held[0][0] if len(held) == 1 else max(held, key=_given)[0]
        return None

    def approvers(self, measure: Measure) -> Sequence[Member]:
        """Return who signs off, by the narrowest scope that has anybody."""
        for scope in scopes_of(measure):
            held = self._held[DutyKind.APPROVER].get(scope)
            if held:
                return [member for member, _ in held]
        return ()


def _given(pair: tuple[Member, Duty]) -> int:
    return pair[1].id


def hindrance(member: Member | None, blocked: Mapping[int, str] | None = None) -> str:
    """Return why somebody cannot be reminded, in words; nothing where they can."""
    if member is None:
        return "nobody is named to hand it in"
    if member.left_at is not None:
        return "has left"
    if member.contact is None:
        return "has not linked a chat yet"
    if member.acts_as in {Role.STRANGER, Role.READER}:
        if member.role is Role.READER:
            return "may only read; their role must be contributor to hand figures in"
        return "linked a chat that an officer has not confirmed yet"
    return (blocked or {}).get(member.id, "")


def officers_of(members: Iterable[Member]) -> list[Member]:
    """Return the officers who can be reached."""
    return [one for one in members if one.acts_as is Role.OFFICER]
