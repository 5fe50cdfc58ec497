"""Whatever happens in whichever order, figures, revisions, audit and outbox agree with a model."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.outbox.notice import NoticeState
from bot.people import DutyKind, Person, Role
from bot.plan.periods import month
from bot.stores import Stores
from bot.submissions import confirming, sign_off
from bot.submissions.records import DraftState, State, Submission
from storage.database import Database, open_database
from tests.conftest import Templates
from tests.storage.making import CODE, NOW, small_plan
from tests.submissions import counter

T = TypeVar("T")
PERIOD = month(2026, 9)
VALUES = st.integers(min_value=1, max_value=4).map(lambda number: str(100 * number))
OWNERS = st.integers(min_value=0, max_value=1)


@dataclass(kw_only=True)
class Model:
    """What ought to be: plain values."""

    published: list[str] = field(default_factory=list)
    waiting: tuple[int, str] | None = None  # whose, which value
    drafts: dict[int, tuple[int, str, int, str]] = field(default_factory=dict)
    active: set[int] = field(default_factory=lambda: {0, 1})
    handed_in: int = 0
    publications: int = 0


class HandingIn(RuleBasedStateMachine):
    """Two owners, one approver, one figure; people are revoked, cards expire, the bot restarts."""

    def __init__(self, kind: str, templates: Templates) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.templates = templates
        self.url = templates.copy(kind, Path(self.folder.name), plan=False)
        self.loop = ThreadPoolExecutor(1)
        self.runner: asyncio.Runner = self.loop.submit(asyncio.Runner).result()
        self.database = self._open()
        self.model = Model()
        self.now = NOW
        self.people: list[Person] = []

    @initialize()
    def begin(self) -> None:
        self._do(small_plan)
        self.people = self._do(self._join)

    @rule(owner=OWNERS, value=VALUES)
    def show_a_card(self, owner: int, value: str) -> None:
        def work(stores: Stores) -> int:
            made = counter.draft(stores, self.now, CODE, PERIOD, value, reason="counted again")
            mine = made.but(contact=self.people[owner].id, member=self.people[owner].member)
            return stores.submissions.begin(mine).number

        number = self._do(work)
        rival = "" if self.model.waiting is None else str(self.model.handed_in)
        self.model.drafts[number] = (owner, value, len(self.model.published), rival)

    @precondition(lambda self: self.model.drafts)
    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.model.drafts)))
        owner, value, seen, rival = self.model.drafts[number]
        recorded = self._do(lambda stores: self._confirm(stores, number, owner))
        model = self.model
        now_rival = "" if model.waiting is None else str(model.handed_in)
        said_before = value == (model.waiting or (0, ""))[1] or model.published[-1:] == [value]
        fresh = (seen, rival) == (len(model.published), now_rival)
        expected = owner in model.active and fresh and not said_before
        assert recorded is expected
        if recorded:
            del model.drafts[number]
            model.waiting = (owner, value)
            model.handed_in += 1
        elif owner in model.active and said_before:
            del model.drafts[number]  # recorded already: the card is spent
        elif owner in model.active:
            model.drafts[number] = (owner, value, len(model.published), now_rival)

    @precondition(lambda self: self.model.waiting)
    @rule()
    def approve(self) -> None:
        assert self.model.waiting is not None
        self._do(lambda stores: sign_off.approve(self._visit(stores, 2), self._waits(stores)))
        self.model.published.append(self.model.waiting[1])
        self.model.publications += 1
        self.model.waiting = None

    @precondition(lambda self: self.model.waiting)
    @rule()
    def send_back(self) -> None:
        self._do(
            lambda stores: sign_off.return_(self._visit(stores, 2), self._waits(stores), "look")
        )
        self.model.waiting = None

    @precondition(lambda self: self.model.waiting)
    @rule(owner=OWNERS)
    def withdraw(self, owner: int) -> None:
        assert self.model.waiting is not None
        theirs = self.model.waiting[0] == owner
        self._do(lambda stores: sign_off.withdraw(self._visit(stores, owner), self._waits(stores)))
        self.model.waiting = None if theirs else self.model.waiting

    @precondition(lambda self: len(self.model.active) > 1)
    @rule(owner=OWNERS)
    def revoke(self, owner: int) -> None:
        member = self.people[owner].member
        assert member is not None
        self._do(lambda stores: stores.people.set_role(member, Role.READER))
        self.model.active.discard(owner)

    @rule()
    def let_cards_expire(self) -> None:
        self.now += timedelta(days=1, seconds=1)
        self.model.drafts.clear()

    @rule()
    def restart(self) -> None:
        self._run(self.database.close())
        self.database = self._open()

    @invariant()
    def everything_agrees(self) -> None:
        if not self.people:
            return
        self._do(self._compare)

    def teardown(self) -> None:
        self._run(self.database.close())
        self.loop.submit(self.runner.close).result()
        self.loop.shutdown()
        self.templates.drop(self.url)
        self.folder.cleanup()

    def _compare(self, stores: Stores) -> None:
        model = self.model
        values = [str(one.value) for one in stores.plan.revisions(CODE, PERIOD)]
        assert values == model.published
        figure = stores.submissions.published(CODE, PERIOD)
        assert (figure.revision if figure else 0) == len(model.published)
        waits = stores.submissions.waiting_for(CODE, PERIOD)
        assert (str(waits.offer.value) if waits else None) == (
            model.waiting[1] if model.waiting else None
        )
        acts = [one.action for one in stores.audit.newest(limit=1_000)]
        assert acts.count("handed in") == model.handed_in
        assert acts.count("published") == model.publications
        assert stores.outbox.counts().get(NoticeState.DUE, 0) >= model.handed_in

    def _confirm(self, stores: Stores, number: int, owner: int) -> bool:
        found = stores.submissions.draft(number)
        assert found is not None
        confirming.confirm(self._visit(stores, owner), found)
        after = stores.submissions.draft(number)
        return after is not None and after.state is DraftState.CONFIRMED

    def _join(self, stores: Stores) -> list[Person]:
        people = []
        for number, role in enumerate((Role.CONTRIBUTOR, Role.CONTRIBUTOR, Role.APPROVER)):
            member = stores.people.add(
                name=f"Person {number}", organisation="Council", role=role, now=self.now
            )
            contact = f"telegram:{number + 1}"
            stores.people.link(member.id, contact, self.now)
            stores.people.confirm(member.id, self.now)
            kind = DutyKind.APPROVER if role is Role.APPROVER else DutyKind.OWNER
            stores.people.give(member=member.id, kind=kind, scope="*", starts=date(2020, 1, 1))
            people.append(Person(id=contact, role=role, member=member.id))
        return people

    def _waits(self, stores: Stores) -> Submission:
        found = stores.submissions.waiting_for(CODE, PERIOD)
        assert found is not None
        assert found.state is State.WAITING
        return found

    def _visit(self, stores: Stores, who: int) -> Any:
        person = self.people[who]
        role = Role.READER if who < 2 and who not in self.model.active else person.role
        return counter.visit(
            stores, self.now, Person(id=person.id, role=role, member=person.member)
        )

    def _open(self) -> Database:
        return open_database(self.url)

    def _do(self, work: Callable[[Stores], T]) -> T:
        return self._run(self.database.transact(work))

    def _run(self, running: Coroutine[Any, Any, T]) -> T:
        return self.loop.submit(self.runner.run, running).result()


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 25), ("postgresql", 8)])
def test_everything_agrees_in_any_order(kind: str, examples: int, templates: Templates) -> None:
    run_state_machine_as_test(
        cast("type[HandingIn]", lambda: HandingIn(kind, templates)),
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
