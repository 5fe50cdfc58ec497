"""What this room needs remembered; `bot.stores.Stores` has it."""

from __future__ import annotations

from typing import Protocol

from bot.journal import AuditStore
from bot.outbox.store import OutboxStore
from bot.people import ConversationStore, PeopleStore


class MembershipRooms(Protocol):
    """People, and how they are told."""

    @property
    def people(self) -> PeopleStore:
        """Members, duties, invitations, groups."""
        ...

    @property
    def audit(self) -> AuditStore:
        """Who did what."""
        ...

    @property
    def conversations(self) -> ConversationStore:
        """What was said lately."""
        ...

    @property
    def outbox(self) -> OutboxStore:
        """Messages waiting to leave."""
        ...
