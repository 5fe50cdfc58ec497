"""Settings of a bot that runs for real: copies, webhook, health."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from bot.settings.section import Section

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def _webhook_url(url: str) -> str:
    if not url:
        return url
    parts = urlsplit(url)
    near = parts.scheme == "http" and parts.hostname in LOOPBACK  # a Bot API server of one's own
    if not (near or parts.scheme == "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    if parts.username is not None or parts.password is not None:
        raise ValueError("a name or a password in it")
    return url


class BackupSettings(Section):
    """The [backup] section."""

    folder: Annotated[
        str,
        Field(
            description="Where a running bot keeps copies of its SQLite database, each tried out"
            " once it is made; empty: no copies. Best on another disk."
        ),
    ] = ""
    every_hours: Annotated[
        int,
        Field(ge=1, le=168, description="How old the newest copy may become. Unit: hours."),
    ] = 24
    keep: Annotated[
        int,
        Field(
            ge=1,
            le=1000,
            description="How many copies are kept; the oldest goes first. Unit: copies.",
        ),
    ] = 14


class WebhookSettings(Section):
    """The [webhook] section."""

    url: Annotated[
        str,
        AfterValidator(_webhook_url),
        Field(
            description="Public address that Telegram delivers to; empty: the bot asks Telegram"
            " itself. Telegram takes ports 443, 80, 88 and 8443.",
            json_schema_extra={
                "allowed": '"" or an address such as "https://bot.example.org/telegram"'
            },
        ),
    ] = ""
    host: Annotated[
        str,
        Field(
            description="Where the bot itself listens for what the proxy before it passes on;"
            " the proxy ends TLS."
        ),
    ] = "127.0.0.1"
    port: Annotated[
        int,
        Field(ge=0, le=65535, description="The port it listens on. Unit: port number."),
    ] = 8080
    secret_file: Annotated[
        str,
        Field(
            description="File with the secret that Telegram sends along, readable by its owner"
            " only; the environment variable PARTNERSHIP_BOT_WEBHOOK_SECRET goes before it."
        ),
    ] = ""
    connections: Annotated[
        int,
        Field(
            ge=1,
            le=100,
            description="How many deliveries Telegram may make at once. Unit: connections.",
        ),
    ] = 40


class HealthSettings(Section):
    """The [health] section."""

    port: Annotated[
        int,
        Field(
            ge=0,
            le=65535,
            description="Port of /healthz, /readyz and /metrics; 0: none. Unit: port number.",
        ),
    ] = 0
    host: Annotated[
        str,
        Field(description="The address they listen on; other machines reach 0.0.0.0 only."),
    ] = "127.0.0.1"
    late_seconds: Annotated[
        int,
        Field(
            ge=1,
            le=86400,
            description="/readyz says no where a message that should have gone waits longer, or"
            " Telegram has been silent longer. Unit: seconds.",
        ),
    ] = 300
