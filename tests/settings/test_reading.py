"""What a settings file may hold, and how a wrong one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings

TOKEN = "123456789:" + "a" * 35


def refusal(folder: Path, text: str) -> str:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    assert len(caught.value.advice.splitlines()) in {1, 3}  # two faults stand below each other
    return caught.value.advice


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[telegram]\nallowed_ids = [1, 2]\n", encoding="utf-8")
    settings = read_settings(path)
    assert settings.telegram.allowed_ids == (1, 2)
    assert settings.telegram.base_url == "https://api.telegram.org/bot"


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("\ufeff", encoding="utf-8")
    assert read_settings(path).logs.level == "INFO"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[telegram]\nallowed_id = [1]", "there is no setting telegram.allowed_id"),
        ("[telegram]\nallowed_id = [1]", "did you mean telegram.allowed_ids?"),
        ("[telegram]\nzebra = 1", "[telegram] has base_url, token_file"),
        ("[telegarm]\npoll_seconds = 1", "did you mean [telegram]?"),
        ("poll_seconds = 1", "did you mean telegram.poll_seconds, under [telegram]?"),
        ("[database]\nlevel = 1", "did you mean logs.level?"),
        ("[zebra]\nx = 1", "the sections are [database], [telegram]"),
        (
            "[telegram]\npoll_seconds = 51",
            "telegram.poll_seconds: found 51; allowed: a whole number from 0 to 50",
        ),
        ('[telegram]\npoll_seconds = "20"', 'found "20"; allowed: a whole number from 0 to 50'),
        ("[telegram]\npoll_seconds = true", "found true; allowed: a whole number"),
        ("[telegram]\ntyping_after_seconds = 0", "allowed: a number above 0, up to 60"),
        ("[telegram]\nallowed_ids = 5", "telegram.allowed_ids: found 5; allowed: a list of whole"),
        ('[telegram]\nallowed_ids = ["5"]', 'telegram.allowed_ids: found "5"; allowed: a list'),
        ("[telegram]\nbase_url = 'ftp://x/bot'", 'found "ftp://x/bot"; allowed: an address'),
        ("[logs]\nlevel = 'LOUD'", 'found "LOUD"; allowed: "DEBUG", "INFO", "WARNING", "ERROR"'),
        ("telegram = 5", "telegram: found 5; allowed: a section, written [telegram]"),
        ("[database]\nurl = 'mysql://x/y'", 'found "mysql://x/y"; allowed: "", "sqlite:///PATH"'),
        ("[database]\nurl = 7", "database.url: found 7; allowed:"),
    ],
)
def test_a_wrong_setting_is_refused_naming_key_found_and_allowed(
    tmp_path: Path, text: str, said: str
) -> None:
    assert said in refusal(tmp_path, text)


def test_every_wrong_setting_is_named_in_one_go(tmp_path: Path) -> None:
    said = refusal(tmp_path, "[logs]\nlevel = 1\n[outbox]\nbatch = 0\n")
    assert "2 settings to put right:" in said
    assert {line.split(":")[0].strip() for line in said.splitlines()[1:]} == {
        "logs.level",
        "outbox.batch",
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"[telegram]\ntoken = '{TOKEN}'", "telegram.token"),
        (f"[telegram]\ntoken_file = '{TOKEN}'", "telegram.token_file"),
        (f"[telegram]\nbase_url = 'https://api.telegram.org/bot{TOKEN}'", "telegram.base_url"),
        ("[database]\npassword = 'hunter2'", "database.password"),
        ("[database]\nurl = 'postgresql://me:hunter2@db/plan'", "database.url"),
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(
    tmp_path: Path, text: str, place: str
) -> None:
    said = refusal(tmp_path, text)
    assert place in said
    assert TOKEN not in said
    assert "hunter2" not in said


def test_broken_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    said = refusal(tmp_path, "[telegram]\npoll_seconds = = 3\n")
    assert "not written as TOML" in said
    assert "line 2" in said


def test_a_missing_file_says_what_to_copy(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"config\.example\.toml"):
        read_settings(tmp_path / "none.toml")


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path)


@pytest.mark.parametrize("typed", ["http://127.0.0.1:8081", "http://127.0.0.1:8081/bot/"])
def test_a_local_bot_api_server_may_be_named_with_or_without_bot(
    tmp_path: Path, typed: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[telegram]\nbase_url = '{typed}'\n", encoding="utf-8")
    assert read_settings(path).telegram.base_url == "http://127.0.0.1:8081/bot"
