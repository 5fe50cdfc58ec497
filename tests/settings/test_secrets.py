"""Where the token and the database password may come from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, bot_token, database_address, read_settings, webhook_secret

TOKEN = "123456789:" + "a" * 35
posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permission bits")


def settings_with(folder: Path, text: str) -> Settings:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def secret_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "secret"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_the_token_comes_from_the_environment() -> None:
    found = bot_token(Settings(), {"PARTNERSHIP_BOT_TOKEN": TOKEN})
    assert found.get_secret_value() == TOKEN


def test_the_token_comes_from_a_file_named_from_the_settings_folder(tmp_path: Path) -> None:
    secret_file(tmp_path, f"{TOKEN}\n")
    settings = settings_with(tmp_path, "[telegram]\ntoken_file = 'secret'\n")
    assert bot_token(settings, {}).get_secret_value() == TOKEN


def test_a_secret_never_shows_in_its_own_repr() -> None:
    assert TOKEN not in repr(bot_token(Settings(), {"PARTNERSHIP_BOT_TOKEN": TOKEN}))


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused_with_the_chmod(tmp_path: Path, mode: int) -> None:
    path = secret_file(tmp_path, TOKEN, mode)
    settings = settings_with(tmp_path, f"[telegram]\ntoken_file = '{path}'\n")
    with pytest.raises(SettingsError) as caught:
        bot_token(settings, {})
    assert f"chmod 600 {path}" in caught.value.advice
    assert TOKEN not in caught.value.advice


@pytest.mark.parametrize("text", ["not a token", "123456:abc def", "https://x/y:z"])
def test_what_is_no_token_is_refused_without_repeating_it(tmp_path: Path, text: str) -> None:
    secret_file(tmp_path, text)
    settings = settings_with(tmp_path, "[telegram]\ntoken_file = 'secret'\n")
    with pytest.raises(SettingsError, match="holds no bot token") as caught:
        bot_token(settings, {})
    assert text not in caught.value.advice


def test_an_empty_file_and_a_missing_file_are_named(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, "[telegram]\ntoken_file = 'secret'\n")
    with pytest.raises(SettingsError, match="there is no file"):
        bot_token(settings, {})
    secret_file(tmp_path, "\n")
    with pytest.raises(SettingsError, match="is empty"):
        bot_token(settings, {})


def test_no_token_at_all_says_where_to_put_one() -> None:
    with pytest.raises(SettingsError, match="set PARTNERSHIP_BOT_TOKEN, or name a file"):
        bot_token(Settings(), {})


@pytest.mark.parametrize(
    ("url", "filled"),
    [
        ("postgresql://me@db:5433/plan", "postgresql://me:p%40ss%2F1@db:5433/plan"),
        ("postgresql://db/plan", "postgresql://postgres:p%40ss%2F1@db/plan"),
        ("sqlite:////tmp/plan.db", "sqlite:////tmp/plan.db"),
        ("", ""),
    ],
)
def test_the_database_password_is_filled_in_where_there_is_a_server(
    tmp_path: Path, url: str, filled: str
) -> None:
    settings = settings_with(tmp_path, f"[database]\nurl = '{url}'\n")
    found = database_address(settings, {"PARTNERSHIP_BOT_DATABASE_PASSWORD": "p@ss/1"})
    assert found.get_secret_value() == filled


def test_the_database_password_comes_from_a_file_of_ones_own(tmp_path: Path) -> None:
    secret_file(tmp_path, "word")
    settings = settings_with(
        tmp_path, "[database]\nurl = 'postgresql://me@db/plan'\npassword_file = 'secret'\n"
    )
    assert database_address(settings, {}).get_secret_value() == "postgresql://me:word@db/plan"


def test_secrets_may_be_systemd_credentials(tmp_path: Path) -> None:
    secret = "w" * 40
    for name, text in (("token", TOKEN), ("database_password", "word"), ("webhook_secret", secret)):
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o440)
    environment = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    settings = Settings.model_validate({"database": {"url": "postgresql://me@db/plan"}})
    assert bot_token(settings, environment).get_secret_value() == TOKEN
    assert ":word@" in database_address(settings, environment).get_secret_value()
    assert webhook_secret(settings, environment).get_secret_value() == secret


def test_the_environment_goes_before_a_credential(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("1234567:other", encoding="utf-8")
    environment = {"CREDENTIALS_DIRECTORY": str(tmp_path), "PARTNERSHIP_BOT_TOKEN": TOKEN}
    assert bot_token(Settings(), environment).get_secret_value() == TOKEN


@pytest.mark.parametrize("secret", ["short", "a" * 31, "a" * 257, "a" * 32 + "!", "ä" * 40])
def test_a_webhook_secret_that_telegram_or_we_would_not_take_is_refused(secret: str) -> None:
    with pytest.raises(SettingsError) as caught:
        webhook_secret(Settings(), {"PARTNERSHIP_BOT_WEBHOOK_SECRET": secret})
    assert "makes one" in caught.value.advice
    assert secret not in caught.value.advice


def test_without_a_webhook_secret_it_is_said_where_to_put_one() -> None:
    with pytest.raises(SettingsError, match="PARTNERSHIP_BOT_WEBHOOK_SECRET"):
        webhook_secret(Settings(), {})
