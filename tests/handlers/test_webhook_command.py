"""`webhook set | delete | info` and `check --online`, against the loopback stand-in."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.telegram_stand_in import TOKEN, Fault, StandIn

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-of-thirty-two-letters-or-more_1"
URL = "https://bot.example.org/telegram"


async def typed(
    telegram: StandIn, folder: Path, *words: str, token: str = TOKEN
) -> tuple[int, str]:
    config = folder / "config.toml"
    config.write_text(
        f"[telegram]\nbase_url = '{telegram.base_url}'\n[webhook]\nurl = '{URL}'\n"
        f"[database]\nurl = 'sqlite:///{folder / 'none.db'}'\n"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words, "--config", str(config)),
        cwd=ROOT,
        env=os.environ | {"PARTNERSHIP_BOT_TOKEN": token, "PARTNERSHIP_BOT_WEBHOOK_SECRET": SECRET},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, out.decode()


async def test_a_webhook_is_set_told_and_deleted(tmp_path: Path) -> None:
    async with StandIn() as telegram:
        assert "delivers to" in (await typed(telegram, tmp_path, "webhook", "set"))[1]
        assert telegram.world.webhook == URL
        assert telegram.world.webhook_secret == SECRET
        code, said = await typed(telegram, tmp_path, "webhook", "info")
        assert (code, URL in said) == (0, True)
        await typed(telegram, tmp_path, "webhook", "delete")
        assert telegram.world.webhook == ""
        assert "the bot asks" in (await typed(telegram, tmp_path, "webhook", "info"))[1]


@pytest.mark.parametrize(
    ("fault", "how", "words"),
    [
        (Fault.STATUS, {"status": 401, "description": "Unauthorized"}, "does not know this bot's"),
        (Fault.STATUS, {"status": 502}, "cannot be reached"),
        (Fault.RESET_BEFORE, {}, "cannot be reached"),
    ],
)
async def test_a_refusal_is_one_plain_sentence(
    tmp_path: Path, fault: Fault, how: dict[str, object], words: str
) -> None:
    async with StandIn() as telegram:
        telegram.fails("getWebhookInfo", fault, **how)
        code, said = await typed(telegram, tmp_path, "webhook", "info")
    assert words in said
    assert "Traceback" not in said
    assert TOKEN.partition(":")[2] not in said
    assert code > 0


async def test_check_online_asks_telegram(tmp_path: Path) -> None:
    async with StandIn() as telegram:
        code, said = await typed(telegram, tmp_path, "check", "--online")
        assert "OK: Telegram knows the bot as @stand_in_figures_bot." in said
        wrong = TOKEN[:-3] + "xyz"
        code, said = await typed(telegram, tmp_path, "check", "--online", token=wrong)
    assert "does not know this bot's token" in said
    assert wrong.partition(":")[2] not in said
    assert code == 1
