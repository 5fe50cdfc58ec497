"""An absence with its deputy: who covers for whom, on which days, agreed or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.membership import scopes
from bot.membership.away_dates import Days
from bot.people import Duty, Member, PeopleStore
from bot.plan.measures import Measure


@dataclass(frozen=True, kw_only=True)
class Cover:
    """One deputy's duties for one absence, taken together."""

    deputy: Member
    owner: int
    first: date | None
    last: date | None
    duties: tuple[Duty, ...]

    @property
    def accepted(self) -> bool:
        """Whether the deputy has agreed."""
        return all(duty.accepted_at is not None for duty in self.duties)

    def is_for(self, measure: Measure, day: date) -> bool:
        """Say whether it is for a measure on a day."""
        begun = self.first is None or self.first <= day
        over = self.last is not None and self.last < day
        return begun and not over and any(scopes.covers(d.scope, measure) for d in self.duties)

    @property
    def days(self) -> str:
        """The days in words."""
        assert self.first is not None
        assert self.last is not None
        return Days(first=self.first, last=self.last).text


def covers(people: PeopleStore, today: date) -> list[Cover]:
    """Return every absence with a deputy that is not over, agreed or not."""
    groups: dict[tuple[int, int, date | None, date | None], list[tuple[Member, Duty]]] = {}
    for deputy, duty in people.cover(today):
        if duty.covers is not None:
            key = (deputy.id, duty.covers, duty.starts, duty.ends)
            groups.setdefault(key, []).append((deputy, duty))
    return [
        Cover(
            deputy=held[0][0],
            owner=owner,
            first=first,
            last=last,
            duties=tuple(duty for _, duty in held),
        )
        for (_, owner, first, last), held in groups.items()
    ]


def not_accepted(people: PeopleStore, measure: Measure, day: date) -> list[Cover]:
    """Return the cover of a measure on a day that its deputy has not agreed to yet.

    For whoever watches due dates: two working days before one, the officer is told.
    """
    return [one for one in covers(people, day) if not one.accepted and one.is_for(measure, day)]


def leads_back(deputy: int, owner: int, overlapping: Sequence[Cover]) -> bool:
    """Say whether going from deputy to deputy comes back to the owner."""
    seen: set[int] = set()
    waiting = [deputy]
    while waiting:
        one = waiting.pop()
        if one == owner:
            return True
        if one not in seen:
            seen.add(one)
            waiting.extend(cover.deputy.id for cover in overlapping if cover.owner == one)
    return False
