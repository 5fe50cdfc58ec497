"""Invitations: typed in one line or step by step, opened once, confirmed by an officer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people import Role
from storage.database import Database
from tests.membership.stage import NOTICE, Stage

INVITE = "/invite Priya; Example Council; contributor; 4.01, 4.02"
LINK = "https://t.me/plan_bot?start=token1"


@pytest.fixture
async def stage(starter: Database) -> Stage:
    stage = Stage(starter)
    await stage.joins("Ann", Role.OFFICER)
    return stage


async def test_an_officer_gets_a_link_and_it_works(stage: Stage) -> None:
    assert LINK in await stage.says("Ann", INVITE)
    assert "Welcome, Priya." in await stage.says("Priya", "/start token1")
    member = await stage.member("Priya")
    assert member is not None
    assert (member.name, member.role, member.acts_as) == (
        "Priya",
        Role.CONTRIBUTOR,
        Role.READER,
    )


async def test_the_privacy_notice_is_shown_with_the_partnerships_name(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    welcome = await stage.says("Priya", "/start token1")
    assert NOTICE.split("$", maxsplit=1)[0] in welcome
    assert "$" not in welcome


async def test_an_officer_sees_the_account_and_confirms_it(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    await stage.says("Priya", "/start token1")
    assert "Priya, @priya, number 102" in stage.told("Ann")[-1]
    await stage.presses("Ann", "Yes, it is theirs")
    assert "confirmed" in stage.told("Priya")[-1]
    member = await stage.member("Priya")
    assert member is not None
    assert member.acts_as is Role.CONTRIBUTOR


async def test_an_officer_shuts_out_an_account_that_is_not_theirs(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    await stage.says("Mallory", "/start token1")
    await stage.presses("Ann", "No, shut it out")
    assert await stage.member("Mallory") is None
    assert "invited" in await stage.says("Mallory", "ehcp backlog")
    await stage.presses("Ann", "Make a new link")
    assert "Welcome" in await stage.says("Priya", "/start token2")


async def test_a_reader_needs_no_confirming(stage: Stage) -> None:
    await stage.says("Ann", "/invite Ravi; Example Council; reader")
    await stage.says("Ravi", "/start token1")
    assert "Ravi has opened" not in stage.told("Ann")[-1]
    assert "464" in await stage.says("Ravi", "ehcp backlog")


@pytest.mark.parametrize("bad", ["used", "expired", "made up", "void"])
async def test_every_link_that_does_not_work_gets_the_same_reply(stage: Stage, bad: str) -> None:
    await stage.says("Ann", INVITE)
    token = "token1"
    if bad == "used":
        await stage.says("Priya", "/start token1")
    elif bad == "expired":
        stage.now += timedelta(hours=72)
    elif bad == "made up":
        token = "tokenX"
    else:
        await stage.says("Ann", "/link 2")
    said = await stage.says("Mallory", f"/start {token}")
    assert said == "\n".join(
        [
            "This link does not work.",
            "A link is for one person, works once and only for a few days.",
            "Please ask your performance officer for a new one.",
        ]
    )
    assert await stage.member("Mallory") is None
    assert (await stage.done())[-1] == (
        "somebody without a name opened a link that does not work link"
    )


async def test_a_link_works_until_its_last_minute(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    stage.now += timedelta(hours=71, minutes=58)
    assert "Welcome" in await stage.says("Priya", "/start token1")


async def test_after_five_wrong_links_there_is_an_hour_of_silence(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    for number in range(5):
        assert "does not work" in await stage.says("Mallory", f"/start guess{number}")
    assert await stage.says("Mallory", "/start token1") == ""
    stage.now += timedelta(hours=1)
    assert "Welcome" in await stage.says("Mallory", "/start token1")


async def test_somebody_linked_uses_up_nobodys_link(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    for token in ("token1", "madeup"):
        assert "linked already" in await stage.says("Ann", f"/start {token}")
    assert "Welcome" in await stage.says("Priya", "/start token1")


async def test_a_link_opened_in_a_group_does_nothing(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    await stage.says("Priya", "/start token1", chat="telegram:-5")
    assert await stage.member("Priya") is None


async def test_only_the_hash_of_a_token_stays(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    await stage.says("Priya", "/start token1")
    held = await stage.read(everything)
    assert "token1" not in str(held)


async def test_step_by_step_each_missing_part_is_asked(stage: Stage) -> None:
    assert "Who is to be invited?" in await stage.says("Ann", "/invite")
    assert "What may Priya do?" in await stage.says("Ann", "Priya; Example Council")
    assert "Which measures" in await stage.presses("Ann", "Contributor")
    assert LINK in await stage.says("Ann", "4.01, ehcp timeliness")
    await stage.says("Priya", "/start token1")
    assert "You hand in: 4.01" in stage.told("Priya")[-1]


async def test_commas_do_as_well_as_semicolons(stage: Stage) -> None:
    assert LINK in await stage.says("Ann", "/invite Priya, Example Council, owner, 4.01, 4.02")
    await stage.says("Priya", "/start token1")
    assert "4.02" in stage.told("Priya")[-1]


async def test_an_ambition_is_taken_as_a_whole(stage: Stage) -> None:
    await stage.says("Ann", "/invite Omar; ; approver; ambition 4")
    await stage.says("Omar", "/start token1")
    assert "You sign off: all of ambition 4." in stage.told("Omar")[-1]


@pytest.mark.parametrize("words", ["9.99", "ambition 99", "gibberish xyzzy"])
async def test_a_measure_that_is_not_in_the_plan_is_named(stage: Stage, words: str) -> None:
    said = await stage.says("Ann", f"/invite Priya; ; contributor; 4.01, {words}")
    assert f"I know no measure called “{words}”" in said
    assert LINK in await stage.says("Ann", "4.01")


async def test_the_same_name_again_is_asked_about(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    assert "Priya of Example Council is here already" in await stage.says("Ann", INVITE)
    await stage.presses("Ann", "Make a new link")
    assert "does not work" in await stage.says("Mallory", "/start token1")
    await stage.says("Ann", INVITE)
    assert "token3" in await stage.presses("Ann", "Somebody else")


async def test_a_name_cannot_hide_or_turn_text(stage: Stage) -> None:
    await stage.says("Ann", "/invite Pri\u202eya\u200b <b>; ; reader")
    assert "Welcome, Priya <b>." in await stage.says("Priya", "/start token1")


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR, Role.APPROVER])
async def test_nobody_but_an_officer_invites(stage: Stage, role: Role) -> None:
    await stage.joins("Bob", role)
    for command in (INVITE, "/people", "/remove Ann", "/role Bob; officer", "/confirm 2"):
        assert "no command" in await stage.says("Bob", command)


async def test_the_first_officer_is_confirmed_by_nobody(starter: Database) -> None:
    stage = Stage(starter)
    await stage.says("terminal", "/invite Ann; Council; officer")
    assert "You run the bot" in await stage.says("Ann", "/start token1")
    await stage.says("terminal", "/invite Eve; Council; officer")
    assert "Until the performance officer has confirmed" in await stage.says("Eve", "/start token2")


async def test_everything_is_noted_without_names(stage: Stage) -> None:
    await stage.says("Ann", INVITE)
    await stage.says("Priya", "/start token1")
    await stage.presses("Ann", "Yes, it is theirs")
    assert await stage.done() == [
        "member 1 invited member 2 -> contributor, owner of 4.01, owner of 4.02",
        "member 1 made a link for member 2",
        "somebody without a name was linked member 2 -> contributor",
        "member 1 was confirmed member 2 -> contributor",
    ]


def everything(stores: object) -> list[object]:
    from tests.storage.reaching import run_sql

    tables = ("answer", "outbox", "invitation", "audit", "member", "inbox")
    return [run_sql(stores, f"SELECT * FROM {table}") for table in tables]  # type: ignore[arg-type]
