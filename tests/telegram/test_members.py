"""From the command line to the first member, in the whole product: links, groups, cards."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from tests.telegram.test_product import start
from tests.telegram_stand_in import StandIn
from tests.telegram_stand_in.world import BOT

ANN, PRIYA, MALLORY, GROUP = 11, 12, 13, -1_005
NAME = f"@{BOT['username']}"


async def first_officer(database_url: str) -> str:
    """Return the token that the command line prints for the first officer."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "people", "first-officer", "--name", "Ann"),
        *("--database", database_url),
        env=os.environ,
        stdout=PIPE,
    )
    said, _ = await process.communicate()
    found = re.search(r"/start (\S{22})", said.decode())
    assert found
    return found[1]


async def test_the_first_officer_lets_somebody_in(
    telegram: StandIn, starter_url: str, tmp_path: Path
) -> None:
    token = await first_officer(starter_url)
    process = await start(telegram, tmp_path, starter_url)
    telegram.says(ANN, f"/start {token}")
    await telegram.until(lambda: telegram.texts(ANN))
    telegram.says(MALLORY, f"/start {token}")
    await telegram.until(lambda: telegram.texts(MALLORY))
    assert "Welcome, Ann." in telegram.texts(ANN)[0]
    assert "This link does not work." in telegram.texts(MALLORY)[0]

    telegram.says(ANN, "/invite Priya; Example Council; contributor; 4.01")
    await telegram.until(lambda: len(telegram.texts(ANN)) == 2)
    link = re.search(r"https://t\.me/(\w+)\?start=(\S+)", telegram.texts(ANN)[1])
    assert link
    assert link[1] == BOT["username"]
    telegram.says(PRIYA, f"/start {link[2]}")
    await telegram.until(lambda: len(telegram.texts(ANN)) == 3)
    assert f"number {PRIYA}" in telegram.texts(ANN)[2]
    telegram.presses_label(ANN, "Yes, it is theirs")
    await telegram.until(lambda: len(telegram.texts(PRIYA)) == 2)
    assert "Your account is confirmed." in telegram.texts(PRIYA)[1]

    telegram.says(ANN, f"/allow{NAME}", chat=GROUP)
    await telegram.until(lambda: len(telegram.texts(GROUP)) == 1)
    telegram.says(MALLORY, f"{NAME} child poverty", chat=GROUP)
    await telegram.until(lambda: len(telegram.texts(GROUP)) == 2)
    assert "15.5%" in telegram.texts(GROUP)[1]
    assert telegram.sent(GROUP)[1]["reply_to_message"]["from"]["id"] == MALLORY
    assert "reply_to_message" not in telegram.sent(PRIYA)[0]
    found = telegram.looks_for(PRIYA, "child poverty")
    nothing = telegram.looks_for(MALLORY, "child poverty")
    await telegram.until(lambda: {found, nothing} <= telegram.world.offered.keys())
    assert "15.5%" in telegram.world.offered[found]["results"][0]["title"]
    assert telegram.world.offered[nothing]["results"] == []

    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        _, log = await process.communicate()
    assert process.returncode == 0
    assert token.encode() not in log
    assert link[2].encode() not in log
