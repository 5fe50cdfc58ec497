"""Due dates moved, cycles, reminders, follows."""

from __future__ import annotations

from storage.prepared import Link


class ReminderStore:
    """Fulfils `bot.reminders.store.ReminderStore`."""

    def __init__(self, link: Link) -> None:
        self._link = link
