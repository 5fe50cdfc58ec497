"""What people see: questions, buttons, things that are no text, strangers, groups."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest

from bot import sending
from bot.conversation import Incoming, Moved, PutOut, Text
from bot.kept import Kept
from bot.rendering.reply import Button, Reply, bold, line
from bot.stores import Stores
from storage.database import Database
from tests.telegram.doors import READER, STRANGER, Echo, open_door, waiting
from tests.telegram_stand_in import Fault, StandIn

GROUP = -1_001


async def test_question_is_answered(telegram: StandIn, database: Database, echo: Echo) -> None:
    telegram.says(READER, "latest child poverty")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["You said: latest child poverty"]
    assert telegram.labels(READER) == ["More", "Less"]


async def test_html_in_a_question_comes_back_as_text(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.says(READER, "<b>is 5 < 6 & 7 > 6?</i>")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["You said: <b>is 5 < 6 & 7 > 6?</i>"]


async def test_text_of_5000_characters_is_answered(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.says(READER, "figure " * 714)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert len(echo.heard) == 1


@pytest.mark.parametrize(
    "odd", ["", "\u0000", "\u202eneve", "🙂" * 2_000, "'; DROP TABLE inbox;--"]
)
async def test_odd_text_is_answered(
    telegram: StandIn, database: Database, echo: Echo, odd: str
) -> None:
    telegram.says(READER, odd or " ")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert len(telegram.texts(READER)) == 1


async def test_commands_arrive_as_text(telegram: StandIn, database: Database, echo: Echo) -> None:
    for command in ("/start", "/help", "/ambitions", "/nonsense words"):
        telegram.says(READER, command)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: len(telegram.texts(READER)) == 4)
    assert telegram.texts(READER)[0] == "You said: /start"
    assert telegram.texts(READER)[3] == "You said: /nonsense words"


@pytest.mark.parametrize(
    ("what", "word"),
    [("voice", "voice note"), ("photo", "photo"), ("document", "document"), ("sticker", "sticker")],
)
async def test_what_is_no_text_is_named(
    telegram: StandIn, database: Database, echo: Echo, what: str, word: str
) -> None:
    telegram.sends(READER, what)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == [f"You said: a {word}"]


async def test_pressed_button_is_answered_and_heard(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_door(telegram, database, echo):
        telegram.says(READER, "trend")
        await telegram.until(lambda: telegram.texts(READER))
        query = telegram.presses_label(READER, "Less")
        await telegram.until(lambda: len(telegram.texts(READER)) == 2)
        await telegram.until(lambda: query in telegram.world.answered)
    assert telegram.texts(READER)[1] == "You said: pressed a1:1"


async def test_press_on_a_message_that_is_gone_is_answered_too(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    query = telegram.presses(READER, 99_999, "a5:0")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: query in telegram.world.answered)
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["You said: pressed a5:0"]


async def test_query_too_old_to_answer_does_no_harm(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    query = telegram.presses(READER, 99_999, "a5:0")
    del telegram.world.callbacks[query]
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
        await telegram.until(lambda: telegram.called("answerCallbackQuery"))
    assert not telegram.called("answerCallbackQuery")[0].ok


async def test_stranger_is_a_stranger(telegram: StandIn, database: Database, echo: Echo) -> None:
    telegram.says(STRANGER, "latest child poverty")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(STRANGER))
    assert telegram.texts(STRANGER) == ["You said: By invitation only."]


async def test_edited_message_is_declined_once(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_door(telegram, database, echo):
        telegram.says(READER, "latest")
        await telegram.until(lambda: telegram.texts(READER))
        telegram.edits(READER, 1, "latest!")
        telegram.edits(READER, 1, "latest!!")
        telegram.says(READER, "next")
        await telegram.until(lambda: len(telegram.texts(READER)) == 3)
    assert telegram.texts(READER)[1:] == ["You said: edited", "You said: next"]


async def test_in_a_group_the_bot_hears_only_what_is_said_to_it(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.says(READER, "good morning all", chat=GROUP)
    telegram.says(READER, "@Stand_In_figures_bot latest?", chat=GROUP)
    telegram.says(READER, "/help@stand_in_figures_bot", chat=GROUP)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: len(telegram.texts(GROUP)) == 2)
        answer = telegram.sent(GROUP)[-1]
        telegram.says(READER, "and before that?", chat=GROUP, reply_to_message=answer)
        await telegram.until(lambda: len(telegram.texts(GROUP)) == 3)
    assert [one.body for one in echo.heard] == [
        Text(text="latest?"),
        Text(text="/help"),
        Text(text="and before that?"),
    ]
    assert all(one.group and one.chat == f"telegram:{GROUP}" for one in echo.heard)
    assert {one.contact for one in echo.heard} == {f"telegram:{READER}"}


async def test_a_group_that_moves_or_puts_the_bot_out_is_heard_of(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.migrates(GROUP, -1_005)
    telegram.puts_out(READER, -1_005)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: len(echo.heard) == 3)
    moved = (f"telegram:{GROUP}", Moved(to="telegram:-1005"))
    assert [(one.chat, one.body) for one in echo.heard] == [
        moved,
        moved,
        ("telegram:-1005", PutOut()),
    ]


async def test_cards_are_offered_in_any_chat_and_shared_whole(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    def cards(text: str, contact: str, stores: Stores, at: datetime) -> tuple[Reply, ...]:
        assert (text, contact) == ("poverty", f"telegram:{READER}")
        return (
            Reply(headline=line("Child poverty <5>: 15.5%."), lines=(line("Long. " * 50),)),
            Reply(headline=line("Free meals: 20%.")),
        )

    async with open_door(telegram, database, echo, cards=cards):
        number = telegram.looks_for(READER, "poverty")
        await telegram.until(lambda: number in telegram.world.offered)
    offered = telegram.world.offered[number]
    assert offered["is_personal"] in (True, "true")
    first, second = offered["results"]
    assert first["title"] == "Child poverty <5>: 15.5%."
    assert len(first["description"]) <= 120
    assert "&lt;5&gt;" in first["input_message_content"]["message_text"]
    assert first["id"] != second["id"]
    assert await waiting(database) == 0


async def test_no_cards_are_an_answer_too(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_door(telegram, database, echo, cards=lambda *_: ()):
        number = telegram.looks_for(STRANGER, "poverty")
        await telegram.until(lambda: number in telegram.world.offered)
    assert telegram.world.offered[number]["results"] == []


async def test_other_bots_are_not_answered(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    chat = telegram.world.known(READER)
    robot = telegram.world.person(5, is_bot=True)
    telegram.does("message", telegram.world.message(chat, robot, text="beep"))
    async with open_door(telegram, database, echo):
        telegram.says(READER, "done")
        await telegram.until(lambda: len(echo.heard) == 1)
    assert await waiting(database) == 0


async def test_unknown_and_unreadable_updates_do_not_stop_the_rest(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.does(
        "channel_post", {"message_id": 1, "date": 0, "chat": {"id": -5, "type": "channel"}}
    )
    telegram.does("message", {"message_id": "not a number of anything"})
    telegram.does("brand_new_kind_of_thing", {"a": 1})
    telegram.does("my_chat_member", {"odd": True})
    telegram.says(READER, "still there?")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["You said: still there?"]


async def test_blocking_and_letting_in_again_are_noted(
    telegram: StandIn, database: Database, echo: Echo, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.blocks(READER)
    telegram.unblocks(READER)
    telegram.says(READER, "hello again")
    with caplog.at_level("INFO"):
        async with open_door(telegram, database, echo):
            await telegram.until(lambda: telegram.texts(READER))
    assert "the bot is now kicked" in caplog.text


async def test_old_update_is_answered_late(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.world.wall = lambda: 1_000_000_000.0
    telegram.says(READER, "yesterday's question")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert len(echo.heard) == 1


async def test_menu_and_descriptions_are_set(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: len(telegram.world.about) == 2)
    assert [command["command"] for command in telegram.world.commands] == ["help", "ambitions"]
    assert telegram.world.about["description"] == "Answers questions about the plan."


async def test_bot_works_where_the_menu_cannot_be_set(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.fails("setMyCommands", Fault.FLOOD, retry_after=300)
    telegram.says(READER, "hello")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert not telegram.world.commands


async def test_typing_is_shown_while_an_answer_takes_long(
    telegram: StandIn, database: Database
) -> None:
    shown = threading.Event()
    slow = Echo(before=lambda _: wait_for(shown))
    telegram.says(READER, "slow one")
    async with open_door(telegram, database, slow, typing_after=0.01):
        await telegram.until(lambda: telegram.called("sendChatAction"))
        shown.set()
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.called("sendChatAction")[0].values["action"] == "typing"


async def test_no_typing_for_a_quick_answer(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.says(READER, "quick one")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert not telegram.called("sendChatAction")


def wait_for(event: threading.Event) -> None:
    assert event.wait(10)


async def test_what_is_too_long_for_a_message_comes_as_several_in_their_order(
    telegram: StandIn, database: Database
) -> None:
    lines = tuple(line(f"{number}: {'9' * 70}") for number in range(100))
    long = Reply(
        headline=line(bold("All of it")),
        lines=lines,
        small=line("The end."),
        buttons=((Button(label="Help", command="/help"),),),
    )

    def at_length(incoming: Incoming, stores: Stores, at: datetime) -> None:
        sending.send(
            long,
            Kept(),
            stores,
            at,
            key=incoming.key,
            chat=incoming.chat,
            person=incoming.contact,
        )

    async with open_door(telegram, database, at_length):
        telegram.says(READER, "everything")
        await telegram.until(lambda: len(telegram.texts(READER)) == 2)
    first, second = telegram.texts(READER)
    assert first.startswith("All of it\n0: 9")
    assert first.endswith("This goes on in the next message.")
    said = [*first.split("\n")[1:-1], *second.split("\n")[:-1]]
    assert said == [one.text for one in lines]
    assert second.endswith("The end.")
    one, other = telegram.sent(READER)
    assert "reply_markup" not in one
    assert "reply_markup" in other
