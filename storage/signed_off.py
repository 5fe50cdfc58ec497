"""Whose sign-off published a figure."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from bot.people import Role
from bot.plan.figures import Figure, SignedOff
from bot.submissions.records import State
from storage.prepared import Link, Prepared
from storage.tables import member, submission

_NEWEST = Prepared(
    select(member.c.role, submission.c.decided_at)
    .select_from(submission.outerjoin(member, member.c.id == submission.c.decided_by))
    .where(
        submission.c.measure == bindparam("its_code"),
        submission.c.period_end == bindparam("last"),
        submission.c.period_start == bindparam("first"),
        submission.c.kind == bindparam("its_kind"),
        submission.c.revision == bindparam("its_revision"),
        submission.c.state == State.PUBLISHED.value,
    )
    .order_by(submission.c.id.desc())
    .limit(1)
)


def signed_off(link: Link, figure: Figure) -> SignedOff | None:
    """Return whose sign-off published this revision of a figure, or None."""
    asked = {
        "its_code": figure.measure,
        "last": figure.period.end,
        "first": figure.period.start,
        "its_kind": figure.period.kind.value,
        "its_revision": figure.revision,
    }
    found = _NEWEST.first(link, asked)
    if found is None or found[1] is None:
        return None
    return SignedOff(role=found[0] or Role.OFFICER.value, at=found[1])
