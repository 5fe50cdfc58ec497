"""One-use links, and the groups that officers have allowed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, or_, select, update

from bot.people import Group, Invitation
from storage.prepared import Link, Prepared
from storage.tables import group_chat, invitation

_FIELDS = ("token_hash", "member", "created_by", "created_at", "expires_at", "used_at")
VOID = Prepared(
    delete(invitation).where(
        invitation.c.member_id == bindparam("number"), invitation.c.used_at.is_(None)
    )
)
_INVITED = ("token_hash", "member_id", "created_by", "created_at", "expires_at")
_INVITE = Prepared(insert(invitation), inserts=_INVITED)
_REDEEM = Prepared(
    update(invitation)
    .where(
        invitation.c.token_hash == bindparam("hashed"),
        invitation.c.used_at.is_(None),
        invitation.c.expires_at > bindparam("now"),
    )
    .values(used_at=bindparam("now"))
    .returning(*(invitation.c[name] for name in _INVITED), invitation.c.used_at)
)
_FORGET_INVITATIONS = Prepared(
    delete(invitation).where(
        or_(
            invitation.c.expires_at < bindparam("instant"),
            invitation.c.used_at < bindparam("instant"),
        )
    )
)
_GROUP = Prepared(
    select(group_chat.c.chat, group_chat.c.allowed_by, group_chat.c.allowed_at).where(
        group_chat.c.chat == bindparam("which")
    )
)
_ALLOW = Prepared(insert(group_chat), inserts=("chat", "allowed_by", "allowed_at"))
_MOVE = Prepared(
    update(group_chat).where(group_chat.c.chat == bindparam("which")).values(chat=bindparam("to"))
)
_FORGET = Prepared(delete(group_chat).where(group_chat.c.chat == bindparam("which")))


class InvitationRows:
    """Invitations, in one open transaction."""

    _link: Link

    def invite(self, invitation: Invitation) -> None:
        """Store an invitation; earlier unused ones of the same member are void."""
        VOID.run(self._link, {"number": invitation.member})
        _INVITE.run(
            self._link,
            {
                "token_hash": invitation.token_hash,
                "member_id": invitation.member,
                "created_by": invitation.created_by,
                "created_at": invitation.created_at,
                "expires_at": invitation.expires_at,
            },
        )

    def redeem(self, token_hash: str, now: datetime) -> Invitation | None:
        """Mark an invitation used and return it; None where unknown, used, void or expired."""
        row = _REDEEM.first(self._link, {"hashed": token_hash, "now": now})
        return None if row is None else Invitation(**dict(zip(_FIELDS, row, strict=True)))

    def forget_invitations_before(self, instant: datetime) -> int:
        """Delete links that were used or ran out before `instant`; return how many."""
        return _FORGET_INVITATIONS.run(self._link, {"instant": instant})


class GroupRows:
    """Groups, in one open transaction."""

    _link: Link

    def group(self, chat: str) -> Group | None:
        """Return an allowed group."""
        row = _GROUP.first(self._link, {"which": chat})
        return None if row is None else Group(chat=row[0], allowed_by=row[1], allowed_at=row[2])

    def allow_group(self, group: Group) -> None:
        """Store a group as allowed."""
        if self.group(group.chat) is None:
            row = {
                "chat": group.chat,
                "allowed_by": group.allowed_by,
                "allowed_at": group.allowed_at,
            }
            _ALLOW.run(self._link, row)

    def move_group(self, chat: str, to: str) -> None:
        """Follow a group to its new chat."""
        if self.group(chat) is None:
            return  # followed already
        _FORGET.run(self._link, {"which": to})
        _MOVE.run(self._link, {"which": chat, "to": to})

    def forget_group(self, chat: str) -> bool:
        """Remove a group; False where it was not there."""
        return _FORGET.run(self._link, {"which": chat}) == 1
