"""What this room needs remembered; `bot.stores.Stores` has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.journal import AuditStore
from bot.membership.takeovers import LeavingStore
from bot.outbox.store import OutboxStore
from bot.people import ConversationStore, PeopleStore
from bot.people.personal import PersonalStore
from bot.plan.store import PlanStore
from bot.receipts.store import ReceiptStore
from bot.submissions.store import SubmissionStore


class Owed(Protocol):
    """A figure that is wanted by a day."""

    @property
    def measure(self) -> str:
        """The measure's code."""
        ...

    @property
    def due_on(self) -> date:
        """The day it is wanted by."""
        ...

    @property
    def opened_on(self) -> date:
        """The day it was first asked for."""
        ...


class WishStore(Protocol):
    """What is wanted of people, and what they asked to be told."""

    def missing(self) -> Sequence[Owed]:
        """Return every figure still wanted, the soonest due first."""
        ...

    def forget_wish(self, member: int) -> bool:
        """Go back to the usual hours; False where nothing was set."""
        ...


class MembershipRooms(Protocol):
    """People, what they did, and how they are told."""

    @property
    def people(self) -> PeopleStore:
        """Members, duties, invitations, groups."""
        ...

    @property
    def leaving(self) -> LeavingStore:
        """Who leaves, and who takes over."""
        ...

    @property
    def plan(self) -> PlanStore:
        """The plan and its figures."""
        ...

    @property
    def personal(self) -> PersonalStore:
        """What is held on one person."""
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

    @property
    def submissions(self) -> SubmissionStore:
        """Figures on their way."""
        ...

    @property
    def receipts(self) -> ReceiptStore:
        """What was said."""
        ...

    @property
    def reminders(self) -> WishStore:
        """What somebody asked to be told."""
        ...
