"""The whole product in Telegram: `partnership-bot run` with the starter plan."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from tests.telegram.doors import READER, STRANGER
from tests.telegram_stand_in import TOKEN, StandIn


async def start(telegram: StandIn, folder: Path, database_url: str) -> Process:
    config = folder / "bot.toml"
    config.write_text(
        f'[telegram]\nbase_url = "{telegram.base_url}"\nallowed_ids = [{READER}]\n'
        f'[database]\nurl = "{database_url}"\n[logs]\nlevel = "DEBUG"\n'
    )
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(config)),
        env=os.environ | {"PARTNERSHIP_BOT_TOKEN": TOKEN},
        stdout=PIPE,
        stderr=PIPE,
    )


async def test_conversation_through_the_command(
    telegram: StandIn, starter_url: str, tmp_path: Path
) -> None:
    for text in ("/start", "/help", "/ambitions", "child poverty", "latest EHCP figure"):
        telegram.says(READER, text)
    telegram.says(STRANGER, "child poverty")
    process = await start(telegram, tmp_path, starter_url)
    await telegram.until(lambda: len(telegram.texts(READER)) == 5 and telegram.texts(STRANGER))
    labels = telegram.labels(READER)
    telegram.presses_label(READER, labels[0])
    telegram.presses(READER, 1, "a99999:0")
    await telegram.until(lambda: len(telegram.world.answered) == 2)
    await telegram.until(lambda: len(telegram.texts(READER)) >= 6)
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        _, log = await process.communicate()
    assert process.returncode == 0
    assert "15.5%" in telegram.texts(READER)[3]
    assert "464" in telegram.texts(READER)[4]
    assert not any(mark in telegram.texts(STRANGER)[0] for mark in "%0123456789")
    assert TOKEN.encode() not in log
