"""Who follows what and who gets a weekly summary, in one open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from sqlalchemy import bindparam, delete, select, update

from bot.reminders.records import Digest, Follow
from storage.inserts import InsertNew
from storage.prepared import Link, Prepared, among, listed
from storage.tables import digest, follow

_FOLLOW_COLUMNS = tuple(follow.c[name] for name in ("chat", "measure", "contact", "since", "seen"))
_DIGEST = ("chat", "contact", "weekday", "clock", "all_quiet", "last_on", "seen")
_DIGEST_COLUMNS = tuple(digest.c[name] for name in _DIGEST)
_ORDER = (follow.c.chat, follow.c.measure)

_FOLLOW = InsertNew(follow, ("chat", "measure", "contact", "since", "seen"))
_END_ALL = Prepared(delete(follow).where(follow.c.chat == bindparam("its_chat")))
_END = Prepared(
    {
        dialect: delete(follow).where(follow.c.chat == bindparam("its_chat"), wanted)
        for dialect, wanted in among(follow.c.measure, "measures").items()
    }
)
_ALL = Prepared(select(*_FOLLOW_COLUMNS).order_by(*_ORDER))
_OF_CHAT = Prepared(
    select(*_FOLLOW_COLUMNS).where(follow.c.chat == bindparam("its_chat")).order_by(*_ORDER)
)
_SEEN = Prepared(
    update(follow)
    .where(follow.c.chat == bindparam("its_chat"), follow.c.measure == bindparam("its_measure"))
    .values(seen=bindparam("to_seen"))
)
_PUT_DIGEST = InsertNew(digest, _DIGEST)
_END_DIGEST = Prepared(delete(digest).where(digest.c.chat == bindparam("its_chat")))
_DIGESTS = Prepared(select(*_DIGEST_COLUMNS).order_by(digest.c.chat))
_DIGEST_OF = Prepared(select(*_DIGEST_COLUMNS).where(digest.c.chat == bindparam("its_chat")))


class FollowRows:
    """Fulfils `bot.reminders.store.FollowRows`."""

    _link: Link

    def follow(self, follow: Follow) -> bool:
        """Store a follow; False where the chat follows the measure already."""
        return _FOLLOW.one(
            self._link,
            {
                "chat": follow.chat,
                "measure": follow.measure,
                "contact": follow.contact,
                "since": follow.since,
                "seen": follow.seen,
            },
        )

    def unfollow(self, chat: str, measures: Sequence[str] = ()) -> int:
        """End a chat's follows, all of them where no measure is named; return how many."""
        if not measures:
            return _END_ALL.run(self._link, {"its_chat": chat})
        return _END.run(self._link, {"its_chat": chat, "measures": listed(self._link, measures)})

    def follows(self, chat: str | None = None) -> Sequence[Follow]:
        """Return the follows of one chat, or of all, by chat and measure."""
        if chat is None:
            found = _ALL.all(self._link, {})
        else:
            found = _OF_CHAT.all(self._link, {"its_chat": chat})
        return [
            Follow(chat=row[0], measure=row[1], contact=row[2], since=row[3], seen=row[4])
            for row in found
        ]

    def seen(self, follows: Sequence[Follow]) -> None:
        """Store what these follows were told last."""
        for one in follows:
            asked = {"its_chat": one.chat, "its_measure": one.measure, "to_seen": one.seen}
            _SEEN.run(self._link, asked)

    def put_digest(self, digest: Digest) -> None:
        """Store a chat's digest in place of the one before."""
        self.end_digest(digest.chat)
        _PUT_DIGEST.one(
            self._link,
            {
                "chat": digest.chat,
                "contact": digest.contact,
                "weekday": digest.weekday,
                "clock": f"{digest.clock:%H:%M}",
                "all_quiet": int(digest.all_quiet),
                "last_on": digest.last_on,
                "seen": digest.seen,
            },
        )

    def end_digest(self, chat: str) -> bool:
        """End a chat's digest; False where it had none."""
        return bool(_END_DIGEST.run(self._link, {"its_chat": chat}))

    def digests(self, chat: str | None = None) -> Sequence[Digest]:
        """Return the digest of one chat, or all of them."""
        if chat is None:
            found = _DIGESTS.all(self._link, {})
        else:
            found = _DIGEST_OF.all(self._link, {"its_chat": chat})
        return [
            Digest(
                chat=row[0],
                contact=row[1],
                weekday=row[2],
                clock=time.fromisoformat(row[3]),
                all_quiet=bool(row[4]),
                last_on=row[5],
                seen=row[6],
            )
            for row in found
        ]
