"""What an officer sees and changes of people."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from bot.journal import AuditLine
from bot.membership.request import Request
from bot.membership.silence import silent_owners
from bot.people import Person, Role
from bot.stores import Stores
from storage.database import Database
from tests.membership.stage import Stage


@pytest.fixture
async def stage(starter: Database) -> Stage:
    stage = Stage(starter)
    await stage.joins("Ann", Role.OFFICER)
    await stage.joins("Owen", Role.CONTRIBUTOR, "4.01")
    return stage


async def test_the_list_tells_who_is_linked_waiting_and_missing(stage: Stage) -> None:
    await stage.says("Ann", "/invite Priya; Council; contributor; 4.02")
    await stage.says("Ann", "/invite Nia; Council; reader")
    await stage.says("Priya", "/start token1")
    said = await stage.says("Ann", "/people")
    assert "4 people, 3 linked." in said
    assert "Contributor: Owen, Priya." in said
    assert "To be confirmed by you: Priya." in said
    assert "Not opened the link yet: Nia." in said
    assert "Measures without an owner: 57 of 59." in said


async def test_measures_without_people_are_listed(stage: Stage) -> None:
    said = await stage.says("Ann", "/people gaps")
    assert "Nobody hands in: 1.01" in said
    assert "Only officers sign off" in said


async def test_a_persons_card_has_everything_that_can_be_done(stage: Stage) -> None:
    assert "Hands in: 4.01" in await stage.says("Ann", "/people Owen")
    assert stage.labels("Ann") == ["Take the account away", "Change the role", "Remove"]


@pytest.mark.parametrize("name", ["owen", "OWEN", "member 2", "#2", "2", "ow"])
async def test_people_are_found_by_name_part_of_it_or_number(stage: Stage, name: str) -> None:
    assert "Owen, Council" in await stage.says("Ann", f"/people {name}")


@pytest.mark.parametrize("name", ["Nobody", "99", "9" * 40, "%", "'; DROP TABLE member; --"])
async def test_nobody_is_found_by_other_names(stage: Stage, name: str) -> None:
    assert "I know nobody of that name." in await stage.says("Ann", f"/people {name}")


async def test_somebody_removed_can_do_nothing_from_that_moment(stage: Stage) -> None:
    await stage.says("Owen", "ehcp backlog")
    assert "These may then have nobody: 4.01" in await stage.says("Ann", "/remove Owen")
    await stage.presses("Ann", "Remove Owen")
    for text in ("ehcp backlog", "/mine", "backlog is 430 for Q2"):
        assert "464" not in await stage.says("Owen", text)
    assert await stage.member("Owen") is None


async def test_a_role_is_changed_by_buttons_and_its_owner_is_told(stage: Stage) -> None:
    await stage.says("Ann", "/role Owen")
    assert "Owen is an approver now." in await stage.presses("Ann", "Approver")
    assert "You are an approver now." in stage.told("Owen")[-1]


async def test_a_lower_role_loses_the_measures_it_cannot_carry(stage: Stage) -> None:
    assert "No longer theirs: 4.01" in await stage.says("Ann", "/role Owen; reader")
    assert "Hands in" not in await stage.says("Ann", "/people Owen")


@pytest.mark.parametrize("role", ["emperor", "stranger", "owner of all"])
async def test_a_role_that_does_not_exist_is_refused(stage: Stage, role: str) -> None:
    assert "I know no such role." in await stage.says("Ann", f"/role Owen; {role}")


async def test_measures_are_given_to_sign_off_or_to_hand_in(stage: Stage) -> None:
    assert "Owen hands in 4.02" in await stage.says("Ann", "/assign Owen; owner; 4.02")
    assert "already" in await stage.says("Ann", "/assign Owen; owner; 4.02")
    assert "can't sign figures off" in await stage.says("Ann", "/assign Owen; approver; 4.02")
    await stage.presses("Ann", "Make them an approver")
    assert "Owen signs off all of ambition 4" in await stage.says(
        "Ann", "/assign Owen; approver; ambition 4"
    )


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("/assign", "Who is to have which measures?"),
        ("/assign Owen", "Who is to have which measures?"),
        ("/assign Owen; king; 4.01", "Who is to have which measures?"),
        ("/assign Owen; owner; 9.99", "no measure called"),
        ("/assign Nobody; owner; 4.01", "I know nobody"),
        ("/reassign", "Which measures go to whom?"),
        ("/reassign 9.99; Owen", "no measure called"),
        ("/remove", "Who is to be removed?"),
        ("/role", "Whose role"),
        ("/confirm Owen", "confirmed already"),
        ("/link Owen", "linked already"),
        ("/unlink Ann", "your own account"),
    ],
)
async def test_what_cannot_be_done_says_why(stage: Stage, command: str, why: str) -> None:
    before = await stage.done()
    assert why in await stage.says("Ann", command)
    assert await stage.done() == before


async def test_the_role_of_somebody_who_has_not_opened_the_link_can_change(stage: Stage) -> None:
    await stage.says("Ann", "/invite Nia; Council; contributor; 4.02")
    assert "Nia is a reader now." in await stage.says("Ann", "/role Nia; reader")


class Wanted:
    """A figure that was due, as the room of reminders has it."""

    def __init__(self, measure: str, opened: str, due: str) -> None:
        self.measure = measure
        self.opened_on, self.due_on = date.fromisoformat(opened), date.fromisoformat(due)


OVERDUE = (
    Wanted("4.01", "2026-07-01", "2026-07-21"),
    Wanted("4.01", "2026-10-01", "2026-10-21"),
    Wanted("4.02", "2026-10-01", "2026-10-21"),
    Wanted("4.02", "2026-11-20", "2027-01-21"),
)


@pytest.mark.parametrize(
    ("heard_on", "silent"),
    [(None, ["Owen"]), ("2026-06-30", ["Owen"]), ("2026-07-01", []), ("2026-11-01", [])],
)
async def test_owners_who_let_two_rounds_go_by_are_asked_about(
    starter: Database, stage: Stage, heard_on: str | None, silent: list[str]
) -> None:
    await stage.joins("Zoe", Role.CONTRIBUTOR, "4.02")
    owen = await stage.member("Owen")
    assert owen is not None
    now, today = stage.now, stage.now.date()

    def work(stores: Stores) -> list[str]:
        if heard_on is not None:
            at = datetime.fromisoformat(f"{heard_on}T12:00:00+00:00")
            stores.audit.note(
                AuditLine(
                    actor=f"member {owen.id}", role="contributor", action="x", object="y", at=at
                )
            )
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        rooms = SimpleNamespace(
            people=stores.people,
            audit=stores.audit,
            reminders=SimpleNamespace(missing=lambda: OVERDUE),
        )
        request = Request(
            person=Person(id="terminal", role=Role.OFFICER),
            rooms=rooms,
            catalogue=catalogue,
            now=now,
            today=today,
            key="k",
            chat="terminal",
            linking=stage.linking,
        )
        return [one.member.name for one in silent_owners(request)]

    assert await starter.transact(work) == silent
