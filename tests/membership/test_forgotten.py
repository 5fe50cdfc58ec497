"""Somebody forgotten is in no table any more; what must stay knows a number and a role only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Text, select
from sqlalchemy.types import String

from bot.learning.store import AddedAlias
from bot.outbox.limits import Bucket
from bot.people import Role
from bot.stores import Stores
from bot.submissions.records import Evidence
from handlers.clock import see_off
from storage.database import Database
from storage.tables import metadata
from tests.membership.stage import Stage
from tests.storage.reaching import connection_of, run_sql

NAME, GROUP = "Quillon", "telegram:-5"
ERASED = "the row goes, or the name of the chat is taken out of it"
NUMBER = "a number alone: the member's row keeps no name and no account"
NOBODY = "a group, or the number of an officer"

WHO = {
    "added_alias.person": ERASED,
    "answer.chat": ERASED,
    "answer.person": ERASED,
    "date_proposal.member_id": NUMBER,
    "digest.chat": ERASED,
    "digest.contact": ERASED,
    "draft.contact": ERASED,
    "draft.member_id": NUMBER,
    "duty.covers_id": NUMBER,
    "duty.member_id": NUMBER,
    "follow.chat": ERASED,
    "follow.contact": ERASED,
    "group_chat.allowed_by": NOBODY,
    "group_chat.chat": NOBODY,
    "inbox.chat": ERASED,
    "invitation.created_by": NUMBER,
    "invitation.member_id": NUMBER,
    "leaver.member_id": NUMBER,
    "member.contact": ERASED,
    "member.name": ERASED,
    "miss_asker.chat": ERASED,
    "miss_asker.person": ERASED,
    "outbox.chat": ERASED,
    "recalled.chat": ERASED,
    "receipt.chat": ERASED,
    "receipt.person": ERASED,
    "reminder.member_id": NUMBER,
    "reminder_message.member_id": NUMBER,
    "reminder_wish.member_id": NUMBER,
    "snooze.member_id": NUMBER,
    "submission.decided_by": NUMBER,
    "submission.member_id": NUMBER,
    "takeover.leaver_id": NUMBER,
    "takeover.successor_id": NUMBER,
}
"""What becomes of every column that can say who somebody is, when they are forgotten."""


def test_of_every_column_that_names_somebody_is_said_what_becomes_of_it() -> None:
    naming = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name in {"contact", "chat", "person"}
        or any(key.column.table.name == "member" for key in column.foreign_keys)
    }
    assert naming | {"member.name"} == WHO.keys()


@pytest.fixture
async def stage(starter: Database) -> Stage:
    stage = Stage(starter)
    await stage.joins("Ann", Role.OFFICER)
    await stage.joins(NAME, Role.CONTRIBUTOR, "4.01", "4.02")
    await stage.says("Ann", "/allow", chat=GROUP)
    return stage


def left_behind(stores: Stores, name: str) -> list[str]:
    """Return every table and column whose texts have a name in them."""
    connection = connection_of(stores)
    found = []
    for table in metadata.sorted_tables:
        texts = [one for one in table.columns if isinstance(one.type, Text | String)]
        if not texts:
            continue
        for row in connection.execute(select(*texts)):
            for column, value in zip(texts, row, strict=True):
                if value is not None and name in str(value):
                    found.append(f"{table.name}.{column.name}: {value}")
    return found


async def everything_they_can_leave(starter: Database, stage: Stage) -> str:
    """Let somebody do whatever leaves a trace; return their account."""
    contact = stage.contact(NAME)
    await stage.says(NAME, "ehcp backlog")
    await stage.says(NAME, "ehcp backlog", chat=GROUP)
    await stage.says(NAME, "follow ehcp backlog")
    await stage.says(NAME, "weekly summary monday 8am")
    await stage.says(NAME, "how many unicorns are there in the borough")
    await stage.says(NAME, "/quiet 17:00 to 09:00")
    await stage.says(NAME, "backlog is 430 for Q2")
    await stage.presses(NAME, "Confirm")
    await stage.says(NAME, "20 weeks is 61.4% for Q2")
    now = stage.now

    def more(stores: Stores) -> None:
        draft = stores.submissions.open_draft(contact, now)
        assert draft is not None
        paper = Evidence(draft=draft.number, file_id="f", kind="x", name="", size=1, added_at=now)
        stores.submissions.attach(paper)
        stores.limiter.keep([Bucket(name=contact, empty_at=now)])
        stores.learning.add_alias(
            AddedAlias(measure="4.01", alias="their word", person=contact, at=now)
        )

    await starter.transact(more)
    return contact


async def go(stage: Stage, how: str) -> None:
    """Let them be forgotten, by themselves or by an officer."""
    if how == "removed":
        await stage.says("Ann", f"/remove sure {NAME}")
        return
    await stage.says(NAME, "/not_mine sure all")
    await stage.says(NAME, "/forget")
    assert "you are forgotten" in await stage.presses(NAME, "Yes, forget me")


@pytest.mark.parametrize("how", ["themselves", "removed"])
async def test_no_table_knows_the_name_or_the_account(
    starter: Database, stage: Stage, how: str
) -> None:
    contact = await everything_they_can_leave(starter, stage)
    traces = await starter.read(lambda stores: left_behind(stores, contact))
    before = {trace.partition(".")[0] for trace in traces}
    assert before >= {"answer", "bucket", "digest", "draft", "follow", "member", "miss_asker"}
    assert before >= {"added_alias", "outbox", "receipt"}
    await go(stage, how)
    await see_off(starter, stage.now + timedelta(minutes=1))
    assert await starter.read(lambda stores: left_behind(stores, contact)) == []
    assert await starter.read(lambda stores: left_behind(stores, NAME)) == []


async def test_figures_and_sign_offs_stay_on_the_record(starter: Database, stage: Stage) -> None:
    await everything_they_can_leave(starter, stage)
    await go(stage, "themselves")
    waiting = await starter.read(lambda stores: stores.submissions.waiting())
    assert [str(one.offer.value) for one in waiting] == ["430"]
    drafts = await starter.read(lambda stores: run_sql(stores, "SELECT state, contact FROM draft"))
    assert drafts == [("confirmed", "erased")]
    said = await stage.says("Ann", "/history 4.01 Q2")
    assert "a contributor who has left handed in" in said


async def test_nothing_more_is_sent_to_them(starter: Database, stage: Stage) -> None:
    contact = await everything_they_can_leave(starter, stage)
    await go(stage, "removed")
    later = stage.now + timedelta(days=30)
    waiting = await starter.transact(
        lambda stores: stores.outbox.claim("me", later, lease=timedelta(minutes=1), limit=99)
    )
    assert contact not in {one.notice.chat for one in waiting}


async def test_what_is_held_names_drafts_and_follows(starter: Database, stage: Stage) -> None:
    await everything_they_can_leave(starter, stage)
    said = await stage.says(NAME, "/mydata")
    assert "Measures you follow: 1. Figures begun and kept: 2." in said
