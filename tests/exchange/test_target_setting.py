"""Targets set in a chat: read back, stored, audited, and refused with an example."""

from __future__ import annotations

import pytest

from bot.people import Role
from bot.rendering.reply import Did
from storage.database import Database
from tests import another_plan
from tests.conversation.talk import Talk, text_of


async def officer(database: Database, role: Role = Role.OFFICER) -> Talk:
    await database.transact(another_plan.load)
    talk = Talk(database, role=role)
    talk.now = another_plan.AT
    return talk


async def test_a_target_is_read_back_then_set_and_audited(database: Database) -> None:
    talk = await officer(database)
    asked = await talk.say("/target 1.1 Q4 2026-27 70 within 2")
    assert "Set this target for Repairs done in time?" in text_of(asked)
    assert "January to March 2027" in text_of(asked)
    assert "70.0% (close within 2.0 percentage points)" in text_of(asked)
    assert len(await database.read(lambda s: s.plan.targets("1.1"))) == 2
    done = await talk.press(asked, "Set it")
    assert "The target for Repairs done in time is set." in text_of(done)
    targets = await database.read(lambda s: s.plan.targets("1.1"))
    assert [f"{one.value}" for one in targets] == ["60", "65", "70"]
    (noted,) = await database.read(lambda s: s.audit.newest(limit=1))
    assert (noted.action, noted.object) == ("set target", "1.1 Q4 2026-27")
    assert (noted.before, noted.after, noted.role) == ("", "70 within 2", "officer")


async def test_a_profile_sets_a_value_for_each_quarter(database: Database) -> None:
    talk = await officer(database)
    asked = await talk.say("/target 1.1 2027-28 60, 65, 70, 75")
    await talk.press(asked, "Set it")
    targets = await database.read(lambda s: s.plan.targets("1.1"))
    assert [(one.period.short, f"{one.value}") for one in targets[-4:]] == [
        ("Q1 2027-28", "60"),
        ("Q2 2027-28", "65"),
        ("Q3 2027-28", "70"),
        ("Q4 2027-28", "75"),
    ]


async def test_a_period_that_is_over_keeps_its_target(database: Database) -> None:
    talk = await officer(database)
    heard = await talk.say("/target 1.1 Q2 2026-27 50")
    assert "is over and keeps its target of 60.0%" in text_of(heard)
    assert heard.reply is not None
    assert heard.reply.did is Did.REFUSED


async def test_a_year_target_changed_mid_year_leaves_judged_quarters_alone(
    database: Database,
) -> None:
    talk = await officer(database)
    for value in ("90", "70"):
        asked = await talk.say(f"/target 2.3 2026-27 {value}")
        done = await talk.press(asked, "Set it")
    assert "Two periods already over within it keep the old target." in text_of(done)
    targets = await database.read(lambda s: s.plan.targets("2.3"))
    assert {(one.period.short, f"{one.value}") for one in targets} == {
        ("Q1 2026-27", "90"),
        ("Q2 2026-27", "90"),
        ("2026-27", "70"),
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9.99 Q4 2026-27 60", "no measure with the code 9.99"),
        ("1.1 Q4 2026-27 140", "between 0 and 100"),
        ("1.2 March 2027 -4", "cannot be below zero"),
        ("1.2 March 2027 4.5", "whole number"),
        ("1.2 March 2027 40%", "no percentage"),
        ("1.1 Q4 2026-27 60 within -2", "has no sign"),
        ("1.1 Q4 2026-27 60 within 2%", "percentage points, or 2% of the target"),
        ("1.1 Q4 2026-27 60 within 61", "nothing could be off target"),
        ("1.1 Q4 2026-27", "as a number after the period"),
        ("1.1 Q4 2026-27 high", "as a number after the period"),
        ("1.1 60", "name the period"),
        ("1.1 2027-28 60, 65, 70", "3 do not fit"),
        ("1.1 Q4 2026-27 60 within about two", "was not understood"),
    ],
)
async def test_what_cannot_be_a_target_is_refused_with_an_example(
    database: Database, typed: str, said: str
) -> None:
    talk = await officer(database)
    heard = await talk.say(f"/target {typed}")
    assert said in text_of(heard)
    assert heard.reply is not None
    assert heard.reply.did is Did.REFUSED
    assert "xample" in text_of(heard) or "Write: within" in text_of(heard)
    assert len(await database.read(lambda s: s.plan.targets("1.1"))) == 2


async def test_the_same_target_again_changes_nothing(database: Database) -> None:
    talk = await officer(database)
    asked = await talk.say("/target 1.1 Q4 2026-27 70")
    await talk.press(asked, "Set it")
    assert "Nothing was changed." in text_of(await talk.say("/target 1.1 Q4 2026-27 70"))
    acts = await database.read(lambda s: s.audit.newest(limit=9))
    assert len([one for one in acts if one.object != "command target"]) == 1


async def test_relative_tolerances_are_of_the_target(database: Database) -> None:
    talk = await officer(database)
    asked = await talk.say("/target 1.1 Q4 2026-27 70 within 10% of target")
    assert "close within 7.0 percentage points" in text_of(asked)


async def test_only_officers_set_targets(database: Database) -> None:
    talk = await officer(database, Role.APPROVER)
    assert "no command /target" in text_of(await talk.say("/target 1.1 Q4 2026-27 70"))


async def test_how_it_is_written_is_said(database: Database) -> None:
    talk = await officer(database)
    assert "For example: /target 1.1 Q2 2026-27 65 within 2" in text_of(await talk.say("/target"))
