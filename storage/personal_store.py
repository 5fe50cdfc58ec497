"""What is held under a contact, wherever it is, and how it is let go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, cast, delete, exists, func, not_, or_, select, update

from bot.outbox.notice import NoticeState
from bot.people.personal import FAREWELL, Held
from storage.prepared import Link, Prepared
from storage.tables import (
    added_alias,
    answer,
    bucket,
    digest,
    draft,
    evidence,
    follow,
    inbox,
    miss_asker,
    outbox,
    submission,
)

ERASED = "erased"
_OPEN = (NoticeState.DUE.value, NoticeState.LEASED.value, NoticeState.SENDING.value)
_is_open = or_(*(outbox.c.state == state for state in _OPEN))
_is_done = or_(inbox.c.state == "done", inbox.c.state == "set_aside")

_NUMBER_AND_OLDEST: tuple[Any, ...] = (func.count(), func.min(answer.c.at))
_ANSWERS = Prepared(select(*_NUMBER_AND_OLDEST).where(answer.c.person == bindparam("whose")))
_QUESTIONS = Prepared(
    select(func.count()).select_from(miss_asker).where(miss_asker.c.person == bindparam("whose"))
)
_DELIVERIES = Prepared(
    select(func.count()).select_from(outbox).where(outbox.c.chat == bindparam("whose"))
)
_UPDATES = Prepared(
    select(func.count()).select_from(inbox).where(inbox.c.chat == bindparam("whose"))
)
_FOLLOWS = Prepared(
    select(func.count()).select_from(follow).where(follow.c.contact == bindparam("whose"))
)
_DRAFTS = Prepared(
    select(func.count()).select_from(draft).where(draft.c.contact == bindparam("whose"))
)
# A draft that became a submission stays with the record; all others go, with what was attached.
_came_to_nothing = ~exists().where(submission.c.draft_id == draft.c.id)
_their_drafts = select(draft.c.id).where(draft.c.contact == bindparam("whose"), _came_to_nothing)
_numbered = ERASED + ":" + cast(outbox.c.id, String)
"""A notice's key may name the chat that it went to."""
_ERASE = (
    Prepared(delete(evidence).where(evidence.c.draft_id.in_(_their_drafts))),
    Prepared(delete(draft).where(draft.c.contact == bindparam("whose"), _came_to_nothing)),
    Prepared(update(draft).where(draft.c.contact == bindparam("whose")).values(contact=ERASED)),
    Prepared(delete(follow).where(follow.c.contact == bindparam("whose"))),
    Prepared(delete(digest).where(digest.c.contact == bindparam("whose"))),
    Prepared(delete(bucket).where(bucket.c.name == bindparam("whose"))),
    Prepared(delete(answer).where(answer.c.person == bindparam("whose"))),
    Prepared(delete(miss_asker).where(miss_asker.c.person == bindparam("whose"))),
    Prepared(
        update(added_alias).where(added_alias.c.person == bindparam("whose")).values(person=ERASED)
    ),
    Prepared(
        update(outbox)
        .where(outbox.c.chat == bindparam("whose"), _is_open)
        .values(
            state=NoticeState.CANCELLED.value,
            html="",
            plain="",
            keyboard="[]",
            picture=None,
            document=None,
        )
    ),
    Prepared(
        update(outbox).where(outbox.c.chat == bindparam("whose")).values(chat=ERASED, key=_numbered)
    ),
    Prepared(
        update(inbox)
        .where(inbox.c.chat == bindparam("whose"), _is_done)
        .values(chat=ERASED, body="")
    ),
)
_other = inbox.alias("other")
_FORGET_FAREWELLS = Prepared(
    update(outbox)
    .where(
        outbox.c.key >= FAREWELL,
        outbox.c.key < FAREWELL[:-1] + chr(ord(FAREWELL[-1]) + 1),
        not_(_is_open),
    )
    .values(chat=ERASED, key=_numbered)
)
_FORGET_UPDATES = Prepared(
    delete(inbox).where(
        _is_done,
        inbox.c.done_at < bindparam("instant"),
        # Which updates are new is known by the newest of all.
        inbox.c.update_id
        < select(func.max(_other.c.update_id))
        .where(_other.c.door == inbox.c.door)
        .scalar_subquery(),
    )
)
_FORGET_DELIVERIES = Prepared(
    delete(outbox).where(
        not_(_is_open),
        outbox.c.settled_at < bindparam("instant"),
    )
)


class PersonalStore:
    """Rows that carry a contact, in one open transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def held(self, contact: str) -> Held:
        """Return how much is held under a contact."""
        whose = {"whose": contact}
        answers, oldest = _ANSWERS.all(self._link, whose)[0]
        return Held(
            answers=answers,
            oldest_answer=oldest,
            questions=_QUESTIONS.scalar(self._link, whose),
            deliveries=_DELIVERIES.scalar(self._link, whose),
            updates=_UPDATES.scalar(self._link, whose),
            follows=_FOLLOWS.scalar(self._link, whose),
            drafts=_DRAFTS.scalar(self._link, whose),
        )

    def erase(self, contact: str) -> None:
        """Delete what is theirs alone; take the contact out of what must stay."""
        for statement in _ERASE:
            statement.run(self._link, {"whose": contact})

    def forget_farewells(self) -> int:
        """Take the contact off last messages that have gone; return how many."""
        return _FORGET_FAREWELLS.run(self._link, {})

    def forget_updates_before(self, instant: datetime) -> int:
        """Delete updates that were done before `instant`; the newest of each door stays."""
        return _FORGET_UPDATES.run(self._link, {"instant": instant})

    def forget_deliveries_before(self, instant: datetime) -> int:
        """Delete what is kept of messages that were settled before `instant`."""
        return _FORGET_DELIVERIES.run(self._link, {"instant": instant})
