"""Any order of adding, sending, failing, killing, copying and restoring: nothing lost or twice.

Hypothesis looks for an order of steps that breaks a promise, against a model that is a plain dict.
"""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import NullPool, create_engine

from bot.outbox.dispatch import Ready, Sender, Settlement, Tray, turn
from bot.outbox.limits import Limits, Rate
from bot.outbox.notice import (
    AnswerLost,
    Halted,
    Notice,
    NoticeClass,
    NoticeState,
    NotSent,
    Outcome,
    Sent,
)
from storage import copies
from storage.bound_stores import BoundStores
from storage.catalogue import CatalogueCache
from storage.database import open_database
from storage.prepared import Link
from tests.faults.ledger import rounds
from tests.postgresql_server import run_apart

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEASE = timedelta(seconds=30)
FREE = Rate(every=timedelta(microseconds=1), burst=1_000_000)
NO_LIMITS = Limits(everyone=FREE, answers=FREE, chat=FREE, answers_in_private=FREE, group=FREE)
CLASSES = st.sampled_from(NoticeClass)


@cache
def empty_database() -> Path:
    """Return a database with this release's tables, made once."""
    folder = tempfile.TemporaryDirectory(prefix="partnership-bot-machine-")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "empty.db"
    run_apart(open_database(f"sqlite:///{path}").close())
    return path


class Outbox(RuleBasedStateMachine):
    """Two senders of one outbox, and somebody who copies and restores."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="partnership-bot-machine-"))
        self.path = self.folder / "bot.db"
        shutil.copy(empty_database(), self.path)
        self.now = START
        self.lives = [0, 0]
        self.hand: list[list[tuple[Ready, datetime]]] = [[], []]
        self.settled: list[list[Settlement]] = [[], []]
        self.known: set[str] = set()
        self.told: Counter[str] = Counter()
        self.unmarked: Counter[str] = Counter()
        self.copied: tuple[Path, set[str]] | None = None
        self.number = 0

    def teardown(self) -> None:
        if not hasattr(self, "folder"):
            return
        try:
            self._finish()
        finally:
            shutil.rmtree(self.folder)

    @rule(kind=CLASSES, later=st.sampled_from([0, 0, 0, 60]), chat=st.integers(1, 3))
    def add(self, kind: NoticeClass, later: int, chat: int) -> None:
        self.number += 1
        key = f"{self.number}"
        notice = Notice(
            key=key,
            chat=f"telegram:{chat}",
            html=key,
            plain=key,
            notice_class=kind,
            not_before=self.now + timedelta(seconds=later) if later else None,
        )
        with self._stores() as stores:
            assert stores.outbox.add(notice, self.now)
            assert not stores.outbox.add(notice, self.now)
        self.known.add(key)

    @rule(who=st.integers(0, 1))
    def take(self, who: int) -> None:
        if self.hand[who]:
            return
        with self._stores() as stores:
            tray = Tray(outbox=stores.outbox, limiter=stores.limiter)
            batch = turn(tray, self._sender(who), self.now, settled=self.settled[who], room=4)
        self.settled[who] = []
        self.hand[who] = [(ready, self.now) for ready in batch.ready]

    @rule(who=st.integers(0, 1), luck=st.sampled_from(["ok", "ok", "lost", "gone", "no", "429"]))
    def send(self, who: int, luck: str) -> None:
        if not self.hand[who]:
            return
        ready, taken_at = self.hand[who].pop(0)
        outcome: Outcome
        if self.now - taken_at > 0.8 * LEASE:
            outcome = NotSent(seconds=0.0, reason="the lease had nearly run out")
        elif luck in ("ok", "gone"):
            self._deliver(ready)
            outcome = Sent(message_id=1) if luck == "ok" else AnswerLost(reason="reset")
        elif luck == "lost":
            outcome = AnswerLost(reason="reset")
        elif luck == "429":
            outcome = Halted(seconds=5.0)
        else:
            outcome = NotSent(seconds=1.0, reason="no connection")
        self.settled[who].append(Settlement(leased=ready.leased, outcome=outcome))

    @rule(who=st.integers(0, 1))
    def kill(self, who: int) -> None:
        self.lives[who] += 1
        self.hand[who], self.settled[who] = [], []

    @rule(seconds=st.sampled_from([1, 10, 31, 120]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def copy(self) -> None:
        target = self.folder / f"copy-{self.number}-{self.now:%H%M%S}.db"
        copies.make_copy(self.path, target)
        self.copied = target, set(self.known)

    @precondition(lambda self: getattr(self, "copied", None) is not None)
    @rule()
    def restore(self) -> None:
        assert self.copied is not None
        for who in (0, 1):
            self.kill(who)
        path, known = self.copied
        copies.put_back(path, self.path, self.now)
        self.known = set(known)

    @rule()
    def release(self) -> None:
        with self._stores() as stores:
            for held in stores.outbox.held(limit=1):
                assert stores.outbox.release(held.id, self.now)

    @invariant()
    def nothing_came_twice_without_saying_so(self) -> None:
        if hasattr(self, "unmarked"):
            assert max(self.unmarked.values(), default=0) <= 1

    def _deliver(self, ready: Ready) -> None:
        key = ready.leased.notice.key
        self.told[key] += 1
        self.unmarked[key] += not ready.leased.repeat

    def _finish(self) -> None:
        """Send all that is left without faults; then nothing that is known may be missing."""
        self.kill(0)
        self.kill(1)
        for _ in range(40):
            self.wait(31)
            self.take(0)
            while self.hand[0]:
                self.send(0, "ok")
        self.take(0)
        with self._stores() as stores:
            counts = stores.outbox.counts()
            held = {one.plain for one in stores.outbox.held(limit=1_000)}
        assert not any(
            counts[state] for state in (NoticeState.DUE, NoticeState.LEASED, NoticeState.SENDING)
        )
        assert self.known <= set(self.told) | held
        self.nothing_came_twice_without_saying_so()

    def _sender(self, who: int) -> Sender:
        owner = f"{who}.{self.lives[who]}"
        return Sender(owner=owner, door="telegram", limits=NO_LIMITS, lease=LEASE)

    @contextmanager
    def _stores(self) -> Iterator[BoundStores]:
        """Give the stores of one transaction of its own, which is committed."""
        engine = create_engine(
            f"sqlite:///{self.path}",
            poolclass=NullPool,
            connect_args={"isolation_level": None},
        )
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA synchronous=OFF")
            raw.execute("BEGIN IMMEDIATE")
            yield BoundStores(Link(connection, raw), CatalogueCache())
            raw.execute("COMMIT")
        engine.dispose()


TestOutbox = pytest.mark.timeout(300)(Outbox.TestCase)
TestOutbox.settings = settings(max_examples=rounds(12), stateful_step_count=30, deadline=None)
