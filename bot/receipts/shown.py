"""What a chat was shown before, so that no answer gives away beside it what is hidden (R31)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.receipts.store import ReceiptStore


class ShownInChat:
    """Fulfils `bot.plan.protecting.ShownBefore` from the receipts of one chat."""

    def __init__(self, receipts: ReceiptStore, chat: str) -> None:
        """Look up what `chat` was shown, only where an answer depends on it."""
        self._receipts = receipts
        self._chat = chat
        self.used = False

    def of(self, measure: str, start: date, end: date) -> Iterable[tuple[date, date]]:
        """Return the periods, among those ending in [start, end], whose value the chat has seen."""
        return [
            (one.period_start, one.period_end)
            for one in self._receipts.shown(self._chat, measure, start, end, limit=500)
            if one.value is not None
        ]
