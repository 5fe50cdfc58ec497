"""What is wrong with a whole file is said in one sentence with the next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ExchangeError
from bot.exchange.limits import CHAT
from tests.exchange.folders import STARTER, Table, as_workbook, bad_rows, change, checked, table


def refusal(path: Path) -> str:
    with pytest.raises(ExchangeError) as raised:
        checked(path)
    text = raised.value.advice
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_both_plans_are_read(plan: Path) -> None:
    assert len(checked(plan).measures) == 13
    assert len(checked(STARTER).measures) == 59


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert "There is no file or folder" in refusal(tmp_path / "nowhere")


def test_an_empty_folder(tmp_path: Path) -> None:
    text = refusal(tmp_path)
    assert "is empty" in text
    assert "partnership-bot export" in text


def test_a_folder_without_the_files(plan: Path) -> None:
    (plan / "figures.csv").unlink()
    (plan / "measures.csv").unlink()
    assert "has no measures.csv and figures.csv" in refusal(plan)


def test_a_folder_that_holds_a_workbook_only(plan: Path, tmp_path: Path) -> None:
    as_workbook(plan, tmp_path / "our plan.xlsx")
    assert "our plan.xlsx" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("figures.csv", "Import the folder"),
        ("plan.zip", "Unpack it"),
        ("plan.xls", "Save it as “Excel Workbook"),
        ("plan.ods", "Save it as “Excel Workbook"),
        ("plan.pdf", "Give a folder"),
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, name: str, step: str) -> None:
    path = tmp_path / name
    path.write_text("something")
    assert step in refusal(path)


def test_windows_1252_is_named_with_byte_and_line(plan: Path) -> None:
    path = plan / "terms.csv"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"stands", b"council\x92s stands", 1))
    text = refusal(plan)
    assert f"byte {good.index(b'stands') + 8}, in line 2, is 0x92" in text
    assert "CSV UTF-8" in text


def test_a_letter_cut_in_two_by_a_block_is_still_a_letter(plan: Path) -> None:
    path = plan / "terms.csv"
    start = path.read_bytes()
    filler = b"Filler,,x,y,\r\n"
    room = (1 << 20) - 1 - len(start) - len(b"Word,,")
    lines = filler * (room // len(filler))
    odd = b"Word,," + b"a" * (room - len(lines)) + "é".encode() + b",s,\r\n"
    path.write_bytes(start + lines + odd)
    assert all("UTF-8" not in str(bad) for bad in bad_rows(plan))


def test_a_wrong_byte_after_a_cut_letter_is_found_at_its_place(plan: Path) -> None:
    path = plan / "terms.csv"
    start = path.read_bytes()
    path.write_bytes(start + b"a" * ((1 << 20) - 1 - len(start)) + b"\xc3" + b"\x28")
    assert f"byte {1 << 20:,}," in refusal(plan)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_utf_16_is_refused(plan: Path, encoding: str) -> None:
    path = plan / "figures.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    text = refusal(plan)
    assert "figures.csv" in text
    assert "UTF-16" in text
    assert "CSV UTF-8" in text


def test_a_byte_order_mark_and_blank_lines_are_no_matter(plan: Path) -> None:
    path = plan / "figures.csv"
    blanks = b"\r\n,,,,,,,,,,,,\r\n \r\n"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + blanks)
    assert not bad_rows(plan)


def test_a_quote_that_is_never_closed(plan: Path) -> None:
    path = plan / "figures.csv"
    path.write_bytes(path.read_bytes().replace(b",Travel diary", b',"Travel diary', 1))
    text = refusal(plan)
    assert "figures.csv" in text
    assert "quotation mark" in text


def test_a_plan_that_is_no_toml(plan: Path) -> None:
    (plan / "plan.toml").write_text("title = Getting About\n")
    text = refusal(plan)
    assert "plan.toml" in text
    assert "straight quotes" in text


def test_an_unknown_column_is_named(plan: Path) -> None:
    change(plan, "figures", lambda rows: rows[0].__setitem__(6, "numerater"))
    (bad,) = bad_rows(plan)
    assert (bad.row, bad.column) == (1, "numerater")
    assert "numerator, perhaps" in bad.accepted


def test_missing_columns_are_named(plan: Path) -> None:
    def drop(rows: Table) -> None:
        for row in rows:
            del row[2]

    change(plan, "figures", drop)
    (bad,) = bad_rows(plan)
    assert (bad.column, bad.found) == ("period_start", "no such column")


def test_a_column_twice_is_named(plan: Path) -> None:
    change(plan, "figures", lambda rows: rows[0].__setitem__(6, "value"))
    assert [(bad.column, bad.found) for bad in bad_rows(plan)] == [("value", "the column twice")]


def test_columns_may_come_in_any_order_and_capitals_and_some_not_at_all(plan: Path) -> None:
    def rearrange(rows: Table) -> None:
        dropped = rows[0].index("note")
        for row in rows:
            del row[dropped]
            row.reverse()
        rows[0] = [name.replace("_", " ").title() for name in rows[0]]

    change(plan, "figures", rearrange)
    assert not bad_rows(plan)


def test_a_comma_too_many_is_named(plan: Path) -> None:
    change(plan, "figures", lambda rows: rows[4].append("spilt"))
    (bad,) = bad_rows(plan)
    assert (bad.row, bad.found) == (5, "“spilt”")
    assert "needs quotes" in bad.accepted


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator_is_named(plan: Path, mark: str, word: str) -> None:
    path = plan / "ambitions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", mark), encoding="utf-8")
    assert bad_rows(plan)[0].found == f"columns separated by {word}"


def test_a_sheet_without_any_line(plan: Path) -> None:
    (plan / "ambitions.csv").write_text("")
    assert bad_rows(plan)[0].found == "no header row"


def test_a_sheet_without_any_row(plan: Path) -> None:
    change(plan, "measures", lambda rows: rows.__delitem__(slice(1, None)))
    assert [(bad.file, bad.found) for bad in bad_rows(plan)] == [("measures.csv", "no rows")]


def test_a_file_above_the_limits_of_a_chat(plan: Path) -> None:
    row = table(plan / "figures.csv")[1]
    change(plan, "figures", lambda rows: rows.extend([row] * 5_000))
    with pytest.raises(ExchangeError, match="at most 5,000 rows"):
        checked(plan, limits=CHAT)
    (plan / "figures.csv").write_bytes(b"x" * (CHAT.file_size + 1))
    with pytest.raises(ExchangeError, match="at most 2 MiB"):
        checked(plan, limits=CHAT)


def test_optional_files_may_be_missing(plan: Path) -> None:
    for name in ("benchmarks.csv", "revisions.csv", "terms.csv", "targets.csv", "lexicon.toml"):
        (plan / name).unlink()
    found = checked(plan)
    assert (found.terms, found.targets, found.lexicon) == ((), (), None)
