"""When somebody may be written to: `/quiet`, `/quiet 17:00-09:30 mon tue thu`, `/quiet off`."""

from __future__ import annotations

import re
from datetime import time

from bot.reminders.errand import Errand, refused, told
from bot.reminders.hours import Hours
from bot.reminders.records import Wish
from bot.rendering.reply import Reply

_SPAN = re.compile(r"(\d{1,2})[:.]?(\d{2})?\s*(?:-|–|to|until)\s*(\d{1,2})[:.]?(\d{2})?")
_DAYS = ("mon", "tue", "wed", "thu", "fri")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_EVERY = frozenset(range(5))


def quiet(errand: Errand, words: str) -> Reply:
    """Show or set a person's own quiet hours and weekdays; they widen the usual ones."""
    member = errand.member()
    if member is None:
        return refused("Only somebody the performance officer has invited is reminded at all.")
    text = words.strip().casefold()
    rows = errand.rooms.reminders
    if not text:
        return _said(errand, rows.wishes().get(member.id))
    if text in {"off", "usual", "default", "reset"}:
        rows.forget_wish(member.id)
        return _said(errand, None)
    wish = _read(errand, text, member.id)
    if wish is None:
        return refused(
            "I can't read that.",
            "For example: /quiet 17:00-09:30, or /quiet 17:00-09:30 mon tue thu, or /quiet off",
        )
    if not Hours(calendar=errand.calendar, rules=errand.rules, wish=wish).ever:
        return refused("That leaves no hour at all at which you could be reminded.")
    rows.put_wish(wish)
    return _said(errand, wish)


def _read(errand: Errand, text: str, member: int) -> Wish | None:
    span = _SPAN.search(text)
    days = frozenset(place for place, name in enumerate(_DAYS) if name in text)
    if span is None and not days:
        return None
    start, end = errand.rules.quiet_from, errand.rules.quiet_until
    if span is not None:
        try:
            start = time(int(span[1]), int(span[2] or 0))
            end = time(int(span[3]), int(span[4] or 0))
        except ValueError:
            return None
    return Wish(member=member, quiet_from=start, quiet_until=end, weekdays=days or _EVERY)


def _said(errand: Errand, wish: Wish | None) -> Reply:
    rules = errand.rules
    usual = f"from {rules.quiet_from:%H:%M} to {rules.quiet_until:%H:%M}"
    if wish is None:
        return told(
            f"You are not reminded {usual}, nor on days off.",
            "To widen that: /quiet 17:00-09:30 mon tue thu",
        )
    days = ", ".join(_NAMES[day] for day in sorted(wish.weekdays))
    return told(
        f"You are not reminded from {wish.quiet_from:%H:%M} to {wish.quiet_until:%H:%M}.",
        f"Nor {usual}, which holds for everyone.",
        f"You are reminded on: {days}. Never on days off.",
        "To go back to the usual hours: /quiet off",
    )
