"""A comparison is one of the measure of its kin that other places have figures for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.questions.queries import Kind
from bot.questions.understand import Understander, understander
from tests.starter import TODAY, catalogue


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kids looked after compared with the north west", "7.02"),
        ("compare child protection plans with england", "2.06"),
        ("are we worse than england on permanent exclusions", "3.03"),
        ("number of children looked after beside england", "7.01"),
        ("ehc plan backlog v england", "4.01"),
    ],
)
def test_the_rate_is_compared_where_only_it_has_others_beside_it(text: str, code: str) -> None:
    query = understander(catalogue()).read(text, TODAY).query
    assert (query.kind, query.measures) == (Kind.COMPARE, (code,))


def test_a_plan_without_figures_of_others_compares_what_was_named() -> None:
    reader = Understander(replace(catalogue(), compared=frozenset()))
    query = reader.read("kids looked after compared with the north west", TODAY).query
    assert query.measures == ("7.01",)
