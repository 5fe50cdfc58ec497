"""What goes with a measure from one owner to the next: what was said of it, and what is open."""

from __future__ import annotations

from collections.abc import Sequence

from bot.membership import scopes
from bot.membership.inviting import Asked
from bot.people import Duty, DutyKind
from bot.plan.commentary import Commentary
from bot.plan.days import day_text
from bot.plan.measures import Measure
from bot.rendering.reply import Line, line

MOST = 8


def notes(duties: Sequence[Duty], request: Asked) -> list[Line]:
    """Return what a successor should know of each measure that is handed in, a line or two each."""
    owned = [duty.scope for duty in duties if duty.kind is DutyKind.OWNER]
    measures = scopes.measures(owned, request.catalogue)
    found = [text for measure in measures[:MOST] for text in _of(measure, request)]
    if len(measures) > MOST:
        found.append(f"For the other {len(measures) - MOST} ask by name, or send /mine.")
    return [line(text) for text in found]


def _of(measure: Measure, request: Asked) -> list[str]:
    texts = []
    for one in request.rooms.submissions.waiting_of(measure.code):
        assert one.offer.period is not None
        texts.append(f"{measure.name}, {one.offer.period.short}: waits for sign-off.")
    due = next(
        (one for one in request.rooms.reminders.missing() if one.measure == measure.code), None
    )
    if due is not None:
        texts.append(f"{measure.name}: the next figure is due on {day_text(due.due_on)}.")
    said = request.rooms.plan.commentaries(measure.code, limit=1)
    if said:
        texts.append(f"{measure.name}, {said[0].period.short}: {_words(said[0])}")
    return texts


def _words(said: Commentary) -> str:
    parts = (said.changed, said.why, f"Next: {said.next}" if said.next else "")
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
