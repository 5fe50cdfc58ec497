"""Asking for a picture: what goes out, what its buttons do, what is remembered."""

from __future__ import annotations

import pytest

from bot.outbox.notice import Notice
from bot.rendering.chart_spec import Shape, from_json
from storage.database import Database
from tests.conversation.talk import Talk, text_of

CAPTION = 1_024


async def newest(talk: Talk) -> Notice:
    return (await talk.notices())[-1].notice


async def test_a_chart_goes_out_with_its_finding_as_a_caption(starter: Database) -> None:
    talk = Talk(starter)
    heard = await talk.say("draw me a chart of persistent absence")
    notice = await newest(talk)
    assert notice.picture is not None
    spec = from_json(notice.picture)
    assert notice.plain.startswith(spec.title)
    assert len(notice.plain) <= CAPTION
    assert [button.label for button in heard.reply.flat_buttons()][:2] == [  # type: ignore[union-attr]
        "Describe",
        "Table",
    ]


@pytest.mark.parametrize("number", range(1, 8))
async def test_an_ambition_is_one_scorecard(starter: Database, number: int) -> None:
    talk = Talk(starter)
    heard = await talk.say(f"chart of ambition {number}")
    assert heard.reply is not None
    assert heard.reply.picture is not None
    assert heard.reply.picture.shape is Shape.SCORECARD
    described = await talk.press(heard, "Describe")
    assert described.reply is not None
    assert described.reply.picture is None
    for row in heard.reply.picture.rows:
        assert row.name in text_of(described)


async def test_a_trend_offers_to_be_drawn_where_there_is_enough_to_draw(starter: Database) -> None:
    talk = Talk(starter)
    drawn = await talk.press(await talk.say("persistent absence over time"), "Draw it")
    assert drawn.reply is not None
    assert drawn.reply.picture is not None
    short = await talk.say("ehcp backlog over time")
    assert short.reply is not None
    assert "Draw it" not in [button.label for button in short.reply.flat_buttons()]


async def test_table_and_description_lead_to_each_other_and_back(starter: Database) -> None:
    talk = Talk(starter)
    table = await talk.press(await talk.say("chart of child poverty"), "Table")
    assert "2024-25: Stockport 15.5%" in text_of(table)
    described = await talk.press(table, "Describe")
    again = await talk.press(described, "Draw it")
    assert again.reply is not None
    assert again.reply.picture is not None


async def test_a_question_after_the_words_of_a_picture_gets_an_ordinary_answer(
    starter: Database,
) -> None:
    talk = Talk(starter)
    await talk.press(await talk.say("chart of child poverty"), "Table")
    heard = await talk.say("what about persistent absence")
    assert heard.reply is not None
    assert heard.reply.query is not None
    assert heard.reply.query.twin is None


async def test_a_pie_of_figures_over_time_is_a_line_and_says_why(starter: Database) -> None:
    heard = await Talk(starter).say("pie chart of child poverty")
    assert heard.reply is not None
    assert heard.reply.picture is not None
    assert "A pie shows the shares of one whole" in text_of(heard)


async def test_what_no_picture_can_show_is_answered_and_said(starter: Database) -> None:
    heard = await Talk(starter).say("chart of the ambitions")
    assert heard.reply is not None
    assert heard.reply.picture is None
    assert "A picture can show up to four measures, or one ambition." in text_of(heard)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("draw child poverty", True),
        ("child poverty as a picture", True),
        ("graph child poverty please", True),
        ("what is the picture on child poverty", False),
        ("latest child poverty", False),
    ],
)
async def test_words_that_ask_for_a_picture(starter: Database, asked: str, wanted: bool) -> None:
    heard = await Talk(starter).say(asked)
    assert heard.reply is not None
    assert (heard.reply.picture is not None) is wanted
