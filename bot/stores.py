"""The stores bound to one open transaction, as `work` is given them."""

from __future__ import annotations

from typing import Protocol

from bot.exchange.store import ExchangeStore
from bot.journal import JournalStore
from bot.learning.store import LearningStore
from bot.outbox.store import LimiterStore, OutboxStore, PictureStore
from bot.people import ConversationStore
from bot.plan.store import PlanStore


class Stores(Protocol):
    """Everything remembered, one attribute a room."""

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
