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
        self._held: defaultdict[tuple[DutyKind, str], list[tuple[Member, Duty]]] = defaultdict(list)
        for member, duty in pairs:
            self._held[duty.kind, duty.scope].append((member, duty))

    def owner(self, measure: Measure) -> Member | None:
        """Return the owner: of the narrowest scope, and who was given it last."""
        for scope in scopes_of(measure):
            held = self._held.get((DutyKind.OWNER, scope))
            if held:
                return max(held, key=lambda pair: pair[1].id)[0]
        return None

    def asked(self, measure: Measure) -> Member | None:
        """Return whom to ask today: the deputy who has agreed to cover, else the owner."""
        owner = self.owner(measure)
        for scope in scopes_of(measure):
            for member, duty in self._held.get((DutyKind.DEPUTY, scope), ()):
                covers = owner is not None and duty.covers in {None, owner.id}
                if covers and not hindrance(member):
                    return member
        return owner

    def approvers(self, measure: Measure) -> Sequence[Member]:
        """Return who signs off, by the narrowest scope that has anybody."""
        for scope in scopes_of(measure):
            held = self._held.get((DutyKind.APPROVER, scope))
            if held:
                return [member for member, _ in held]
        return ()


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
