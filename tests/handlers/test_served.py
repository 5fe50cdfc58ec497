"""`partnership-bot run` with a webhook and a health port, as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.telegram.test_webhook import free_port
from tests.telegram_stand_in import TOKEN, StandIn

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-of-thirty-two-letters-or-more_1"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGTERM there")


async def get(port: int, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status, await response.text()


async def test_it_is_delivered_to_and_says_that_it_is_ready(
    starter_url: str, tmp_path: Path
) -> None:
    hook, health = free_port(), free_port()
    async with StandIn() as telegram:
        config = tmp_path / "config.toml"
        config.write_text(
            f"[telegram]\nbase_url = '{telegram.base_url}'\nallowed_ids = [7]\n"
            f"[database]\nurl = '{starter_url}'\n[logs]\nlevel = 'DEBUG'\n"
            f"[webhook]\nurl = 'http://127.0.0.1:{hook}/telegram'\nport = {hook}\n"
            f"[health]\nport = {health}\n[backup]\nfolder = 'copies'\n",
            encoding="utf-8",
        )
        secrets = {"PARTNERSHIP_BOT_TOKEN": TOKEN, "PARTNERSHIP_BOT_WEBHOOK_SECRET": SECRET}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--config", str(config)),
            cwd=ROOT,
            env=os.environ | secrets,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            telegram.says(7, "child poverty")
            await telegram.until(lambda: telegram.texts(7), seconds=60)
            assert await get(health, "/healthz") == (200, "alive\n")
            assert await get(health, "/readyz") == (200, "ready\n")
            numbers = (await get(health, "/metrics"))[1]
            process.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(process.communicate(), 20)
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()
    assert process.returncode == 0, log.decode()
    assert "15.5%" in telegram.texts(7)[0]
    assert "partnership_bot_updates_received_total 1\n" in numbers
    assert "partnership_bot_database_up 1\n" in numbers
    assert SECRET.encode() not in log
    assert TOKEN.partition(":")[2].encode() not in log
    if starter_url.startswith("sqlite"):
        assert len(list((tmp_path / "copies").glob("*.db"))) == 1
