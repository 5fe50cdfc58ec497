"""Whatever happens in whichever order, figures, revisions, audit and outbox agree with a model.

People are invited and confirmed, hand in, correct, sign off, return, withdraw, cover for each other
and are revoked; cards, links and days of cover run out; the bot restarts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
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

from bot.conversation import Incoming, Text, respond
from bot.membership.request import Linking
from bot.people import BY_INVITATION, DutyKind, Role
from bot.plan.periods import month
from bot.stores import Stores
from bot.submissions import confirming, sign_off
from bot.submissions.records import DraftState, State, Submission
from bot.submissions.rights import may_hand_in
from bot.submissions.visit import Visit
from storage.database import Database, open_database
from tests.conftest import Templates
from tests.storage.making import CODE, NOW, small_plan
from tests.storage.reaching import run_sql
from tests.submissions import counter
from tests.submissions.model import LINK_LASTS, Card, Cover, Link, Model

T = TypeVar("T")
PERIOD = month(2026, 9)
VALUES = st.integers(min_value=1, max_value=4).map(lambda number: str(10 * number))
OFFICER, APPROVER, READER, DEPUTY = "Ann", "Omar", "Ravi", "Dana"
OWNERS = ("Owen", "Zoe")
NEW = ("Nia", "Noel")
CONTACTS = {
    name: f"telegram:{number}"
    for number, name in enumerate((OFFICER, APPROVER, READER, DEPUTY, *OWNERS, *NEW), start=1)
}
HANDING_IN = st.sampled_from((*OWNERS, *NEW, DEPUTY))


class HandingIn(RuleBasedStateMachine):
    """A figure and the people around it; everybody speaks through the conversation itself."""

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
        self.begun = False
        self.keys, self.tokens = count(1), count(1)
        self.linking = Linking(new_token=lambda: f"token{next(self.tokens)}", lasts=LINK_LASTS)

    @initialize()
    def begin(self) -> None:
        self._do(small_plan)
        self._do(self._join)
        self.model.members |= {*OWNERS, DEPUTY}
        self.model.confirmed |= set(CONTACTS) - set(NEW)
        self.model.owners |= set(OWNERS)
        self.begun = True

    @rule(who=st.sampled_from(NEW))
    def invite(self, who: str) -> None:
        known = any(link.who == who for link in self.model.links.values())
        said = self._says(OFFICER, f"/invite {who}; Council; contributor; {CODE}")
        assert ("Send this to" in said) is not known
        if not known:
            token = f"token{len(self.model.links) + 1}"
            self.model.links[token] = Link(who=who, expires=self.now + LINK_LASTS)

    @rule(who=st.sampled_from(NEW), token=st.sampled_from(("token1", "token2", "made-up")))
    def open_link(self, who: str, token: str) -> None:
        """Somebody opens a link; whoever it is, the first one is whom the officer confirms."""
        link = self.model.links.get(token)
        good = link is not None and not link.opened and self.now < link.expires
        good = good and link is not None and link.who == who
        if link is not None and link.who != who:
            return  # forwarded links are tried in the tests of invitations
        if who in self.model.members:
            return
        opened_before = any(one.opened and one.who == who for one in self.model.links.values())
        said = self._says(who, f"/start {token}")
        assert ("Welcome" in said) is (good and not opened_before)
        if good and link is not None:
            link.opened = True

    @rule(who=st.sampled_from(NEW))
    def confirm_the_account(self, who: str) -> None:
        linked = any(link.opened and link.who == who for link in self.model.links.values())
        fresh = linked and who not in self.model.confirmed
        said = self._says(OFFICER, f"/confirm {who}")
        assert ("is confirmed as" in said) is fresh
        if fresh:
            self.model.confirmed.add(who)
        if fresh and who not in self.model.revoked:
            self.model.members.add(who)
            self.model.owners.add(who)

    @rule(owner=st.sampled_from(OWNERS))
    def delegate(self, owner: str) -> None:
        first = self.now.date()
        last = first + timedelta(days=2)
        said = self._says(owner, f"/away {first} to {last}, cover {DEPUTY}")
        able = {owner, DEPUTY} <= self.model.members
        covered = any(one.owner == owner and one.overlaps(first, last) for one in self.model.covers)
        assert ("is asked to cover" in said and "already" not in said) is (able and not covered)
        if able and not covered:
            made = Cover(owner=owner, deputy=DEPUTY, first=first, last=last)
            self.model.covers.append(made)

    @precondition(lambda self: any(not one.accepted for one in self.model.covers))
    @rule()
    def agree_to_cover(self) -> None:
        """The deputy agrees to whatever is asked of them and is not over."""
        today = self.now.date()
        asked = self._do(lambda stores: [d.id for _, d in stores.people.cover(today)])
        for number in asked:
            self._says(DEPUTY, f"/cover {number}")
        if DEPUTY not in self.model.members:
            return
        for one in self.model.covers:
            one.accepted = one.accepted or one.last >= today

    @rule(who=HANDING_IN, value=VALUES)
    def show_a_card(self, who: str, value: str) -> None:
        """Somebody has a card in hand, whatever became of their right to one."""

        def work(stores: Stores) -> int:
            made = counter.draft(stores, self.now, CODE, PERIOD, value, reason="counted again")
            member = stores.people.by_contact(CONTACTS[who])
            mine = made.but(contact=CONTACTS[who], member=member.id if member else None)
            return stores.submissions.begin(mine).number

        number = self._do(work)
        seen = len(self.model.published)
        card = Card(who=who, value=value, seen=seen, rival=self.model.rival)
        self.model.cards[number] = card

    @precondition(lambda self: self.model.cards)
    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        """Confirm on a card: a first figure, or a correction of what is published."""
        model = self.model
        number = data.draw(st.sampled_from(sorted(model.cards)))
        card = model.cards[number]
        recorded = self._do(lambda stores: self._confirm(stores, number, card.who))
        may = model.may_hand_in(card.who, self.now.date())
        fresh = (card.seen, card.rival) == (len(model.published), model.rival)
        known = model.is_known(card.value)
        assert recorded is (may and fresh and not known)
        if recorded:
            del model.cards[number]
            model.handed_in += 1
            model.waiting = (card.who, card.value)
        elif may and known:
            del model.cards[number]  # recorded already: the card is spent
        elif may:
            card.seen, card.rival = len(model.published), model.rival

    @precondition(lambda self: self.model.waiting)
    @rule()
    def approve(self) -> None:
        assert self.model.waiting is not None
        value = self.model.waiting[1]
        self._do(
            lambda stores: sign_off.approve(self._visit(stores, APPROVER), self._waits(stores))
        )
        self.model.waiting = None
        self.model.publish(value)

    @precondition(lambda self: self.model.waiting)
    @rule()
    def send_back(self) -> None:
        self._do(
            lambda stores: sign_off.return_(
                self._visit(stores, APPROVER), self._waits(stores), "look"
            )
        )
        self.model.waiting = None

    @precondition(lambda self: self.model.waiting)
    @rule(who=HANDING_IN)
    def withdraw(self, who: str) -> None:
        assert self.model.waiting is not None
        self._do(lambda stores: sign_off.withdraw(self._visit(stores, who), self._waits(stores)))
        if self.model.waiting[0] == who:
            self.model.waiting = None

    @rule()
    def a_reader_asks(self) -> None:
        said = self._says(READER, f"latest {CODE}")
        if self.model.published:
            self.model.told = self.model.published[-1]
            assert self.model.told in said

    @rule(who=HANDING_IN)
    def revoke(self, who: str) -> None:
        said = self._says(OFFICER, f"/role {who}; reader")
        self.model.revoked.add(who)
        self.model.members.discard(who)
        self.model.owners.discard(who)
        if who == DEPUTY:
            self.model.covers.clear()
        assert said

    @rule()
    def a_day_goes_by(self) -> None:
        """Cards run out; links and cover do when their days are over."""
        self.now += timedelta(days=1, seconds=1)
        self.model.cards.clear()

    @rule()
    def restart(self) -> None:
        self._run(self.database.close())
        self.database = self._open()

    @invariant()
    def everything_agrees(self) -> None:
        if self.begun:
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
        acts = [one.action for one in stores.audit.newest(limit=10_000)]
        assert acts.count("handed in") == model.handed_in
        assert acts.count("published") == len(model.published)
        keys = [str(row[0]) for row in run_sql(stores, "SELECT key FROM outbox")]
        assert len(keys) == len(set(keys))
        assert sum(key.startswith("signoff:") for key in keys) == model.handed_in
        assert sum(key.startswith("recall:") for key in keys) == model.recalls
        for who in CONTACTS:
            visit = self._visit(stores, who)
            may = model.may_hand_in(who, self.now.date()) or who == OFFICER
            measure = visit.catalogue.by_code[CODE]
            assert may_hand_in(visit, measure) is may, who

    def _confirm(self, stores: Stores, number: int, who: str) -> bool:
        found = stores.submissions.draft(number)
        assert found is not None
        confirming.confirm(self._visit(stores, who), found)
        after = stores.submissions.draft(number)
        return after is not None and after.state is DraftState.CONFIRMED

    def _join(self, stores: Stores) -> None:
        roles = {OFFICER: Role.OFFICER, APPROVER: Role.APPROVER, READER: Role.READER}
        for name in (OFFICER, APPROVER, READER, DEPUTY, *OWNERS):
            role = roles.get(name, Role.CONTRIBUTOR)
            member = stores.people.add(name=name, organisation="Council", role=role, now=self.now)
            stores.people.link(member.id, CONTACTS[name], self.now)
            stores.people.confirm(member.id, self.now)
            if name in OWNERS:
                stores.people.give(member=member.id, kind=DutyKind.OWNER, scope="*")
            if name == APPROVER:
                stores.people.give(member=member.id, kind=DutyKind.APPROVER, scope="*")

    def _waits(self, stores: Stores) -> Submission:
        found = stores.submissions.waiting_for(CODE, PERIOD)
        assert found is not None
        assert found.state is State.WAITING
        return found

    def _visit(self, stores: Stores, who: str) -> Visit:
        person = BY_INVITATION.person(CONTACTS[who], stores.people)
        return counter.visit(stores, self.now, person)

    def _says(self, who: str, text: str) -> str:
        """Say something in a private chat and return the reply's text."""
        incoming = Incoming(
            key=f"said:{next(self.keys)}",
            chat=CONTACTS[who],
            contact=CONTACTS[who],
            body=Text(text=text),
            at=self.now,
        )
        heard = self._do(lambda stores: respond(incoming, stores, self.now, linking=self.linking))
        return "" if heard.reply is None else heard.reply.text

    def _open(self) -> Database:
        return open_database(self.url)

    def _do(self, work: Callable[[Stores], T]) -> T:
        return self._run(self.database.transact(work))

    def _run(self, running: Coroutine[Any, Any, T]) -> T:
        return self.loop.submit(self.runner.run, running).result()


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 20), ("postgresql", 5)])
def test_everything_agrees_in_any_order(kind: str, examples: int, templates: Templates) -> None:
    run_state_machine_as_test(
        cast("type[HandingIn]", lambda: HandingIn(kind, templates)),
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
