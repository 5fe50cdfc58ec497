"""The bot's token and the database password: from the environment or a file of one's own."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import SecretStr

from bot.errors import SettingsError
from bot.settings.shape import Settings

TOKEN_VARIABLE = "PARTNERSHIP_BOT_TOKEN"  # noqa: S105 - the name of the variable, not its value
PASSWORD_VARIABLE = "PARTNERSHIP_BOT_DATABASE_PASSWORD"  # noqa: S105 - likewise


def bot_token(settings: Settings, environment: Mapping[str, str]) -> SecretStr:
    """Return the bot's token.

    Raises:
        SettingsError: there is none, it is no token, or others may read its file.
    """
    token = environment.get(TOKEN_VARIABLE, "").strip()
    place = TOKEN_VARIABLE
    if not token:
        path = settings.path(settings.telegram.token_file)
        if path is None:
            raise SettingsError(
                f"There is no bot token; set {TOKEN_VARIABLE}, or name a file that only you can"
                " read in telegram.token_file. @BotFather in Telegram gives you one."
            )
        token, place = _own_file(path, "telegram.token_file"), str(path)
    if ":" not in token or any(letter.isspace() or letter == "/" for letter in token):
        raise SettingsError(
            f"{place} holds no bot token; a token is one line, a number, a colon and letters,"
            " as @BotFather in Telegram gives it."
        )
    return SecretStr(token)


def database_address(settings: Settings, environment: Mapping[str, str]) -> SecretStr:
    """Return the database address with its password filled in; empty where none is set.

    Raises:
        SettingsError: others may read the password's file.
    """
    url = settings.database.url
    if not url.startswith("postgresql:"):
        return SecretStr(url)
    password = environment.get(PASSWORD_VARIABLE, "")
    path = settings.path(settings.database.password_file)
    if not password and path is not None:
        password = _own_file(path, "database.password_file")
    return SecretStr(with_password(url, password))


def with_password(url: str, password: str) -> str:
    """Return a PostgreSQL address with `password` in it, unless it has one or there is none."""
    parts = urlsplit(url)
    if parts.scheme != "postgresql" or not password or parts.password is not None:
        return url
    user, at, host = parts.netloc.rpartition("@")
    name = user if at else "postgres"
    return urlunsplit(parts._replace(netloc=f"{name}:{quote(password, safe='')}@{host}"))


def _own_file(path: Path, key: str) -> str:
    """Return the one line of a file that nobody else can read."""
    try:
        mode = path.stat().st_mode
        # Windows keeps no such bits; there the folder's own rights decide.
        if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
            raise SettingsError(
                f"{path} can be read by others than its owner; run: chmod 600 {path}"
            )
        text = path.read_text(encoding="utf-8-sig").strip()
    except FileNotFoundError:
        raise SettingsError(f"{key}: there is no file {path}.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{key}: {path} is no text file.") from None
    except OSError as error:
        raise SettingsError(f"{key}: {path} cannot be read: {error.strerror}.") from None
    if not text:
        raise SettingsError(f"{key}: {path} is empty.")
    return text
