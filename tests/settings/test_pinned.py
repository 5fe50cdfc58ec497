"""Dependencies are pinned, each with its hashes, and no index address stands beside them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ("requirements.txt", "requirements-dev.txt")


def blocks(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("name", FILES)
def test_every_dependency_is_pinned_with_its_hash(name: str) -> None:
    for block in blocks(name):
        assert re.match(r"[\w.\[\]-]+==[\w.]+", block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("name", FILES)
def test_no_index_is_named(name: str) -> None:
    assert "index-url" not in (ROOT / name).read_text(encoding="utf-8")


def test_what_the_product_names_is_what_is_pinned() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[\[<>=]", one)[0].lower() for one in named["dependencies"]}
    pinned = {re.split(r"[\[=]", block)[0].lower() for block in blocks("requirements.txt")}
    assert wanted <= pinned
