"""The last gate: what it hides stays hidden, and there is no way around it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.rendering
from bot.answers.standing import stand
from bot.plan.figures import FigureStatus, Revision
from bot.plan.measures import Unit
from bot.plan.withholding import screened
from bot.questions.queries import Kind, Query
from bot.rendering.disclosure import (
    Parts,
    Shown,
    Unsealed,
    Withheld,
    passed,
    passed_parts,
    passed_revision,
)
from bot.rendering.page import Page
from bot.rendering.standing import in_short
from tests.making import count, figure, measure, target, year
from tests.starter_database import IMPORTED_AT

NOW, BEFORE = year(2025), year(2024)
ROOM = Path(bot.rendering.__file__).parent


def test_nobody_else_can_make_a_printable_value() -> None:
    made = passed(count(), figure(NOW, "400"))
    assert isinstance(made, Shown)
    with pytest.raises(Unsealed):
        Shown(
            seal=object(),
            measure=made.measure,
            period=made.period,
            number=Decimal(3),
            places=0,
            status=made.status,
        )
    with pytest.raises((Unsealed, TypeError, ValueError)):
        replace(made, number=Decimal(3))  # type: ignore[call-arg]


def test_no_other_renderer_reads_a_value_past_the_gate() -> None:
    raw = {"value", "numerator", "denominator", "amount"}
    found = [
        f"{path.name}:{node.lineno} .{node.attr}"
        for path in sorted(ROOM.glob("*.py"))
        if path.name != "disclosure.py"
        for node in attributes(path)
        if node.attr in raw and not is_word(node)
    ]
    assert found == []


def attributes(path: Path) -> Iterator[ast.Attribute]:
    """The attributes read in a file, without those only asked whether they are None."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    asked = {
        id(node.left)
        for node in nodes
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot)
    }
    for node in nodes:
        if isinstance(node, ast.Attribute) and id(node) not in asked:
            yield node


def is_word(node: ast.Attribute) -> bool:
    """A word of an enumeration, a part that the gate has passed, or what the person has typed."""
    owner = ast.unparse(node.value)
    words = {"status", "course", "WITHHELD"}
    return owner.split(".")[-1] in words or owner in {
        "parts",
        "query",
        "numbers",
        "page",
        "standing",
    }


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_a_hidden_count_leaves_no_trace_in_a_line(small: int, before: int) -> None:
    def line(value: int) -> str:
        figures = [figure(NOW, str(value)), figure(BEFORE, str(before + 10))]
        newest = [screened(count(), one) for one in figures]
        page = Page(Query(kind=Kind.LATEST))
        return in_short(page, stand(count(), newest, [target(NOW, "3")]))

    assert line(small) == line(1)
    assert "withheld to protect confidentiality" in line(small)


@given(st.integers(1, 4), st.integers(5, 10_000))
def test_neither_change_nor_distance_is_made_with_a_hidden_value(small: int, large: int) -> None:
    page = Page(Query(kind=Kind.LATEST))
    hidden = page.pass_figure(count(), figure(NOW, str(small)))
    open_ = page.pass_figure(count(), figure(BEFORE, str(large)))
    aim = page.pass_target(count(), target(NOW, "100"))
    assert isinstance(hidden, Withheld)
    assert page.gap(hidden, open_) is None
    assert page.gap(open_, hidden) is None
    assert page.gap(hidden, aim) is None
    assert page.reply().arithmetic == ()
    assert [one.value for one in page.reply().statements] == [None, f"{large}"]


def test_the_counts_behind_a_hidden_share_are_hidden() -> None:
    share = figure(NOW, "2.0", numerator=Decimal(2), denominator=Decimal(100))
    assert isinstance(passed_parts(measure(), share), Withheld)
    open_ = figure(NOW, "40.0", numerator=Decimal(40), denominator=Decimal(100))
    assert isinstance(passed_parts(measure(), open_), Parts)


def test_earlier_values_of_a_hidden_figure_are_hidden() -> None:
    earlier = Revision(
        measure="9.01",
        period=NOW,
        number=1,
        value=Decimal(400),
        status=FigureStatus.FINAL,
        seen_from="2025",
        source="",
        recorded_at=IMPORTED_AT,
    )
    assert isinstance(passed_revision(count(), figure(NOW, "3"), earlier), Withheld)
    assert isinstance(passed_revision(count(), figure(NOW, "30"), earlier), Shown)
    small = replace(earlier, value=Decimal(2))
    assert isinstance(passed_revision(count(), figure(NOW, "30"), small), Withheld)


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_cannot_be_judged_is_hidden(value: str) -> None:
    for one in (count(), measure(), measure(unit=Unit.WEEKS)):
        assert isinstance(passed(one, figure(NOW, value)), Withheld)
