"""Lines from a pipe end at its end; a terminal has a history, and Ctrl-D and Ctrl-C leave it."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from handlers.terminal.keyboard import Keyboard, PipedLines, TypedLines, keyboard_for


async def all_of(keyboard: Keyboard) -> list[str]:
    return [line async for line in keyboard.lines()]


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        yield typed


async def test_a_pipe_gives_its_lines_and_ends() -> None:
    keyboard = keyboard_for(io.StringIO("latest EHCP figure\r\n\nlast without an end"), None)
    assert not keyboard.person_is_there
    assert await all_of(keyboard) == ["latest EHCP figure", "", "last without an end"]


@pytest.mark.parametrize("word", ["exit", "QUIT ", "/quit"])
async def test_a_word_of_leaving_ends_a_pipe(word: str) -> None:
    assert await all_of(PipedLines(io.StringIO(f"one\n{word}\ntwo\n"))) == ["one"]


@pytest.mark.parametrize("leaving", ["\x04", "\x03", "exit\r"])
async def test_a_person_leaves_politely(keys: PipeInput, leaving: str) -> None:
    keys.send_text(f"one\rtwo\r{leaving}")
    assert await all_of(TypedLines(None)) == ["one", "two"]


async def test_what_was_typed_is_there_again_next_time(keys: PipeInput, tmp_path: Path) -> None:
    history = tmp_path / "data" / "history"
    keys.send_text("latest EHCP figure\r\x04")
    await all_of(TypedLines(history))
    up = "\x1b[A"
    keys.send_text(f"{up}\r\x04")
    assert await all_of(TypedLines(history)) == ["latest EHCP figure"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permission bits")
async def test_the_history_is_for_its_owner_only(keys: PipeInput, tmp_path: Path) -> None:
    keys.send_text("a question\r\x04")
    await all_of(TypedLines(tmp_path / "history"))
    assert stat.S_IMODE((tmp_path / "history").stat().st_mode) == 0o600


async def test_without_a_place_for_the_history_the_chat_goes_on(
    keys: PipeInput, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    keys.send_text("a question\r\x04")
    assert await all_of(TypedLines(tmp_path / "file" / "history")) == ["a question"]
