"""Bot API calls by name with plain values, for the two busy lanes: polling and sending.

PTB's own methods build and parse an object for every call (half a millisecond a message), and one
update that PTB cannot read spoils its whole batch. Here results stay plain, and a refusal keeps
Telegram's status and parameters, from which the outbox decides what becomes of a notice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram.error import NetworkError

from handlers.telegram.transport import JSON, AiohttpRequest, AnswerMissing

DEFAULT_RETRY_AFTER = 5.0
UPLOAD_SECONDS = 5.0


class ApiRefusal(Exception):
    """Telegram answered, and the answer is no."""

    def __init__(self, status: int, description: str, parameters: dict[str, Any]) -> None:
        """Keep what Telegram said; `retry_after` is in seconds."""
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.migrated_to: int | None = parameters.get("migrate_to_chat_id")
        self.retry_after = float(parameters.get("retry_after") or DEFAULT_RETRY_AFTER)

    def says(self, *words: str) -> bool:
        """Say whether the description holds one of these, in any case."""
        said = self.description.lower()
        return any(word in said for word in words)


class TelegramApi:
    """The Bot API of one bot. `address` ends with the token and must never be printed."""

    def __init__(self, address: str, request: AiohttpRequest) -> None:
        """Use `request`, which the caller opens and closes."""
        self._address = address
        self._request = request

    def __repr__(self) -> str:
        return "TelegramApi(…)"

    @property
    def server_date(self) -> str:
        """What Telegram's clock said in its last answer, as HTTP writes dates; maybe empty."""
        return self._request.server_date

    async def call(
        self, method: str, /, *, answer_within: float | None = None, **values: Any
    ) -> Any:
        """Return the result of one method; values that are None are left out.

        Args:
            method: its name, such as "sendMessage".
            answer_within: seconds to wait for the answer, where not the transport's own.
            values: what the method is given.

        Raises:
            ApiRefusal: Telegram said no.
            NetworkError: no usable answer; `transport.never_left` tells whether it may have gone.
        """
        given = {key: value for key, value in values.items() if value is not None}
        return _result(
            *await self._request.exchange(
                f"{self._address}/{method}",
                data=json.dumps(given).encode(),
                headers=JSON,
                read=answer_within,
            )
        )

    async def upload(
        self,
        method: str,
        files: Mapping[str, bytes],
        /,
        *,
        file_name: str = "",
        content_type: str = "image/png",
        **values: Any,
    ) -> Any:
        """Return the result of a method that is given files too, PNG unless said otherwise.

        Raises:
            ApiRefusal, NetworkError: as `call`.
        """
        form = aiohttp.FormData()
        for key, value in values.items():
            if value is not None:
                form.add_field(key, value if isinstance(value, str) else json.dumps(value))
        for key, content in files.items():
            name = file_name or f"{key}.png"
            form.add_field(key, content, filename=name, content_type=content_type)
        address = f"{self._address}/{method}"
        return _result(*await self._request.exchange(address, data=form, write=UPLOAD_SECONDS))


def _result(status: int, body: bytes) -> Any:
    try:
        answer = json.loads(body)
        if status == HTTPStatus.OK and answer["ok"] is True:
            return answer["result"]
    except (ValueError, KeyError, TypeError):
        if status == HTTPStatus.OK:
            raise NetworkError("Telegram's answer cannot be read") from AnswerMissing()
        answer = {}
    raise _refusal(status, answer)


def _refusal(status: int, answer: object) -> ApiRefusal:
    said = answer if isinstance(answer, dict) else {}
    parameters = said.get("parameters")
    return ApiRefusal(
        status,
        str(said.get("description") or f"status {status}"),
        parameters if isinstance(parameters, dict) else {},
    )
