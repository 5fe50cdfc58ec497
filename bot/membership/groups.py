"""Groups: an officer allows one; it is asked only for what every member may see."""

from __future__ import annotations

from bot.membership.inviting import Asked
from bot.people import Group
from bot.rendering.reply import Did, Reply, line

ALLOW, DISALLOW = "allow", "disallow"


def allow(request: Asked) -> Reply:
    """Let a group ask for published figures."""
    if request.rooms.people.group(request.chat) is not None:
        return Reply(headline=line("This group is allowed already."), lines=HOW_TO_ASK)
    request.rooms.people.allow_group(
        Group(chat=request.chat, allowed_by=request.person.member, allowed_at=request.now)
    )
    request.note("allowed", f"group {request.chat}")
    return Reply(headline=line("This group may ask for published figures now."), lines=HOW_TO_ASK)


def disallow(request: Asked) -> Reply:
    """Take that back."""
    if not request.rooms.people.forget_group(request.chat):
        return Reply(headline=line("This group was not allowed."), did=Did.REFUSED)
    request.note("no longer allowed", f"group {request.chat}")
    return Reply(headline=line("This group can't ask me anything any more."))


HOW_TO_ASK = (
    line("Name me in a message, or reply to one of mine."),
    line("Figures are handed in to me in private, never here."),
)
NOT_ALLOWED = Reply(
    headline=line("I answer in groups that a performance officer has allowed."),
    lines=(line("They can send /allow here, with my name behind it. Or write to me in private."),),
    did=Did.REFUSED,
)
IN_PRIVATE = Reply(
    headline=line("Please send it to me privately."),
    lines=(line("I take no figures and no files in a group."),),
    did=Did.REFUSED,
)
ONLY_IN_GROUPS = Reply(
    headline=line("That is sent in the group which is to be allowed."),
    lines=(line("Add me to the group, then send /allow there with my name behind it."),),
    did=Did.REFUSED,
)
