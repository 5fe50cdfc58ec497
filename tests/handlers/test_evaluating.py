"""`evaluate`: failures are listed, what may not be seen is only counted, the decision fitted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.questions.weights import parse
from tests.handlers.conftest import Typed

SECRET = "zzyzx of the hidden bank"


def write_bank(path: Path, *lines: tuple[str, str, list[str]]) -> Path:
    rows = [
        {"id": f"n{number}", "text": text, "kind": kind, "measures": codes, "today": "2026-11-23"}
        for number, (text, kind, codes) in enumerate(lines, start=1)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """A bank with two lines that must fail, since their labels are wrong on purpose."""
    return write_bank(
        tmp_path / "shown.jsonl",
        ("child poverty", "latest", ["5.01"]),
        ("what are the ambitions", "plan", []),
        ("who owns 2.06", "owner", ["1.01"]),
        ("bin day in bramhall", "help", []),
    )


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "counted.jsonl", (SECRET, "help", []))


def test_failures_are_listed_with_what_was_wanted(typed: Typed, plan_url: str, shown: Path) -> None:
    printed = typed("evaluate", str(shown), "--database", plan_url).stdout
    assert "wrong: n3 “who owns 2.06”: wanted owner 1.01, answered owner 2.06" in printed
    assert "refused wrongly: n4 “bin day in bramhall”: wanted help, refused" in printed


def test_the_worst_come_first_and_the_rest_is_counted(
    typed: Typed, plan_url: str, shown: Path
) -> None:
    printed = typed("evaluate", str(shown), "--failures", "1", "--database", plan_url).stdout
    assert "who owns 2.06" in printed
    assert "bin day" not in printed
    failed = sum("wanted" in line for line in everything(typed, plan_url, shown))
    assert printed.endswith(f"… and {failed - 1} more\n")


def everything(typed: Typed, plan_url: str, bank: Path) -> list[str]:
    return typed(
        "evaluate", str(bank), "--failures", "99", "--database", plan_url
    ).stdout.splitlines()


def test_no_failures_are_listed_where_none_are_wanted(
    typed: Typed, plan_url: str, shown: Path
) -> None:
    printed = typed("evaluate", str(shown), "--failures", "0", "--database", plan_url).stdout
    assert "wanted" not in printed
    assert "more" not in printed.splitlines()[-1]


def test_a_bank_that_is_counted_shows_none_of_its_questions(
    typed: Typed, plan_url: str, shown: Path, counted: Path, tmp_path: Path
) -> None:
    earlier, later = tmp_path / "earlier.json", tmp_path / "later.json"
    banks = (str(shown), "--totals", str(counted), "--database", plan_url)
    first = typed("evaluate", *banks, "--report", str(earlier))
    changed = json.loads(earlier.read_text(encoding="utf-8"))
    changed["outcomes"]["counted:n1"] = "right"
    earlier.write_text(json.dumps(changed), encoding="utf-8")
    second = typed("evaluate", *banks, "--against", str(earlier), "--report", str(later))
    assert "# counted.jsonl\n\n1 lines." in first.stdout
    assert "worse: counted:n1" in second.stdout
    assert SECRET not in first.output + second.output + later.read_text(encoding="utf-8")


def test_the_decision_is_fitted_to_the_banks_that_may_be_shown(
    typed: Typed, plan_url: str, shown: Path, counted: Path, tmp_path: Path
) -> None:
    fitted = tmp_path / "decision.json"
    result = typed(
        *("evaluate", str(shown), "--totals", str(counted)),
        *("--fit", str(fitted), "--database", plan_url),
    )
    assert result.exit_code == 0, result.output
    made = parse(fitted.read_text(encoding="utf-8"))
    assert made.lines == {"shown": 4}
    assert made.fitted
    assert 0 < made.ask_at < made.answer_at < 1


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ((), "Name a bank"),
        (("a.jsonl", "--totals", "a.jsonl"), "name it once"),
        (("--totals", "a.jsonl", "--fit", "b.json"), "may be shown"),
    ],
)
def test_banks_that_make_no_sense_are_refused(
    typed: Typed, words: tuple[str, ...], advice: str
) -> None:
    result = typed("evaluate", *words)
    assert result.exit_code == 2
    assert advice in result.stderr
