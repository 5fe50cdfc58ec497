"""Due dates moved, cycles, reminders, follows."""

from __future__ import annotations

from storage.prepared import Link
from storage.reminder_calendar import CalendarRows
from storage.reminder_cycles import CycleRows
from storage.reminder_follows import FollowRows
from storage.reminder_rows import ReminderRows
from storage.reminder_wishes import WishRows


class ReminderStore(CalendarRows, CycleRows, ReminderRows, WishRows, FollowRows):
    """Fulfils `bot.reminders.store.ReminderStore`: each part of it is a file of its own."""

    def __init__(self, link: Link) -> None:
        self._link = link
