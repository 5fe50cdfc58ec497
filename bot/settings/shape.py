"""Every setting, its default, its bounds and why it is there; mirrored by `config.example.toml`.

A description ends with its unit where it has one. Paths are text; an empty one means "none".
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StrictInt

from bot.settings.belonging import PeopleSettings
from bot.settings.reminding import ReminderSettings
from bot.settings.retention import RetentionSettings
from bot.settings.running import BackupSettings, HealthSettings, WebhookSettings
from bot.settings.section import Section

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")


def _database_url(url: str) -> str:
    if not url or url.startswith("sqlite:///"):
        return url
    parts = urlsplit(url)
    if parts.scheme != "postgresql" or not parts.hostname or not parts.path.strip("/"):
        raise ValueError
    if parts.password is not None:
        raise ValueError("a password in it")
    return url


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError
    if TOKEN.search(url):
        raise ValueError("a bot token in it")
    plain = url.rstrip("/")
    return plain if plain.endswith("/bot") else f"{plain}/bot"


class DatabaseSettings(Section):
    """The [database] section."""

    url: Annotated[
        str,
        AfterValidator(_database_url),
        Field(
            description="Where the plan is kept; empty: a SQLite file in your data folder.",
            json_schema_extra={
                "allowed": '"", "sqlite:///PATH" or "postgresql://USER@HOST:PORT/NAME"'
                " without a password (that is read from PARTNERSHIP_BOT_DATABASE_PASSWORD"
                " or from database.password_file)"
            },
        ),
    ] = ""
    password_file: Annotated[
        str,
        Field(
            description="File with the PostgreSQL password, readable by its owner only;"
            " the environment variable PARTNERSHIP_BOT_DATABASE_PASSWORD goes before it."
        ),
    ] = ""


class TelegramSettings(Section):
    """The [telegram] section."""

    base_url: Annotated[
        str,
        AfterValidator(_base_url),
        Field(
            description="Bot API server; a local one keeps traffic in the house,"
            " and file downloads follow it.",
            json_schema_extra={"allowed": 'an address such as "https://api.telegram.org/bot"'},
        ),
    ] = "https://api.telegram.org/bot"
    token_file: Annotated[
        str,
        Field(
            description="File with the bot's token, readable by its owner only;"
            " the environment variable PARTNERSHIP_BOT_TOKEN goes before it."
        ),
    ] = ""
    allowed_ids: Annotated[
        tuple[StrictInt, ...],
        Field(
            strict=False,
            description="Telegram ids of people who may ask for published figures without an"
            " invitation; they have no name here and can do nothing else.",
            json_schema_extra={"allowed": "a list of whole numbers, such as [12345678, 87654321]"},
        ),
    ] = ()
    username: Annotated[
        str,
        Field(
            pattern=r"^@?\w*$",
            description="The bot's name in Telegram, for the links of invitations made on the"
            " command line; the bot itself knows its name.",
            json_schema_extra={"allowed": 'a name such as "example_plan_bot"'},
        ),
    ] = ""
    per_minute: Annotated[
        int,
        Field(
            ge=0,
            le=10_000,
            description="How much one person may send, as many at once; the rest is declined,"
            " politely and once a minute. 0: no limit, as for a demonstration. Unit: messages a"
            " minute.",
        ),
    ] = 20
    poll_seconds: Annotated[
        int,
        Field(
            ge=0,
            le=50,
            description="How long one request waits for messages; longer means fewer requests."
            " Unit: seconds.",
        ),
    ] = 20
    typing_after_seconds: Annotated[
        float,
        Field(
            gt=0,
            le=60,
            description="A reply slower than this shows that the bot is typing. Unit: seconds.",
        ),
    ] = 1.0
    silent_minutes: Annotated[
        int,
        Field(
            ge=1,
            le=1440,
            description="No good answer from Telegram for this long ends the process, so that it is"
            " started afresh. Unit: minutes.",
        ),
    ] = 10


class ConversationSettings(Section):
    """The [conversation] section."""

    follow_up_minutes: Annotated[
        int,
        Field(
            ge=0,
            le=1440,
            description='How long "and in 2022?" still refers to the last answer. Unit: minutes.',
        ),
    ] = 30


class OutboxSettings(Section):
    """The [outbox] section."""

    lease_seconds: Annotated[
        int,
        Field(
            ge=5,
            le=600,
            description="How long a process keeps messages it has claimed; after a crash another"
            " takes them up when this has passed. Unit: seconds.",
        ),
    ] = 30
    batch: Annotated[
        int,
        Field(
            ge=1,
            le=500,
            description="How many messages are claimed in one go. Unit: messages.",
        ),
    ] = 50
    sweep_seconds: Annotated[
        int,
        Field(
            ge=1,
            le=300,
            description="How often the bot looks for messages whose time has come, besides being"
            " woken by new ones. Unit: seconds.",
        ),
    ] = 5
    per_second: Annotated[
        int,
        Field(
            ge=1,
            le=1000,
            description="Messages to all chats together; Telegram allows about 30."
            " Unit: messages a second.",
        ),
    ] = 28
    chat_seconds: Annotated[
        float,
        Field(
            ge=0,
            le=60,
            description="Least time between two messages to one chat; Telegram allows about one a"
            " second. Unit: seconds.",
        ),
    ] = 1.05
    group_per_minute: Annotated[
        int,
        Field(
            ge=1,
            le=1000,
            description="Messages to one group; Telegram allows 20. Unit: messages a minute.",
        ),
    ] = 20


class LogSettings(Section):
    """The [logs] section."""

    level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        Field(description="How much is written to the log; DEBUG is for finding faults."),
    ] = "INFO"


class Settings(Section):
    """The whole file. `folder` is where it lies, so that relative paths in it can be found."""

    database: DatabaseSettings = DatabaseSettings()
    telegram: TelegramSettings = TelegramSettings()
    people: PeopleSettings = PeopleSettings()
    conversation: ConversationSettings = ConversationSettings()
    outbox: OutboxSettings = OutboxSettings()
    reminders: ReminderSettings = ReminderSettings()
    retention: RetentionSettings = RetentionSettings()
    backup: BackupSettings = BackupSettings()
    webhook: WebhookSettings = WebhookSettings()
    health: HealthSettings = HealthSettings()
    logs: LogSettings = LogSettings()

    _folder: Path = Path()

    def found_from(self, folder: Path) -> Settings:
        """Return these settings with relative paths counted from `folder`."""
        moved = self.model_copy()
        moved._folder = folder
        return moved

    def path(self, text: str) -> Path | None:
        """Return a path of the file as it is found from here, or None where it is empty."""
        return self._folder / Path(text).expanduser() if text else None
