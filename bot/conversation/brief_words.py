"""Words that want no long answer: 'cancel', 'never mind', 'thanks'."""

from __future__ import annotations

from bot.conversation.desk import Desk
from bot.conversation.fixed_replies import LEFT, NOTHING_TO_CANCEL, WELCOME
from bot.questions.normalise import TokenKind, normalise
from bot.questions.queries import Kind, Query
from bot.rendering.reply import Reply

GIVING_UP = frozenset({"cancel", "cancel that", "cancel it", "never mind", "nevermind"})
CANCEL = "/card cancel"
_KIND = frozenset(
    word
    for line in (
        "a again all and so for this thats that's its it's it the you your u very is was much",
        "ok okay great good nice lovely brilliant perfect helpful useful help bot mate done",
    )
    for word in line.split()
)


def given_up(desk: Desk, text: str) -> Reply | str | None:
    """Return what becomes of 'cancel': a command to run, or a reply; None for another text.

    The open card is cancelled as by its button; else what was asked for is left.
    """
    said = " ".join(text.casefold().strip(" /.!,").removesuffix(" please").split())
    if said.partition("@")[0] not in GIVING_UP:
        return None
    command = None if desk.incoming.group else _open_card(desk)
    if command is not None:
        return command
    return LEFT if desk.said and desk.said[0].awaiting else NOTHING_TO_CANCEL


def thanked(text: str, query: Query) -> Reply | None:
    """Return one short line to somebody who says thanks and no more; None for another text."""
    if query.kind is not Kind.HELP or "?" in text:
        return None
    said = normalise(text)
    left = {one.norm for one in said.tokens if one.kind is not TokenKind.SYMBOL}
    return WELCOME if said.thanks and left <= _KIND else None


def _open_card(desk: Desk) -> str | None:
    """Return the command of the last answer's Cancel button, or of the figure still in hand."""
    for button in desk.shown:
        if button.command.startswith(CANCEL):
            return button.command
    draft = desk.stores.submissions.open_draft(desk.person.id, desk.now)
    return None if draft is None else f"{CANCEL} {draft.number}"
