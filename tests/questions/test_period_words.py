"""Periods as people write them, read into dates."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.plan.periods import (
    PeriodKind,
    add_months,
    calendar_year,
    financial_year,
    quarter,
    school_year,
    term,
)
from bot.questions.normalise import normalise
from bot.questions.period_words import Resolved, find_periods, resolve
from bot.questions.queries import Window
from tests.starter import TODAY, catalogue

PLAN = catalogue().plan
KINDS = {
    "F": PeriodKind.FINANCIAL_YEAR,
    "S": PeriodKind.SCHOOL_YEAR,
    "C": PeriodKind.CALENDAR_YEAR,
    "-": None,
}
YEARS = {"FY": financial_year, "SY": school_year, "CY": calendar_year}


def expressions() -> list[tuple[str, str, str, str]]:
    folder = Path(__file__).parent
    tables = ("period_expressions.txt", "period_people.txt")
    lines = [line for name in tables for line in (folder / name).read_text("utf-8").splitlines()]
    rows = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            text, kind, windows, *marks = (part.strip() for part in line.split("|"))
            rows.append((text, kind, windows, marks[0] if marks else ""))
    return rows


def window(words: str) -> Window:
    if ":" in words:
        first, last = words.split(":")
        return Window(start=window(first).start, end=window(last).end)
    if words == "now":
        return Window(start=TODAY, end=TODAY)
    if words[:2] in YEARS:
        year = YEARS[words[:2]](int(words[2:]))
        return Window(start=year.start, end=year.end)
    if found := re.fullmatch(r"([QHT])(\d)/(\d{4})", words):
        number, first_year = int(found[2]), int(found[3])
        if found[1] == "H":
            start = add_months(date(first_year, 4, 1), 6 * (number - 1))
            return Window(start=start, end=add_months(start, 6) - timedelta(days=1))
        part = quarter(first_year, number) if found[1] == "Q" else term(first_year, number)
        return Window(start=part.start, end=part.end)
    if len(words) == 7:
        year_, month_ = int(words[:4]), int(words[5:])
        last_day = calendar.monthrange(year_, month_)[1]
        return Window(start=date(year_, month_, 1), end=date(year_, month_, last_day))
    day = date.fromisoformat(words)
    return Window(start=day, end=day)


def read(text: str, kind: PeriodKind | None, answered: tuple[Window, ...] = ()) -> list[Resolved]:
    mentions = find_periods(normalise(text).tokens)
    return [resolve(mention, kind, TODAY, PLAN, answered) for mention in mentions]


@pytest.mark.parametrize(("text", "kind", "windows", "marks"), expressions())
def test_an_expression_names_its_dates(text: str, kind: str, windows: str, marks: str) -> None:
    found = read(text, KINDS[kind])
    if windows == "-":
        assert found == []
        return
    named = [] if windows == "none" else [window(one.strip()) for one in windows.split(",")]
    assert [one for resolved in found for one in resolved.windows] == named
    assert any(resolved.ambiguous for resolved in found) == ("ask" in marks)
    assert any(resolved.said_back for resolved in found) == ("said" in marks)
    if points := re.search(r"points=(\S+)", marks):
        assert found[0].points == tuple(window(one) for one in points[1].split("&"))
