"""The bot's secrets: from the environment, a file of one's own, or a systemd credential.

systemd puts a credential into a folder that only the service can read (LoadCredential=) and names
the folder in CREDENTIALS_DIRECTORY; it is looked for last, and needs no setting.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import SecretStr

from bot.errors import SettingsError
from bot.settings.running import SECRET
from bot.settings.shape import Settings

TOKEN_VARIABLE = "PARTNERSHIP_BOT_TOKEN"  # noqa: S105 - the name of the variable, not its value
PASSWORD_VARIABLE = "PARTNERSHIP_BOT_DATABASE_PASSWORD"  # noqa: S105 - likewise
SECRET_VARIABLE = "PARTNERSHIP_BOT_WEBHOOK_SECRET"  # noqa: S105 - likewise
CREDENTIALS = "CREDENTIALS_DIRECTORY"
SHORTEST_SECRET = 32


def bot_token(settings: Settings, environment: Mapping[str, str]) -> SecretStr:
    """Return the bot's token.

    Raises:
        SettingsError: there is none, it is no token, or others may read its file.
    """
    token, place = _secret(
        environment,
        TOKEN_VARIABLE,
        settings.path(settings.telegram.token_file),
        "telegram.token_file",
        "token",
    )
    if not token:
        raise SettingsError(
            f"There is no bot token; set {TOKEN_VARIABLE}, or name a file that only you can"
            " read in telegram.token_file. @BotFather in Telegram gives you one."
        )
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
    password, _ = _secret(
        environment,
        PASSWORD_VARIABLE,
        settings.path(settings.database.password_file),
        "database.password_file",
        "database_password",
    )
    return SecretStr(with_password(url, password))


def webhook_secret(settings: Settings, environment: Mapping[str, str]) -> SecretStr:
    """Return the secret that Telegram sends along with every delivery.

    Raises:
        SettingsError: there is none, it is too short or has other letters than Telegram takes, or
            others may read its file.
    """
    secret, place = _secret(
        environment,
        SECRET_VARIABLE,
        settings.path(settings.webhook.secret_file),
        "webhook.secret_file",
        "webhook_secret",
    )
    make = "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' makes one."
    if not secret:
        raise SettingsError(
            f"There is no webhook secret; set {SECRET_VARIABLE}, or name a file that only you can"
            f" read in webhook.secret_file. {make}"
        )
    if len(secret) < SHORTEST_SECRET or not SECRET.fullmatch(secret):
        raise SettingsError(
            f"{place} holds no webhook secret; it needs {SHORTEST_SECRET} to 256 of A-Z, a-z, 0-9,"
            f" _ and -. {make}"
        )
    return SecretStr(secret)


def with_password(url: str, password: str) -> str:
    """Return a PostgreSQL address with `password` in it, unless it has one or there is none."""
    parts = urlsplit(url)
    if parts.scheme != "postgresql" or not password or parts.password is not None:
        return url
    user, at, host = parts.netloc.rpartition("@")
    name = user if at else "postgres"
    return urlunsplit(parts._replace(netloc=f"{name}:{quote(password, safe='')}@{host}"))


def _secret(
    environment: Mapping[str, str], variable: str, path: Path | None, key: str, credential: str
) -> tuple[str, str]:
    """Return a secret and where it came from; empty where there is none."""
    if given := environment.get(variable, "").strip():
        return given, variable
    if path is not None:
        return _own_file(path, key), str(path)
    folder = environment.get(CREDENTIALS, "")
    if folder and (Path(folder) / credential).is_file():
        return _text(Path(folder) / credential, f"the credential {credential}"), credential
    return "", ""


def _own_file(path: Path, key: str) -> str:
    """Return the one line of a file that nobody else can read."""
    try:
        mode = path.stat().st_mode
        # Windows keeps no such bits; there the folder's own rights decide.
        if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
            raise SettingsError(
                f"{path} can be read by others than its owner; run: chmod 600 {path}"
            )
    except FileNotFoundError:
        raise SettingsError(f"{key}: there is no file {path}.") from None
    except OSError as error:
        raise SettingsError(f"{key}: {path} cannot be read: {error.strerror}.") from None
    return _text(path, key)


def _text(path: Path, key: str) -> str:
    """Return the one line of a file."""
    try:
        text = path.read_text(encoding="utf-8-sig").strip()
    except UnicodeDecodeError:
        raise SettingsError(f"{key}: {path} is no text file.") from None
    except OSError as error:
        raise SettingsError(f"{key}: {path} cannot be read: {error.strerror}.") from None
    if not text:
        raise SettingsError(f"{key}: {path} is empty.")
    return text
