"""How was this worked out? The sum with its numbers, the comparison, the status (behaviour 18)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.people import Person, Role
from bot.receipts import working
from bot.receipts.quoting import Quoter
from bot.stores import Stores
from storage.database import Database
from tests import another_plan
from tests.answers.tiny import plan_of
from tests.conversation.talk import Talk, text_of
from tests.making import count, figure, measure, target, year
from tests.receipts.correcting import correct

NOW = year(2025)


@pytest.fixture
def talk(starter: Database) -> Talk:
    return Talk(starter)


async def explained(database: Database, code: str) -> str:
    def work(stores: Stores) -> str:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        quoter = Quoter(
            person=Person(id="telegram:7", role=Role.READER),
            chat="telegram:7",
            stores=stores,
            catalogue=catalogue,
            today=another_plan.TODAY,
        )
        return working.how(code, quoter).text

    return await database.read(work)


@pytest.mark.parametrize(
    "typed", ["how was this worked out?", "how", "how did you get that", "show me the working"]
)
async def test_after_an_answer_the_sum_is_said_with_its_numbers(talk: Talk, typed: str) -> None:
    await talk.say("20 weeks in 2024")
    text = text_of(await talk.say(typed))
    assert text.startswith("EHC plans issued within 20 weeks, 2024: how it was worked out.")
    assert "The sum: 45 ÷ 574 = 7.8%." in text
    assert "with one decimal place, rounded half up" in text
    assert "The change: 7.8% less 9.9% in 2023" in text
    assert "No target is set, so no status is worked out." in text


async def test_a_receipt_is_explained_too(talk: Talk) -> None:
    heard = await talk.say("20 weeks in 2024")
    assert heard.reply is not None
    for typed in (f"how {heard.reply.code}", f"/how {heard.reply.code}"):
        assert "The sum: 45 ÷ 574 = 7.8%." in text_of(await talk.say(typed))


async def test_the_revision_that_it_rests_on_is_named(talk: Talk, starter: Database) -> None:
    heard = await talk.say("20 weeks in 2024")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    assert heard.reply is not None
    text = text_of(await talk.say(f"how {heard.reply.code}"))
    assert "in revision 2" in text


async def test_without_counts_it_says_that_none_are_held(talk: Talk) -> None:
    await talk.say("latest persistent absence")
    text = text_of(await talk.say("how was this worked out"))
    assert "The counts behind it are not held, so 16.58% is told as its source printed it." in text


async def test_several_figures_are_asked_about(talk: Talk) -> None:
    await talk.say("latest EHCP figure")
    heard = await talk.say("how was this worked out")
    assert text_of(heard) == "Which figure do you mean?"
    again = await talk.press(heard, "EHC plans issued within 20 weeks")
    assert "how it was worked out" in text_of(again)


async def test_with_nothing_before_it_how_is_an_ordinary_question(talk: Talk) -> None:
    assert "worked out" not in text_of(await talk.say("how"))


async def test_a_mistyped_code_offers_the_nearest(talk: Talk) -> None:
    heard = await talk.say("20 weeks in 2024")
    assert heard.reply is not None
    wrong = f"{heard.reply.code[:-1]}{'X' if heard.reply.code[-1] != 'X' else 'W'}"
    assert f"The nearest one is {heard.reply.code}." in text_of(await talk.say(f"/how {wrong}"))


async def test_a_hidden_figure_is_explained_without_its_numbers(database: Database) -> None:
    hidden = replace(figure(NOW, "3.0"), numerator=Decimal(3), denominator=Decimal(100))
    await plan_of(database, hidden, measures=(measure(),))
    text = await explained(database, "9.01")
    assert "withheld to protect confidentiality" in text
    assert "The method: Repairs done within 10 days, as a share of all repairs." in text
    assert "3.0" not in text
    assert "100" not in text


async def test_the_status_test_is_said(database: Database) -> None:
    share = replace(figure(NOW, "61.4"), numerator=Decimal(43), denominator=Decimal(70))
    await plan_of(database, share, measures=(measure(),), targets=[target(NOW, "65", "5")])
    text = await explained(database, "9.01")
    assert (
        "The status: 61.4% is 3.6 percentage points below the target of 65.0% (tolerance 5.0 "
        "percentage points); so: close to target." in text
    )


async def test_a_sum_of_other_measures_lists_each(database: Database) -> None:
    whole, part = count(code="9.02", name="All homes"), count(part_of="9.02")
    await plan_of(
        database, figure(NOW, "70", measure="9.02"), figure(NOW, "40"), measures=(whole, part)
    )
    assert "Part of it: Repairs done in time, 40." in await explained(database, "9.02")
