"""What a person sees of the whole flow, beyond the answers themselves."""

from __future__ import annotations

from datetime import timedelta

from bot.people import Role
from bot.questions.queries import Kind
from bot.rendering.reply import Did
from storage.database import Database
from tests.conversation.talk import Talk, text_of


async def test_a_follow_up_leans_on_the_last_answer(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("ehcp backlog")
    heard = await talk.say("what was it in march 2024")
    assert "638" in text_of(heard)
    assert "March 2024" in text_of(heard)


async def test_after_half_an_hour_nothing_is_leant_on(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("ehcp backlog")
    talk.now += timedelta(minutes=31)
    heard = await talk.say("what was it in march 2024")
    assert "638" not in text_of(heard)


async def test_another_chat_is_not_leant_on(starter: Database) -> None:
    await Talk(starter).say("ehcp backlog")
    heard = await Talk(starter, chat="telegram:8").say("what was it in march 2024")
    assert "638" not in text_of(heard)


async def test_a_pressed_button_answers(starter: Database) -> None:
    talk = Talk(starter)
    asked = await talk.say("latest EHCP figure")
    assert asked.reply is not None
    first = asked.reply.flat_buttons()[0]
    heard = await talk.press(asked, first.label)
    assert heard.reply is not None
    assert heard.reply.query is not None
    assert first.query is not None
    assert heard.reply.query.measures == first.query.measures


async def test_the_button_of_another_chat_reaches_nothing(starter: Database) -> None:
    asked = await Talk(starter).say("latest EHCP figure")
    heard = await Talk(starter, chat="telegram:8").press_data(f"a{asked.number}:0")
    assert "out of date" in text_of(heard)


async def test_a_made_up_button_reaches_nothing(starter: Database) -> None:
    talk = Talk(starter)
    for data in ("a999999:0", "nonsense", "a1:0; DROP TABLE figure", ""):
        assert "out of date" in text_of(await talk.press_data(data))


async def test_a_stranger_gets_one_polite_sentence_an_hour_and_no_data(starter: Database) -> None:
    talk = Talk(starter, role=Role.STRANGER)
    first = await talk.say("latest EHCP figure")
    assert "invite" in text_of(first)
    assert not any(letter.isdigit() for letter in text_of(first))
    assert (await talk.say("hello?")).reply is None
    assert len(await talk.notices()) == 1


async def test_a_voice_note_gets_one_line_with_an_example(starter: Database) -> None:
    heard = await Talk(starter).attach("voice note")
    assert "voice note" in text_of(heard)
    assert "For example" in text_of(heard)


async def test_odd_texts_get_one_short_answer_and_no_figure(starter: Database) -> None:
    talk = Talk(starter)
    for text in ("", "   ", "🙂🙂", "?!", "x" * 5000, "430"):
        heard = await talk.say(text)
        assert heard.reply is not None
        assert heard.reply.did is not Did.ANSWERED or heard.reply.statements == ()
        assert len(heard.reply.lines) <= 3


async def test_a_code_alone_is_a_question(starter: Database) -> None:
    heard = await Talk(starter).say("7.01")
    assert heard.reply is not None
    assert next(one.measure for one in heard.reply.statements) == "7.01"


async def test_markup_and_sql_in_a_question_come_back_harmless(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("<b>ehcp</b> backlog'; DROP TABLE figure; --")
    heard = await talk.say("ehcp backlog")
    assert "464" in text_of(heard)
    for leased in await talk.notices():
        assert "<script" not in leased.notice.html


async def test_an_unknown_command_names_the_known_ones(starter: Database) -> None:
    heard = await Talk(starter).say("/fly now")
    assert "/fly" in text_of(heard)
    assert "/help" in text_of(heard)


async def test_a_reader_is_not_shown_the_officers_commands(starter: Database) -> None:
    heard = await Talk(starter, role=Role.READER).say("/why")
    assert "no command" in text_of(heard)


async def test_the_officer_sees_how_a_question_was_read(starter: Database) -> None:
    talk = Talk(starter)
    await talk.say("ehcp backlog")
    assert "ehcp backlog" in text_of(await talk.say("/why"))


async def test_commands_answer(starter: Database) -> None:
    talk = Talk(starter)
    assert (await talk.say("/help@some_bot")).reply is not None
    heard = await talk.say("/ambitions")
    assert heard.reply is not None
    assert heard.reply.query is not None
    assert heard.reply.query.kind is Kind.PLAN


async def test_without_a_plan_it_says_what_to_run(database: Database) -> None:
    assert "partnership-bot import" in text_of(await Talk(database).say("ehcp backlog"))


async def test_the_same_key_twice_leaves_once(starter: Database) -> None:
    one, other = Talk(starter), Talk(starter)
    await one.say("ehcp backlog")
    await other.say("ehcp backlog")
    assert len(await one.notices()) == 1
