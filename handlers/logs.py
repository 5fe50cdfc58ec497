"""Where log lines go, and what never stands in them: tokens and database passwords."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from typing import TextIO

TOKEN = re.compile(r"\d{6,}(:|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
PASSWORD = re.compile(r"(\b[a-z][a-z0-9+]*://[^\s:/@]*):[^\s@]+@", re.IGNORECASE)
HIDDEN = "[hidden]"

# Both write every request's address, and the token stands in it.
TALKATIVE = ("httpx", "httpcore")


class Redacting(logging.Formatter):
    """Makes one readable line of a record, its exception included, with every secret hidden.

    Hiding happens on the finished text, so nothing that a record carries can get past it.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Keep the secrets in use; what only looks like a token or password is hidden as well."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secrets = tuple(secret for secret in secrets if len(secret) >= 4)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line that is written."""
        return redacted(super().format(record), self._secrets)


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """Return `text` without tokens, passwords in addresses, and the given secrets."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return PASSWORD.sub(rf"\1:{HIDDEN}@", TOKEN.sub(HIDDEN, text))


def set_up(
    level: str = "INFO", *, secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Send log lines of `level` and above to `stream` (default: standard error), and only there."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacting(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A warning or a failing log call must not print past the handler.
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False
