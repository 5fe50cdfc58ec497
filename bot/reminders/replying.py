"""A message sent as a reply to a reminder: it answers that reminder and no other (behaviour 2)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.questions.queries import Kind, Query, Turn, Window
from bot.questions.understand import understander
from bot.reminders.acting import no_figure, query_of
from bot.reminders.errand import Errand
from bot.reminders.records import Expected
from bot.reminders.wording import ANSWERS
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of
from bot.submissions import no_figure as nothing


def replied_to(errand: Errand, message_id: int | None) -> tuple[Expected, ...]:
    """Return the figures that the reminder asked for which a message replies to; none for others.

    `message_id` is the door's own number of the message that was replied to.
    """
    if message_id is None:
        return ()
    key = errand.rooms.outbox.key_of(errand.chat, message_id)
    message = None if key is None else errand.rooms.reminders.messages([key]).get(key)
    member = errand.member()
    if message is None or member is None or message.member != member.id:
        return ()
    wanted = errand.rooms.reminders.expected(message.items)
    return tuple(one for one in wanted if one.measure in errand.catalogue.by_code)


def turn_of(one: Expected) -> Turn:
    """Return what a number alone leans on that answers a reminder of one figure."""
    window = Window(start=one.period.start, end=one.period.end)
    query = Query(kind=Kind.DUE, measures=(one.measure,), windows=(window,))
    return Turn(query=query, reminder=True)


def pressed(wanted: Sequence[Expected], said: str) -> str | None:
    """Return the command of the reminder's button whose words came in reply to it, or None."""
    answers = {label.casefold(): command for label, command in ANSWERS.items()}
    numbers = ",".join(str(one.id) for one in wanted)
    return f"{answers[said]} {numbers}" if wanted and said in answers else None


def hear(errand: Errand, wanted: Sequence[Expected], text: str) -> Reply | None:
    """Return what a text in reply to a reminder begins without being read any further, or None.

    "n/a" asks why there is no figure; a number alone for several figures asks for which.
    """
    if len(wanted) == 1:
        return no_figure(errand, str(wanted[0].id)) if nothing.is_said(text) else None
    if not any(letter.isdigit() for letter in text) and not nothing.is_said(text):
        return None
    if understander(errand.catalogue).read(text, errand.today).query.measures:
        return None
    buttons = [
        Button(
            label=f"{errand.catalogue.by_code[one.measure].name}, {one.period.short}"[:60],
            query=query_of(one),
        )
        for one in wanted
    ]
    return Reply(
        headline=line(bold("Which of these figures is that?")),
        buttons=rows_of(buttons, wide=1),
        did=Did.ASKED,
    )
