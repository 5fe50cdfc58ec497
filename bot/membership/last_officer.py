"""The last officer can't leave: nobody could let anybody in any more."""

from __future__ import annotations

from bot.membership.inviting import Asked
from bot.people import Member, Role
from bot.rendering.reply import Did, Reply, line


def is_last_officer(member: Member, request: Asked) -> bool:
    """Say whether nobody else could run the bot in chat."""
    if member.acts_as is not Role.OFFICER:
        return False
    others = (one for one in request.rooms.people.members() if one.id != member.id)
    return not any(one.acts_as is Role.OFFICER for one in others)


LAST_OFFICER = Reply(
    headline=line("You are the last officer, so you can't step down yet."),
    lines=(line("Invite another officer first, and confirm their account."),),
    did=Did.REFUSED,
)
