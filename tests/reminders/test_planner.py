"""The planner alone: laws that hold for any office, over thousands of seeded quarters.

What is stored is played by a set of keys, as the database's unique key would keep them; the
planner, the calendar and the hours are the real ones.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.people import Member, Role
from bot.plan.due_dates import DueRule
from bot.plan.periods import quarter
from bot.plan.working_days import DayOff, DaysOffFor
from bot.reminders.calendar import Calendar
from bot.reminders.hours import Hours
from bot.reminders.planner import Outstanding, Planner, stage_key, stage_of
from bot.reminders.records import Expected, NewReminder, ReminderState, Snooze, Stage, Wish
from bot.reminders.rules import Rules
from tests.faults.ledger import rounds

LONDON = ZoneInfo("Europe/London")
RULES = Rules()
ENGLAND = Calendar(zone=LONDON, lag=15)
Q2 = quarter(2026, 2)
DUE = date(2026, 10, 21)


def person(number: int, role: Role = Role.CONTRIBUTOR) -> Member:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Member(
        id=number,
        name=f"Person {number}",
        organisation="Council",
        role=role,
        contact=f"telegram:{number}",
        linked_at=now,
        confirmed_at=now,
    )


def wanted(number: int = 1, **changes: object) -> Expected:
    one = Expected(
        id=number,
        measure=f"{number}",
        period=Q2,
        due_on=DUE,
        first_due_on=DUE,
        opened_on=date(2026, 10, 1),
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def planned(planner: Planner, one: Expected, today: date) -> list[str]:
    made = planner.plan([Outstanding(expected=one, member=person(7))], [], today)
    return [reminder.stage for reminder in made if reminder.state is ReminderState.OWED]


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 10, 1), "opened"),
        (date(2026, 10, 14), "before"),
        (date(2026, 10, 21), "due"),
        (date(2026, 10, 23), "after"),
    ],
)
def test_each_stage_falls_on_its_working_day(today: date, stage: str) -> None:
    assert planned(Planner(calendar=ENGLAND, rules=RULES), wanted(), today) == [stage]


def test_officers_are_told_five_working_days_after() -> None:
    planner = Planner(calendar=ENGLAND, rules=RULES)
    assert planner.escalates_on(wanted()) == date(2026, 10, 28)


def test_every_stage_can_be_left_out() -> None:
    rules = Rules(opened=False, before=0, due_day=False, after=0, escalation=0)
    planner = Planner(calendar=ENGLAND, rules=rules)
    one = Outstanding(expected=wanted(), member=person(7))
    assert planner.plan([one], [person(9, Role.OFFICER)], date(2026, 12, 1)) == []


def test_the_last_reminder_in_time_is_the_one_that_is_sent_once_more() -> None:
    planner = Planner(calendar=ENGLAND, rules=RULES)
    last = [stage for stage in Stage if planner.is_last_before_due(wanted(), stage.value)]
    assert last == [Stage.DUE]
    without = Planner(calendar=ENGLAND, rules=Rules(due_day=False))
    assert without.is_last_before_due(wanted(), "before")


def test_a_moved_date_has_stages_of_its_own() -> None:
    said = frozenset({(1, 7, "opened"), (1, 7, "before"), (1, 7, "due")})
    planner = Planner(calendar=ENGLAND, rules=RULES, said=said)
    moved = wanted(due_on=date(2026, 11, 5))
    assert planned(planner, moved, date(2026, 10, 22)) == []
    assert planned(planner, moved, date(2026, 10, 29)) == ["before 2026-11-05"]


def test_escalations_ignore_a_snooze() -> None:
    snooze = Snooze(expected=1, member=7, until=date(2026, 11, 30))
    planner = Planner(calendar=ENGLAND, rules=RULES, snoozes={(1, 7): snooze})
    made = planner.plan(
        [Outstanding(expected=wanted(), member=person(7))],
        [person(9, Role.OFFICER)],
        date(2026, 10, 28),
    )
    assert [(one.member, one.stage) for one in made] == [(9, "escalation")]


@pytest.mark.parametrize(
    ("now", "decent"),
    [
        ("2026-10-23T16:59", "2026-10-23T16:59"),  # Friday, 17:59 in London
        ("2026-10-23T17:00", "2026-10-26T08:00"),  # 18:00; the clocks go back on Sunday
        ("2026-10-24T12:00", "2026-10-26T08:00"),  # Saturday
        ("2027-03-26T09:00", "2027-03-30T07:00"),  # Good Friday; the clocks go forward on Sunday
        ("2026-07-01T06:59", "2026-07-01T07:00"),  # 07:59 in London
    ],
)
def test_the_next_decent_hour_is_found_across_both_clock_changes(now: str, decent: str) -> None:
    hours = Hours(calendar=ENGLAND, rules=RULES)
    found = hours.next(datetime.fromisoformat(f"{now}:00+00:00"))
    assert found == datetime.fromisoformat(f"{decent}:00+00:00")
    assert hours.allow(found)


@dataclass
class Office:
    """One seed: figures, who owes them, and the keys that a database would hold."""

    rng: random.Random
    figures: dict[int, Expected] = field(default_factory=dict)
    owners: dict[int, Member] = field(default_factory=dict)
    snoozes: dict[tuple[int, int], Snooze] = field(default_factory=dict)
    said: set[tuple[int, int, str]] = field(default_factory=set)
    owed: list[NewReminder] = field(default_factory=list)


def live(seed: int) -> Office:
    """Live through a quarter's reminders; every law is looked at every day."""
    rng = random.Random(seed)
    office = Office(rng=rng)
    period = quarter(rng.choice((2024, 2025, 2026)), rng.randint(1, 4))
    ended = period.end
    closed = ended + timedelta(days=rng.randint(1, 40))
    off = DayOff(calendar=DaysOffFor.EVERYONE, first=closed, last=closed, what="closed")
    calendar = Calendar(zone=LONDON, lag=15, days_off=(off,))
    people = [person(number) for number in range(1, 7)]
    officers = [person(8, Role.OFFICER), person(9, Role.OFFICER)]
    for number in range(1, 46):
        due = calendar.council.add(ended, rng.choice((10, 15, 15, 20)))
        opened = calendar.council.on_or_after(ended + timedelta(days=1))
        office.figures[number] = Expected(
            id=number,
            measure=f"{number}",
            period=period,
            due_on=due,
            first_due_on=due,
            opened_on=opened,
        )
        office.owners[number] = rng.choice(people)
    for ahead in range(45):
        today = ended + timedelta(days=ahead)
        if rng.random() < 0.1:
            continue  # nothing ran on that day
        _people_act(office, people, calendar, today)
        _plan(office, officers, calendar, today)
    return office


def _people_act(office: Office, people: list[Member], calendar: Calendar, today: date) -> None:
    rng = office.rng
    if office.figures and rng.random() < 0.3:
        del office.figures[rng.choice(sorted(office.figures))]  # it came in
    if office.figures and rng.random() < 0.2:
        number = rng.choice(sorted(office.figures))
        office.owners[number] = rng.choice(people)
    if office.figures and rng.random() < 0.2:
        number = rng.choice(sorted(office.figures))
        member = office.owners[number].id
        until = calendar.council.on_or_after(today + timedelta(days=rng.randint(1, 7)))
        office.snoozes[number, member] = Snooze(expected=number, member=member, until=until)
    if office.figures and rng.random() < 0.1:
        number = rng.choice(sorted(office.figures))
        one = office.figures[number]
        due = calendar.council.add(one.due_on, rng.randint(1, 8))
        office.figures[number] = replace(one, due_on=due)


def _plan(office: Office, officers: list[Member], calendar: Calendar, today: date) -> None:
    def planner() -> Planner:
        return Planner(
            calendar=calendar,
            rules=RULES,
            said=frozenset(office.said),
            snoozes=office.snoozes,
        )

    outstanding = [
        Outstanding(expected=one, member=office.owners[number])
        for number, one in office.figures.items()
        if one.opened_on <= today
    ]
    made = planner().plan(outstanding, officers, today)
    keys = [(one.expected, one.member, one.stage) for one in made]
    assert len(set(keys)) == len(keys)
    assert not office.said.intersection(keys), "asked twice for one stage"
    for one in made:
        snooze = office.snoozes.get((one.expected, one.member))
        if stage_of(one.stage) is not Stage.ESCALATION and one.state is ReminderState.OWED:
            assert one.member == office.owners[one.expected].id, "not theirs"
            assert snooze is None or snooze.until <= today, "put off"
        hours = Hours(calendar=calendar, rules=RULES)
        assert hours.allow(one.at), "a bad hour"
    office.said.update(keys)
    office.owed += made
    assert planner().plan(outstanding, officers, today) == [], "planning twice"
    _nothing_is_lost(office, planner(), outstanding, today)


def _nothing_is_lost(
    office: Office, planner: Planner, outstanding: list[Outstanding], today: date
) -> None:
    """See that whoever owes a figure was asked at its newest stage, or has put it off."""
    for one in outstanding:
        assert one.member is not None
        if (one.expected.id, one.member.id) in office.snoozes:
            continue
        reached = [stage for stage, day in planner.stages(one.expected) if day <= today]
        if reached:
            key = (one.expected.id, one.member.id, stage_key(reached[-1], one.expected))
            assert key in office.said, f"lost: {key} on {today}"


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_law_is_broken_in_two_thousand_seeded_quarters(part: int) -> None:
    planned = 0
    for seed in range(rounds(500)):
        planned += len(live(1_000_000 * part + seed).owed)
    assert planned >= 300 * rounds(500) * 0.8


def test_a_wish_that_leaves_no_hour_is_seen() -> None:
    wish = Wish(member=1, quiet_from=time(8), quiet_until=time(18), weekdays=frozenset(range(5)))
    assert not Hours(calendar=ENGLAND, rules=RULES, wish=wish).ever
    assert Hours(calendar=ENGLAND, rules=RULES).ever


def test_school_staff_have_a_calendar_of_their_own() -> None:
    half_term = DayOff(
        calendar=DaysOffFor.SCHOOLS, first=date(2026, 10, 19), last=date(2026, 10, 30), what="x"
    )
    rule = DueRule(measure="1", calendar=DaysOffFor.SCHOOLS)
    calendar = Calendar(zone=LONDON, lag=15, days_off=(half_term,), rules={"1": rule})
    assert calendar.due_on("1", Q2) == date(2026, 11, 4)
    assert calendar.due_on("2", Q2) == DUE
