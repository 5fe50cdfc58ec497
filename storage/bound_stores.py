"""The stores bound to one open transaction."""

from __future__ import annotations

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
    """What `work` is given; fulfils `bot.stores.Stores`."""

    def __init__(self, link: Link, cache: CatalogueCache) -> None:
        self.plan = PlanStore(link, cache)
        self.outbox = OutboxStore(link)
        self.limiter = LimiterStore(link)
        self.pictures = PictureStore(link)
        self.conversations = ConversationStore(link)
        self.journal = JournalStore(link)
        self.learning = LearningStore(link)
        self.exchange = ExchangeStore(link.connection, on_write=self.plan.note_change)
        self.people = PeopleStore(link)
        self.leaving = LeavingStore(link)
        self.personal = PersonalStore(link)
        self.audit = AuditStore(link)
        self.submissions = SubmissionStore(
            link, on_plan=self.plan.note_change, on_figures=self.plan.note_figures
        )
        self.reminders = ReminderStore(link)
        self.receipts = ReceiptStore(link)

    def expect(self, chat: str, contact: str) -> None:
        """Have the first statement bring along what every message asks."""
        self.people.expect(contact)
        self.plan.expect()
        self.conversations.expect(chat, contact)
