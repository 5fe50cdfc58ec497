"""Telegram is reached through the proxy of the environment, and what that refused never left."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from telegram.error import NetworkError

from bot.errors import SettingsError
from handlers.telegram.api import TelegramApi
from handlers.telegram.proxy import proxy_for, shown
from handlers.telegram.transport import AiohttpRequest, never_left
from tests.telegram.loopback_proxy import CERTIFICATE, LoopbackProxy
from tests.telegram_stand_in import TOKEN, Fault, StandIn

PERSON = 1_000
LOGIN = "bot:hush@psst"
HTTPS = "https://telegram.test/bot"
HTTP = "http://telegram.test/bot"


@asynccontextmanager
async def through(proxy: str, base_url: str) -> AsyncIterator[TelegramApi]:
    request = AiohttpRequest(read=1.0, connect=1.0, proxy=proxy)
    await request.initialize()
    yield TelegramApi(f"{base_url}{TOKEN}", request)
    await request.shutdown()


async def test_questions_and_answers_go_through_the_proxy(
    telegram: StandIn, tmp_path: Path
) -> None:
    telegram.says(PERSON, "latest")
    async with LoopbackProxy(telegram.port, login=LOGIN) as proxy:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.telegram.process"),
            *(HTTPS, f"sqlite:///{tmp_path / 'bot.db'}"),
            env=os.environ | {"HTTPS_PROXY": proxy.address, "SSL_CERT_FILE": str(CERTIFICATE)},
            stderr=asyncio.subprocess.PIPE,
        )
        await telegram.until(lambda: telegram.texts(PERSON))
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            _, log = await process.communicate()
    assert telegram.texts(PERSON) == ["You said: latest"]
    assert set(proxy.asked) == {"CONNECT telegram.test:443 HTTP/1.1"}
    assert f"through the proxy 127.0.0.1:{proxy.port}" in log.decode()
    assert "hush" not in log.decode()


async def test_a_bot_api_server_without_tls_is_asked_through_the_proxy_too(
    telegram: StandIn,
) -> None:
    async with (
        LoopbackProxy(telegram.port, login=LOGIN) as proxy,
        through(proxy.address, HTTP) as api,
    ):
        assert (await api.call("getMe"))["is_bot"]
    assert proxy.asked == [f"POST {HTTP}{TOKEN}/getMe HTTP/1.1"]


@pytest.mark.parametrize("base_url", [HTTPS, HTTP])
async def test_a_proxy_that_wants_another_password_let_nothing_leave(
    telegram: StandIn, base_url: str
) -> None:
    async with LoopbackProxy(telegram.port, login="bot:other") as proxy:
        wrong = f"http://bot:hush%40psst@127.0.0.1:{proxy.port}"
        async with through(wrong, base_url) as api:
            with pytest.raises(NetworkError, match="another name and password") as caught:
                await api.call("getMe")
    assert never_left(caught.value)
    assert "hush" not in f"{caught.value!r} {caught.value.__cause__!r}"
    assert not telegram.calls


async def test_a_proxy_that_lets_nothing_through_let_nothing_leave(telegram: StandIn) -> None:
    async with (
        LoopbackProxy(telegram.port, refusal=403) as proxy,
        through(proxy.address, HTTPS) as api,
    ):
        with pytest.raises(NetworkError, match="status 403") as caught:
            await api.call("sendMessage", chat_id=PERSON, text="x")
    assert never_left(caught.value)


async def test_a_proxy_that_is_not_there_let_nothing_leave(telegram: StandIn) -> None:
    async with LoopbackProxy(telegram.port) as proxy:
        pass
    async with through(proxy.address, HTTPS) as api:
        with pytest.raises(NetworkError, match="proxy does not answer") as caught:
            await api.call("sendMessage", chat_id=PERSON, text="x")
    assert never_left(caught.value)


async def test_what_was_cut_behind_the_proxy_may_have_gone(telegram: StandIn) -> None:
    telegram.world.known(PERSON)
    telegram.fails("sendMessage", Fault.RESET_AFTER)
    async with LoopbackProxy(telegram.port) as proxy, through(proxy.address, HTTP) as api:
        with pytest.raises(NetworkError) as caught:
            await api.call("sendMessage", chat_id=PERSON, text="x")
    assert not never_left(caught.value)
    assert telegram.texts(PERSON) == ["x"]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("base_url", "variables", "proxy"),
    [
        (HTTPS, {}, None),
        (HTTPS, {"HTTPS_PROXY": "http://proxy:3128"}, "http://proxy:3128"),
        (HTTPS, {"https_proxy": "proxy:3128"}, "http://proxy:3128"),
        (HTTPS, {"HTTP_PROXY": "http://proxy:3128"}, None),
        (HTTP, {"http_proxy": "http://proxy"}, "http://proxy"),
        (HTTPS, {"HTTPS_PROXY": "http://proxy", "NO_PROXY": "telegram.test"}, None),
        ("http://127.0.0.1:8081/bot", {"http_proxy": "http://proxy"}, None),
        ("http://localhost:8081/bot", {"http_proxy": "socks5://proxy"}, None),
    ],
)
def test_the_proxy_is_the_environments(
    environment: pytest.MonkeyPatch, base_url: str, variables: dict[str, str], proxy: str | None
) -> None:
    for name, value in variables.items():
        environment.setenv(name, value)
    assert proxy_for(base_url) == proxy


@pytest.mark.parametrize("named", ["socks5://u:hush@proxy", "https://u:hush@proxy", "http://x:y"])
def test_a_proxy_that_cannot_be_used_is_refused_with_what_to_do(
    environment: pytest.MonkeyPatch, named: str
) -> None:
    environment.setenv("HTTPS_PROXY", named)
    with pytest.raises(SettingsError) as caught:
        proxy_for(HTTPS)
    assert "http://proxy.example.org:3128" in caught.value.advice
    assert "hush" not in f"{caught.value}{caught.value.advice}"


def test_a_proxy_is_shown_without_its_password() -> None:
    assert shown("http://u:hush@proxy.example.org:3128") == "proxy.example.org:3128"
    assert shown("http://proxy.example.org") == "proxy.example.org:80"
