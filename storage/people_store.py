"""Members, and what they answer for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, or_, select, update

from bot.people import Duty, DutyKind, Member, Role
from storage.invitation_rows import VOID, GroupRows, InvitationRows
from storage.prepared import Link, Prepared
from storage.tables import duty, member

_MEMBER = tuple(
    member.c[name]
    for name in (
        "id",
        "name",
        "organisation",
        "role",
        "contact",
        "linked_at",
        "confirmed_at",
        "left_at",
    )
)
_DUTY = tuple(
    duty.c[name]
    for name in (
        "id",
        "member_id",
        "kind",
        "scope",
        "starts",
        "ends",
        "covers_id",
        "accepted_at",
    )
)
_WIDTH = len(_MEMBER)
# Looked up: making a member of an enumeration from its value costs more than the row.
_ROLES = {role.value: role for role in Role}
_KINDS = {kind.value: kind for kind in DutyKind}

_BY_CONTACT = Prepared(select(*_MEMBER).where(member.c.contact == bindparam("who")))
_FIND = Prepared(select(*_MEMBER).where(member.c.id == bindparam("number")))
_MEMBERS = Prepared(
    select(*_MEMBER).where(member.c.left_at.is_(None)).order_by(member.c.name, member.c.id)
)
_OFFICERS = Prepared(
    select(*_MEMBER)
    .where(member.c.left_at.is_(None), member.c.role == Role.OFFICER.value)
    .order_by(member.c.name, member.c.id)
)
_ADD = Prepared(
    insert(member).returning(*_MEMBER), inserts=("name", "organisation", "role", "added_at")
)
_LINK = Prepared(
    update(member)
    .where(
        member.c.id == bindparam("number"),
        member.c.contact.is_(None),
        member.c.left_at.is_(None),
    )
    .values(contact=bindparam("who"), linked_at=bindparam("now"))
)
_CONFIRM = Prepared(
    update(member)
    .where(
        member.c.id == bindparam("number"),
        member.c.contact.is_not(None),
        member.c.confirmed_at.is_(None),
        member.c.left_at.is_(None),
    )
    .values(confirmed_at=bindparam("now"))
)
_UNLINK = Prepared(
    update(member)
    .where(member.c.id == bindparam("number"), member.c.contact.is_not(None))
    .values(contact=None, linked_at=None, confirmed_at=None)
)
_LEAVE = Prepared(
    update(member)
    .where(member.c.id == bindparam("number"), member.c.left_at.is_(None))
    .values(name="", organisation="", contact=None, left_at=bindparam("now"))
)
_SET_ROLE = Prepared(
    update(member)
    .where(member.c.id == bindparam("number"), member.c.role != bindparam("new"))
    .values(role=bindparam("new"))
)
_GIVE = Prepared(
    insert(duty).returning(*_DUTY),
    inserts=("member_id", "kind", "scope", "starts", "ends", "covers_id", "accepted_at"),
)
_ACCEPT = Prepared(
    update(duty)
    .where(duty.c.id == bindparam("number"), duty.c.accepted_at.is_(None))
    .values(accepted_at=bindparam("now"))
)
_STILL_OPEN = or_(duty.c.ends.is_(None), duty.c.ends > bindparam("day"))
_END = Prepared(
    update(duty).where(duty.c.id == bindparam("number"), _STILL_OPEN).values(ends=bindparam("day"))
)
_END_ALL = Prepared(
    update(duty)
    .where(duty.c.member_id == bindparam("number"), _STILL_OPEN)
    .values(ends=bindparam("day"))
)
_DUTIES = Prepared(
    select(*_DUTY).where(duty.c.member_id == bindparam("number")).order_by(duty.c.id)
)


def in_force() -> Select[Any]:
    """Return the duties in force on `day` with who holds them."""
    return (
        select(*_MEMBER, *_DUTY)
        .join(duty, duty.c.member_id == member.c.id)
        .where(
            member.c.left_at.is_(None),
            or_(duty.c.starts.is_(None), duty.c.starts <= bindparam("day")),
            or_(duty.c.ends.is_(None), duty.c.ends >= bindparam("day")),
        )
        .order_by(duty.c.id)
    )


_FOR = Prepared(
    in_force().where(
        duty.c.kind == bindparam("kind"),
        duty.c.scope.in_([bindparam("code"), bindparam("ambition"), bindparam("everything")]),
    )
)
_ALL = Prepared(in_force())
_COVER = Prepared(
    select(*_MEMBER, *_DUTY)
    .join(duty, duty.c.member_id == member.c.id)
    .where(
        duty.c.covers_id.is_not(None),
        member.c.left_at.is_(None),
        or_(duty.c.ends.is_(None), duty.c.ends >= bindparam("day")),
    )
    .order_by(duty.c.id)
)


class PeopleStore(InvitationRows, GroupRows):
    """People, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def expect(self, contact: str) -> None:
        """Have the first statement bring along who somebody is."""
        _BY_CONTACT.expect(self._link, {"who": contact})

    def by_contact(self, contact: str) -> Member | None:
        """Return the member whom a door's name is linked to."""
        return _member(_BY_CONTACT.first(self._link, {"who": contact}))

    def find(self, member: int) -> Member | None:
        """Return one member, those who left included."""
        return _member(_FIND.first(self._link, {"number": member}))

    def members(self) -> Sequence[Member]:
        """Return everybody who has not left, by name."""
        return [_read(row) for row in _MEMBERS.all(self._link, {})]

    def officers(self) -> Sequence[Member]:
        """Return the officers who have not left, by name, linked or not."""
        return [_read(row) for row in _OFFICERS.all(self._link, {})]

    def add(self, *, name: str, organisation: str, role: Role, now: datetime) -> Member:
        """Store somebody new and return them."""
        row = {"name": name, "organisation": organisation, "role": role.value, "added_at": now}
        return _read(_ADD.all(self._link, row)[0])

    def link(self, member: int, contact: str, now: datetime) -> bool:
        """Tie a contact to a member; False where either is tied already."""
        if self.by_contact(contact) is not None:
            return False
        return _LINK.run(self._link, {"number": member, "who": contact, "now": now}) == 1

    def confirm(self, member: int, now: datetime) -> bool:
        """Confirm which account an editor linked; False where there is nothing to confirm."""
        return _CONFIRM.run(self._link, {"number": member, "now": now}) == 1

    def unlink(self, member: int) -> bool:
        """Take a member's account away, and that it was confirmed; False where there is none."""
        return _UNLINK.run(self._link, {"number": member}) == 1

    def leave(self, member: int, now: datetime) -> bool:
        """Erase name and link, end every duty, void invitations; False where they left before."""
        _END_ALL.run(self._link, {"number": member, "day": now.date()})
        VOID.run(self._link, {"number": member})
        return _LEAVE.run(self._link, {"number": member, "now": now}) == 1

    def set_role(self, member: int, role: Role) -> bool:
        """Change a role; False where it is the same."""
        return _SET_ROLE.run(self._link, {"number": member, "new": role.value}) == 1

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
        row = {
            "member_id": member,
            "kind": kind.value,
            "scope": scope,
            "starts": starts,
            "ends": ends,
            "covers_id": covers,
            "accepted_at": accepted_at,
        }
        return _read_duty(_GIVE.all(self._link, row)[0])

    def accept(self, duty: int, now: datetime) -> bool:
        """Mark a deputy's duty accepted; False where it was, or is not there."""
        return _ACCEPT.run(self._link, {"number": duty, "now": now}) == 1

    def end_duty(self, duty: int, last_day: date) -> bool:
        """End a duty after `last_day`; False where it had ended."""
        return _END.run(self._link, {"number": duty, "day": last_day}) == 1

    def duties(self, member: int) -> Sequence[Duty]:
        """Return every duty of a member, ended ones included, oldest first."""
        return [_read_duty(row) for row in _DUTIES.all(self._link, {"number": member})]

    def duties_for(
        self, code: str, ambition: int, kind: DutyKind, day: date
    ) -> Sequence[tuple[Member, Duty]]:
        """Return who holds a kind of duty for a measure on a day, the narrowest scope first."""
        scopes = [code, f"ambition {ambition}", "*"]
        rows = _FOR.all(
            self._link,
            {
                "day": day,
                "kind": kind.value,
                "code": scopes[0],
                "ambition": scopes[1],
                "everything": scopes[2],
            },
        )
        held = [pair for pair in map(member_and_duty, rows) if pair[1].holds_on(day)]
        return sorted(held, key=lambda pair: scopes.index(pair[1].scope))

    def all_duties(self, day: date) -> Sequence[tuple[Member, Duty]]:
        """Return every duty in force on a day with who holds it; one statement."""
        pairs = map(member_and_duty, _ALL.all(self._link, {"day": day}))
        return [pair for pair in pairs if pair[1].holds_on(day)]

    def cover(self, day: date) -> Sequence[tuple[Member, Duty]]:
        """Return every duty held for another that is not over on a day, agreed to or not."""
        return [member_and_duty(row) for row in _COVER.all(self._link, {"day": day})]


def _member(row: Sequence[Any] | None) -> Member | None:
    return None if row is None else _read(row)


def _read(row: Sequence[Any]) -> Member:
    return Member(
        id=row[0],
        name=row[1],
        organisation=row[2],
        role=_ROLES[row[3]],
        contact=row[4],
        linked_at=row[5],
        confirmed_at=row[6],
        left_at=row[7],
    )


def _read_duty(row: Sequence[Any]) -> Duty:
    return Duty(
        id=row[0],
        member=row[1],
        kind=_KINDS[row[2]],
        scope=row[3],
        starts=row[4],
        ends=row[5],
        covers=row[6],
        accepted_at=row[7],
    )


def member_and_duty(row: Sequence[Any]) -> tuple[Member, Duty]:
    """Return a row of `in_force` as a member and a duty."""
    return _read(row[:_WIDTH]), _read_duty(row[_WIDTH:])
