"""Replies that are the same whatever was said."""

from __future__ import annotations

from bot.plan.measures import Catalogue
from bot.questions.queries import Kind, Query
from bot.rendering.reply import Did, Reply, line

NO_PLAN = Reply(
    headline=line("No plan has been imported yet."),
    lines=(line("The performance officer can run: partnership-bot import PATH"),),
    did=Did.REFUSED,
)
STALE = Reply(
    headline=line("That button is out of date."),
    lines=(line("Please ask again and use the buttons under the new answer."),),
    did=Did.REFUSED,
)
EDITED = Reply(
    headline=line("I read a message as it was first sent."),
    lines=(line("Please send the new wording as a new message."),),
    did=Did.REFUSED,
)
NOTHING_TO_CANCEL = Reply(
    headline=line("There is nothing to cancel: no figure is half handed in."),
    query=Query(kind=Kind.HELP),
)
NOTHING_TO_CONFIRM = Reply(
    headline=line("There is nothing to confirm: no figure is in hand."),
    lines=(line("To hand one in, send /submit"),),
    query=Query(kind=Kind.HELP),
)
WELCOME = Reply(headline=line("You're welcome."), query=Query(kind=Kind.HELP))
LEFT = Reply(headline=line("All right, nothing was changed."))
LINK_NOT_GOOD = Reply(
    headline=line("This link does not work."),
    lines=(
        line("A link is for one person, works once and only for a few days."),
        line("Please ask your performance officer for a new one."),
    ),
    did=Did.REFUSED,
)
LINKED_ALREADY = Reply(
    headline=line("You are linked already, so you don't need a link."),
    lines=(line("If it was meant for somebody else, they can still use it."),),
    did=Did.REFUSED,
)
STRANGER = Reply(
    headline=line("Hello. This bot answers people whom the partnership has invited."),
    lines=(line("Please ask your performance officer for an invitation."),),
    did=Did.REFUSED,
)


def short_help(catalogue: Catalogue, headline: str) -> Reply:
    """Return one short line with an example from the plan itself."""
    named = next((m.aliases[0] for m in catalogue.measures if m.aliases), "")
    example = f"For example: latest {named}" if named else "Type /help for examples."
    return Reply(
        headline=line(headline),
        lines=(line(example),),
        query=Query(kind=Kind.NOT_IN_PLAN),
        did=Did.REFUSED,
    )
