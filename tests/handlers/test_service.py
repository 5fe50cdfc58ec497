"""`partnership-bot run` as a process of its own, against the loopback stand-in."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.telegram_stand_in import TOKEN, StandIn

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGTERM there")


@asynccontextmanager
async def running(
    telegram: StandIn, url: str, folder: Path, *, token: str = TOKEN, level: str = "DEBUG"
) -> AsyncIterator[asyncio.subprocess.Process]:
    config = folder / "config.toml"
    config.write_text(
        f"[telegram]\nbase_url = '{telegram.base_url}'\nallowed_ids = [7]\n"
        f"[logs]\nlevel = '{level}'\n",
        encoding="utf-8",
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(config), "--database", url),
        cwd=ROOT,
        env=os.environ | {"PARTNERSHIP_BOT_TOKEN": token},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def test_it_answers_and_sigterm_ends_it_with_0_and_no_token_in_its_log(
    starter_url: str, tmp_path: Path
) -> None:
    async with (
        StandIn() as telegram,
        running(telegram, starter_url, tmp_path) as process,
    ):
        telegram.says(7, "child poverty")
        await telegram.until(lambda: telegram.world.sent_to(7), seconds=60)
        assert "15.5%" in telegram.world.sent_to(7)[-1]["text"]
        process.send_signal(signal.SIGTERM)
        out, err = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0, err.decode()
    assert out == b""
    assert b"open as @" in err
    assert TOKEN.partition(":")[2].encode() not in err


async def test_a_stranger_gets_one_sentence_and_no_data(starter_url: str, tmp_path: Path) -> None:
    async with (
        StandIn() as telegram,
        running(telegram, starter_url, tmp_path),
    ):
        telegram.says(666, "child poverty")
        await telegram.until(lambda: telegram.world.sent_to(666), seconds=60)
        assert "invited" in telegram.world.sent_to(666)[-1]["text"]
        assert "15.5" not in telegram.world.sent_to(666)[-1]["text"]


async def test_a_wrong_token_ends_it_in_one_sentence(plan_url: str, tmp_path: Path) -> None:
    wrong = TOKEN[:-3] + "xyz"
    async with (
        StandIn() as telegram,
        running(telegram, plan_url, tmp_path, token=wrong, level="ERROR") as process,
    ):
        _, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 2
    assert err.decode().startswith("Telegram does not know this bot's token")
    assert err.count(b"\n") == 1
    assert wrong.partition(":")[2].encode() not in err
