"""What replies must get right on the starter plan, as of 23 November 2026."""

from __future__ import annotations

from bot.questions.queries import Filter
from bot.rendering.reply import Did, Reply
from tests.asking import Ask, days


def line_about(reply: Reply, words: str) -> str:
    return next(line.text for line in reply.all_lines() if words in line.text)


async def test_four_measures_that_share_a_name_are_all_shown_shortly(ask: Ask) -> None:
    reply = await ask("latest", "4.01", "4.02", "4.05", "4.08")
    assert "464 in September 2024, down 174 from 638 in March 2024 (improving)" in reply.text
    assert "7.8% in 2024, down 2.1 percentage points from 9.9% in 2023 (worsening)" in reply.text
    assert "3,506 in January 2025" in line_about(reply, "EHC plans maintained")
    assert "6.1% in January 2025" in line_about(reply, "Pupils with an EHC plan")
    assert [button.query.measures for button in reply.flat_buttons() if button.query] == [
        ("4.01",),
        ("4.02",),
        ("4.05",),
        ("4.08",),
    ]


async def test_the_backlog_is_stated_uncertain_and_beside_what_it_is_compared_with(
    ask: Ask,
) -> None:
    reply = await ask("latest", "4.01")
    assert reply.headline.text.endswith("464 in September 2024.")
    assert "Down 174 from 638 in March 2024 (improving)." in reply.text
    assert "No figure is held for April to August 2024." in reply.text
    assert "Not certain: The public minute does not say" in reply.text
    assert "As stated, not a published statistic." in reply.small_text


async def test_the_backlog_in_march(ask: Ask) -> None:
    reply = await ask("figure", "4.01", windows=days("2024-03-01", "2024-03-31"))
    assert reply.headline.text.endswith("638 in March 2024.")


async def test_child_poverty_names_the_stated_value_and_does_not_compare_it(ask: Ask) -> None:
    reply = await ask("latest", "5.01")
    assert "15.5% for 2024-25" in reply.headline.text
    said = line_about(reply, "13.5%")
    assert "stated on 4 September 2024" in said
    assert "can't be compared" in said
    assert "Year and definition not given" in said


async def test_a_period_not_available_at_source_says_so_then_gives_the_last_figure(
    ask: Ask,
) -> None:
    reply = await ask("latest", "7.13")
    assert "no figure for 2024-25 (April 2024 to March 2025); not available" in reply.headline.text
    assert "The last figure there is: 98% for 2023-24" in reply.text


async def test_a_measure_without_a_figure_says_who_owes_it(ask: Ask) -> None:
    reply = await ask("latest", "6.07")
    assert "no figure is held yet" in reply.headline.text
    assert "Owed by: CAMHS service manager, Pennine Care NHS Foundation Trust." in reply.text
    assert reply.statements == ()


async def test_persistent_absence_since_2016_names_its_gaps(ask: Ask) -> None:
    reply = await ask("trend", "3.02", windows=days("2016-01-01", "2026-11-23"))
    assert "up 5.74 percentage points from 10.84%" in reply.headline.text
    lines = [line.text for line in reply.lines if line.text.startswith("School year")]
    assert lines[0] == "School year 2015/16: 10.84%"
    assert lines[4] == "School year 2019/20: gap, not available at the source"
    assert lines[5] == "School year 2020/21: 11.90% (do not compare)"
    assert lines[-1] == "School year 2024/25: 16.58%"


async def test_twenty_weeks_beside_england_for_the_same_period(ask: Ask) -> None:
    reply = await ask("compare", "4.02", comparators=("England",))
    assert "worse than England, 7.8% against 46.4% in 2024" in reply.headline.text
    assert "38.6 percentage points lower" in reply.text
    assert "higher is better" in reply.text


async def test_two_sources_for_one_day(ask: Ask) -> None:
    reply = await ask("figure", "7.01", windows=days("2016-03-01", "2016-03-31"))
    assert "293 at 31 March 2016" in reply.headline.text
    assert "Another source printed 295: Ofsted" in reply.text


async def test_an_ambition_shows_exceptions_first(ask: Ask) -> None:
    reply = await ask("ambition", ambition=4)
    assert reply.headline.text == (
        "Ambition 4: three of nine measures are getting worse and one is getting better."
    )
    text = reply.text
    assert text.index("Getting worse") < text.index("Neither better") < text.index("Getting better")
    assert "464 in September 2024" in text


async def test_the_ambitions_say_which_titles_are_working_titles(ask: Ask) -> None:
    reply = await ask("plan")
    assert "seven ambitions" in reply.headline.text
    marked = [line.text for line in reply.lines if "(working title)" in line.text]
    assert [text.split(":")[0] for text in marked] == ["Ambition 1", "Ambition 2", "Ambition 5"]


async def test_a_term_comes_with_its_source(ask: Ask) -> None:
    reply = await ask("definition", term="Waiting well")
    assert reply.headline.text.startswith("Waiting well: Extra support")
    assert "Children & Families Scrutiny Committee, 4 September 2024" in reply.small_text


async def test_what_is_not_in_the_plan_gets_no_figure(ask: Ask) -> None:
    reply = await ask("not_in_plan")
    assert reply.did is Did.REFUSED
    assert reply.statements == ()
    assert reply.flat_buttons()


async def test_no_target_is_published_and_the_standard_has_its_own_line(ask: Ask) -> None:
    reply = await ask("target", "4.02")
    assert "no target is set in the plan" in reply.headline.text
    assert "Legal or practice standard: 20 weeks (SEND Regulations 2014)." in [
        line.text for line in reply.lines
    ]


async def test_nothing_can_be_off_target_without_targets(ask: Ask) -> None:
    reply = await ask("list", filter=Filter.OFF_TARGET)
    assert "No target is set" in reply.headline.text
    assert reply.statements == ()


async def test_a_break_in_the_series_stops_the_comparison(ask: Ask) -> None:
    reply = await ask("latest", "1.03")
    assert "because the series may have a break" in reply.text
    assert "percentage points" not in reply.text


async def test_a_pandemic_year_is_not_compared(ask: Ask) -> None:
    reply = await ask("figure", "3.02", windows=days("2021-09-01", "2022-08-31"))
    assert "Not compared with 11.90% for school year 2020/21" in reply.text
    assert not reply.arithmetic


async def test_a_month_inside_a_year_gets_no_figure_but_the_year_is_offered(ask: Ask) -> None:
    reply = await ask("figure", "4.02", windows=days("2024-03-01", "2024-03-31"))
    assert "no figure is held for March 2024" in reply.headline.text
    assert "covers it is for 2024 (January to December 2024)" in reply.text
    assert reply.statements == ()


async def test_a_figure_withdrawn_at_its_source_is_said_to_be_withdrawn(ask: Ask) -> None:
    reply = await ask("figure", "2.08", windows=days("2015-01-01", "2015-12-31"))
    assert "The figure for 2015 has been withdrawn." in reply.text
    assert reply.statements == ()


async def test_a_revised_figure_says_what_it_was(ask: Ask) -> None:
    reply = await ask("figure", "5.01", windows=days("2022-04-01", "2023-03-31"))
    assert "16.3% for 2022-23" in reply.headline.text
    assert "Revised: earlier published as 17.6%, then 17.8%." in reply.text
    assert reply.small_text.endswith("Revised figure.")


async def test_no_gap_is_worked_out_where_our_own_period_has_no_figure(ask: Ask) -> None:
    reply = await ask("compare", "7.13", windows=days("2024-04-01", "2025-03-31"))
    assert "no like-for-like comparison can be made" in reply.headline.text
    assert "England: 89% for 2024-25." in reply.text
    assert reply.arithmetic == ()


async def test_counts_of_things_never_open_a_reply_in_figures(ask: Ask) -> None:
    reply = await ask("list", ambition=7)
    assert reply.headline.text == "In all, 15 measures in ambition 7:"


async def test_measures_worse_than_a_comparator_come_with_both_figures_of_one_period(
    ask: Ask,
) -> None:
    reply = await ask("list", filter=Filter.WORSENING, comparators=("England",))
    assert "are worse than England." in reply.headline.text
    assert "7.8% against 46.4% in 2024, 38.6 percentage points lower" in reply.text
    assert "Each is compared for the newest period that both have." in reply.text
    assert "Not compared:" in reply.text


async def test_two_conditions_must_both_be_met(ask: Ask) -> None:
    def names(reply: Reply) -> set[str]:
        return {line.split(":")[0] for line in reply.text.splitlines() if " against " in line}

    better = {"filter": Filter.IMPROVING, "comparators": ("England",)}
    reply = await ask("list", also=Filter.WORSENING, **better)
    other = await ask("list", also=Filter.IMPROVING, **better)
    assert "better than England and getting worse." in reply.headline.text
    assert names(reply)
    assert not names(reply) & names(other)
    worsening = [
        (await ask("list", filter=Filter.WORSENING, ambition=number)).text for number in range(1, 8)
    ]
    assert all(any(name in text for text in worsening) for name in names(reply))


async def test_a_ranking_beside_a_comparator_is_by_the_share_of_its_figure(ask: Ask) -> None:
    reply = await ask("ranking", filter=Filter.WORST, comparators=("England",), top=2)
    assert reply.headline.text.startswith("The two measures furthest behind England")
    assert "Ranked by the gap as a share of the figure of England." in reply.text
    assert len([button for button in reply.flat_buttons() if button.query]) == 2


async def test_a_list_beside_a_comparator_stays_within_its_ambition(ask: Ask) -> None:
    reply = await ask("list", filter=Filter.IMPROVING, comparators=("England",), ambition=4)
    assert "compared" in reply.headline.text
    assert "better than England in ambition 4." in reply.headline.text
