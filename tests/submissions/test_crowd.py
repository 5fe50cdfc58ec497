"""A hundred at once: one chain of revisions without a gap, and nobody overwrites unseen."""

from __future__ import annotations

import asyncio

from bot.plan.periods import quarter
from bot.plan.sign_off import Approvers, Policy
from bot.stores import Stores
from tests.submissions import counter
from tests.submissions.people import BACKLOG, Office

SUMMER = quarter(2026, 2)
MANY = 100


async def without_sign_off(office: Office) -> None:
    policy = Policy(measure=BACKLOG, approvers=Approvers.NONE)
    await office.do(lambda stores: stores.submissions.set_policy(policy))


async def test_a_hundred_submissions_make_one_chain_of_revisions(office: Office) -> None:
    await without_sign_off(office)

    def submit(stores: Stores, number: int) -> bool:
        value = str(1_000 + number)
        made = counter.draft(stores, office.now, BACKLOG, SUMMER, value, reason="counted again")
        counter.confirm(stores, office.now, made.number)
        return counter.is_confirmed(stores, made.number)

    done = await asyncio.gather(
        *(office.do(lambda stores, n=n: submit(stores, n)) for n in range(MANY))  # type: ignore[misc]
    )
    assert all(done)
    values = await office.revisions(BACKLOG, SUMMER)
    assert sorted(values) == [str(1_000 + number) for number in range(MANY)]
    figure = await office.published(BACKLOG, SUMMER)
    assert figure is not None
    assert (figure.revision, str(figure.value)) == (MANY, values[-1])
    acts = await office.do(lambda stores: stores.audit.newest(limit=3 * MANY))
    assert sum(one.action == "published" for one in acts) == MANY


async def test_of_a_hundred_who_saw_the_same_only_the_first_is_stored(office: Office) -> None:
    await without_sign_off(office)
    drafts = await office.do(
        lambda stores: [
            counter.draft(stores, office.now, BACKLOG, SUMMER, str(1_000 + n)).number
            for n in range(MANY)
        ]
    )
    replies = await asyncio.gather(
        *(
            office.do(lambda stores, n=n: counter.confirm(stores, office.now, n))  # type: ignore[misc]
            for n in drafts
        )
    )
    assert len(await office.revisions(BACKLOG, SUMMER)) == 1
    shown = [reply for reply in replies if "Yours will be a correction" in reply.text]
    assert len(shown) == MANY - 1
