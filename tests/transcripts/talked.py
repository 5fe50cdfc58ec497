"""A conversation about what was said: receipts, a correction, a day, a target, a story."""

from __future__ import annotations

from pathlib import Path

from bot.conversation import Heard
from bot.outbox.notice import NoticeClass
from bot.receipts.recall import Correction, recall
from bot.rendering.markup import to_plain
from bot.stores import Stores
from storage.database import Database
from tests.conversation.talk import Talk
from tests.receipts.correcting import correct

NOT_THIS = "Not this?"
PATH = Path(__file__).parent / "what_was_said.txt"
CORRECTION = Correction(why="Why: a late return was counted in.", approved_by="its approver")


async def told(database: Database) -> str:
    """Hold the conversation and return it as it is written down."""
    talk = Talk(database)
    said: list[str] = []

    async def say(text: str) -> Heard:
        heard = await talk.say(text)
        said.append(_written(f"> {text}", heard))
        return heard

    answer = await say("20 weeks in 2024")
    assert answer.reply is not None
    await say(f"what was {answer.reply.code}?")
    await say(f"/receipt {_mistyped(answer.reply.code)}")
    await correct(database, "4.02", "2024-12-31", "8.1")
    await database.transact(lambda stores: _recall(stores, talk))
    said += [f"The bot writes of its own accord:\n{text}\n" for text in await _alerts(talk)]
    await say(answer.reply.code)
    await say("what did we say on 22 November about 20 weeks in 2024")
    await say("what did we say today")
    asked = await say("/target 4.02 2026 60 within 5")
    said.append(_written("[Set it]", await talk.press(asked, "Set it")))
    await say("/story 4.02 2024: plans were late | two posts stood empty | both are filled")
    await say("why 4.02")
    return "\n".join(said)


def _written(typed: str, heard: Heard) -> str:
    assert heard.reply is not None
    # How sure the reading was is not what this page is about.
    labels = [button.label for button in heard.reply.flat_buttons()]
    buttons = [f"[{label}]" for label in labels if label != NOT_THIS]
    return "\n".join([typed, to_plain(heard.reply), *buttons]) + "\n"


def _mistyped(code: str) -> str:
    return f"{code[:-1]}{'X' if code[-1] != 'X' else 'W'}"


def _recall(stores: Stores, talk: Talk) -> None:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    recall(stores, catalogue, CORRECTION, talk.now)


async def _alerts(talk: Talk) -> list[str]:
    found: list[str] = []
    while waiting := await talk.notices():
        found += [
            one.notice.plain for one in waiting if one.notice.notice_class is NoticeClass.ALERT
        ]
        await talk.sent(waiting)
    return found
