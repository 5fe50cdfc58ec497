"""The door as a real process: killed, told to stop, restarted."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import Process
from collections import Counter
from functools import partial
from pathlib import Path

from tests.telegram_stand_in import TOKEN, Fault, StandIn

PEOPLE = range(1_000, 1_040)
QUESTIONS = 200
MARK = "\nYou may have had this message already."


class Bot:
    """Starts the process, and keeps what it wrote to its log."""

    def __init__(self, telegram: StandIn, folder: Path) -> None:
        self._arguments = (telegram.base_url, f"sqlite:///{folder / 'bot.db'}")
        self.log = folder / "bot.log"

    async def start(self) -> Process:
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.telegram.process", *self._arguments, stderr=log
            )


def ask_everything(telegram: StandIn) -> None:
    for number in range(QUESTIONS):
        telegram.says(PEOPLE[number % len(PEOPLE)], f"question {number}")


def answers(telegram: StandIn) -> Counter[str]:
    return Counter(text.removesuffix(MARK) for one in PEOPLE for text in telegram.texts(one))


def marked(telegram: StandIn) -> int:
    return sum(text.endswith(MARK) for one in PEOPLE for text in telegram.texts(one))


def has_sent(telegram: StandIn, number: int) -> bool:
    return telegram.world.sent_count >= number


EXPECTED = {f"You said: question {number}" for number in range(QUESTIONS)}


async def test_killed_three_times_in_a_backlog_loses_nothing(
    telegram: StandIn, tmp_path: Path
) -> None:
    bot = Bot(telegram, tmp_path)
    ask_everything(telegram)
    for sent in (10, 60, 120):
        process = await bot.start()
        await telegram.until(partial(has_sent, telegram, sent))
        process.kill()
        await process.wait()
    process = await bot.start()
    await telegram.until(lambda: set(answers(telegram)) == EXPECTED)
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    twice = sum(answers(telegram).values()) - QUESTIONS
    assert twice <= marked(telegram), "every second copy says that it may be one"


async def test_told_to_stop_in_a_backlog_it_finishes_what_it_has_and_exits_0(
    telegram: StandIn, tmp_path: Path
) -> None:
    bot = Bot(telegram, tmp_path)
    ask_everything(telegram)
    process = await bot.start()
    await telegram.until(lambda: telegram.world.sent_count >= 20)
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await process.wait() == 0
    process = await bot.start()
    await telegram.until(lambda: set(answers(telegram)) == EXPECTED)
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 0
    assert answers(telegram) == Counter(EXPECTED)
    assert not marked(telegram)


async def test_stop_is_quick_while_telegram_hangs(telegram: StandIn, tmp_path: Path) -> None:
    hanging = telegram.fails("sendMessage", Fault.HANG_BEFORE, times=9_999)
    telegram.says(1_000, "hello")
    process = await Bot(telegram, tmp_path).start()
    await telegram.until(lambda: hanging.met)
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await process.wait() == 0


async def test_token_is_in_no_line_of_a_debug_log(telegram: StandIn, tmp_path: Path) -> None:
    for fault in (Fault.RESET_BEFORE, Fault.GARBAGE, Fault.STATUS, Fault.FLOOD):
        telegram.fails("*", fault, times=2, retry_after=0.01)
    bot = Bot(telegram, tmp_path)
    telegram.says(1_000, "hello")
    process = await bot.start()
    await telegram.until(lambda: telegram.texts(1_000))
    process.send_signal(signal.SIGTERM)
    await process.wait()
    log = bot.log.read_text()
    assert "closed" in log
    assert TOKEN not in log
    assert TOKEN.partition(":")[2] not in log
