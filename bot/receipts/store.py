"""What this room needs remembered; `storage/receipt_store.py` fulfils it."""

from __future__ import annotations

from typing import Protocol


class ReceiptStore(Protocol):
    """Answers as they were given, and what each chat was shown."""
