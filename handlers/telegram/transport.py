"""Calls to Telegram over aiohttp, as python-telegram-bot wants them.

PTB knows two network errors, `TimedOut` and `NetworkError`, and each may mean "never left" or "the
answer was lost". The errors raised here carry a `__cause__` that says which: `NeverLeft`,
`AnswerMissing` or `ServerFault`. No cause and no text holds the address: the token is in it.
"""

from __future__ import annotations

import json
from http import HTTPStatus

import aiohttp
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData

Given = object
JSON = {"Content-Type": "application/json"}
KNOWN_REFUSALS = frozenset({400, 401, 403, 404, 409})
DEFAULT_RETRY_AFTER = 5


class NeverLeft(Exception):
    """The connection was never made, so Telegram has not seen the call."""


class AnswerMissing(Exception):
    """The call may have arrived; its answer did not."""


class ServerFault(Exception):
    """Telegram, or something before it, answered 5xx."""

    def __init__(self, status: int) -> None:
        """Keep the status."""
        super().__init__(f"status {status}")
        self.status = status


NOT_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.ClientProxyConnectionError,
    aiohttp.ClientHttpProxyError,  # the proxy made no way through
)


class AiohttpRequest(BaseRequest):
    """PTB's transport on one aiohttp session with a pool of `connections`.

    Times are seconds. `connect` covers waiting for a free connection of the pool too, and the way
    through `proxy`, where there is one.
    """

    def __init__(
        self,
        *,
        connections: int = 32,
        connect: float = 5.0,
        read: float = 10.0,
        upload: float = 30.0,
        proxy: str | None = None,
    ) -> None:
        """Open nothing yet; `initialize` does."""
        self._connections = connections
        self._connect = connect
        self._read = read
        self._upload = upload
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self.server_date = ""
        """What the other side's clock said in its last answer, as HTTP writes dates."""

    @property
    def read_timeout(self) -> float | None:
        """The seconds an answer may take."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; harmless where it is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Given = BaseRequest.DEFAULT_NONE,
        write_timeout: Given = BaseRequest.DEFAULT_NONE,
        connect_timeout: Given = BaseRequest.DEFAULT_NONE,
        pool_timeout: Given = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - part of `connect`
    ) -> tuple[int, bytes]:
        """Return status and body of one call.

        Raises:
            TimedOut, NetworkError: with a cause, see above.
            RetryAfter: Telegram said 429 without saying for how long.
            BadRequest: a 4xx that PTB has no class for.
        """
        upload = request_data is not None and request_data.contains_files
        data, headers = _body(request_data)
        status, body = await self.exchange(
            url,
            method=method,
            data=data,
            headers=headers,
            connect=_seconds(connect_timeout, self._connect),
            read=_seconds(read_timeout, self._read),
            write=_seconds(write_timeout, self._upload if upload else 0.0),
        )
        _raise_for(status, body)
        return status, body

    async def exchange(
        self,
        url: str,
        *,
        method: str = "POST",
        data: bytes | aiohttp.FormData | None = None,
        headers: dict[str, str] | None = None,
        connect: float | None = None,
        read: float | None = None,
        write: float = 0.0,
    ) -> tuple[int, bytes]:
        """Return status and body of one call, whatever the status below 500.

        Raises:
            TimedOut, NetworkError: with a cause, see above.
        """
        assert self._session is not None, "the transport is not open"
        connect = self._connect if connect is None else connect
        read = self._read if read is None else read
        timeout = aiohttp.ClientTimeout(
            total=connect + read + write, connect=connect, sock_read=read
        )
        try:
            async with self._session.request(
                method, url, data=data, headers=headers, timeout=timeout
            ) as response:
                status, body = response.status, await response.read()
                self.server_date = response.headers.get("Date", "")
        except NOT_SENT as error:
            raise _network_error(error) from NeverLeft(type(error).__name__)
        except (aiohttp.ClientError, OSError) as error:
            raise _network_error(error) from AnswerMissing(type(error).__name__)
        if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            raise NetworkError(_WHO) from NeverLeft("status 407")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise NetworkError(f"Telegram answered {status}") from ServerFault(status)
        return status, body


def _body(
    data: RequestData | None,
) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    if data is None:
        return None, None
    if not data.contains_files:
        return json.dumps(data.parameters, ensure_ascii=False).encode(), JSON
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, None


def _raise_for(status: int, body: bytes) -> None:
    """Raise where PTB's own mapping of a status would lose what the outbox has to know."""
    if status == HTTPStatus.TOO_MANY_REQUESTS and b"retry_after" not in body:
        raise RetryAfter(DEFAULT_RETRY_AFTER)
    if (
        status >= HTTPStatus.BAD_REQUEST
        and status not in KNOWN_REFUSALS
        and status != HTTPStatus.TOO_MANY_REQUESTS
    ):
        raise BadRequest(f"Telegram answered {status}")


_WHO = "The proxy wants another name and password (status 407)"


def _network_error(error: Exception) -> NetworkError:
    name = type(error).__name__
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return NetworkError(f"The proxy does not answer ({name})")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        unknown = error.status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED
        refused = f"The proxy lets nothing through (status {error.status})"
        return NetworkError(_WHO if unknown else refused)
    if isinstance(error, TimeoutError):
        return TimedOut(f"Timed out ({name})")
    return NetworkError(f"No answer from Telegram ({name})")


def _seconds(given: Given, default: float) -> float:
    return float(given) if isinstance(given, int | float) else default


def never_left(error: BaseException) -> bool:
    """Say whether a failed call certainly had no effect, so that it may be tried again.

    A 5xx counts as not done, except 502 and 504: something before Telegram gave up waiting.
    """
    cause = error.__cause__
    if isinstance(cause, ServerFault):
        return cause.status not in (HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT)
    return isinstance(cause, NeverLeft)
