"""The HTTP side: one aiohttp server on a free loopback port, answering as Telegram does."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.telegram_stand_in.delivering import Deliverer
from tests.telegram_stand_in.faults import BEFORE, Failing, Fault
from tests.telegram_stand_in.methods import METHODS
from tests.telegram_stand_in.people import People
from tests.telegram_stand_in.world import TOKEN, Call, Refusal, World

BATCH = 100
JSON = {"Content-Type": "application/json"}
DROPPED = web.Response(status=502)


class StandIn(People):
    """A Bot API server for one bot. Use it as an async context manager.

    `base_url` is what the bot's settings need. `wall` is the clock that messages are dated by.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        port: int = 0,
        wall: Callable[[], float] = time.time,
        keep_calls: bool = True,
    ) -> None:
        self.world = World(wall=wall, clock=time.monotonic, token=token, keep_calls=keep_calls)
        self.port = port
        self.failing: list[Failing] = []
        self._changed: list[asyncio.Future[None]] = []
        self._released = asyncio.Event()
        self._runner: web.ServerRunner | None = None
        self.deliverer = Deliverer(self.world)

    async def __aenter__(self) -> StandIn:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen on the loopback address; a port of 0 takes a free one and keeps it."""
        self._released = asyncio.Event()
        self._runner = web.ServerRunner(
            web.Server(self._answer, access_log=None), shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        await self.deliverer.start()

    async def stop(self) -> None:
        """Stop listening and let go of every call that hangs."""
        self._released.set()
        await self.deliverer.stop()
        if self.world.poller is not None and not self.world.poller.done():
            self.world.poller.set_result(None)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def base_url(self) -> str:
        """What to give the bot as its Bot API address."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def calls(self) -> list[Call]:
        """Every call the bot made, oldest first."""
        return self.world.calls

    def called(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.world.calls if call.method == method]

    def fails(self, method: str, fault: Fault, **how: Any) -> Failing:
        """Make the next calls of a method ("*" for any) fail."""
        failing = Failing(method=method, fault=fault, **how)
        self.failing.append(failing)
        return failing

    async def until(self, condition: Callable[[], object], *, seconds: float = 20.0) -> None:
        """Wait until `condition` holds, looking whenever the bot has called."""
        async with asyncio.timeout(seconds):
            while not condition():
                change = asyncio.get_running_loop().create_future()
                self._changed.append(change)
                await change

    def _wake(self) -> None:
        changed, self._changed = self._changed, []
        for change in changed:
            if not change.done():
                change.set_result(None)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        start = f"/bot{self.world.token}/"
        path = request.path
        if path.startswith(start):
            response = await self._call(request, path.removeprefix(start))
            self._wake()
            return response
        if path.startswith(f"/file{start}"):
            return self._download(path.rpartition("/")[2])
        if path.startswith("/stand-in/"):
            return await self._control(request, path.removeprefix("/stand-in/"))
        if path.startswith("/bot"):
            return _refused(Refusal(401, "Unauthorized"))
        return _refused(Refusal(404, "Not Found"))

    async def _call(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        values = await _values(request)
        call = Call(method, values)
        if self.world.keep_calls:
            self.world.calls.append(call)
        if self.failing:
            chat = values.get("chat_id")
            failing = next((one for one in self.failing if one.takes(method, chat)), None)
            if failing is not None:
                return await self._fail(request, call, failing)
        return await self._do(call)

    async def _do(self, call: Call) -> web.Response:
        name = call.method.lower()
        try:
            if name == "getupdates":
                result = await self._updates(call.values)
            elif name in METHODS:
                result = METHODS[name](self.world, call.values)
            else:
                raise Refusal(404, "Not Found: method not found")
        except Refusal as refusal:
            return _refused(refusal)
        call.ok = True
        return _ok(result)

    async def _fail(
        self, request: web.BaseRequest, call: Call, failing: Failing
    ) -> web.StreamResponse:
        fault = failing.fault
        if fault is Fault.SLOW:
            self._wake()
            await failing.gate.wait()
            return await self._do(call)
        done = None if fault in BEFORE else await self._do(call)
        if fault in (Fault.STATUS, Fault.STATUS_AFTER):
            return _refused(Refusal(failing.status, failing.description))
        if fault is Fault.FLOOD:
            seconds = failing.retry_after
            text = f"Too Many Requests: retry after {seconds}"
            return _refused(Refusal(429, text, retry_after=seconds))
        if fault is Fault.NO_RESULT:
            return web.Response(body=b'{"ok":true}', headers=JSON)
        if fault is Fault.GARBAGE:
            body = done.body if done is not None else b'{"ok":tr'
            assert isinstance(body, bytes)
            return web.Response(body=body[: len(body) // 2], headers=JSON)
        if fault is Fault.TRICKLE:
            assert done is not None
            self._wake()
            return await self._trickle(request, done)
        if fault in (Fault.HANG_BEFORE, Fault.HANG_AFTER):
            self._wake()
            await self._released.wait()
        _reset(request)
        return DROPPED

    async def _trickle(self, request: web.BaseRequest, done: web.Response) -> web.StreamResponse:
        """Answer a byte a second, until the caller goes away or the stand-in stops."""
        assert isinstance(done.body, bytes)
        answer = web.StreamResponse(headers=JSON)
        answer.content_length = len(done.body)
        await answer.prepare(request)
        for place in range(len(done.body)):
            await answer.write(done.body[place : place + 1])
            with suppress(TimeoutError):
                await asyncio.wait_for(self._released.wait(), 1.0)
                break
        return answer

    async def _updates(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        """Return waiting updates as Telegram does: one poller, offset confirms, long polling."""
        world = self.world
        if world.webhook:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active;"
                " use deleteWebhook to delete the webhook first",
            )
        if world.first_poll_at is None:
            world.first_poll_at = world.clock()
        if world.poller is not None and not world.poller.done():
            world.poller.set_result(None)
        mine = world.poller = asyncio.get_running_loop().create_future()
        allowed = values.get("allowed_updates")
        if allowed is not None:
            world.allowed_updates = json.loads(allowed) if isinstance(allowed, str) else allowed
        world.confirm(int(values.get("offset", 0)))
        self._wake()
        limit = max(1, min(BATCH, int(values.get("limit", BATCH))))
        ends = time.monotonic() + float(values.get("timeout", 0))
        while not world.updates and (left := ends - time.monotonic()) > 0:
            world.news.clear()
            news = asyncio.ensure_future(world.news.wait())
            await asyncio.wait({news, mine}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            if mine.done():
                raise Refusal(
                    409,
                    "Conflict: terminated by other getUpdates request;"
                    " make sure that only one bot instance is running",
                )
        world.poller = None if world.poller is mine else world.poller
        return [world.updates[place] for place in range(min(limit, len(world.updates)))]

    def _download(self, name: str) -> web.Response:
        if name not in self.world.files:
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=self.world.files[name])

    async def _control(self, request: web.BaseRequest, act: str) -> web.Response:
        """Let another process play the people: used by benchmarks and by hand."""
        values = await _values(request)
        if act == "says":
            for number in range(int(values.get("times", 1))):
                person = int(values["person"]) + number % int(values.get("people", 1))
                self.says(person, str(values["text"]))
            return _ok(len(self.world.updates))
        if act == "presses":
            return _ok(
                self.presses(int(values["person"]), int(values["message_id"]), values["data"])
            )
        if act == "state":
            most = int(values.get("at_least", 0))
            if self.world.sent_count < most:
                await self.until(lambda: self.world.sent_count >= most, seconds=600)
            took = self.world.last_sent_at - (self.world.first_poll_at or 0.0)
            return _ok({"sent": self.world.sent_count, "seconds": took})
        if act == "chat":
            return _ok(self.world.sent_to(int(values["person"])))
        return _refused(Refusal(404, "Not Found"))


async def _values(request: web.BaseRequest) -> dict[str, Any]:
    """Return the values of a call, sent as JSON, as a form, as parts or in the address."""
    kind = request.content_type
    values: dict[str, Any] = dict(request.query) if request.query_string else {}
    if kind == "application/json":
        body = await request.read()
        return values | json.loads(body) if body else values
    if kind == "application/x-www-form-urlencoded":
        form = (await request.read()).decode()
        return values | dict(parse_qsl(form, keep_blank_values=True))
    if kind == "multipart/form-data":
        async for part in await request.multipart():
            content = await part.read()  # type: ignore[union-attr]
            is_file = part.filename is not None  # type: ignore[union-attr]
            values[part.name or ""] = bytes(content) if is_file else content.decode()  # type: ignore[union-attr]
    return values


def _ok(result: Any) -> web.Response:
    body = json.dumps({"ok": True, "result": result}).encode()
    return web.Response(body=body, headers=JSON)


def _refused(refusal: Refusal) -> web.Response:
    content: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.parameters:
        content["parameters"] = refusal.parameters
    return web.Response(status=refusal.status, body=json.dumps(content).encode(), headers=JSON)


def _reset(request: web.BaseRequest) -> None:
    """Drop the connection at once, so that the other side sees a reset."""
    transport = request.transport
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
