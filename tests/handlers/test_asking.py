"""`ask` and `evaluate`: the bank format to the letter, and nothing left behind."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.handlers.conftest import Typed

FIELDS = [
    "did",
    "kind",
    "measures",
    "ambition",
    "windows",
    "comparators",
    "filter",
    "value",
    "choices",
    "statements",
    "certainty",
    "understood_in_ms",
    "text",
]
TODAY = ("--today", "2026-11-23")


def answer(typed: Typed, plan_url: str, question: str) -> dict[str, Any]:
    result = typed("ask", question, "--json", *TODAY, "--database", plan_url)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("\n") == 1
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def bank_line(line_id: str, text: str, kind: str, **fields: Any) -> str:
    shape = {"id": line_id, "text": text, "kind": kind, "today": "2026-11-23"}
    return json.dumps(shape | fields)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.jsonl"
    lines = [
        bank_line(
            "c1",
            "children looked after march 2016",
            "figure",
            measures=["2.06"],
            windows=[["2016-03-01", "2016-03-31"]],
            conversation="k",
        ),
        bank_line("alone", "bin day in bramhall", "not_in_plan"),
        bank_line(
            "c2",
            "and in march 2017",
            "figure",
            measures=["2.06"],
            windows=[["2017-03-01", "2017-03-31"]],
            conversation="k",
            turn=2,
        ),
        bank_line("last", "what are the ambitions", "plan"),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_object_has_exactly_the_fields_of_the_bank_format(typed: Typed, plan_url: str) -> None:
    found = answer(typed, plan_url, "child poverty")
    assert list(found) == FIELDS
    assert found["did"] == "answered"
    assert found["kind"] == "latest"
    assert found["choices"] == []
    assert found["understood_in_ms"] > 0


def test_a_figure_read_back_was_understood_and_is_not_counted_as_a_question(
    typed: Typed, plan_url: str
) -> None:
    found = answer(typed, plan_url, "backlog is 398 for october")
    assert (found["did"], found["kind"], found["value"]) == ("answered", "submit", "398")
    assert found["choices"] == []


def test_a_statement_holds_the_value_exactly_as_stored(typed: Typed, plan_url: str) -> None:
    stated = answer(typed, plan_url, "child poverty")["statements"]
    assert list(stated[0]) == [
        "measure",
        "period_start",
        "period_end",
        "value",
        "status",
        "comparator",
    ]
    assert "15.5" in {one["value"] for one in stated}


def test_a_refusal_states_no_figure(typed: Typed, plan_url: str) -> None:
    found = answer(typed, plan_url, "bin day in bramhall")
    assert (found["did"], found["kind"]) == ("refused", "not_in_plan")
    assert found["statements"] == []


def test_a_choice_says_what_a_tap_on_it_would_be_understood_as(typed: Typed, plan_url: str) -> None:
    found = answer(typed, plan_url, "school")
    if found["did"] == "asked":
        assert list(found["choices"][0]) == ["label", "measures", "kind", "ambition"]


@pytest.mark.parametrize("question", ["", "   ", "😀", "x" * 5000, "/help", "/nonsense"])
def test_odd_questions_get_an_object_too(typed: Typed, plan_url: str, question: str) -> None:
    assert list(answer(typed, plan_url, question)) == FIELDS


def test_without_json_the_reply_is_plain_text(typed: Typed, plan_url: str) -> None:
    result = typed("ask", "child", "poverty", *TODAY, "--database", plan_url)
    found = answer(typed, plan_url, "child poverty")
    assert result.stdout.startswith(found["text"])


def test_the_trace_goes_to_standard_error(typed: Typed, plan_url: str) -> None:
    result = typed("ask", "child poverty", "--trace", "--json", *TODAY, "--database", plan_url)
    assert result.stderr
    json.loads(result.stdout)


def test_a_bank_is_answered_in_order_and_conversations_are_one_persons(
    typed: Typed, starter_url: str, bank: Path
) -> None:
    result = typed("ask", "--json", "--bank", str(bank), "--database", starter_url)
    found = [json.loads(row) for row in result.stdout.splitlines()]
    assert [one["id"] for one in found] == ["c1", "alone", "c2", "last"]
    assert list(found[0]) == ["id", *FIELDS]
    assert found[2]["measures"] == found[0]["measures"]
    assert found[2]["windows"] == [["2017-03-01", "2017-03-31"]]


def test_asking_leaves_nothing_in_the_database(typed: Typed, plan_url: str, bank: Path) -> None:
    def dump() -> list[str]:
        with sqlite3.connect(plan_url.removeprefix("sqlite:///")) as connection:
            return list(connection.iterdump())

    before = dump()
    answer(typed, plan_url, "child poverty")
    typed("ask", "--json", "--bank", str(bank), "--database", plan_url)
    typed("evaluate", str(bank), "--database", plan_url)
    assert dump() == before


def test_evaluate_prints_the_table_and_writes_it(
    typed: Typed, plan_url: str, bank: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    result = typed("evaluate", str(bank), "--report", str(report), "--database", plan_url)
    assert result.exit_code == 0, result.stderr
    assert "4 lines." in result.stdout
    assert set(json.loads(report.read_text(encoding="utf-8"))["outcomes"]) == {
        "c1",
        "alone",
        "c2",
        "last",
    }
    again = typed("evaluate", str(bank), "--against", str(report), "--database", plan_url)
    assert again.stdout.endswith("Nothing changed.\n")


def test_several_banks_have_a_table_each_and_one_together(
    typed: Typed, plan_url: str, bank: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(bank.read_text(encoding="utf-8"), encoding="utf-8")
    shown = typed("evaluate", str(bank), str(other), "--database", plan_url).stdout
    assert "# bank.jsonl" in shown
    assert "# other.jsonl" in shown
    assert "# all banks\n\n8 lines." in shown


def test_an_earlier_report_that_is_none_is_refused(typed: Typed, plan_url: str, bank: Path) -> None:
    result = typed("evaluate", str(bank), "--against", str(bank), "--database", plan_url)
    assert "no JSON report" in result.stderr
    assert result.exit_code == 2


def test_asking_without_a_plan_says_what_to_run(typed: Typed, tmp_path: Path) -> None:
    result = typed("ask", "hi", "--database", f"sqlite:///{tmp_path / 'new.db'}")
    assert "run: partnership-bot import --database sqlite:///" in result.stderr
    assert result.exit_code == 1


def test_what_is_not_kept_has_no_receipt(typed: Typed, plan_url: str) -> None:
    assert "Receipt" not in answer(typed, plan_url, "ehcp backlog")["text"]
    assert "Receipt" not in typed("ask", "neet", *TODAY, "--database", plan_url).stdout
