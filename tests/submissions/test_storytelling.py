"""The story behind a number: the owner's words, kept with the version they are about."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.people import Role
from bot.plan.commentary import Commentary
from bot.rendering.reply import Did
from storage.database import Database
from tests import another_plan
from tests.asking import asker
from tests.conversation.talk import Talk, text_of
from tests.making import quarter
from tests.receipts.correcting import correct


async def officer(database: Database) -> Talk:
    await database.transact(another_plan.load)
    talk = Talk(database)
    talk.now = another_plan.AT
    return talk


async def why(database: Database, code: str) -> str:
    return (await asker(database, another_plan.TODAY)("story", code)).text


async def test_the_words_show_under_why_with_who_said_them(database: Database) -> None:
    talk = await officer(database)
    said = "/story 1.1 Q1 2026-27: more done | two fitters joined | keep both | forecast 66"
    assert "Kept with Repairs done in time, Q1 2026-27." in text_of(await talk.say(said))
    text = await why(database, "1.1")
    assert "Repairs done in time, Q1 2026-27: what its owner says." in text
    assert "What changed: more done." in text
    assert "Why: two fitters joined." in text
    assert "What happens next: keep both." in text
    assert "The owner's forecast, which is no figure: 66.0%." in text
    assert "Said by the performance officer on behalf of Head of Repairs, 4 January 2027." in text


async def test_words_about_an_older_version_are_marked(database: Database) -> None:
    talk = await officer(database)
    await talk.say("/story 1.1 Q1 2026-27: two fitters joined")
    await correct(database, "1.1", "2026-06-30", "55.5")
    text = await why(database, "1.1")
    assert "Written when the figure was 62.5%; it has changed since." in text
    assert "55.5%" in text


async def test_the_newest_words_come_first(database: Database) -> None:
    talk = await officer(database)
    await talk.say("/story 1.1 Q4 2025-26: the frost")
    await talk.say("/story 1.1 Q1 2026-27: two fitters joined")
    lines = (await why(database, "1.1")).splitlines()
    assert "Q1 2026-27" in lines[0]
    assert "Said of Q4 2025-26: the frost." in lines


async def test_words_about_a_hidden_figure_are_never_shown(database: Database) -> None:
    await database.transact(another_plan.load)
    night = another_plan.rough("3")[-1]
    words = Commentary(
        measure="2.1", period=night.period, value=None, why="three slept rough", role="Owner",
        at=another_plan.AT,
    )  # fmt: skip
    await database.transact(lambda s: s.receipts.comment(words))
    assert "three slept rough" not in await why(database, "2.1")


async def test_a_small_forecast_of_a_count_is_withheld(database: Database) -> None:
    await database.transact(another_plan.load)
    damp = replace(another_plan.damp()[-1])
    words = Commentary(
        measure="1.2", period=damp.period, value=damp.value, why="dry", forecast=Decimal(3),
        role="Owner", at=another_plan.AT,
    )  # fmt: skip
    await database.transact(lambda s: s.receipts.comment(words))
    text = await why(database, "1.2")
    assert "which is no figure: withheld to protect confidentiality" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "/story CODE PERIOD"),
        ("1.1 Q1 2026-27", "/story CODE PERIOD"),
        ("9.9: because", "/story CODE PERIOD"),
        ("1.1 Q1 2019-20: because", "No figure"),
        ("1.1: call me on 07700 900123", "could identify"),
        (f"1.1: {'long ' * 200}", "characters"),
    ],
)
async def test_what_cannot_be_kept_is_refused(database: Database, typed: str, said: str) -> None:
    talk = await officer(database)
    heard = await talk.say(f"/story {typed}")
    assert said in text_of(heard)
    assert heard.reply is not None
    assert heard.reply.did is not Did.ANSWERED
    assert await database.read(lambda s: s.plan.commentaries("1.1")) == []


async def test_a_reader_cannot_tell_a_story(database: Database) -> None:
    await database.transact(another_plan.load)
    heard = await Talk(database, role=Role.READER).say("/story 1.1: because")
    assert "no command /story" in text_of(heard)


async def test_two_parts_are_what_changed_and_why(database: Database) -> None:
    talk = await officer(database)
    await talk.say("/story 1.1 Q1 2026-27: more done | two fitters joined")
    (words,) = await database.read(lambda s: s.plan.commentaries("1.1"))
    assert (words.changed, words.why, words.next) == ("more done", "two fitters joined", "")
    assert words.period == quarter(2026, 1)
