"""What is held on somebody, letting them go, and who changed what (behaviours 26 and 27)."""

from __future__ import annotations

import pytest

from bot.journal import AuditLine
from bot.people import DutyKind, Role
from bot.stores import Stores
from storage.database import Database
from tests.membership.stage import Stage
from tests.storage.reaching import run_sql

GROUP = "telegram:-5"


@pytest.fixture
async def stage(starter: Database) -> Stage:
    stage = Stage(starter)
    await stage.joins("Ann", Role.OFFICER)
    await stage.joins("Owen", Role.CONTRIBUTOR, "4.01")
    await stage.joins("Ravi", Role.READER)
    return stage


@pytest.mark.parametrize(
    "words", ["/mydata", "what do you hold on me?", "what data do you have about me", "my data"]
)
async def test_everybody_may_see_what_is_held_on_them(stage: Stage, words: str) -> None:
    await stage.says("Owen", "ehcp backlog")
    said = await stage.says("Owen", words)
    assert "This is held on you, Owen:" in said
    assert "Owen of Council, contributor." in said
    assert "Telegram number 102, linked on 23 November 2026" in said
    assert "You hand in: 4.01" in said
    assert "Answers kept so that their buttons work: 1" in said


@pytest.mark.parametrize("about", ["Ravi", "Nobody At All", "member 3"])
async def test_about_others_nothing_is_said_whether_known_or_not(stage: Stage, about: str) -> None:
    for who in ("Owen", "Ann"):
        said = await stage.says(who, f"/mydata {about}")
        assert "only what is held on themselves" in said
        assert "Ravi" not in said
        asked = await stage.says(who, f"what do you hold on {about}?")
        assert "Council" not in asked
        assert "linked" not in asked


@pytest.mark.parametrize("command", ["/mydata", "/forget"])
async def test_what_is_personal_is_not_said_in_a_group(stage: Stage, command: str) -> None:
    await stage.says("Ann", "/allow", chat=GROUP)
    assert "private chat" in await stage.says("Owen", command, chat=GROUP)


async def test_a_reader_is_forgotten_after_one_yes(starter: Database, stage: Stage) -> None:
    await stage.says("Ravi", "ehcp backlog")
    asked = await stage.says("Ravi", "forget me")
    assert "Shall I forget you?" in asked
    assert "This stays on the record" in asked
    await stage.presses("Ravi", "Yes, forget me")
    assert await stage.member("Ravi") is None
    assert "whom the partnership has invited" in await stage.says("Ravi", "ehcp backlog")
    rows = await starter.read(lambda s: run_sql(s, "SELECT name, contact FROM member"))
    assert ("", None) in rows
    assert not any("Ravi" in str(row) for row in rows)


async def test_open_duties_are_handed_over_first(stage: Stage) -> None:
    said = await stage.says("Owen", "/forget")
    assert "handed over first" in said
    assert stage.labels("Owen") == ["Hand them over", "Ask the officer to let me go"]
    await stage.says("Owen", "/forget sure")
    assert await stage.member("Owen") is not None
    await stage.presses("Owen", "Ask the officer to let me go")
    assert "Owen asks to be forgotten." in stage.told("Ann")[-1]
    await stage.presses("Ann", "Remove Owen")
    await stage.presses("Ann", "Remove Owen")
    assert await stage.member("Owen") is None


async def test_after_handing_over_nothing_holds_them(stage: Stage) -> None:
    await stage.says("Owen", "/forget")
    await stage.presses("Owen", "Hand them over")
    await stage.presses("Owen", "Yes, take it off")
    await stage.says("Owen", "/forget")
    await stage.presses("Owen", "Yes, forget me")
    assert await stage.member("Owen") is None


async def test_the_last_officer_cannot_be_forgotten_removed_or_step_down(stage: Stage) -> None:
    for command in (
        "/forget",
        "/forget sure",
        "/remove Ann",
        "/remove sure Ann",
        "/role Ann; reader",
    ):
        assert "You are the last officer" in await stage.says("Ann", command)
    assert "You are the last officer" in await stage.says("Ann", "/role Ann; reader")
    await stage.joins("Eve", Role.OFFICER)
    await stage.says("Ann", "/role Ann; reader")
    assert "no command" in await stage.says("Ann", "/people")


async def test_a_new_invitation_makes_a_new_person(stage: Stage) -> None:
    before = await stage.member("Ravi")
    await stage.says("Ravi", "/forget sure")
    await stage.says("Ann", "/invite Ravi; Council; reader")
    await stage.says("Ravi", "/start token1")
    after = await stage.member("Ravi")
    assert before is not None
    assert after is not None
    assert after.id != before.id


def line(action: str, object_: str, before: str, after: str, at: object, actor: str) -> AuditLine:
    return AuditLine(
        actor=actor,
        role="contributor",
        action=action,
        object=object_,
        before=before,
        after=after,
        at=at,  # type: ignore[arg-type]
    )


@pytest.fixture
async def changed(starter: Database, stage: Stage) -> Stage:
    def work(stores: Stores) -> None:
        at = stage.now
        for object_, after in (("4.02 Q1 2026-27", "58"), ("4.02 Q2 2026-27", "61.4")):
            stores.audit.note(line("handed in", object_, "", after, at, "member 2"))
            stores.audit.note(line("signed off", object_, "", after, at, "member 1"))

    await starter.transact(work)
    return stage


async def test_an_officer_asks_who_changed_a_figure(changed: Stage) -> None:
    for words in ("/history 4.02 Q2", "who changed 4.02 q2?", "who changed 4.02 Q2 2026-27"):
        said = await changed.says("Ann", words)
        assert "23 November 2026 at 09:00: Ann signed off Q2 2026-27: 61.4." in said
        assert "Owen handed in Q2 2026-27: 61.4." in said
        assert "Q1" not in said


async def test_without_a_period_every_change_is_told(changed: Stage) -> None:
    said = await changed.says("Ann", "who changed 4.02")
    assert "Q1 2026-27: 58" in said
    assert "Q2 2026-27: 61.4" in said


async def test_somebody_erased_is_named_by_their_role(changed: Stage) -> None:
    await changed.says("Ann", "/remove sure Owen")
    said = await changed.says("Ann", "/history 4.02 Q2")
    assert "a contributor who has left handed in" in said
    assert "Owen" not in said


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("/history", "Whose history?"),
        ("/history xyzzy plugh", "I know no measure called"),
        ("/history 4.01 Q2", "Nothing was done to 4.01"),
    ],
)
async def test_what_cannot_be_told_is_said(changed: Stage, words: str, why: str) -> None:
    assert why in await changed.says("Ann", words)


async def test_only_officers_see_who_changed_what(changed: Stage) -> None:
    assert "no command" in await changed.says("Owen", "/history 4.02")
    assert "handed in" not in await changed.says("Owen", "who changed 4.02")


async def test_commands_and_refusals_are_noted_without_their_words(stage: Stage) -> None:
    await stage.says("Ann", "/people Owen")
    await stage.says("Ravi", "/remove Owen")
    await stage.says("Ravi", "/help")
    assert await stage.done(commands=True) == [
        "member 1 sent command people",
        "member 3 was refused command remove",
    ]


async def test_what_is_held_on_an_approver_names_what_they_sign_off(stage: Stage) -> None:
    await stage.joins("Omar", Role.APPROVER, "ambition 4", kind=DutyKind.APPROVER)
    assert "You sign off: all of ambition 4." in await stage.says("Omar", "/mydata")
