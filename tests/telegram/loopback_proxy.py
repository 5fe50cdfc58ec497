"""An HTTP proxy on the loopback address, behind which telegram.test is the stand-in, with TLS."""

from __future__ import annotations

import asyncio
import base64
import ssl
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from pathlib import Path
from types import TracebackType

CERTIFICATE = Path(__file__).with_name("telegram_test.pem")
"""What a client has to trust (SSL_CERT_FILE) to believe that this is telegram.test."""
REFUSALS = {403: "Forbidden", 407: "Proxy Authentication Required", 502: "Bad Gateway"}


class LoopbackProxy:
    """Takes CONNECT, and requests for http addresses. Use it as an async context manager.

    `login` is the name and password it wants, as `name:password`; `refusal` is the status it gives
    to everybody. `asked` keeps the first line of each connection.
    """

    def __init__(self, port: int, *, login: str = "", refusal: int = 0) -> None:
        self._behind = port
        self._login = login
        self._refusal = refusal
        self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._tls.load_cert_chain(CERTIFICATE)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.asked: list[str] = []
        self.port = 0

    async def __aenter__(self) -> LoopbackProxy:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    @property
    def address(self) -> str:
        """What HTTPS_PROXY or HTTP_PROXY is set to."""
        login = self._login.replace("@", "%40")
        return f"http://{login}{'@' if login else ''}127.0.0.1:{self.port}"

    async def _take(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._serve(reader, writer)
        finally:
            self._open.discard(task)
            writer.close()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, _, fields = head.decode().partition("\r\n")
        self.asked.append(first)
        if refusal := self._refusal or self._unknown(fields):
            writer.write(
                f"HTTP/1.1 {refusal} {REFUSALS[refusal]}\r\nContent-Length: 0\r\n\r\n".encode()
            )
            await writer.drain()
            return
        if first.startswith("CONNECT "):
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await writer.drain()
            await writer.start_tls(self._tls)
            head = b""
        inward, outward = await asyncio.open_connection("127.0.0.1", self._behind)
        outward.write(head)
        try:
            await asyncio.wait(
                (
                    asyncio.ensure_future(_pass_on(reader, outward)),
                    asyncio.ensure_future(_pass_on(inward, writer)),
                ),
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            outward.close()

    def _unknown(self, fields: str) -> int:
        given = base64.b64encode(self._login.encode()).decode()
        known = f"proxy-authorization: basic {given}".lower() in fields.lower()
        return 0 if known or not self._login else 407


async def _pass_on(source: StreamReader, target: StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
