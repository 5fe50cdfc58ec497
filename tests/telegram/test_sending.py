"""What a send comes to: nothing is lost, nothing goes twice unless its answer was lost."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.outbox.limits import Limits
from bot.outbox.notice import Keyboard, Notice, NoticeClass, NoticeState
from storage.database import Database, open_database
from tests.telegram.doors import READER, Echo, Flaky, now, open_door, states
from tests.telegram_stand_in import Fault, StandIn

GROUP, SUPERGROUP = -55, -1_055
SENT, HELD, GIVEN_UP = NoticeState.SENT, NoticeState.HELD, NoticeState.GIVEN_UP


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    opened = open_database(empty_url)
    yield opened
    await opened.close()


async def add(
    database: Database,
    *,
    key: str = "n",
    chat: int = READER,
    html: str = "<b>464</b>",
    notice_class: NoticeClass = NoticeClass.ANSWER,
    edits: int | None = None,
    reply_to: int | None = None,
    buttons: tuple[tuple[tuple[str, str], ...], ...] = (),
) -> None:
    notice = Notice(
        key=key,
        chat=f"telegram:{chat}",
        html=html,
        plain="464",
        notice_class=notice_class,
        edits=edits,
        reply_to=reply_to,
        keyboard=Keyboard(rows=buttons),
    )
    await database.transact(lambda stores: stores.outbox.add(notice, now()))


@pytest.fixture(autouse=True)
def reader_has_started(telegram: StandIn) -> None:
    telegram.world.known(READER)


@pytest.mark.parametrize(
    ("fault", "how"),
    [
        (Fault.FLOOD, {"retry_after": 0.05}),
        (Fault.STATUS, {"status": 500}),
        (Fault.STATUS, {"status": 503}),
    ],
)
async def test_what_certainly_did_not_go_is_sent_again(
    telegram: StandIn, database: Database, echo: Echo, fault: Fault, how: dict[str, object]
) -> None:
    await add(database)
    telegram.fails("sendMessage", fault, **how)
    async with open_door(telegram, database, echo, pauses=0.01):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["464"]
    assert await states(database) == {SENT: 1}


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [
        (Fault.RESET_BEFORE, False),
        (Fault.RESET_AFTER, True),
        (Fault.HANG_BEFORE, False),
        (Fault.HANG_AFTER, True),
        (Fault.STATUS, False),
        (Fault.STATUS_AFTER, True),
        (Fault.GARBAGE, True),
        (Fault.NO_RESULT, True),
    ],
)
async def test_answer_to_a_person_goes_once_more_marked_when_telegrams_answer_was_lost(
    telegram: StandIn, database: Database, echo: Echo, fault: Fault, arrived: bool
) -> None:
    await add(database)
    telegram.fails("sendMessage", fault, status=502)
    async with open_door(telegram, database, echo, answer_within=0.2):
        await telegram.until(lambda: len(telegram.texts(READER)) == 1 + arrived)
    assert telegram.texts(READER)[-1] == "464\nYou may have had this message already."
    assert await states(database) == {SENT: 1}


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.STATUS])
async def test_reminder_is_held_when_telegrams_answer_was_lost(
    telegram: StandIn, database: Database, echo: Echo, fault: Fault
) -> None:
    await add(database, notice_class=NoticeClass.REMINDER)
    failing = telegram.fails("sendMessage", fault, status=504)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: failing.met)
    assert await states(database) == {HELD: 1}
    assert len(telegram.called("sendMessage")) == 1


async def test_blocked_person_gets_nothing_more_and_the_row_says_why(
    telegram: StandIn, database: Database, echo: Echo, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.blocks(READER)
    await add(database)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.called("sendMessage"))
    assert await states(database) == {GIVEN_UP: 1}
    assert "bot was blocked by the user" in caplog.text


async def test_unknown_chat_does_not_stop_the_others(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    await add(database, key="nobody", chat=404_404)
    await add(database, key="reader")
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert await states(database) == {SENT: 1, GIVEN_UP: 1}


async def test_upgraded_group_gets_its_message_under_the_new_id(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.migrates(GROUP, SUPERGROUP)
    await add(database, chat=GROUP)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(SUPERGROUP))
    assert await states(database) == {SENT: 1}


async def test_markup_that_telegram_refuses_goes_as_plain_text_once(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    await add(database, html="<h1>464</h1>", buttons=((("More", "a1:0"),),))
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["464"]
    assert telegram.labels(READER) == ["More"]
    assert len(telegram.called("sendMessage")) == 2


async def test_message_is_edited_in_place(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_door(telegram, database, echo):
        await add(database, key="first", html="one")
        await telegram.until(lambda: telegram.texts(READER))
        number = telegram.sent(READER)[0]["message_id"]
        await add(database, key="second", html="two", edits=number)
        await telegram.until(lambda: telegram.texts(READER) == ["two"])


async def test_unchanged_edit_is_harmless(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_door(telegram, database, echo):
        await add(database, key="first", html="one")
        await telegram.until(lambda: telegram.texts(READER))
        number = telegram.sent(READER)[0]["message_id"]
        await add(database, key="second", html="one", edits=number)
        await telegram.until(lambda: telegram.called("editMessageText"))
    assert await states(database) == {SENT: 2}


async def test_edit_of_a_message_that_is_gone_is_sent_anew(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    await add(database, html="two", edits=99_999)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.texts(READER) == ["two"]


async def test_edit_whose_answer_was_lost_is_made_again_because_that_does_no_harm(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    async with open_door(telegram, database, echo, pauses=0.01):
        await add(database, key="first", html="one")
        await telegram.until(lambda: telegram.texts(READER))
        telegram.fails("editMessageText", Fault.RESET_AFTER)
        number = telegram.sent(READER)[0]["message_id"]
        await add(database, key="second", html="two", edits=number)
        await telegram.until(lambda: len(telegram.called("editMessageText")) == 2)
    assert telegram.texts(READER) == ["two"]
    assert await states(database) == {SENT: 2}


async def test_reply_to_a_message_that_is_gone_goes_all_the_same(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    await add(database, reply_to=99_999)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))


async def test_answers_go_before_bulk(telegram: StandIn, database: Database, echo: Echo) -> None:
    for number in range(1_000, 1_020):
        telegram.world.known(number)
        chat = number
        await add(database, key=f"r{chat}", chat=chat, notice_class=NoticeClass.REMINDER)
    await add(database, key="answer")
    async with open_door(telegram, database, echo, sends=1):
        await telegram.until(lambda: telegram.world.sent_count == 21)
    first = telegram.called("sendMessage")[0]
    assert first.values["chat_id"] == READER


async def test_one_chats_flood_does_not_hold_up_the_others(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.world.known(1_000)
    telegram.fails("sendMessage", Fault.FLOOD, chat=1_000, retry_after=300)
    await add(database, key="flooded", chat=1_000)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.called("sendMessage"))
        await add(database, key="other")
        await telegram.until(lambda: telegram.texts(READER))
        await add(database, key="flooded again", chat=1_000)
    assert telegram.texts(1_000) == []
    assert (await states(database))[NoticeState.DUE] == 2


async def test_chats_of_another_door_are_left_alone(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    typed = Notice(key="t", chat="terminal", html="x", plain="x")
    await database.transact(lambda stores: stores.outbox.add(typed, now()))
    await add(database)
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert await states(database) == {SENT: 1, NoticeState.DUE: 1}


async def test_link_previews_are_off(telegram: StandIn, database: Database, echo: Echo) -> None:
    await add(database, html='<a href="https://example.org/a">source</a>')
    async with open_door(telegram, database, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert telegram.called("sendMessage")[0].values["link_preview_options"] == {"is_disabled": True}


async def test_sending_goes_on_when_the_database_fails_for_a_while(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    flaky = Flaky(database, failures=5)
    await add(database)
    async with open_door(telegram, flaky, echo):
        await telegram.until(lambda: telegram.texts(READER))
    assert await states(database) == {SENT: 1}


async def test_usual_pace_never_meets_telegrams_flood_limits(
    telegram: StandIn, database: Database, echo: Echo
) -> None:
    telegram.world.flood.on = True
    # A busy machine bunches what left in good time; without our pace all 44 would come at once.
    telegram.world.flood.overall = 40
    for number in range(1_000, 1_040):
        telegram.world.known(number)
        await add(database, key=f"n{number}", chat=number)
    for number in range(4):
        await add(database, key=f"again {number}", notice_class=NoticeClass.ANSWER)
    async with open_door(telegram, database, echo, limits=Limits()):
        await telegram.until(lambda: telegram.world.sent_count == 44)
    assert telegram.world.flood.breaches == 0
    assert await states(database) == {SENT: 44}
