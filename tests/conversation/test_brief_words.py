"""'Cancel' and 'thanks' get one short line, and a card that is open is cancelled."""

from __future__ import annotations

import pytest

from bot.people import Role
from storage.database import Database
from tests.conversation.talk import Talk, text_of


@pytest.mark.parametrize("text", ["cancel", "/cancel", "Cancel!", "never mind", "/cancel@some_bot"])
async def test_without_a_card_there_is_nothing_to_cancel(starter: Database, text: str) -> None:
    assert text_of(await Talk(starter).say(text)).startswith("There is nothing to cancel")


@pytest.mark.parametrize("begun", ["/submit 4.01", "backlog is 430"])
async def test_an_open_card_is_cancelled_and_then_there_is_none(
    starter: Database, begun: str
) -> None:
    talk = Talk(starter)
    await talk.say(begun)
    assert text_of(await talk.say("cancel")) == "Cancelled. Nothing was stored."
    assert text_of(await talk.say("cancel")).startswith("There is nothing to cancel")


async def test_what_was_asked_for_is_left(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("/submit")
    assert text_of(await talk.say("never mind")) == "All right, nothing was changed."


@pytest.mark.parametrize(
    "text", ["thanks", "ok cheers", "thank you so much!", "thanks, very helpful"]
)
async def test_thanks_get_one_short_line(starter: Database, text: str) -> None:
    assert text_of(await Talk(starter).say(text)) == "You're welcome."


@pytest.mark.parametrize("text", ["thanks, what can you do?", "thanks, what is neet"])
async def test_a_question_with_thanks_is_answered(starter: Database, text: str) -> None:
    assert len(text_of(await Talk(starter).say(text))) > len("You're welcome.") * 3


async def test_help_lists_the_commands_of_those_who_have_some(starter: Database) -> None:
    officer = text_of(await Talk(starter).say("/help"))
    assert "/signoff: figures that wait for my sign-off" in officer
    assert "/invite: " in officer
    contributor = text_of(
        await Talk(starter, role=Role.CONTRIBUTOR, chat="telegram:8").say("/help")
    )
    assert "/submit: " in contributor
    assert "/invite: " not in contributor
    reader = text_of(await Talk(starter, role=Role.READER, chat="telegram:9").say("/help"))
    assert "/submit" not in reader
