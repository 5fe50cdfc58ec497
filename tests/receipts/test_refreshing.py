"""Cards that are out of date refresh themselves (A30)."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from tests.conversation.talk import Talk, text_of
from tests.receipts.correcting import correct


async def test_a_button_under_a_figure_that_changed_says_so(starter: Database) -> None:
    talk = Talk(starter)
    card = await talk.say("20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    text = text_of(await talk.press(card, "Trend"))
    assert (
        "Changed since the answer above: EHC plans issued within 20 weeks in 2024: "
        "then 7.8%, now 8.1%." in text
    )


async def test_a_button_under_a_figure_that_stands_says_nothing_of_it(starter: Database) -> None:
    talk = Talk(starter)
    card = await talk.say("20 weeks 2024")
    assert "Changed since" not in text_of(await talk.press(card, "Trend"))


async def test_a_forgotten_card_is_answered_anew_in_its_place(starter: Database) -> None:
    talk = Talk(starter)
    card = await talk.say("20 weeks 2024")
    await talk.notices()
    talk.now += timedelta(days=40)
    await starter.transact(lambda s: s.conversations.forget_before(talk.now))
    heard = await talk.press(card, "Trend")
    assert "here is how it stands now" in text_of(heard)
    assert "7.8% in 2024" in text_of(heard)


async def test_another_chats_forgotten_card_reaches_nothing(starter: Database) -> None:
    talk = Talk(starter)
    card = await talk.say("20 weeks 2024")
    await starter.transact(lambda s: s.conversations.forget_before(talk.now + timedelta(days=1)))
    other = Talk(starter, chat="telegram:8")
    assert "out of date" in text_of(await other.press_data(f"a{card.number}:0"))
    assert "7.8" not in text_of(await other.press_data(f"a{card.number}:0"))
