"""What people type about the starter plan, and what the reply must hold, through the whole flow.

As of 23 November 2026. Nothing of it is special-cased: it follows from the plan's data.
"""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conversation.talk import Talk, text_of

TYPED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "latest EHCP figure",
        (
            "464 in September 2024",
            "down 174 from 638 in March 2024",
            "7.8% in 2024",
            "down 2.1 percentage points",
            "plans maintained",
            "Pupils with an EHC plan: 6.1%",
        ),
    ),
    ("ehcp backlog", ("464", "September 2024", "As stated", "638 in March 2024", "Not certain")),
    ("child poverty", ("15.5%", "2024-25", "13.5%", "4 September 2024", "can't be compared")),
    ("care leavers in suitable housing", ("not available", "2024-25", "98%", "2023-24")),
    ("camhs wait", ("no figure", "CAMHS service manager")),
    ("persistent absence since 2016", ("gap", "School year 2015/16: 10.84%", "16.58%")),
    (
        "are we worse than england on 20 weeks",
        ("worse than England", "7.8%", "46.4%", "38.6 percentage points", "higher is better"),
    ),
    ("children looked after march 2016", ("293", "295", "Another source")),
    ("ambition 4", ("Ambition 4", "464", "7.8%", "Getting worse")),
    ("what are the ambitions", ("seven ambitions", "working title", "Best start in life")),
    ("what does waiting well mean", ("Waiting well", "Scrutiny Committee")),
)


@pytest.mark.parametrize(("typed", "parts"), TYPED, ids=[typed for typed, _ in TYPED])
async def test_the_reply_holds_what_matters(
    starter: Database, typed: str, parts: tuple[str, ...]
) -> None:
    said = text_of(await Talk(starter).say(typed))
    missing = [part for part in parts if part not in said]
    assert not missing, said


async def test_what_was_it_in_march(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("ehcp backlog")
    assert "638" in text_of(await talk.say("what was it in march 2024"))


async def test_bin_day_is_not_in_the_plan(starter: Database) -> None:
    heard = await Talk(starter).say("bin day in bramhall")
    assert heard.reply is not None
    assert heard.reply.statements == ()
    assert "The plan holds nothing on that topic" in text_of(heard)
    assert heard.reply.buttons


async def test_a_new_question_is_no_pick_of_an_earlier_choice(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("suspensions and exclusions")
    assert "485" in text_of(await talk.say("number of children in care"))


async def test_a_pick_with_a_period_means_that_period(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("exclusions 2018")
    assert "no figure is held for 2023" in text_of(
        await talk.say("how many permanent exclusions in 2023")
    )


async def test_now_means_the_newest(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("20 weeks in 2021 vs england")
    assert "7.8%" in text_of(await talk.say("and now"))
