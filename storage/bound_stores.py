"""The stores bound to one open transaction."""

from __future__ import annotations

from functools import cached_property

from storage.audit_store import AuditStore
from storage.catalogue import CatalogueCache
from storage.conversation_store import ConversationStore
from storage.exchange_store import ExchangeStore
from storage.journal_store import JournalStore
from storage.learning_store import LearningStore
from storage.leaving_store import LeavingStore
from storage.limiter_store import LimiterStore
from storage.outbox_store import OutboxStore
from storage.people_store import PeopleStore
from storage.personal_store import PersonalStore
from storage.picture_store import PictureStore
from storage.plan_store import PlanStore
from storage.prepared import Link
from storage.receipt_store import ReceiptStore
from storage.reminder_store import ReminderStore
from storage.submission_store import SubmissionStore


class BoundStores:
    """What `work` is given; fulfils `bot.stores.Stores`.

    Those that a question needs are made at once, the others where they are asked for.
    """

    def __init__(self, link: Link, cache: CatalogueCache) -> None:
        self._link = link
        self.plan = PlanStore(link, cache)
        self.outbox = OutboxStore(link)
        self.conversations = ConversationStore(link)
        self.journal = JournalStore(link)
        self.people = PeopleStore(link)
        self.receipts = ReceiptStore(link)

    @cached_property
    def limiter(self) -> LimiterStore:
        """What was sent lately, against Telegram's limits."""
        return LimiterStore(self._link)

    @cached_property
    def pictures(self) -> PictureStore:
        """Pictures that were sent."""
        return PictureStore(self._link)

    @cached_property
    def learning(self) -> LearningStore:
        """What was not answered at once, and words added since."""
        return LearningStore(self._link)

    @cached_property
    def exchange(self) -> ExchangeStore:
        """Plans in and out as a whole."""
        return ExchangeStore(self._link.connection, on_write=self.plan.note_change)

    @cached_property
    def leaving(self) -> LeavingStore:
        """Who leaves, and who takes over."""
        return LeavingStore(self._link)

    @cached_property
    def personal(self) -> PersonalStore:
        """What is held on one person."""
        return PersonalStore(self._link)

    @cached_property
    def audit(self) -> AuditStore:
        """Who did what."""
        return AuditStore(self._link)

    @cached_property
    def submissions(self) -> SubmissionStore:
        """Figures on their way."""
        return SubmissionStore(
            self._link, on_plan=self.plan.note_change, on_figures=self.plan.note_figures
        )

    @cached_property
    def reminders(self) -> ReminderStore:
        """When figures are due and who was asked."""
        return ReminderStore(self._link)

    def expect(self, chat: str, contact: str) -> None:
        """Have the first statement bring along what every message asks."""
        if self._link.served is None:
            return
        self.people.expect(contact)
        self.plan.expect()
        self.conversations.expect(chat, contact)
