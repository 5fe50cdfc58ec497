"""A document or photo is kept with a figure, and never opened."""

from __future__ import annotations

import pytest

from bot.conversation import SentFile
from bot.exchange import kept_file
from bot.exchange.kept_file import KeptFile
from bot.submissions.evidence import LARGEST
from tests.submissions.people import Chat, Office, button_of

PAPER = SentFile(file_id="abc", kind="application/pdf", name="count.pdf", size=1_000)


async def test_a_file_is_kept_with_the_figure_on_its_card(
    office: Office, owner: Chat, approver: Chat
) -> None:
    await owner.say("backlog is 430 for Q2")
    assert "With one attachment" in await owner.send(PAPER)
    await owner.press("Confirm")
    (card,) = await approver.arrived()
    assert "With one attachment" in card.notice.plain
    kept = await office.do(lambda stores: stores.submissions.evidence(1))
    assert [one.file_id for one in kept] == ["abc"]


async def test_the_approver_can_see_a_kept_file_and_others_cannot(
    owner: Chat, approver: Chat, reader: Chat
) -> None:
    await owner.say("backlog is 430 for Q2")
    await owner.send(PAPER)
    await owner.press("Confirm")
    (card,) = await approver.arrived()
    assert "Internal" in await approver.press_data(button_of(card, "Attachment 1"))
    sent = (await approver.arrived())[-1].notice.document
    assert sent is not None
    assert kept_file.from_json(sent) == KeptFile(file_id="abc")
    assert "belongs to somebody else" in await reader.say("/card file 1 0")


async def test_a_file_can_follow_while_the_figure_waits(owner: Chat) -> None:
    await owner.say("backlog is 430 for Q2")
    await owner.press("Confirm")
    assert "Kept with Children waiting for an EHC plan" in await owner.send(PAPER)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (SentFile(file_id="x", kind="application/zip", size=1), "That kind of file can't be kept"),
        (SentFile(file_id="x", kind="application/pdf", size=LARGEST + 1), "too large"),
    ],
)
async def test_other_files_are_not_kept(owner: Chat, sent: SentFile, why: str) -> None:
    await owner.say("backlog is 430 for Q2")
    assert why in await owner.send(sent)


async def test_a_file_about_nothing_is_not_kept(owner: Chat) -> None:
    assert "can't read a document yet" in await owner.send(PAPER)


async def test_at_most_five_files_are_kept(owner: Chat) -> None:
    await owner.say("backlog is 430 for Q2")
    for _ in range(5):
        await owner.send(PAPER)
    assert "five files" in await owner.send(PAPER)
