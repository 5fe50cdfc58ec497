"""An answer's receipt: what was said, on which definition, and what has changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.people import Person, Role
from bot.receipts.quoting import Quoter, may_see
from bot.rendering.reply import Did
from bot.stores import Stores
from storage.database import Database
from tests import starter_database
from tests.conversation.talk import Talk, text_of
from tests.receipts.correcting import correct, reword
from tests.starter import TODAY


async def code_after(talk: Talk, text: str) -> str:
    heard = await talk.say(text)
    assert heard.reply is not None
    assert heard.reply.code, heard.reply.text
    return heard.reply.code


async def test_an_answer_with_a_figure_ends_with_its_receipt(starter: Database) -> None:
    talk = Talk(starter)
    heard = await talk.say("ehcp backlog")
    assert heard.reply is not None
    assert text_of(heard).splitlines()[-1].endswith(f"Receipt {heard.reply.code}.")
    notice = (await talk.notices())[0].notice
    assert f"Receipt {heard.reply.code}." in notice.plain
    assert f"<code>{heard.reply.code}</code>" in notice.html


async def test_help_has_no_receipt(starter: Database) -> None:
    heard = await Talk(starter).say("/help")
    assert heard.reply is not None
    assert heard.reply.code == ""


@pytest.mark.parametrize("form", ["{}", "/receipt {}", "what was {}?", "receipt {}"])
async def test_a_quoted_receipt_returns_exactly_what_was_said(starter: Database, form: str) -> None:
    talk = Talk(starter)
    heard = await talk.say("ehcp backlog")
    assert heard.reply is not None
    said = text_of(heard).removesuffix(f" Receipt {heard.reply.code}.")
    again = text_of(await talk.say(form.format(heard.reply.code.lower())))
    assert said in again
    assert "was given on 23 November 2026 at 09:01" in again
    assert "Every figure in it is still the same." in again
    assert "The definition is still the same" in again


async def test_a_later_correction_shows(starter: Database) -> None:
    talk = Talk(starter)
    code = await code_after(talk, "20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", "8.1")
    text = text_of(await talk.say(code))
    assert "EHC plans issued within 20 weeks: 7.8% in 2024" in text
    assert "EHC plans issued within 20 weeks in 2024: then 7.8%, now 8.1%." in text


async def test_a_definition_that_changed_is_shown_as_it_was(starter: Database) -> None:
    talk = Talk(starter)
    code = await code_after(talk, "ehcp backlog")
    old = await reword(
        starter, "4.01", "Something else is counted.", talk.now + timedelta(seconds=30)
    )
    text = text_of(await talk.say(code))
    assert f"has changed. Then: {old}" in text


async def test_a_mistyped_code_returns_no_other_answer(starter: Database) -> None:
    talk = Talk(starter)
    code = await code_after(talk, "ehcp backlog")
    wrong = code[:-1] + ("X" if code[-1] != "X" else "W")
    heard = await talk.say(f"/receipt {wrong}")
    assert heard.reply is not None
    assert "464" not in text_of(heard)
    assert heard.reply.did is Did.ASKED
    assert "464" in text_of(await talk.press(heard, code))


async def test_an_unknown_code_says_where_receipts_are(starter: Database) -> None:
    heard = await Talk(starter).say("/receipt QQ-QQQQ")
    assert "No answer has the receipt QQ-QQQQ." in text_of(heard)
    assert "last line" in text_of(heard)
    assert "for example" in text_of(await Talk(starter).say("/receipt"))


async def test_another_member_may_read_what_every_reader_would_be_told(starter: Database) -> None:
    code = await code_after(Talk(starter), "ehcp backlog")
    other = Talk(starter, role=Role.READER, chat="telegram:8")
    text = text_of(await other.say(code))
    assert "464" in text
    assert "telegram:7" not in text


async def test_an_answer_for_officers_is_not_available_to_a_reader(starter: Database) -> None:
    talk = Talk(starter)
    heard = await talk.say("ehcp backlog")
    number = heard.number
    assert number is not None
    assert heard.reply is not None

    def keep_for_officers(stores: Stores) -> None:
        found = stores.receipts.find(number)
        assert found is not None
        stores.receipts.keep(replace(found, number=number + 1000, least=Role.OFFICER))

    await starter.transact(keep_for_officers)
    from bot.receipts.codes import code_of

    other = Talk(starter, role=Role.READER, chat="telegram:8")
    refused = text_of(await other.say(f"/receipt {code_of(number + 1000)}"))
    assert "not available to you" in refused
    assert "464" not in refused


async def test_in_a_group_nobody_opens_what_was_said_to_officers(starter: Database) -> None:
    talk = Talk(starter)
    code = await code_after(talk, "ehcp backlog")

    def in_group(stores: Stores) -> tuple[bool, bool]:
        receipt = stores.receipts.find(1)
        catalogue = stores.plan.catalogue()
        assert receipt is not None
        assert catalogue is not None
        person = Person(id="telegram:7", role=Role.OFFICER)
        group = Quoter(
            person=person, chat="telegram:-5", stores=stores, catalogue=catalogue, today=TODAY
        )
        internal = replace(receipt, least=Role.OFFICER)
        return may_see(receipt, group), may_see(internal, group)

    assert code
    assert await starter.read(in_group) == (True, False)


async def test_a_stranger_gets_no_receipt(starter: Database) -> None:
    code = await code_after(Talk(starter), "ehcp backlog")
    stranger = Talk(starter, role=Role.STRANGER, chat="telegram:9")
    assert "464" not in text_of(await stranger.say(code))


async def test_what_is_withheld_now_is_not_repeated(starter: Database) -> None:
    talk = Talk(starter)
    code = await code_after(talk, "20 weeks 2024")
    await correct(starter, "4.02", "2024-12-31", None, status="withheld")
    text = text_of(await talk.say(code))
    assert "7.8" not in text
    assert "now withheld to protect confidentiality" in text


async def test_a_receipt_outlives_the_answer_it_is_of(starter: Database) -> None:
    talk = Talk(starter)
    code = await code_after(talk, "ehcp backlog")
    later = talk.now + timedelta(days=60)
    await starter.transact(lambda s: s.conversations.forget_before(later))
    talk.now = later
    assert "464" in text_of(await talk.say(code))


async def test_who_is_forgotten_leaves_the_answer_without_a_name(starter: Database) -> None:
    talk = Talk(starter)
    heard = await talk.say("ehcp backlog")
    number = heard.number
    assert number is not None
    assert await starter.transact(lambda s: s.receipts.forget("telegram:7")) == 1
    found = await starter.read(lambda s: s.receipts.find(number))
    assert found is not None
    assert (found.chat, found.person) == ("", "")


async def test_receipts_go_when_their_time_is_over(starter: Database) -> None:
    talk = Talk(starter)
    heard = await talk.say("ehcp backlog")
    number = heard.number
    assert number is not None
    later = talk.now + timedelta(days=1)
    assert await starter.transact(lambda s: s.receipts.forget_before(later)) == 1
    assert await starter.read(lambda s: s.receipts.find(number)) is None


async def test_the_starter_plan_says_whose_words_are_kept(starter: Database) -> None:
    wordings = await starter.read(lambda s: s.plan.wordings("4.01"))
    assert [one.since for one in wordings] == [starter_database.IMPORTED_AT]
