"""Alerts keep what answers keep: what a chat was shown counts, and so does what alerts showed it.

A total of 43 is made of 3, which is hidden, and 40: whoever has the 40 must not be told the 43.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.plan.figures import Figure, FigureStatus
from bot.receipts.recall import Correction, recall
from bot.reminders.alerts import send_alerts, send_digests
from bot.reminders.calendar import calendar_of
from bot.reminders.owing import items_of
from bot.reminders.records import Expected, Wanted
from bot.reminders.rules import Rules
from bot.reminders.wording import reminder
from bot.rendering.reply import Reply
from bot.stores import Stores
from storage.database import Database
from tests import another_plan
from tests.answers.tiny import plan_of
from tests.conversation.talk import Talk, text_of
from tests.making import count, figure, year
from tests.reminders.scene import Office

ALL, BIG, SMALL = "9.02", "9.03", "9.04"
MEASURES = (
    count(code=ALL, name="All homes"),
    count(code=BIG, name="Homes repaired", part_of=ALL),
    count(code=SMALL, name="Homes rebuilt", part_of=ALL),
)
TOTAL, LARGE = figure(year(2025), "43", measure=ALL), figure(year(2025), "40", measure=BIG)
HIDDEN = figure(year(2025), "3", measure=SMALL)
CORRECTION = Correction(why="", approved_by="its approver")
MONDAY = datetime(2026, 10, 12, 9, tzinfo=UTC)


@pytest.fixture
async def chat(database: Database) -> Talk:
    await plan_of(database, HIDDEN, measures=MEASURES, today=date(2026, 10, 12))
    return talk_in(database)


def talk_in(database: Database, chat: str = "telegram:7") -> Talk:
    talk = Talk(database, chat=chat)
    talk.now = MONDAY
    return talk


async def publish(database: Database, *figures: Figure) -> None:
    def work(stores: Stores) -> None:
        stores.exchange.put_figures([(one, ()) for one in figures], another_plan.AT)
        stores.exchange.plan_changed()

    await database.transact(work)


async def told(database: Database, days: int, chat: str = "telegram:7") -> list[str]:
    """Let the bot tell of changes some days later; return what this chat was sent."""
    now = MONDAY + timedelta(days=days)

    def work(stores: Stores) -> None:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        send_alerts(stores, catalogue, Rules(), now, lambda _: True)
        send_digests(stores, catalogue, Rules(), now, lambda _: True)

    await database.transact(work)
    sent = await Office(database).send(now)
    return [one.plain for one in sent if one.chat == chat and one.key.startswith(("f", "d"))]


async def test_an_alert_tells_nothing_that_gives_a_count_away_beside_an_answer(
    chat: Talk, database: Database
) -> None:
    await publish(database, LARGE)
    assert "40" in text_of(await chat.say(f"latest {BIG}"))
    other = talk_in(database, "telegram:8")
    for one in (chat, other):
        await one.say(f"tell me when {ALL} changes")
    await told(database, 1)
    await publish(database, TOTAL)
    [text] = await told(database, 2)
    assert "43" not in text
    assert "withheld to protect confidentiality" in text


async def test_who_saw_nothing_is_told_the_total(chat: Talk, database: Database) -> None:
    await chat.say(f"tell me when {ALL} changes")
    await told(database, 1)
    await publish(database, LARGE, TOTAL)
    [text] = await told(database, 2)
    assert "All homes has a new figure: 43" in text


async def test_what_an_alert_showed_counts_in_later_answers(chat: Talk, database: Database) -> None:
    await chat.say(f"tell me when {BIG} changes")
    await publish(database, LARGE)
    [text] = await told(database, 1)
    assert "40" in text
    await publish(database, TOTAL)
    assert "withheld" in text_of(await chat.say(f"latest {ALL}"))
    assert "43" in text_of(await talk_in(database, "telegram:8").say(f"latest {ALL}"))


async def test_a_weekly_summary_keeps_it_too(chat: Talk, database: Database) -> None:
    await publish(database, LARGE)
    await chat.say(f"latest {BIG}")
    await chat.say("weekly summary monday 8am")
    await publish(database, TOTAL)
    [text] = await told(database, 8)
    assert "All homes" in text
    assert "43" not in text


async def test_a_summary_repeats_no_earlier_value_that_is_hidden_now(
    chat: Talk, database: Database
) -> None:
    before = replace(LARGE, period=year(2024))
    await publish(database, before)
    await chat.say("weekly summary monday 8am")
    small = replace(HIDDEN, period=year(2024))
    await publish(database, LARGE, small, replace(TOTAL, period=year(2024)))
    [text] = await told(database, 8)
    assert "Homes repaired: 40" in text
    assert "before" not in text


async def test_a_correction_that_a_follower_was_told_of_is_not_told_again(
    chat: Talk, database: Database
) -> None:
    await publish(database, LARGE)
    await chat.say(f"tell me when {BIG} changes")
    revised = replace(LARGE, value=Decimal(41), status=FigureStatus.REVISED)
    await publish(database, revised)

    def correct(stores: Stores) -> int:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        return recall(stores, catalogue, CORRECTION, MONDAY)

    assert await database.transact(correct) == 1
    assert await told(database, 1) == []


@pytest.mark.parametrize(("hides", "said"), [(True, ""), (False, "Last figure: 40 for 2025-26.")])
async def test_a_reminder_is_silent_where_what_may_be_said_depends_on_the_chat(
    chat: Talk, database: Database, *, hides: bool, said: str
) -> None:
    await publish(database, LARGE, *((TOTAL,) if hides else ()))
    wanted = Expected(
        id=1,
        measure=BIG,
        period=year(2026),
        due_on=date(2027, 4, 30),
        first_due_on=date(2027, 4, 30),
        opened_on=date(2026, 4, 1),
        state=Wanted.MISSING,
    )

    def remind(stores: Stores) -> Reply:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        today = MONDAY.date()
        items = items_of(stores, catalogue, catalogue.by_code, [wanted], today)
        return reminder(items, calendar_of(catalogue, stores.reminders, Rules()), today)

    text = (await database.read(remind)).text
    assert "Homes repaired" in text
    assert ("Last figure" in text) is bool(said)
    assert said in text
