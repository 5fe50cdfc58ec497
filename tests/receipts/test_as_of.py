"""What did we say on a day: the value in force then, and what this chat was told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.questions.said_on import said_on
from storage.database import Database
from tests.conversation.talk import Talk, text_of
from tests.receipts.correcting import correct

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day", "about"),
    [
        ("what did we say on 4 September about the backlog", date(2026, 9, 4), "the backlog"),
        ("What did you tell us about absence on 4 Sept 2024?", date(2024, 9, 4), "absence"),
        ("what was I told yesterday", date(2026, 11, 22), ""),
    ],
)
def test_the_day_and_the_rest_are_read(text: str, day: date, about: str) -> None:
    found = said_on(text, TODAY)
    assert found is not None
    assert (found.day, found.about) == (day, about)


@pytest.mark.parametrize(
    "text",
    [
        "what did we say for March 2024 on the backlog",
        "what did we say on 4 December 2026",
        "what was the backlog on 4 September",
        "latest EHCP figure",
    ],
)
def test_other_questions_are_left_alone(text: str) -> None:
    assert said_on(text, TODAY) is None


async def test_the_value_in_force_then_and_now(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    talk.now += timedelta(days=7)
    text = text_of(await talk.say("what did we say on 22 November about 20 weeks"))
    assert "On 22 November 2026: EHC plans issued within 20 weeks 7.8% in 2024" in text
    assert "Since revised: it is now 8.1%." in text
    assert "This chat was told nothing of it on 22 November 2026." in text
    text = text_of(await talk.say("what did we say on 23 November about 20 weeks"))
    assert "8.1% in 2024" in text
    assert "It has not been revised since." in text
    assert "What this chat was told of it that day: receipt" in text


async def test_a_published_revision_counts_from_the_day_it_was_out(starter: Database) -> None:
    """508.7 replaced 509.4 at the source on 3 November 2025, long before it was imported."""
    talk = Talk(starter)
    heard = await talk.say("what did we say on 20 November 2024 about 2.01 in 2022/23")
    assert "509.4" in text_of(heard)
    assert "it is now 508.7" in text_of(heard)
    assert "this bot has held it since 1 November 2026" in text_of(heard)


async def test_what_was_withheld_since_is_not_told(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", None, status="withheld")
    talk.now += timedelta(days=1)
    text = text_of(await talk.say("what did we say on 22 November about 20 weeks in 2024"))
    assert "7.8" not in text
    assert "withheld to protect confidentiality" in text


async def test_everything_that_was_told_on_a_day(starter: Database) -> None:
    talk = Talk(starter)
    for question in ("ehcp backlog", "persistent absence"):
        await talk.say(question)
    heard = await talk.say("what did we say today")
    assert heard.reply is not None
    await talk.say(heard.reply.flat_buttons()[0].label)  # a quotation is no answer of its own
    heard = await talk.say("what did we say today")
    assert "this chat was given two answers" in text_of(heard)
    assert heard.reply is not None
    opened = await talk.press(heard, heard.reply.flat_buttons()[0].label)
    assert "464" in text_of(opened)
    other = Talk(starter, chat="telegram:8")
    assert "told no figures" in text_of(await other.say("what did we say today"))
