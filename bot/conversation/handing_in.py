"""Figures handed in and signed off in the course of a conversation."""

from __future__ import annotations

from bot.conversation.desk import Desk
from bot.conversation.incoming import Attachment
from bot.conversation.no_such_days import without_such_day
from bot.membership.groups import IN_PRIVATE
from bot.people import Role
from bot.questions.queries import Query
from bot.reminders import replying
from bot.rendering.reply import Reply
from bot.submissions import acting, dialogue, refusals, several, sheets


def hear_awaited(desk: Desk, text: str, *, begins: bool) -> Reply | None:
    """Return the reply to a text that the last answer asked for, or that hands figures in.

    `begins` says whether it may hand in by itself: "away 1 to 14 August" does something else. None
    where it is neither.
    """
    if desk.incoming.group:
        return None
    if desk.replied:
        return replying.hear(desk.errand, desk.replied, text)
    awaiting = desk.said[0].awaiting if desk.said else ""
    heard = acting.hear(desk.visit, awaiting, text) if awaiting else None
    if heard is None and begins and desk.person.role.includes(Role.CONTRIBUTOR):
        begun = several.hand_in_several(desk.visit, text) or dialogue.begun_by(desk.visit, text)
        return without_such_day(begun, text) if begun is not None else None
    return heard


def hand_in(desk: Desk, query: Query, text: str) -> Reply:
    """Return the reply to what was read as a figure to hand in; `text` is what was typed."""
    if desk.incoming.group:
        return IN_PRIVATE
    return dialogue.hand_in(desk.visit, query, text)


def hear_sheet(desk: Desk, body: Attachment) -> Reply | None:
    """Return the reply to a spreadsheet that was read, or that can't be; None for other files."""
    if desk.incoming.group:
        return None
    if body.unread:
        return refusals.refused("That file was not read.", body.unread)
    return None if body.sheet is None else sheets.take(desk.visit, body.sheet)
