"""The periods a measure is wanted for: whole ones, or the three months it is an average of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.due_dates import supplies
from bot.plan.measures import Frequency
from bot.plan.periods import Period, PeriodKind, month, quarter
from bot.plan.rhythms import ANY_MONTH, Rhythm, average_ends_in, rhythm_of
from bot.reminders.records import Wanted
from bot.stores import Stores
from storage.database import Database
from tests.conversation.talk import Talk, text_of
from tests.reminders.scene import Office, at

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
rhythms = st.builds(
    Rhythm,
    frequency=st.sampled_from(Frequency),
    year=st.sampled_from([PeriodKind.FINANCIAL_YEAR, PeriodKind.SCHOOL_YEAR]),
    ends_in=st.sampled_from([None, ANY_MONTH, *range(1, 13)]),
)
WINTER = Rhythm(frequency=Frequency.MONTHLY, year=None, ends_in=2)


def average(first: str, last: str) -> Period:
    return Period(
        kind=PeriodKind.THREE_MONTH_AVERAGE,
        start=date.fromisoformat(first),
        end=date.fromisoformat(last),
    )


def test_an_average_that_always_ends_in_one_month_is_wanted_once_a_year() -> None:
    found = list(WINTER.ending(date(2026, 1, 1), date(2028, 12, 31)))
    assert [(one.start, one.end) for one in found] == [
        (date(2025, 12, 1), date(2026, 2, 28)),
        (date(2026, 12, 1), date(2027, 2, 28)),
        (date(2027, 12, 1), date(2028, 2, 29)),
    ]
    assert WINTER.months == "December to February"


def test_an_average_that_ends_in_any_month_is_wanted_as_often_as_the_plan_says() -> None:
    rolling = Rhythm(frequency=Frequency.MONTHLY, year=None, ends_in=ANY_MONTH)
    assert rolling.newest_ended(date(2026, 11, 23)) == average("2026-08-01", "2026-10-31")


@given(rhythms, days)
def test_the_newest_that_ended_and_the_next_have_nothing_between(rhythm: Rhythm, day: date) -> None:
    before, after = rhythm.newest_ended(day), rhythm.around(day)
    assert before.end < day <= after.end
    assert list(rhythm.ending(before.end, after.end)) == [before, after]
    assert rhythm.has(before)
    assert rhythm.has(after)


@given(rhythms, days)
def test_periods_follow_one_another(rhythm: Rhythm, day: date) -> None:
    found = list(rhythm.ending(day, day + timedelta(days=900)))
    assert found
    assert all(one.end < after.end for one, after in pairwise(found))


@pytest.mark.parametrize(
    ("held", "ends_in"),
    [
        ([average("2023-12-01", "2024-02-29"), average("2024-12-01", "2025-02-28")], 2),
        ([average("2024-12-01", "2025-02-28")], ANY_MONTH),
        ([average("2025-06-01", "2025-08-31"), average("2025-07-01", "2025-09-30")], ANY_MONTH),
        ([average("2024-12-01", "2025-02-28"), month(2025, 3)], None),
        ([], None),
    ],
)
def test_the_figures_held_tell_the_rhythm(held: list[Period], ends_in: int | None) -> None:
    assert average_ends_in(held) == ends_in


def test_one_month_does_not_supply_an_average_of_three() -> None:
    wanted = average("2026-12-01", "2027-02-28")
    assert not supplies(month(2027, 2), wanted)
    assert not supplies(quarter(2026, 4), wanted)
    assert supplies(wanted, wanted)


async def test_what_is_due_of_a_yearly_average_is_that_average(starter: Database) -> None:
    talk = Talk(starter)
    talk.now = at("2026-11-23")
    said = text_of(await talk.say("/due 5.03"))
    assert "the next figure, for December 2026 to February 2027, three-month average" in said
    assert "is due on Friday 19 March 2027" in said
    assert "Wanted once a year, as the average of December to February" in said


async def test_its_reminder_hands_in_that_average(starter: Database) -> None:
    office = Office(starter)
    owner = await office.hire("Owner", "5.03")
    told = [
        one.plain for one in await office.morning(at("2027-03-12")) if one.chat == owner.contact
    ]
    assert "December 2026 to February 2027, three-month average" in told[0]
    assert owner.contact is not None
    chat = Talk(starter, chat=owner.contact)
    chat.now = at("2027-03-12", "10:00")
    assert "December 2026 to February 2027" in text_of(await chat.say("4.35"))


async def test_what_is_missing_of_another_rhythm_is_asked_for_no_more(starter: Database) -> None:
    office = Office(starter)
    await office.hire("Owner", "4.02")
    await office.plan(at("2026-11-05"))
    [old] = await starter.read(lambda stores: stores.reminders.missing_of(["4.02"]))

    def quarterly(stores: Stores) -> None:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        changed = [
            replace(one, frequency=Frequency.QUARTERLY) if one.code == "4.02" else one
            for one in catalogue.measures
        ]
        stores.exchange.put_measures(changed)
        stores.exchange.plan_changed()

    await starter.transact(quarterly)
    await office.plan(at("2026-11-06"))
    [found] = await starter.read(lambda stores: stores.reminders.expected([old.id]))
    assert found.state is Wanted.RETIRED
    assert found.why == "the plan wants it for other periods now"


async def test_the_catalogue_says_which_measures_are_averages(starter: Database) -> None:
    catalogue = await starter.read(lambda stores: stores.plan.catalogue())
    assert catalogue is not None
    assert catalogue.averages == {"5.03": 2, "5.04": 2}
    assert rhythm_of(catalogue, catalogue.by_code["4.02"]).ends_in is None
