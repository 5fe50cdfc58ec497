"""Every kind of question has a file in both rooms, and facts have a renderer."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import bot.answers
from bot.answers import ANSWERS, Facts
from bot.questions.queries import Kind
from bot.rendering import RENDERERS

ROOM = Path(bot.answers.__file__).parent


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kind_has_its_two_files(kind: Kind) -> None:
    assert kind in ANSWERS
    assert import_module(f"bot.answers.{kind.value}").answer is ANSWERS[kind]
    assert import_module(f"bot.rendering.{kind.value}").render in RENDERERS.values()


def test_all_facts_have_a_renderer() -> None:
    assert set(get_args(Facts)) == set(RENDERERS)


def test_answers_read_the_plan_screened_and_in_no_other_way() -> None:
    """Only the screen itself and the front of the room know the store."""
    reading = [
        path.name
        for path in sorted(ROOM.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "bot.plan.store"
    ]
    assert reading == ["__init__.py", "asked.py"]
