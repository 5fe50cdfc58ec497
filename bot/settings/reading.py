"""A settings file, read and checked; a refusal names the key, what was found, what is allowed."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.errors import SettingsError
from bot.settings.shape import TOKEN, Settings

_SECRETS = {
    "token": "PARTNERSHIP_BOT_TOKEN or the file named in telegram.token_file",
    "password": "PARTNERSHIP_BOT_DATABASE_PASSWORD or the file named in database.password_file",
}


def read_settings(path: Path) -> Settings:
    """Return the settings of a TOML file; what it leaves out has its default.

    Raises:
        SettingsError: the file cannot be read, or a key is unknown or has a wrong value.
    """
    table = _table(path)
    _refuse_secrets(table, path)
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        faults = [_fault(detail) for detail in error.errors(include_url=False)]
        if len(faults) == 1:
            raise SettingsError(f"{path}: {faults[0]}") from None
        listed = "".join(f"\n  {fault}" for fault in faults)
        raise SettingsError(f"{path}: {len(faults)} settings to put right:{listed}") from None
    return settings.found_from(path.resolve().parent)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(
            f"There is no settings file {path}; copy config.example.toml there, or name another."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"{path} is not written as TOML: {_lowered(str(error))}. Mend that place,"
            " or start again from config.example.toml."
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not in UTF-8; save it as UTF-8 text.") from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from None


def _refuse_secrets(table: Mapping[str, Any], path: Path) -> None:
    """Secrets never stand in the file, whatever their key; the found text is not repeated."""
    for place, value in _leaves(table):
        name = place.rsplit(".", 1)[-1].lower()
        elsewhere = _SECRETS.get(name) or (isinstance(value, str) and TOKEN.search(value) and "")
        if elsewhere or elsewhere == "":
            raise SettingsError(
                f"{path}: {place} holds a secret, and secrets never stand in this file; use"
                f" {elsewhere or _SECRETS['token']}, and change this one: it may have been seen."
            )


def _leaves(table: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        place = f"{above}{key}"
        if isinstance(value, Mapping):
            found += _leaves(value, f"{place}.")
        else:
            found.append((place, value))
    return found


def _fault(detail: ErrorDetails) -> str:
    keys = [part for part in detail["loc"] if isinstance(part, str)]
    key = ".".join(keys)
    if detail["type"] == "extra_forbidden":
        return f"there is no setting {key}; {_nearest(key)}"
    reason = str(detail.get("ctx", {}).get("error", ""))
    found = reason or _shown(detail["input"])
    return f"{key}: found {found}; allowed: {_allowed(keys)}"


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "a table of settings"
    if isinstance(value, bool):
        return str(value).lower()
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _nearest(key: str) -> str:
    known = [place for place, _ in _leaves(Settings().model_dump())]
    sections = list(Settings.model_fields)
    if "." not in key:
        close = difflib.get_close_matches(key, sections, n=1)
        inside = [place for place in known if place.rpartition(".")[2] == key]
        if inside:
            return f"did you mean {inside[0]}, under [{inside[0].partition('.')[0]}]?"
        listed = ", ".join(f"[{section}]" for section in sections)
        return f"did you mean [{close[0]}]?" if close else f"the sections are {listed}"
    section, _, name = key.partition(".")
    here = [place.partition(".")[2] for place in known if place.startswith(f"{section}.")]
    close = difflib.get_close_matches(name, here, n=1)
    if close:
        return f"did you mean {section}.{close[0]}?"
    elsewhere = [place for place in known if place.endswith(f".{name}")]
    if elsewhere:
        return f"did you mean {elsewhere[0]}?"
    return f"[{section}] has {', '.join(here)}"


def _allowed(keys: list[str]) -> str:
    """Return in words what a setting may be, from the same schema that checks it."""
    schema = Settings.model_json_schema()
    sections, properties = schema["$defs"], schema["properties"]
    section = properties[keys[0]]
    if len(keys) == 1:
        return f"a section, written [{keys[0]}]"
    shape = sections[section["$ref"].rsplit("/", 1)[-1]]["properties"][keys[1]]
    if "allowed" in shape:
        return str(shape["allowed"])
    if "enum" in shape:
        return ", ".join(f'"{value}"' for value in shape["enum"])
    if shape["type"] in {"integer", "number"}:
        noun = "a whole number" if shape["type"] == "integer" else "a number"
        if "exclusiveMinimum" in shape:
            return f"{noun} above {shape['exclusiveMinimum']:g}, up to {shape['maximum']:g}"
        return f"{noun} from {shape['minimum']:g} to {shape['maximum']:g}"
    return "text in quotes"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
