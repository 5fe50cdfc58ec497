"""What ought to be of one figure and the people around it: plain values, no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

LINK_LASTS = timedelta(hours=72)


@dataclass(kw_only=True)
class Link:
    """An invitation: whose, until when, and whether it was opened."""

    who: str
    expires: datetime
    opened: bool = False


@dataclass(kw_only=True)
class Cover:
    """A deputy's days for an owner, agreed to or not."""

    owner: str
    deputy: str
    first: date
    last: date
    accepted: bool = False

    def overlaps(self, first: date, last: date) -> bool:
        """Say whether it shares a day with others."""
        return self.first <= last and first <= self.last


@dataclass(kw_only=True)
class Card:
    """A card that somebody has: its value, and what stood beside it when it was shown."""

    who: str
    value: str
    seen: int
    rival: int


@dataclass(kw_only=True)
class Model:
    """People by name, the figure's values, what waits, and how often each act was noted."""

    owners: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    """Who is linked and confirmed as contributor, and not revoked."""
    confirmed: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    links: dict[str, Link] = field(default_factory=dict)
    covers: list[Cover] = field(default_factory=list)
    cards: dict[int, Card] = field(default_factory=dict)
    published: list[str] = field(default_factory=list)
    waiting: tuple[str, str] | None = None  # whose, which value
    handed_in: int = 0
    told: str | None = None
    recalls: int = 0

    @property
    def rival(self) -> int:
        """The number of what waits, 0 where nothing does."""
        return 0 if self.waiting is None else self.handed_in

    def may_hand_in(self, who: str, today: date) -> bool:
        """Say whether somebody may: an owner, or a deputy who has agreed, on their days."""
        if who not in self.members:
            return False
        covers = (one for one in self.covers if one.deputy == who and one.accepted)
        return who in self.owners or any(one.first <= today <= one.last for one in covers)

    def is_known(self, value: str) -> bool:
        """Say whether a value is what is published, or what waits."""
        waits = self.waiting is not None and self.waiting[1] == value
        return waits or self.published[-1:] == [value]

    def publish(self, value: str) -> None:
        """A value becomes what readers see; who was told another one is told."""
        self.published.append(value)
        if self.told is not None and self.told != value:
            self.recalls += 1
            self.told = value
