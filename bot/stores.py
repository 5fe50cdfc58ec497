"""The stores bound to one open transaction, as `work` is given them."""

from __future__ import annotations

from typing import Protocol

from bot.exchange.store import ExchangeStore
from bot.journal import AuditStore, JournalStore
from bot.learning.store import LearningStore
from bot.membership.takeovers import LeavingStore
from bot.outbox.store import LimiterStore, OutboxStore, PictureStore
from bot.people import ConversationStore, PeopleStore
from bot.people.personal import PersonalStore
from bot.plan.store import PlanStore
from bot.receipts.store import ReceiptStore
from bot.reminders.store import ReminderStore
from bot.submissions.store import SubmissionStore


class Stores(Protocol):
    """Everything remembered, one attribute a room."""

    def expect(self, chat: str, contact: str) -> None:
        """Say before anything is asked whose message will be heard, and where.

        It changes no answer; where the database is a server, fewer ways to it are needed.
        """
        ...

    @property
    def plan(self) -> PlanStore:
        """The plan and its figures."""
        ...

    @property
    def outbox(self) -> OutboxStore:
        """Messages waiting to leave."""
        ...

    @property
    def limiter(self) -> LimiterStore:
        """What was sent lately, against Telegram's limits."""
        ...

    @property
    def pictures(self) -> PictureStore:
        """Pictures that were sent."""
        ...

    @property
    def conversations(self) -> ConversationStore:
        """What was said lately."""
        ...

    @property
    def journal(self) -> JournalStore:
        """What came in."""
        ...

    @property
    def exchange(self) -> ExchangeStore:
        """Plans in and out as a whole."""
        ...

    @property
    def learning(self) -> LearningStore:
        """What was not answered at once, and words added since."""
        ...

    @property
    def people(self) -> PeopleStore:
        """Members, duties, invitations, groups."""
        ...

    @property
    def leaving(self) -> LeavingStore:
        """Who leaves, and who takes over."""
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
    def submissions(self) -> SubmissionStore:
        """Figures on their way."""
        ...

    @property
    def reminders(self) -> ReminderStore:
        """When figures are due and who was asked."""
        ...

    @property
    def receipts(self) -> ReceiptStore:
        """What was said, and who was shown what."""
        ...
