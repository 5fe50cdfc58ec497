"""What the how-to pages tell people to type and to save is there and works."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from bot.settings import Settings, read_settings
from handlers.command_line import partnership_bot

ROOT = Path(__file__).parents[1]
HOWTO = ROOT / "docs" / "howto"
FILES = HOWTO / "files"
PAGES = sorted((ROOT / "docs").rglob("*.md"))
UNIT = FILES / "partnership-bot.service"
TYPED = re.compile(r"(?<![\w/-])partnership-bot ([a-z][a-z-]*(?: [a-z][a-z-]*)?)")


def commands() -> set[str]:
    """Return every command with its sub-commands, as typed."""
    found = set()
    for name, command in partnership_bot.commands.items():
        found.add(name)
        if isinstance(command, click.Group):
            found |= {f"{name} {below}" for below in command.commands}
    return found


def typed_in(text: str) -> set[str]:
    """Return the commands that stand in code, with a word after them where that is a command."""
    code = "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))
    return set(TYPED.findall(code))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_is_there(page: Path) -> None:
    known = commands()
    for words in typed_in(page.read_text(encoding="utf-8")):
        first = words.split()[0]
        assert first in known, f"{page.name}: partnership-bot {words}"
        if isinstance(partnership_bot.commands[first], click.Group) and " " in words:
            assert words in known, f"{page.name}: partnership-bot {words}"


@pytest.mark.parametrize("page", sorted(HOWTO.glob("*.md")), ids=lambda page: page.name)
def test_every_setting_that_a_page_shows_is_one(page: Path) -> None:
    shown = re.findall(r"```\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for block in shown:
        text = re.sub(r"^ +", "", block, flags=re.MULTILINE)
        if re.match(r"\[\w+\]\n", text):
            Settings.model_validate(tomllib.loads(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_settings_for_containers_are_settings() -> None:
    found = read_settings(FILES / "config.container.toml")
    assert found.health.port == 9090


def test_the_container_files_fit_together() -> None:
    image = (FILES / "Containerfile").read_text(encoding="utf-8")
    compose = (FILES / "compose.yaml").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (?!--)(.+) \S+$", image, re.MULTILINE):
        for name in line.split():
            assert (ROOT / name).exists(), name
    assert "--require-hashes" in image
    assert "USER 10001" in image
    for credential in ("token", "database_password", "webhook_secret"):
        assert f"target: {credential}" in compose
    assert "dockerfile: docs/howto/files/Containerfile" in compose


def test_the_image_runs_a_command_and_settings_that_are_there() -> None:
    image = (FILES / "Containerfile").read_text(encoding="utf-8")
    compose = (FILES / "compose.yaml").read_text(encoding="utf-8")
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    (program,) = json.loads(re.findall(r"^ENTRYPOINT (.+)$", image, re.MULTILINE)[0])
    command, option, path = json.loads(re.findall(r"^CMD (.+)$", image, re.MULTILINE)[0])
    assert program in scripts
    assert option in {name for one in partnership_bot.commands[command].params for name in one.opts}
    assert f"./config.toml:{path}:ro" in compose
    python = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "python:3.11-" in image
    assert python["requires-python"] == ">=3.11"


def test_the_images_health_check_asks_where_the_bot_answers() -> None:
    image = (FILES / "Containerfile").read_text(encoding="utf-8")
    found = read_settings(FILES / "config.container.toml")
    (asked,) = re.findall(r"HEALTHCHECK[^[]+CMD (\[.+\])$", image, re.MULTILINE)
    program, option, code = json.loads(asked)
    assert (program, option) == ("python", "-c")
    compile(code, "health check", "exec")
    assert f"http://127.0.0.1:{found.health.port}/healthz" in code
    assert str(found.health.port) in re.findall(r"^EXPOSE (.+)$", image, re.MULTILINE)[0]
    assert found.database.url.startswith("postgresql://bot@database:")


def test_the_image_keeps_to_the_rules_for_images() -> None:
    """By hand what a linter would ask: tags, no root, no secret, no cache, lists for commands."""
    image = (FILES / "Containerfile").read_text(encoding="utf-8")
    bases = re.findall(r"^FROM (\S+)", image, re.MULTILINE)
    assert all(re.search(r":[\w.-]*\d", base) and not base.endswith(":latest") for base in bases)
    assert image.rindex("USER ") > image.rindex("RUN "), "the last word is a user without rights"
    assert "ADD " not in image
    assert "sudo" not in image
    assert not re.search(r"(?i)(token|password|secret)=", image)
    assert all("--no-cache-dir" in line for line in re.findall(r"pip install.*", image))
    assert all(
        line.startswith("[") for line in re.findall(r"^(?:ENTRYPOINT|CMD) (.+)$", image, re.M)
    )
    assert all(
        place.startswith("/") for place in re.findall(r"^WORKDIR (.+)$", image, re.MULTILINE)
    )


def test_compose_gives_the_bot_time_to_finish_and_no_rights() -> None:
    from handlers.telegram.pace import Pace

    compose = (FILES / "compose.yaml").read_text(encoding="utf-8")
    (seconds,) = re.findall(r"stop_grace_period: (\d+)s", compose)
    assert int(seconds) > Pace().stop_within
    for rule in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert rule in compose
    assert not re.search(r"^\s+ports:", compose, re.MULTILINE), "nothing is open to the world"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    unit.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE))
    ran = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert unit.name not in ran.stderr


def test_the_unit_gives_the_bot_time_to_finish() -> None:
    from handlers.telegram.pace import Pace

    seconds = re.search(r"^TimeoutStopSec=(\d+)$", UNIT.read_text("utf-8"), re.MULTILINE)
    assert seconds is not None
    assert int(seconds[1]) > Pace().stop_within
