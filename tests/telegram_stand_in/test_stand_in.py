"""The stand-in is as strict as Telegram: a forgiving one would hide what Telegram refuses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.telegram_stand_in import TOKEN, Fault, StandIn
from tests.telegram_stand_in.entities import CannotParse, parse_html, units

PERSON = 7


class Client:
    """Calls the stand-in as any program would."""

    def __init__(self, telegram: StandIn, session: aiohttp.ClientSession) -> None:
        self._telegram = telegram
        self._session = session

    async def __call__(self, method: str, *, token: str = TOKEN, **values: Any) -> dict[str, Any]:
        url = f"{self._telegram.base_url}{token}/{method}"
        async with self._session.post(url, json=values) as response:
            answer: dict[str, Any] = await response.json()
            assert answer["ok"] is (response.status == 200)
            return answer

    async def form(self, method: str, **values: str | bytes) -> dict[str, Any]:
        form = aiohttp.FormData()
        for name, value in values.items():
            filename = "file" if isinstance(value, bytes) else None
            form.add_field(name, value, filename=filename)
        url = f"{self._telegram.base_url}{TOKEN}/{method}"
        async with self._session.post(url, data=form) as response:
            answer: dict[str, Any] = await response.json()
            return answer


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as stand_in:
        stand_in.world.known(PERSON)
        yield stand_in


@pytest.fixture
async def call(telegram: StandIn) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(telegram, session)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain", "plain"),
        ("<b>464</b> waiting", "464 waiting"),
        ("<b><i>nested</i></b>", "nested"),
        ('<a href="https://example.org">source</a>', "source"),
        ("<blockquote expandable>folded</blockquote>", "folded"),
        ("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
        ("&nbsp; stays", "&nbsp; stays"),
    ],
)
def test_markup_that_telegram_takes(source: str, text: str) -> None:
    assert parse_html(source).text == text


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>open", "Can't find end tag"),
        ("<h1>big</h1>", 'Unsupported start tag "h1"'),
        ("5 < 6", "Unclosed start tag"),
        ("<b>crossed <i>tags</b></i>", "Unmatched end tag"),
        ("</b>", "Unexpected end tag"),
        ('<b onclick="x">b</b>', "Unexpected attribute"),
        ("<span>x</span>", "must have class"),
        ("<br>", 'Unsupported start tag "br"'),
        ("1 <2> 3", 'Unsupported start tag "2"'),
    ],
)
def test_markup_that_telegram_refuses(source: str, complaint: str) -> None:
    with pytest.raises(CannotParse, match=complaint):
        parse_html(source)


def test_length_is_counted_as_telegram_counts() -> None:
    assert [units(text) for text in ("a", "é", "🙂")] == [1, 1, 2]


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "<b>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "x" * 4_097}, "message is too long"),
        ({"text": "🙂" * 2_049}, "message is too long"),
        ({"text": "x", "chat_id": 404}, "chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 9}}, "message to be replied not found"),
    ],
)
async def test_message_that_telegram_refuses(
    call: Client, values: dict[str, Any], complaint: str
) -> None:
    answer = await call("sendMessage", **({"chat_id": PERSON} | values))
    assert answer["error_code"] == 400
    assert complaint in answer["description"]


async def test_tags_do_not_count_towards_the_length(call: Client) -> None:
    text = f"<b>{'x' * 4_096}</b>"
    assert (await call("sendMessage", chat_id=PERSON, text=text, parse_mode="HTML"))["ok"]


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "", "callback_data": "a"}, "can't parse"),
        ({"text": "x"}, "Text buttons are unallowed"),
    ],
)
async def test_button_that_telegram_refuses(
    call: Client, button: dict[str, str], complaint: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = await call("sendMessage", chat_id=PERSON, text="x", reply_markup=markup)
    assert complaint in answer["description"]


async def test_more_than_a_hundred_buttons_are_refused(call: Client) -> None:
    rows = [[{"text": "x", "callback_data": "a"}]] * 101
    markup = {"inline_keyboard": rows}
    assert not (await call("sendMessage", chat_id=PERSON, text="x", reply_markup=markup))["ok"]


async def test_edits_are_judged(telegram: StandIn, call: Client) -> None:
    sent = (await call("sendMessage", chat_id=PERSON, text="one"))["result"]["message_id"]
    telegram.says(PERSON, "mine")
    edit = {"chat_id": PERSON, "message_id": sent}
    unchanged = await call("editMessageText", **edit, text="one")
    assert "message is not modified" in unchanged["description"]
    gone = await call("editMessageText", chat_id=PERSON, message_id=999, text="two")
    assert "message to edit not found" in gone["description"]
    theirs = await call("editMessageText", chat_id=PERSON, message_id=sent + 1, text="two")
    assert "can't be edited" in theirs["description"]
    assert (await call("editMessageText", **edit, text="two"))["ok"]
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "a"}]]}
    assert (await call("editMessageReplyMarkup", **edit, reply_markup=markup))["ok"]
    assert telegram.texts(PERSON) == ["two"]
    assert telegram.labels(PERSON) == ["x"]


async def test_who_cannot_be_written_to(telegram: StandIn, call: Client) -> None:
    telegram.blocks(PERSON)
    telegram.migrates(-5, -1_005)
    assert (await call("sendMessage", chat_id=PERSON, text="x"))["error_code"] == 403
    moved = await call("sendMessage", chat_id=-5, text="x")
    assert moved["parameters"] == {"migrate_to_chat_id": -1_005}


async def test_pressed_button_can_be_answered_once(telegram: StandIn, call: Client) -> None:
    query = telegram.presses(PERSON, 1, "a1:0")
    long = await call("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert long["description"].endswith("MESSAGE_TOO_LONG")
    assert (await call("answerCallbackQuery", callback_query_id=query))["ok"]
    again = await call("answerCallbackQuery", callback_query_id=query)
    assert "query is too old" in again["description"]


async def test_updates_are_kept_until_a_higher_offset_confirms_them(
    telegram: StandIn, call: Client
) -> None:
    first, second = telegram.says(PERSON, "one"), telegram.says(PERSON, "two")
    for _ in range(2):
        updates = (await call("getUpdates"))["result"]
        assert [update["update_id"] for update in updates] == [first, second]
    updates = (await call("getUpdates", offset=second))["result"]
    assert [update["update_id"] for update in updates] == [second]
    assert (await call("getUpdates", offset=second + 1))["result"] == []


async def test_hundred_updates_a_batch(telegram: StandIn, call: Client) -> None:
    for number in range(120):
        telegram.says(PERSON, str(number))
    assert len((await call("getUpdates", limit=500))["result"]) == 100


async def test_long_poll_answers_as_soon_as_there_is_something(
    telegram: StandIn, call: Client
) -> None:
    polling = asyncio.ensure_future(call("getUpdates", timeout=50))
    await telegram.until(lambda: telegram.world.poller)
    telegram.says(PERSON, "hello")
    assert len((await polling)["result"]) == 1


async def test_second_poller_ends_the_first(telegram: StandIn, call: Client) -> None:
    first = asyncio.ensure_future(call("getUpdates", timeout=50))
    await telegram.until(lambda: telegram.world.poller)
    second = asyncio.ensure_future(call("getUpdates", timeout=50))
    assert (await first)["error_code"] == 409
    telegram.says(PERSON, "hello")
    assert len((await second)["result"]) == 1


async def test_polling_is_refused_while_a_webhook_is_set(call: Client) -> None:
    await call("setWebhook", url="https://example.org/hook")
    assert (await call("getWebhookInfo"))["result"]["url"] == "https://example.org/hook"
    assert (await call("getUpdates"))["error_code"] == 409
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_kinds_of_update_that_were_not_asked_for_are_not_sent(
    telegram: StandIn, call: Client
) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    telegram.says(PERSON, "not wanted")
    assert (await call("getUpdates"))["result"] == []


async def test_wrong_token_and_unknown_method(call: Client) -> None:
    assert (await call("getMe", token="1:wrong"))["error_code"] == 401
    assert (await call("getNothing"))["error_code"] == 404


async def test_flood_limits_once_they_are_on(telegram: StandIn, call: Client) -> None:
    telegram.world.flood.on = True
    telegram.world.flood.clock = lambda: 100.0
    answers = [await call("sendMessage", chat_id=PERSON, text="x") for _ in range(7)]
    assert [answer["ok"] for answer in answers] == [True] * 6 + [False]
    assert answers[-1]["parameters"]["retry_after"] == 5
    telegram.world.flood.clock = lambda: 106.0
    assert (await call("sendMessage", chat_id=PERSON, text="x"))["ok"]


async def test_files_are_taken_sent_again_and_fetched(telegram: StandIn, call: Client) -> None:
    sent = await call.form("sendPhoto", chat_id=str(PERSON), photo=b"PNG", caption="trend")
    file_id = sent["result"]["photo"][0]["file_id"]
    assert (await call("sendPhoto", chat_id=PERSON, photo=file_id))["ok"]
    assert not (await call("sendDocument", chat_id=PERSON, document="nothing"))["ok"]
    path = (await call("getFile", file_id=file_id))["result"]["file_path"]
    address = telegram.base_url.replace("/bot", f"/file/bot{TOKEN}/{path}")
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert await response.read() == b"PNG"


async def test_menu_is_judged(telegram: StandIn, call: Client) -> None:
    bad = [{"command": "Not-Lower", "description": "x"}]
    assert not (await call("setMyCommands", commands=bad))["ok"]
    good = [{"command": "help", "description": "what I can answer"}]
    assert (await call("setMyCommands", commands=good))["ok"]
    assert not (await call("setMyDescription", description="x" * 513))["ok"]
    assert telegram.world.commands == good


async def test_chat_action_and_deletion_are_judged(call: Client) -> None:
    assert (await call("sendChatAction", chat_id=PERSON, action="typing"))["ok"]
    assert not (await call("sendChatAction", chat_id=PERSON, action="dancing"))["ok"]
    sent = (await call("sendMessage", chat_id=PERSON, text="x"))["result"]["message_id"]
    assert (await call("deleteMessage", chat_id=PERSON, message_id=sent))["ok"]
    assert not (await call("deleteMessage", chat_id=PERSON, message_id=sent))["ok"]


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER])
async def test_reset_before_and_after_delivery(
    telegram: StandIn, call: Client, fault: Fault
) -> None:
    telegram.fails("sendMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=PERSON, text="x")
    assert telegram.texts(PERSON) == ["x"] * (fault is Fault.RESET_AFTER)


async def test_values_come_as_json_or_as_a_form(telegram: StandIn) -> None:
    url = f"{telegram.base_url}{TOKEN}/sendMessage"
    async with aiohttp.ClientSession() as session:
        form = {"chat_id": str(PERSON), "text": "by form"}
        await (await session.post(url, data=form)).read()
        await (await session.get(url, params=form | {"text": "by address"})).read()
    assert telegram.texts(PERSON) == ["by form", "by address"]


async def test_another_process_can_play_the_people(telegram: StandIn) -> None:
    control = telegram.base_url.replace("/bot", "/stand-in")
    async with aiohttp.ClientSession() as session:
        said = {"person": "7", "text": "hello", "times": "3", "people": "2"}
        await (await session.post(f"{control}/says", data=said)).read()
        await (await session.get(f"{control}/state")).read()
    assert len(telegram.world.updates) == 3
