"""What is drawn: only what the gate lets pass, gaps as gaps, an axis that says where it starts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.figures import Benchmark, Figure, FigureStatus
from bot.plan.measures import Unit
from bot.questions.queries import Twin, Window
from bot.rendering import chart_spec
from bot.rendering.chart_spec import ChartSpec
from tests.making import count, figure, measure, quarter, target, year
from tests.rendering.drawn import Few, reply_of, spec_of

YEARS = [year(first) for first in range(2010, 2026)]


def of(values: str, code: str = "9.01") -> list[Figure]:
    """Figures of years one after another; '-' is one that does not exist, '?' one withheld."""
    return [
        figure(
            period,
            None if text in "-?" else text,
            measure=code,
            **({"status": FigureStatus.WITHHELD} if text == "?" else {}),
        )
        for period, text in zip(YEARS, values.split(), strict=False)
    ]


def heights(spec: ChartSpec) -> list[str | None]:
    return [place.height for place in spec.panels[0].places]


def labels(spec: ChartSpec) -> list[str]:
    return [place.label for place in spec.panels[0].places]


def test_small_counts_are_gaps_with_a_label_and_nowhere_in_the_spec() -> None:
    spec = spec_of(count(withhold_below=10), of("120 97 3 80 75"))
    assert heights(spec) == ["120", "97", None, "80", "75"]
    assert labels(spec)[2] == "withheld"
    assert spec == spec_of(count(withhold_below=10), of("120 97 9 80 75"))


def test_a_count_that_may_be_shown_would_be_drawn() -> None:
    assert heights(spec_of(count(withhold_below=10), of("120 97 10 80 75")))[2] == "10"


def test_zero_is_a_point_and_what_is_missing_is_not() -> None:
    spec = spec_of(count(), of("0 12 - 0 9"))
    assert heights(spec) == ["0", "12", None, "0", "9"]
    assert labels(spec)[2] == "not available"


def test_periods_without_a_row_are_gaps() -> None:
    figures = [figure(quarter(2025, one), value) for one, value in ((1, "60"), (2, "61"), (4, "7"))]
    spec = spec_of(measure(), figures)
    assert heights(spec) == ["60", "61", None, "7"]
    assert labels(spec)[2] == "no figure"


@pytest.mark.parametrize(
    ("values", "why"),
    [("60", "there is one"), ("60 61", "there are two"), ("60 - 61", "there are two")],
)
def test_fewer_than_three_figures_make_a_table_with_one_line_why(values: str, why: str) -> None:
    reply = reply_of([measure()], Few(of(values)))
    assert reply.picture is None
    assert f"A picture needs three figures; {why}, so here is the table." in reply.text
    assert "2010-11: 60.0%" in reply.text


def test_hidden_figures_do_not_count_as_figures_to_draw() -> None:
    assert reply_of([count(withhold_below=10)], Few(of("3 4 5 50 60"))).picture is None


def test_the_title_states_the_finding_and_the_source_its_day() -> None:
    spec = spec_of(measure(), of("58.0 60.0 64.5"))
    assert spec.title == (
        "Repairs done in time: up 6.5 percentage points from 58.0% for 2010-11 to 64.5% for"
        " 2012-13 (improving)."
    )
    assert spec.source == "Source: Repairs system, as at 15 January 2026. Final figure."


def test_what_is_not_final_is_hollow_and_said_to_be() -> None:
    figures = of("58 60 64")
    figures[-1] = replace(figures[-1], status=FigureStatus.PROVISIONAL)
    spec = spec_of(measure(), figures)
    assert [place.hollow for place in spec.panels[0].places] == [False, False, True]
    assert "Hollow point: provisional." in spec.notes


def test_a_break_starts_a_new_line_and_is_explained() -> None:
    figures = of("58 60 64 70 71")
    figures[3] = replace(figures[3], note="Series break: counted anew")
    spec = spec_of(measure(), figures)
    assert [place.anew for place in spec.panels[0].places] == [False] * 3 + [True, False]
    assert any("break" in note for note in spec.notes)
    assert any("counted anew" in text for text in spec.description)


def test_what_must_not_be_compared_stands_apart() -> None:
    figures = of("58 60 64 70 71")
    figures[2] = replace(figures[2], note="Pandemic year; do not compare")
    assert [place.apart for place in spec_of(measure(), figures).panels[0].places][2]


def test_a_target_is_drawn_for_its_own_periods_alone() -> None:
    spec = spec_of(
        measure(), of("58 60 64"), targets=[target(YEARS[1], "62"), target(YEARS[2], "65")]
    )
    line = spec.panels[0].target
    assert line is not None
    assert line.heights == (None, "62", "65")
    assert line.label == "Target 65.0%"


def test_beside_a_target_rounding_never_hides_on_which_side_a_figure_is() -> None:
    spec = spec_of(measure(), of("58 60 64.96"), targets=[target(YEARS[2], "65")])
    assert spec.panels[0].ours == "Millbrook 64.96%"


def test_one_comparator_is_drawn_beside_a_series_and_all_for_a_comparison() -> None:
    theirs = [
        Benchmark(
            measure="9.01",
            comparator=name,
            period=period,
            value=Decimal(50),
            source="Returns",
            source_date=None,
        )
        for name in ("All councils", "Neighbours")
        for period in YEARS[:2]
    ]
    spec = spec_of(measure(), of("58 60 64"), benchmarks=theirs)
    assert [line.name for line in spec.panels[0].beside] == ["All councils"]
    assert spec.panels[0].beside[0].label == "All councils 50.0% (2011-12)"
    assert spec.panels[0].beside[0].heights == ("50", "50", None)
    asked = reply_of(
        [measure()],
        Few(of("58 60 64"), benchmarks=theirs),
        comparators=("All councils", "Neighbours"),
    )
    assert asked.picture is not None
    assert len(asked.picture.panels[0].beside) == 2
    assert asked.picture.table[0] == ("Period", "Millbrook", "All councils", "Neighbours")


def test_a_long_series_is_drawn_from_its_last_twelve_unless_dates_are_named() -> None:
    values = " ".join(str(one) for one in range(60, 76))
    reply = reply_of([measure()], Few(of(values)))
    assert reply.picture is not None
    assert len(reply.picture.panels[0].places) == 12
    assert "Drawn are the newest twelve periods" in reply.text
    assert "from 64.0% for 2014-15" in reply.picture.title
    window = Window(start=YEARS[0].start, end=YEARS[-1].end)
    whole = reply_of([measure()], Few(of(values)), windows=(window,)).picture
    assert whole is not None
    assert len(whole.panels[0].places) == 16


def test_unlike_units_never_share_an_axis() -> None:
    other = count(code="9.02", name="Repairs")
    plan = Few([*of("58 60 64"), *of("4000 3900 4100", "9.02")])
    reply = reply_of([measure(), other], plan)
    assert reply.picture is not None
    assert [panel.name for panel in reply.picture.panels] == ["Repairs done in time", "Repairs"]
    assert "Each has an axis of its own since their units differ." in reply.text
    assert reply.picture.title == "Both measures are improving."


def test_at_most_four_measures_are_drawn_and_the_rest_is_named() -> None:
    measures = [measure(code=f"9.0{place}", name=f"Measure {place}") for place in range(1, 6)]
    plan = Few([one for each in measures for one in of("58 60 64", each.code)])
    reply = reply_of(measures, plan)
    assert reply.picture is not None
    assert len(reply.picture.panels) == 4
    assert "left out: Measure 5." in reply.text


@pytest.mark.parametrize("chart", ["pie", "bar", "gauge", "radar", "map"])
def test_another_kind_of_chart_gets_the_right_one_and_one_line_why(chart: str) -> None:
    plan = Few(of("58 60 64"))
    reply = reply_of([measure()], plan, chart=chart)
    plain = reply_of([measure()], plan)
    assert reply.picture == plain.picture
    assert len(reply.lines) == len(plain.lines) + 1


def test_what_an_axis_starts_at_is_said_where_it_is_not_zero() -> None:
    near = spec_of(measure(), of("95 96 98")).panels[0]
    assert near.start == "axis starts at 95%"
    assert spec_of(measure(), of("5 20 60")).panels[0].start == ""


def test_description_and_table_say_what_the_picture_shows() -> None:
    plan = Few(of("58 60 - 64 61"))
    said = reply_of([measure()], plan, twin=Twin.DESCRIPTION)
    assert said.picture is None
    for words in ("2010-11 to 2014-15", "Highest 64.0%", "lowest 58.0%", "Gap: 2012-13"):
        assert words in said.text
    rows = reply_of([measure()], plan, twin=Twin.TABLE)
    assert "2012-13: gap, not available" in rows.text
    assert [button.label for button in rows.flat_buttons()] == ["Describe", "Draw it"]


points = st.lists(
    st.none() | st.decimals(-500, 5000, places=2) | st.integers(0, 9).map(Decimal),
    min_size=3,
    max_size=12,
)


@given(values=points, unit=st.sampled_from(list(Unit)))
def test_every_height_is_a_figure_that_passed_and_every_other_place_a_gap(
    values: list[Decimal | None], unit: Unit
) -> None:
    asked = measure(unit=unit, withhold_below=5)
    figures = [
        figure(period, None if value is None else str(value))
        for period, value in zip(YEARS, values, strict=False)
    ]
    spec = reply_of([asked], Few(figures)).picture
    small = unit is Unit.COUNT
    shown = [
        None if value is None or (small and 0 < value < 5) else f"{value:f}" for value in values
    ]
    if spec is None:
        assert sum(one is not None for one in shown) < 3
        return
    assert heights(spec) == shown
    ticks = [Decimal(tick.height) for tick in spec.panels[0].ticks]
    held = [Decimal(one) for one in shown if one is not None]
    assert ticks == sorted(set(ticks))
    assert ticks[0] <= min(held)
    assert 2 <= len(ticks) <= 8
    text = chart_spec.to_json(spec)
    assert chart_spec.from_json(text) == spec


def test_the_key_changes_with_what_is_shown_and_with_nothing_else() -> None:
    def key(values: str) -> str:
        return chart_spec.key_of(chart_spec.to_json(spec_of(measure(), of(values))))

    assert key("58 60 64") == key("58 60 64")
    assert key("58 60 64") != key("58 60 65")
