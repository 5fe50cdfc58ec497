"""A conversation in the terminal, piped and typed, as a real door over a real database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.outbox.notice import NoticeState
from handlers.assembly import Database
from handlers.command_line.working import with_database
from tests.handlers.conftest import Typed

ROOT = Path(__file__).parents[2]
TODAY = ("--today", "2026-11-23")


def chat(typed: Typed, plan_url: str, *lines: str) -> str:
    result = typed("chat", "--database", plan_url, *TODAY, piped="".join(f"{x}\n" for x in lines))
    assert result.exit_code == 0, result.stderr
    return result.stdout


def notices(url: str) -> dict[NoticeState, int]:
    async def count(database: Database) -> dict[NoticeState, int]:
        return await database.read(lambda stores: stores.outbox.counts())

    return {state: number for state, number in with_database(url, count).items() if number}


def test_piped_lines_are_answered_one_by_one_without_prompts(
    typed: Typed, starter_url: str
) -> None:
    shown = chat(typed, starter_url, "child poverty", "what are the ambitions")
    assert "15.5%" in shown
    assert shown.index("15.5%") < shown.lower().index("ambition")
    assert ">" not in shown


def test_the_number_of_a_button_presses_it(typed: Typed, plan_url: str) -> None:
    first = chat(typed, plan_url, "child poverty")
    assert "[1] Trend" in first
    pressed = chat(typed, plan_url, "child poverty", "1").removeprefix(first)
    asked = chat(typed, plan_url, "child poverty", "child poverty trend").removeprefix(first)
    assert pressed.splitlines()[0] == asked.splitlines()[0]


@pytest.mark.parametrize("typed_as", ["[1]", "(1)", "trend", "Trend"])
def test_a_button_is_pressed_as_it_is_printed_or_by_its_words(
    typed: Typed, plan_url: str, typed_as: str
) -> None:
    first = chat(typed, plan_url, "child poverty")
    pressed = chat(typed, plan_url, "child poverty", "1").removeprefix(first)
    worded = chat(typed, plan_url, "child poverty", typed_as).removeprefix(first)
    assert worded.splitlines()[0] == pressed.splitlines()[0]


def test_a_number_without_a_button_is_a_message(typed: Typed, plan_url: str) -> None:
    shown = chat(typed, plan_url, "child poverty", "99")
    assert "out of date" not in shown
    assert notices(plan_url) == {NoticeState.SENT: 2}


def test_a_follow_up_leans_on_this_session_alone(typed: Typed, plan_url: str) -> None:
    together = chat(typed, plan_url, "children looked after march 2016", "and in march 2017")
    apart = chat(typed, plan_url, "and in march 2017")
    assert not together.endswith(apart)


def test_every_message_shown_is_settled_in_the_outbox(typed: Typed, starter_url: str) -> None:
    chat(typed, starter_url, "child poverty", "1", "ambition 4")
    assert notices(starter_url) == {NoticeState.SENT: 3}


def test_odd_lines_get_one_answer_each(typed: Typed, plan_url: str) -> None:
    lines = ["", "x" * 5000, "😀", "<b>'; DROP TABLE figure; --", "/nonsense", "\x1b[31mred"]
    shown = chat(typed, plan_url, *lines)
    assert "\x1b" not in shown
    assert notices(plan_url) == {NoticeState.SENT: len(lines)}


def test_a_pipe_that_closes_at_once_ends_cleanly(typed: Typed, plan_url: str) -> None:
    assert chat(typed, plan_url) == ""


def test_chat_without_a_plan_says_what_to_run(typed: Typed, tmp_path: Path) -> None:
    result = typed("chat", "--database", f"sqlite:///{tmp_path / 'new.db'}", piped="hi\n")
    assert "run: partnership-bot import --database sqlite:///" in result.stderr
    assert result.exit_code == 1


def test_the_demo_needs_nothing_and_says_where_it_keeps_its_plan(tmp_path: Path) -> None:
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path)}
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "demo", *TODAY],
            input="child poverty\n",
            cwd=ROOT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert "15.5%" in ran.stdout
        assert "\x1b" not in ran.stdout
        assert ran.stderr.splitlines() == [
            f"The plan is kept in {tmp_path / 'partnership-bot' / 'demo.db'}"
        ]


def test_a_reader_that_has_seen_enough_gets_no_traceback(plan_url: str) -> None:
    ran = subprocess.run(
        f'yes "ambition 4" | head -n 40 | "{sys.executable}" -m bot chat --database "{plan_url}"'
        " 2>&1 >/dev/full | cat",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in ran.stdout
