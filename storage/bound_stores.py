"""The stores bound to one open transaction."""

from __future__ import annotations

from sqlalchemy import Connection

from storage.catalogue import CatalogueCache
from storage.conversation_store import ConversationStore
from storage.exchange_store import ExchangeStore
from storage.journal_store import JournalStore
from storage.learning_store import LearningStore
from storage.limiter_store import LimiterStore
from storage.outbox_store import OutboxStore
from storage.plan_store import PlanStore


class BoundStores:
    """What `work` is given; fulfils `bot.stores.Stores`."""

    def __init__(self, connection: Connection, cache: CatalogueCache) -> None:
        self.plan = PlanStore(connection, cache)
        self.outbox = OutboxStore(connection)
        self.limiter = LimiterStore(connection)
        self.conversations = ConversationStore(connection)
        self.journal = JournalStore(connection)
        self.learning = LearningStore(connection)
        self.exchange = ExchangeStore(connection, on_write=self.plan.note_change)
