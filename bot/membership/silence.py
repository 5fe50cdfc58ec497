"""Owners from whom nothing has been heard for two rounds: are they still the right people?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.membership import scopes
from bot.membership.inviting import Asked
from bot.membership.store import Owed
from bot.people import DutyKind, Member

ROUNDS = 2


@dataclass(frozen=True, kw_only=True)
class Silent:
    """An owner, the codes of measures that are overdue, and since when nothing was heard."""

    member: Member
    measures: tuple[str, ...]
    since: date


def silent_owners(request: Asked) -> list[Silent]:
    """Return owners with figures overdue in two rounds who have done nothing since the first.

    A round is one due date of theirs. Whoever answered in any way, if only to say that a figure is
    not ready, is not silent.
    """
    overdue = [one for one in request.rooms.reminders.missing() if one.due_on < request.today]
    found = []
    for member, owed in _by_owner(overdue, request).items():
        rounds = sorted({one.due_on for one in owed})
        if len(rounds) < ROUNDS:
            continue
        since = rounds[-ROUNDS]
        opened = min(one.opened_on for one in owed if one.due_on == since)
        if not _heard_of_since(member, opened, request):
            measures = tuple(sorted({one.measure for one in owed}))
            found.append(Silent(member=member, measures=measures, since=opened))
    return sorted(found, key=lambda one: one.member.name)


def _by_owner(overdue: Sequence[Owed], request: Asked) -> dict[Member, list[Owed]]:
    if not overdue:
        return {}
    owners: dict[Member, list[Owed]] = defaultdict(list)
    for member, duty in request.rooms.people.all_duties(request.today):
        if duty.kind is not DutyKind.OWNER:
            continue
        for one in overdue:
            measure = request.catalogue.by_code.get(one.measure)
            if measure is not None and scopes.covers(duty.scope, measure):
                owners[member].append(one)
    return owners


def _heard_of_since(member: Member, day: date, request: Asked) -> bool:
    last = request.rooms.audit.last_by(f"member {member.id}")
    if last is None:
        return False
    return last.astimezone(ZoneInfo(request.catalogue.plan.timezone)).date() >= day
