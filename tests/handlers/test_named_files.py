"""A form goes out as a file and comes back as one: both in the terminal."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bot.conversation import Attachment
from handlers.terminal.named_files import attached, path_named
from tests.handlers.conftest import Typed

TODAY = ("--today", "2026-11-23")


def chat(typed: Typed, url: str, *lines: str) -> str:
    result = typed("chat", "--database", url, *TODAY, piped="".join(f"{x}\n" for x in lines))
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_form_is_written_filled_in_and_taken_back(
    typed: Typed, starter_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = chat(typed, starter_url, "/form 4.01, 4.02")
    path = tmp_path / "figures 2026-11-23.xlsx"
    assert "Your form: two figures." in shown
    assert f"File: {path}" in shown
    book = openpyxl.load_workbook(path)
    book["Figures"]["F2"], book["Figures"]["F3"] = 430, 61.4
    book.save(path)
    said = chat(typed, starter_url, "figures 2026-11-23.xlsx", "1", "/signoff")
    assert "Store two figures?" in said
    assert "430 in October 2026" in said
    assert "Recorded: two figures" in said
    assert "Yours waits: EHC plans issued within 20 weeks" in said


def test_at_the_terminal_the_form_says_how_measures_are_named(
    typed: Typed, starter_url: str
) -> None:
    said = chat(typed, starter_url, "/form", "/form nonsense words", "/form 9.99")
    assert "No measures are in your name." in said
    assert "/form all" in said
    assert "I know no measure called “nonsense words” that you hand in." in said
    assert "“9.99”" in said


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("figures.xlsx", "figures.xlsx"),
        ("  figures.csv  ", "figures.csv"),
        ("'my figures.xlsx'", "my figures.xlsx"),
        ("my figures.xlsx", "my figures.xlsx"),
        ("my\\ figures.xlsx", "my figures.xlsx"),
        ("not/there.xlsx", "not/there.xlsx"),
        ("missing.csv", "missing.csv"),
    ],
)
def test_a_path_is_taken_as_terminals_write_it(tmp_path: Path, typed: str, name: str) -> None:
    (tmp_path / "my figures.xlsx").touch()
    assert path_named(typed, tmp_path) == tmp_path / name


def test_a_whole_path_is_one_too(tmp_path: Path) -> None:
    path = tmp_path / "a b.csv"
    path.touch()
    for written in (str(path), f'"{path}"', path.as_uri()):
        assert path_named(written, Path("/")) == path


@pytest.mark.parametrize(
    "said",
    ["", "/help", "ehcp backlog", "what is in figures.xlsx?", "can I get it as a .csv", "x\n.csv"],
)
def test_other_lines_are_no_files(tmp_path: Path, said: str) -> None:
    assert path_named(said, tmp_path) is None


async def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    old, large, broken = (tmp_path / name for name in ("a.xls", "b.csv", "c.xlsx"))
    old.touch()
    large.write_bytes(b"x" * (3 * 1024 * 1024))
    broken.write_bytes(b"no workbook")
    gone = tmp_path / "gone.csv"
    assert (await attached(gone)).unread == f"There is no file {gone}."
    assert "save it as an Excel workbook" in (await attached(old)).unread
    assert "at most 2 MiB" in (await attached(large)).unread
    assert (await attached(broken)).unread
    assert (await attached(tmp_path)).unread == f"{tmp_path} can't be opened: Is a directory."


async def test_a_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("code,period,value\n4.01,Q2 2026-27,430\n")
    found = await attached(path)
    assert isinstance(found, Attachment)
    assert found.sheet is not None
    assert found.sheet.rows[1].cells == ("4.01", "Q2 2026-27", "430")
