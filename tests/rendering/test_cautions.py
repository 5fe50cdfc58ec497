"""A comparator many times off the others is shown with a caution (P14): the unit may differ."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.conversation.talk import Talk, text_of

CAUTION = "at least five times that of every other place held"


@pytest.mark.parametrize("question", ["2.08 v england", "2.08 and 2.09 compared with everyone"])
async def test_a_comparator_in_what_may_be_another_unit(starter: Database, question: str) -> None:
    said = text_of(await Talk(starter).say(question))
    assert f"Please check before relying on it: the figure for England is {CAUTION}" in said


@pytest.mark.parametrize(
    "question", ["which measures are better than england", "top 3 furthest ahead of england"]
)
async def test_a_list_and_a_ranking_caution_too(starter: Database, question: str) -> None:
    said = text_of(await Talk(starter).say(question))
    assert "Please check First-time entrants to the youth justice system before relying" in said


async def test_no_caution_where_the_odd_one_is_not_shown(starter: Database) -> None:
    assert CAUTION not in text_of(await Talk(starter).say("2.08 v statistical neighbours"))


async def test_no_caution_where_places_merely_differ(starter: Database) -> None:
    assert "Please check" not in text_of(await Talk(starter).say("school absence v england"))


async def test_a_picture_nobody_asked_to_compare_leaves_the_odd_one_out(starter: Database) -> None:
    heard = await Talk(starter).say("chart 2.08")
    assert heard.reply is not None
    assert heard.reply.picture is not None
    [panel] = heard.reply.picture.panels
    assert [line.name for line in panel.beside] == ["North West"]
    assert "Please check" not in heard.reply.text


async def test_a_picture_with_the_odd_one_says_so_in_it_and_beside_it(starter: Database) -> None:
    heard = await Talk(starter).say("chart 2.08 against england")
    assert heard.reply is not None
    assert heard.reply.picture is not None
    assert CAUTION in heard.reply.text
    assert CAUTION in " ".join(heard.reply.picture.notes)
