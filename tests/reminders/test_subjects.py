"""Status and due dates by person, organisation, ambition and period, in any order."""

from __future__ import annotations

import pytest

from bot.people import Role
from storage.database import Database
from tests.conversation.talk import Talk, text_of
from tests.reminders.scene import CAMHS, OTHER, Office, at
from tests.reminders.test_answers import talk

TODAY = "2026-10-30"


@pytest.fixture
async def office(starter: Database) -> Office:
    office = Office(starter)
    await office.hire("Pat Reed", CAMHS)
    await office.hire("Pat Lowe", OTHER)
    await office.hire("Kim Idle")
    await office.morning(at("2026-10-14"))
    return office


@pytest.fixture
async def officer(office: Office) -> Talk:
    return talk(office, await office.hire("Officer", role=Role.OFFICER), TODAY)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("status pat reed", "asked of Pat Reed: none of one figure"),
        ("/status Reed", "asked of Pat Reed"),
        ("/status q2 pat reed", "Q2 2026-27 (July to September 2026), asked of Pat Reed"),
        ("who's late with pat lowe", "asked of Pat Lowe"),
        ("/status Pennine Care", "asked of Pennine Care NHS Foundation Trust"),
        ("status q2 pennine care", "Q2 2026-27 (July to September 2026), asked of Pennine Care"),
        ("status ambition 6 q2", "Q2 2026-27 (July to September 2026), ambition 6"),
        ("who is late in ambition 6?", "the newest periods, ambition 6"),
        ("/status q2 2026-27", "Q2 2026-27"),
        (f"/status {CAMHS}", "CAMHS wait to treatment"),
    ],
)
async def test_status_is_read_by_person_organisation_ambition_and_period(
    officer: Talk, asked: str, answer: str
) -> None:
    assert answer in text_of(await officer.say(asked))


async def test_two_people_of_one_name_are_asked_about(officer: Talk) -> None:
    asked = await officer.say("/status pat")
    assert "Whom do you mean?" in text_of(asked)
    pressed = await officer.press(asked, "Pat Lowe, Council")
    assert "asked of Pat Lowe" in text_of(pressed)


async def test_somebody_who_hands_in_nothing_is_said_so(officer: Talk) -> None:
    assert "Kim Idle hands in no measure now" in text_of(await officer.say("/status kim"))
    assert "Kim Idle hands in no measure now" in text_of(await officer.say("/due kim"))


async def test_a_reader_cannot_ask_by_a_persons_name(office: Office) -> None:
    reader = talk(office, await office.hire("Reader", role=Role.READER), TODAY)
    said = text_of(await reader.say("/status pat reed"))
    assert "I know no period, measure, ambition or owner" in said


async def test_a_reader_sees_counts_and_labels_without_names(office: Office) -> None:
    reader = talk(office, await office.hire("Reader", role=Role.READER), TODAY)
    said = text_of(await reader.say("status q2 pennine care"))
    assert "not supplied" in said
    assert "Pat" not in said


async def test_an_owner_asks_for_their_own(office: Office) -> None:
    owner = await office.hire("Lee Park", "4.03")
    said = text_of(await talk(office, owner, TODAY).say("/status me"))
    assert "asked of you" in said


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("/status 2019", "The plan began on 1 April 2024."),
        ("/status q4 2026-27", "Lists are made when a period has ended"),
        ("/status q1", "What was due before reminders began is not on the list."),
        ("/status nonsense words", "I know no period, measure, ambition or owner called"),
    ],
)
async def test_a_period_without_a_list_and_unknown_words_are_said_so(
    officer: Talk, asked: str, answer: str
) -> None:
    assert answer in text_of(await officer.say(asked))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("whats due in december", "Wanted in December 2026: four figures, none of them late."),
        ("/due january", "Wanted in January 2027: "),
        ("/due pat reed", "Wanted from Pat Reed: one figure, late."),
        ("/due december 2025", "December 2025"),
    ],
)
async def test_a_month_without_a_year_is_the_one_that_comes(
    officer: Talk, asked: str, answer: str
) -> None:
    assert answer in text_of(await officer.say(asked))


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("calendar autumn", "November", "November 2026"), ("/calendar spring", "March", "May 2027")],
)
async def test_a_season_of_the_calendar_is_the_one_that_comes(
    officer: Talk, asked: str, first: str, last: str
) -> None:
    said = text_of(await officer.say(asked)).splitlines()
    months = [one for one in said if one.endswith((" 2026:", " 2027:")) and " to " not in one]
    assert months[0].startswith(first)
    assert months[-1] == f"{last}:"
