"""What this room needs remembered; `storage/reminder_store.py` fulfils it."""

from __future__ import annotations

from typing import Protocol


class ReminderStore(Protocol):
    """Due dates moved, cycles, reminders, follows."""
