"""The miss list and added words, through the whole flow."""

from __future__ import annotations

from bot.learning.masking import mask
from bot.outbox.notice import Sent
from bot.people import Role
from bot.stores import Stores
from storage.database import Database
from tests.conversation.talk import Talk, text_of

ODD = "how many zorbing parks"


async def test_a_miss_is_listed_masked_and_counted(starter: Database) -> None:
    for chat in ("telegram:7", "telegram:8"):
        await Talk(starter, chat=chat, role=Role.READER).say(f"{ODD} for my son Jayden 07700900123")
    listed = text_of(await Talk(starter, chat="telegram:9").say("/misses"))
    assert "2 times by 2 people" in listed
    assert "Jayden" not in listed
    assert "0770" not in listed


async def test_a_word_is_tried_confirmed_and_then_understood(starter: Database) -> None:
    asker = Talk(starter, chat="telegram:7", role=Role.READER)
    before = await asker.say(ODD)
    assert before.reply is not None
    assert before.reply.statements == ()
    officer = Talk(starter, chat="telegram:9")
    proposed = await officer.say(f"/alias 3.02 {ODD}")
    assert "known questions" in text_of(proposed)
    assert "now means" in text_of(await officer.press(proposed, "Add it"))
    after = await asker.say(ODD)
    assert after.reply is not None
    assert {one.measure for one in after.reply.statements} == {"3.02"}


async def test_the_people_who_asked_are_told_once(starter: Database) -> None:
    asker = Talk(starter, chat="telegram:7", role=Role.READER)
    await asker.say(ODD)
    await asker.say(ODD)
    officer = Talk(starter, chat="telegram:9")
    await officer.say(f"/alias sure 3.02 {ODD}")
    await officer.say(f"/alias sure 3.01 {ODD}")
    # One notice a chat leaves at a time; two answers stand before the news.
    told = [one for _ in range(4) for one in await _sent(starter, asker) if "now" in one]
    assert len(told) == 1


async def _sent(database: Database, talk: Talk) -> list[str]:
    leased = await talk.notices()

    def deliver(stores: Stores) -> None:
        for one in leased:
            stores.outbox.start_sending(one.id, "test", talk.now)
            stores.outbox.settle(one.id, "test", Sent(), talk.now)

    await database.transact(deliver)
    return [one.notice.plain for one in leased]


async def test_words_that_would_do_harm_are_refused(starter: Database) -> None:
    officer = Talk(starter, chat="telegram:9")
    for words in ("march 2024", "430", "trend", "the figure", "persistent absence"):
        heard = await officer.say(f"/alias 3.02 {words}")
        assert "can't be added" in text_of(heard), words
    assert "no measure" in text_of(await officer.say("/alias 99.9 something"))


async def test_a_code_behind_the_words_is_shown_in_its_place(starter: Database) -> None:
    text = text_of(await Talk(starter, chat="telegram:9").say("/alias plan queue = 4.01"))
    assert "The code comes first, then the words." in text
    assert "Send: /alias 4.01 plan queue" in text


async def test_without_words_it_says_how(starter: Database) -> None:
    officer = Talk(starter, chat="telegram:9")
    for command in ("/alias", "/alias 3.02"):
        assert "/alias CODE words" in text_of(await officer.say(command))
    assert "No words were added" in text_of(await officer.say("/alias list"))
    await officer.say(f"/alias sure 3.02 {ODD}")
    assert ODD in text_of(await officer.say("/alias list"))


async def test_an_alias_that_stands_elsewhere_is_warned_about(starter: Database) -> None:
    officer = Talk(starter, chat="telegram:9")
    assert "Take care" in text_of(await officer.say("/alias 3.02 NEETs"))


async def test_a_miss_is_set_aside_with_one_tap(starter: Database) -> None:
    await Talk(starter, chat="telegram:7", role=Role.READER).say(ODD)
    officer = Talk(starter, chat="telegram:9")
    listed = await officer.say("/misses")
    assert "set aside" in text_of(await officer.press(listed, "Set aside: how many zorbing…"))
    assert "Nothing is on the miss list" in text_of(await officer.say("/misses"))


async def test_readers_see_neither(starter: Database) -> None:
    reader = Talk(starter, role=Role.READER)
    for command in ("/misses", f"/alias 3.02 {ODD}"):
        assert "no command" in text_of(await reader.say(command))


def test_what_could_identify_somebody_is_masked() -> None:
    ordinary = {"my", "son", "has", "been", "waiting", "for", "called", "the", "of", "asks"}
    masked = mask(
        "My son Jayden Smith of SK1 3XE, jay@example.org, 0161 496 0000, asks Mrs Kaur",
        ordinary.__contains__,
    )
    for secret in ("Jayden", "Smith", "SK1", "example.org", "0161", "Kaur"):
        assert secret not in masked
