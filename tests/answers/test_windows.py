"""Which figures answer a question about dates, where the dates and the periods do not agree."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.held import belongs
from bot.plan.figures import FigureStatus
from bot.plan.periods import Period, calendar_year, month
from bot.questions.queries import Window
from storage.database import Database
from tests.answers.tiny import TODAY, period, plan_of
from tests.asking import days, values
from tests.making import PLAIN, count, figure, year

CODE = PLAIN.code


def window(start: str, end: str) -> Window:
    return days(start, end)[0]


@pytest.mark.parametrize(
    ("one", "inside"),
    [
        (year(2017), False),
        (year(2018), True),
        (period("academic_year", "2017-09-01", "2018-08-31"), True),
        (period("three_years", "2016-01-01", "2018-12-31"), False),
        (period("snapshot", "2018-01-01", "2018-01-01"), True),
    ],
)
def test_a_period_belongs_to_a_window_that_holds_half_of_its_days(
    one: Period, inside: bool
) -> None:
    assert belongs(one, window("2018-01-01", "2026-11-23")) is inside


async def test_a_series_since_a_year_does_not_begin_with_the_year_before(
    database: Database,
) -> None:
    ask = await plan_of(database, *(figure(year(first), "50") for first in range(2016, 2023)))
    reply = await ask("trend", CODE, windows=days("2018-01-01", TODAY.isoformat()))
    assert "2018-19: 50.0%" in reply.text
    assert "2017-18" not in reply.text


async def test_an_average_over_the_turn_of_the_year_belongs_to_the_year_of_most_of_it(
    database: Database,
) -> None:
    winters = [
        figure(period("three_month_average", f"{first}-12-01", f"{first + 1}-02-28"), "2.6")
        for first in (2020, 2021, 2022)
    ]
    ask = await plan_of(database, *winters)
    reply = await ask("trend", CODE, windows=days("2021-01-01", "2021-12-31"))
    assert "December 2020 to February 2021: 2.6%" in reply.text
    assert "December 2021" not in reply.headline.text


async def test_years_counted_back_from_now_say_that_older_figures_are_held(
    database: Database,
) -> None:
    ask = await plan_of(
        database, *(figure(year(first), str(first - 1970)) for first in range(2015, 2025))
    )
    last_five = days("2021-04-01", "2026-03-31")
    text = (await ask("trend", CODE, windows=last_five)).text
    assert "That time holds four figures, since the newest is for 2024-25." in text
    assert "Older figures are held from 2015-16." in text
    since = days("2021-04-01", TODAY.isoformat())
    assert "Older figures" not in (await ask("trend", CODE, windows=since)).text


async def test_a_window_without_figures_says_the_newest_there_is(database: Database) -> None:
    ask = await plan_of(database, figure(year(2022), "50"), figure(year(2023), "51"))
    reply = await ask("trend", CODE, windows=days("2025-04-01", "2026-03-31"))
    assert "no figure is held for 2025-26" in reply.headline.text
    assert "The newest figure there is: 51.0% for 2023-24" in reply.text


ODD = period("range", "2021-03-01", "2021-07-07")


@pytest.mark.parametrize("named", [("2021-03-01", "2021-03-31"), ("2021-07-01", "2021-07-31")])
async def test_odd_dates_that_hold_the_month_come_before_the_year_that_does(
    database: Database, named: tuple[str, str]
) -> None:
    ask = await plan_of(database, figure(ODD, "96.2"), figure(calendar_year(2021), "94.4"))
    reply = await ask("figure", CODE, windows=days(*named))
    assert "96.2% from 1 March 2021 to 7 July 2021" in reply.headline.text
    assert reply.lines[1].text == "In 2021 (January to December 2021): 94.4%."
    assert "No figure is held for " in reply.lines[0].text


async def test_odd_dates_whose_figure_is_hidden_are_named_without_it(database: Database) -> None:
    hidden = figure(ODD, "2", measure=CODE)
    whole = figure(calendar_year(2021), "12")
    ask = await plan_of(database, hidden, whole, measures=[count()])
    reply = await ask("figure", CODE, windows=days("2021-03-01", "2021-03-31"))
    assert "from 1 March 2021 to 7 July 2021 is withheld" in reply.headline.text
    assert values(reply, CODE) == [None, 12]


async def test_the_odd_dates_that_share_most_days_are_taken(database: Database) -> None:
    early = figure(period("range", "2021-01-01", "2021-07-02"), "90")
    late = figure(period("range", "2021-07-03", "2021-12-01"), "80")
    ask = await plan_of(database, early, late)
    reply = await ask("figure", CODE, windows=days("2021-07-01", "2021-07-31"))
    assert "80.0%" in reply.headline.text


PART = period("month", "2024-09-01", "2024-09-04")


@pytest.mark.parametrize("day", ["2024-09-04", "2024-09-02"])
async def test_a_day_of_a_month_that_was_counted_in_part_is_that_figure(
    database: Database, day: str
) -> None:
    ask = await plan_of(database, figure(PART, "464"), measures=[count()])
    reply = await ask("figure", CODE, windows=days(day, day))
    assert reply.headline.text.endswith("464 in September 2024.")
    assert reply.lines[0].text == "That figure is for 1 September 2024 to 4 September 2024."


async def test_a_day_outside_the_part_is_named_as_a_day(database: Database) -> None:
    ask = await plan_of(database, figure(PART, "464"), measures=[count()])
    reply = await ask("figure", CODE, windows=days("2024-09-20", "2024-09-20"))
    assert "no figure is held for 20 September 2024" in reply.headline.text
    assert reply.statements == ()


async def test_a_whole_month_stands_for_its_last_day_alone(database: Database) -> None:
    ask = await plan_of(database, figure(month(2024, 9), "464"), measures=[count()])
    last = await ask("figure", CODE, windows=days("2024-09-30", "2024-09-30"))
    assert "464 in September 2024" in last.headline.text
    other = await ask("figure", CODE, windows=days("2024-09-12", "2024-09-12"))
    assert "no figure is held for 12 September 2024" in other.headline.text
    assert "The figure that covers it is for September 2024." in other.text


async def test_any_day_of_a_census_month_is_its_figure(database: Database) -> None:
    census = figure(period("snapshot", "2025-01-01", "2025-01-31"), "3506")
    ask = await plan_of(database, census, measures=[count()])
    reply = await ask("figure", CODE, windows=days("2025-01-16", "2025-01-16"))
    assert "3,506 in January 2025" in reply.headline.text


async def test_several_periods_that_cover_a_window_are_spoken_of_as_several(
    database: Database,
) -> None:
    rolling = [
        figure(period("rolling_year", f"2024-{start}", f"2025-{end}"), "5")
        for start, end in (("04-01", "03-31"), ("07-01", "06-30"))
    ]
    ask = await plan_of(database, *rolling)
    reply = await ask("figure", CODE, windows=days("2024-08-01", "2024-08-31"))
    assert "The figures that cover it are for the year to 31 March 2025 and the year" in reply.text


async def test_a_remark_never_comes_before_what_was_published(database: Database) -> None:
    said = figure(
        period("stated", "2025-08-07", "2025-08-07"),
        "62",
        status=FigureStatus.STATED,
        comparable=False,
        note="Spoken at a meeting",
        source="News report, 7 August 2025",
        source_date=date(2025, 8, 7),
    )
    ask = await plan_of(database, figure(year(2023), "64"), figure(year(2024), "69"), said)
    reply = await ask("figure", CODE, windows=days("2025-04-01", "2026-03-31"))
    assert "no published figure is held for 2025-26" in reply.headline.text
    assert reply.lines[0].text == (
        "The newest figure there is: 69.0% for 2024-25 (April 2024 to March 2025)."
    )
    assert "62.0% was stated on 7 August 2025" in reply.lines[1].text
    assert "7 August 2025, 7 August 2025" not in reply.text
    held = await ask("figure", CODE, windows=days("2024-04-01", "2025-03-31"))
    assert "69.0% for 2024-25" in held.headline.text
