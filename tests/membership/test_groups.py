"""Groups: allowed by an officer, asked only for what every member may see, never given figures."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.conversation import Incoming, Moved, PutOut, respond
from bot.conversation.inline import cards
from bot.people import Admission, Role
from bot.stores import Stores
from storage.database import Database
from tests.membership.stage import Stage

GROUP = "telegram:-5"
SUPERGROUP = "telegram:-1005"


@pytest.fixture
async def stage(starter: Database) -> Stage:
    stage = Stage(starter)
    await stage.joins("Ann", Role.OFFICER)
    await stage.joins("Owen", Role.CONTRIBUTOR, "4.01")
    return stage


async def test_an_officer_allows_a_group_and_anybody_in_it_may_ask(stage: Stage) -> None:
    assert "may ask for published figures now" in await stage.says("Ann", "/allow", chat=GROUP)
    assert "464" in await stage.says("Stranger", "ehcp backlog", chat=GROUP)
    assert (await stage.done())[-1] == "member 1 allowed group telegram:-5"


@pytest.mark.parametrize("name", ["Owen", "Stranger"])
async def test_nobody_else_allows_a_group(stage: Stage, name: str) -> None:
    assert "that a performance officer has allowed" in await stage.says(name, "/allow", chat=GROUP)
    assert await stage.says("Stranger", "ehcp backlog", chat=GROUP) == ""


async def test_a_group_that_is_not_allowed_hears_one_line_an_hour_and_no_figure(
    stage: Stage,
) -> None:
    said = await stage.says("Ann", "ehcp backlog", chat=GROUP)
    assert not any(letter.isdigit() for letter in said)
    assert await stage.says("Owen", "ehcp backlog", chat=GROUP) == ""


async def test_an_officer_takes_it_back(stage: Stage) -> None:
    await stage.says("Ann", "/allow", chat=GROUP)
    assert "can't ask me anything" in await stage.says("Ann", "/disallow", chat=GROUP)
    assert "464" not in await stage.says("Owen", "ehcp backlog", chat=GROUP)


@pytest.mark.parametrize(
    "figure", ["backlog is 430 for Q2", "submit ehcp backlog september 2026 430", "430"]
)
async def test_no_figure_is_taken_in_a_group(stage: Stage, figure: str) -> None:
    await stage.says("Ann", "/allow", chat=GROUP)
    said = await stage.says("Owen", figure, chat=GROUP)
    assert "Confirm" not in str(stage.page[-3:])
    assert "privately" in said or figure == "430"
    waiting = await stage.read(lambda stores: stores.submissions.waiting())
    assert not waiting


async def test_an_owner_sees_no_more_in_a_group_than_anybody(stage: Stage) -> None:
    await stage.says("Ann", "/allow", chat=GROUP)
    owner = await stage.says("Owen", "ehcp backlog", chat=GROUP)
    assert (
        owner.splitlines()[:-1]
        == ((await stage.says("Stranger", "ehcp backlog", chat=GROUP)).splitlines()[:-1])
    )


@pytest.mark.parametrize("command", ["/people", "/invite X", "/mine", "/misses", "/history 4.01"])
async def test_what_officers_do_is_not_done_in_a_group(stage: Stage, command: str) -> None:
    await stage.says("Ann", "/allow", chat=GROUP)
    assert "no command" in await stage.says("Ann", command, chat=GROUP)


async def test_each_person_in_a_group_has_their_own_thread(stage: Stage) -> None:
    await stage.says("Ann", "/allow", chat=GROUP)
    await stage.says("Owen", "ehcp backlog", chat=GROUP)
    assert "638" not in await stage.says("Zoe", "what was it in march 2024", chat=GROUP)
    assert "638" in await stage.says("Owen", "what was it in march 2024", chat=GROUP)


@pytest.mark.parametrize("text", ["/", "//", "", " ", "/ allow", "?!", "🙂", "x" * 5000])
async def test_odd_texts_in_a_group_get_one_answer_and_no_figure(stage: Stage, text: str) -> None:
    await stage.says("Ann", "/allow", chat=GROUP)
    said = await stage.says("Owen", text, chat=GROUP)
    assert said
    assert "464" not in said


async def test_allow_in_private_says_where_it_belongs(stage: Stage) -> None:
    assert "in the group which is to be allowed" in await stage.says("Ann", "/allow")


def event(body: Moved | PutOut, chat: str, now: datetime) -> Incoming:
    return Incoming(key=f"{body}", chat=chat, contact=chat, body=body, at=now, group=True)


async def test_a_group_is_followed_to_its_new_chat_however_often_it_is_said(
    starter: Database, stage: Stage
) -> None:
    await stage.says("Ann", "/allow", chat=GROUP)
    for _ in range(2):
        moved = event(Moved(to=SUPERGROUP), GROUP, stage.now)
        await starter.transact(lambda stores, moved=moved: respond(moved, stores, stage.now))  # type: ignore[misc]
    assert "464" in await stage.says("Owen", "ehcp backlog", chat=SUPERGROUP)
    assert await starter.read(lambda stores: stores.people.group(GROUP)) is None


async def test_a_group_that_puts_the_bot_out_is_forgotten(starter: Database, stage: Stage) -> None:
    await stage.says("Ann", "/allow", chat=GROUP)
    out = event(PutOut(), GROUP, stage.now)
    await starter.transact(lambda stores: respond(out, stores, stage.now))
    assert await starter.read(lambda stores: stores.people.group(GROUP)) is None
    assert "464" not in await stage.says("Owen", "ehcp backlog", chat=GROUP)


async def found(database: Database, text: str, contact: str, now: datetime) -> list[str]:
    def work(stores: Stores) -> list[str]:
        return [
            one.headline.text for one in cards(text, contact, stores, now, admission=Admission())
        ]

    return await database.read(work)


async def test_cards_for_any_chat_are_published_figures(starter: Database, stage: Stage) -> None:
    card = (await found(starter, "child poverty", stage.contact("Owen"), stage.now))[0]
    assert "15.5%" in card
    several = await found(starter, "ehcp", stage.contact("Owen"), stage.now)
    assert len(several) > 1


@pytest.mark.parametrize("text", ["", "e", "🙂🙂🙂", "backlog is 430 for Q2", "/people", "x" * 300])
async def test_other_words_offer_no_card(starter: Database, stage: Stage, text: str) -> None:
    assert await found(starter, text, stage.contact("Owen"), stage.now) == []


async def test_strangers_are_offered_nothing(starter: Database, stage: Stage) -> None:
    assert await found(starter, "child poverty", "telegram:666", stage.now) == []
