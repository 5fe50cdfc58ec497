"""`config.example.toml` shows every setting with its default and why it is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from bot.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "config.example.toml"
FIELDS = [
    (section, key, field)
    for section, outer in Settings.model_fields.items()
    for key, field in type(outer.default).model_fields.items()
]


def test_the_example_has_the_same_keys_and_defaults_as_the_settings() -> None:
    shown = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert shown == Settings().model_dump(mode="json")


def test_the_example_is_a_settings_file_that_changes_nothing() -> None:
    assert read_settings(EXAMPLE).model_dump() == Settings().model_dump()


@pytest.mark.parametrize(("section", "key", "field"), FIELDS)
def test_the_example_says_why_and_in_which_unit(section: str, key: str, field: FieldInfo) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    row = next(
        number
        for number, line in enumerate(lines)
        if line.startswith(f"{key} =") and f"[{section}]" in lines[:number]
    )
    start = row
    while lines[start - 1].startswith("# "):
        start -= 1
    assert " ".join(line[2:] for line in lines[start:row]) == field.description


def test_every_setting_is_read_by_something() -> None:
    folders = ("bot", "handlers", "storage")
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    )
    assert [key for _, key, _ in FIELDS if not re.search(rf"\.{key}\b", code)] == []


@pytest.mark.parametrize(("section", "key", "field"), FIELDS)
def test_numbers_have_a_unit(section: str, key: str, field: FieldInfo) -> None:
    number = isinstance(field.default, int | float) and not isinstance(field.default, bool)
    assert ("Unit: " in (field.description or "")) == number, f"{section}.{key}"
