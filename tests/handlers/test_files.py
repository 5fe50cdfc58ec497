"""Files that go with an answer, as the terminal writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.exchange import form, kept_file, plain_file
from bot.exchange.form import FormSpec
from bot.exchange.kept_file import KeptFile
from bot.exchange.plain_file import PlainFile
from handlers.terminal.files import FileFolder
from tests.handlers.conftest import Typed

CALENDAR = PlainFile(name="dates.ics", content_type=plain_file.CALENDAR, text="BEGIN\r\nä\r\n")


def test_the_terminal_writes_the_file_and_says_where(
    typed: Typed, plan_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = typed(
        "chat", "--database", plan_url, "--today", "2026-11-23", piped="/calendar file\n"
    )
    written = tmp_path / "due dates.ics"
    assert f"File: {written}" in result.stdout
    assert written.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


async def test_no_file_that_is_there_is_overwritten(tmp_path: Path) -> None:
    folder = FileFolder(tmp_path)
    paths = [await folder.save(plain_file.to_json(CALENDAR)) for _ in range(3)]
    assert paths == [tmp_path / name for name in ("dates.ics", "dates 1.ics", "dates 2.ics")]
    assert all(path is not None and path.read_bytes() == CALENDAR.content for path in paths)


async def test_a_form_is_written_too_and_what_telegram_keeps_is_not(tmp_path: Path) -> None:
    folder = FileFolder(tmp_path)
    written = await folder.save(form.to_json(FormSpec(name="form.xlsx", rows=())))
    assert written == tmp_path / "form.xlsx"
    assert await folder.save(kept_file.to_json(KeptFile(file_id="x"))) is None
