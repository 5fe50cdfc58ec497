"""A plan of another field: quarterly series, targets, small counts; nothing is special-cased."""

from __future__ import annotations

import pytest

from bot.questions.queries import Filter
from storage.database import Database
from tests import another_plan
from tests.asking import Ask, asker, days


@pytest.fixture
async def homes(database: Database) -> Ask:
    await database.transact(another_plan.load)
    return asker(database, another_plan.TODAY)


async def test_rounding_never_contradicts_the_status(homes: Ask) -> None:
    reply = await homes("latest", "1.1")
    assert "64.96% for Q3 2026-27 (October to December 2026)" in reply.headline.text
    assert (
        "Close to target (provisional): 0.04 percentage points below the target of 65.00% "
        "(tolerance 2.0 percentage points)."
    ) in reply.text
    assert reply.small_text.endswith("Provisional figure.")


async def test_a_quarter_is_also_compared_with_the_same_one_a_year_before(homes: Ask) -> None:
    reply = await homes("latest", "1.1")
    assert "On the year: up 3.6 percentage points from 61.4% for Q3 2025-26." in reply.text


async def test_a_missing_month_is_named(homes: Ask) -> None:
    reply = await homes("latest", "1.2")
    assert "Down 4 from 56 in August 2026 (improving)." in reply.text
    assert "No figure is held for September 2026." in reply.text
    assert "Off target: 12 above the target of 40." in reply.text


async def test_a_small_count_is_withheld_and_the_one_before_it_shown(homes: Ask) -> None:
    reply = await homes("latest", "2.1")
    assert "at 30 September 2026 is withheld to protect confidentiality." in reply.headline.text
    assert "The last figure there is: 7 at 31 March 2026." in reply.text
    assert [one.value for one in reply.statements][:2] == [None, "7"]
    assert reply.statements[0].status == "withheld"


@pytest.mark.parametrize("kind", ["trend", "change", "source", "story", "target", "compare"])
async def test_no_kind_of_answer_leaks_a_withheld_count(homes: Ask, kind: str) -> None:
    reply = await homes(kind, "2.1")
    assert all(one.value != "3" for one in reply.statements)
    assert all("3" not in (one.first, one.second) for one in reply.arithmetic)


async def test_targets_of_the_whole_plan(homes: Ask) -> None:
    reply = await homes("target")
    assert reply.headline.text == "Targets are set for four measures:"
    assert "One measure has a legal or practice standard:" in reply.text


@pytest.mark.parametrize(
    ("condition", "head"),
    [
        (Filter.OFF_TARGET, "One measure of six is off target."),
        (Filter.CLOSE_TO_TARGET, "Two measures of six are close to target."),
        (Filter.ON_TARGET, "No measures of six are on target."),
        (Filter.WORSENING, "One measure of six is getting worse."),
        (Filter.IMPROVING, "Two measures of six are improving."),
        (Filter.NO_FIGURE, "One measure of six is without any figure."),
        (Filter.LATE, "No due dates are set yet, so no measure can be called late."),
    ],
)
async def test_lists_by_condition(homes: Ask, condition: Filter, head: str) -> None:
    assert (await homes("list", filter=condition)).headline.text == head


async def test_an_ambition_counts_by_status_with_exceptions_first(homes: Ask) -> None:
    reply = await homes("ambition", ambition=1)
    assert reply.headline.text == (
        "Ambition 1: one of three measures is off target and one is close to target."
    )
    assert "One is still without any figure." in reply.text
    assert reply.text.index("Homes with damp") < reply.text.index("Repairs done in time")


async def test_overlapping_years_are_said_to_overlap(homes: Ask) -> None:
    assert "The two periods overlap." in (await homes("latest", "2.2")).text
    assert "The periods overlap" in (await homes("trend", "2.2")).text


async def test_a_month_inside_a_quarter_has_no_figure_but_the_quarter_is_offered(
    homes: Ask,
) -> None:
    reply = await homes("figure", "1.1", windows=days("2026-08-01", "2026-08-31"))
    assert reply.headline.text == "Repairs done in time: no figure is held for August 2026."
    assert "covers it is for Q2 2026-27 (July to September 2026)." in reply.text
    assert reply.statements == ()
    assert reply.flat_buttons()[0].label == "Q2 2026-27"


async def test_a_period_that_has_not_ended_says_so(homes: Ask) -> None:
    reply = await homes("figure", "1.2", windows=days("2027-01-01", "2027-01-31"))
    assert "That period has not ended yet." in reply.text


async def test_a_comparison_is_made_for_the_newest_period_that_both_have(homes: Ask) -> None:
    reply = await homes("compare", "1.1")
    assert "64.0% against 70.0% for Q2 2026-27" in reply.headline.text
    assert "newest figure is 65.0% for Q3 2026-27; nothing to compare it with" in reply.text


async def test_ranking_leaves_out_small_counts_and_says_what_it_ranks_by(homes: Ask) -> None:
    reply = await homes("ranking", filter=Filter.BEST, top=5)
    assert "Homes with damp" in reply.lines[0].text
    assert "People sleeping rough" not in reply.text
    assert "as a share of that figure" in reply.text
