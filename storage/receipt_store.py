"""Answers as they were given, and what each chat was shown."""

from __future__ import annotations

from storage.prepared import Link


class ReceiptStore:
    """Fulfils `bot.receipts.store.ReceiptStore`."""

    def __init__(self, link: Link) -> None:
        self._link = link
