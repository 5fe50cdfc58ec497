"""Odd cases of reminders: two roles, corrections, words that fail, wishes that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.outbox.notice import Notice, Refused
from bot.people import Admission, DutyKind, Member, Person, Role
from bot.plan.measures import Frequency
from bot.questions.queries import Kind, Query, Window
from bot.reminders import wording
from bot.reminders.briefing import brief
from bot.reminders.calendar_page import year_ahead
from bot.reminders.dates import NoDay, OneDay, read_day
from bot.reminders.errand import Errand
from bot.reminders.following import follow
from bot.reminders.owing import Item
from bot.reminders.records import Expected, ReminderState, Wanted, Wish
from bot.reminders.subjects import subject_from
from bot.rendering.reply import Did, Reply
from bot.stores import Stores
from handlers import clock
from storage.database import Database
from tests.conversation.talk import text_of
from tests.reminders.scene import CAMHS, OTHER, Q2, Office, at, day, to
from tests.reminders.test_answers import number, talk


@pytest.fixture
def office(starter: Database) -> Office:
    return Office(starter)


async def wanted(office: Office, code: str = CAMHS) -> Expected:
    found = await office.database.read(lambda stores: stores.reminders.find_expected(code, Q2))
    assert found is not None
    return found


async def change_plan(office: Office, code: str, **changes: object) -> None:
    def work(stores: Stores) -> None:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        [one] = [one for one in catalogue.measures if one.code == code]
        stores.exchange.put_measures([replace(one, **changes)])  # type: ignore[arg-type]
        stores.exchange.plan_changed()

    await office.database.transact(work)


# Behaviour 3: reminders that know the state of the world.


async def test_an_officer_who_owns_a_measure_is_reminded_and_told_as_officer(
    office: Office,
) -> None:
    both = await office.hire("Both", CAMHS, role=Role.OFFICER)
    told = to(await office.morning(at("2026-10-28")), both)
    assert [one.splitlines()[0].partition(":")[0] for one in told] == [
        "CAMHS wait to treatment",
        "Still missing",
    ]


async def test_a_reminder_that_cannot_be_written_keeps_nobody_else_from_theirs(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await office.hire("First", CAMHS), await office.hire("Second", OTHER)
    officer = await office.hire("Officer", role=Role.OFFICER)
    written = wording.reminder
    fails = [True]

    def failing(items: tuple[Item, ...], *rest: object, **more: object) -> Reply:
        if fails and items[0].measure.code == CAMHS:
            raise ValueError
        return written(items, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(wording, "reminder", failing)
    gone = await office.morning(at("2026-10-14"))
    assert not to(gone, first)
    assert len(to(gone, second)) == 1
    assert any("could not be written" in one for one in to(gone, officer))
    fails.clear()
    assert len(to(await office.morning(at("2026-10-15")), first)) == 1


async def test_a_message_that_cannot_be_looked_at_again_waits_until_tomorrow(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await office.hire("First", CAMHS), await office.hire("Second", OTHER)
    now = at("2026-10-14")
    await office.plan(now)
    await office.sweep(now)
    written = wording.reminder

    def failing(items: tuple[Item, ...], *rest: object, **more: object) -> Reply:
        if items[0].measure.code == CAMHS:
            raise ValueError
        return written(items, *rest, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(wording, "reminder", failing)
        gone = await office.send(now)
    assert not to(gone, first)
    assert len(to(gone, second)) == 1
    assert len(to(await office.morning(at("2026-10-15")), first)) == 1


# Behaviour 8: completeness and timeliness.


async def test_what_joins_a_frozen_list_is_listed_and_what_leaves_it_too(office: Office) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.plan(at("2026-10-01"))
    await change_plan(office, "1.01", frequency=Frequency.QUARTERLY)
    await change_plan(office, CAMHS, frequency=Frequency.MONTHLY)
    await office.plan(at("2026-10-02"))
    said = text_of(await talk(office, officer, "2026-10-02").say("status q2"))
    assert "Added after the list was frozen: Good level of development at age 5." in said
    assert f"Taken out since: {CAMHS}." in said


async def test_what_is_sent_back_counts_as_received_and_is_late_where_its_correction_is(
    office: Office,
) -> None:
    owner = await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.morning(at("2026-10-14"))
    await hand_in(office, owner, "2026-10-15", "12.4")
    await office.plan(at("2026-10-15", "10:00"))
    await press(office, officer, "2026-10-16", "Return with a reason", "that is not the average")
    await office.plan(at("2026-10-16", "10:00"))
    assert (await wanted(office)).state is Wanted.RECEIVED
    assert (await wanted(office)).was_on_time
    await hand_in(office, owner, "2026-10-26", "CAMHS wait to treatment 12.9 for Q2 2026-27")
    await office.plan(at("2026-10-26", "12:00"))
    one = await wanted(office)
    assert one.received_on == day("2026-10-26")
    assert not one.was_on_time


async def hand_in(office: Office, owner: Member, when: str, text: str) -> None:
    chat = talk(office, owner, when)
    await chat.press(await chat.say(text), "Confirm")


async def press(office: Office, member: Member, when: str, label: str, then: str) -> None:
    """Press a button of what somebody was sent, and type what is asked for."""
    sent: list[Notice] = await office.send(at(when, "09:00"))
    buttons = {name: data for one in sent for row in one.keyboard.rows for name, data in row}
    chat = talk(office, member, when)
    await chat.press_data(buttons[label])
    await chat.say(then)


async def test_a_years_figure_is_no_part_of_a_quarters_status(office: Office) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.plan(at("2026-10-01"))
    found = await office.database.read(
        lambda stores: stores.reminders.of_periods(day("2026-07-01"), day("2026-09-30"))
    )
    assert {one.period.kind for one in found} > {Q2.kind}
    said = text_of(await talk(office, officer, "2026-10-02").say("status q2"))
    assert f"none of {sum(one.period == Q2 for one in found)} figures" in said


# Behaviour 19: snooze, quiet hours, not ready.


async def test_later_today_reminds_once_more_on_the_same_day(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-14"))
    chat = talk(office, owner, "2026-10-14", "09:30")
    said = text_of(await chat.say(f"/snooze {await number(office)} later"))
    assert "I will remind you at 13:31." in said
    await office.sweep(at("2026-10-14", "11:00"))
    assert not to(await office.send(at("2026-10-14", "11:00")), owner)
    await office.sweep(at("2026-10-14", "12:32"))
    [told] = to(await office.send(at("2026-10-14", "12:32")), owner)
    assert "You asked to be reminded later today." in told
    await office.sweep(at("2026-10-14", "13:00"))
    assert not to(await office.send(at("2026-10-14", "13:00")), owner)


async def test_later_today_is_refused_where_the_day_has_no_decent_hour_left(
    office: Office,
) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-14"))
    chat = talk(office, owner, "2026-10-14", "15:30")
    assert "are over by then" in text_of(await chat.say(f"/snooze {await number(office)} later"))


@pytest.mark.parametrize("typed", ["never", "until the cows come home", "yesterday", "today"])
async def test_a_wish_that_cannot_be_is_answered_with_the_allowed_days(
    office: Office, typed: str
) -> None:
    owner = await office.hire("Owner", CAMHS)
    await office.morning(at("2026-10-14"))
    said = await talk(office, owner, "2026-10-14").say(f"/snooze {await number(office)} {typed}")
    assert "choose a day from Thursday 15 October 2026 to" in text_of(said)


async def test_of_a_combined_message_one_figure_is_chosen_to_wait(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS, OTHER)
    await office.morning(at("2026-10-14"))
    ids = f"{(await wanted(office)).id},{(await wanted(office, OTHER)).id}"
    chat = talk(office, owner, "2026-10-14")
    asked = await chat.say(f"/snooze {ids} 22 October")
    assert "Which figure shall wait?" in text_of(asked)
    await chat.press(asked, "EHC plans maintained, Q2 2026-27")
    [told] = to(await office.morning(at("2026-10-21")), owner)
    assert "CAMHS" in told


async def test_two_figures_wait_until_days_of_their_own(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS, OTHER)
    await office.morning(at("2026-10-01"))
    chat = talk(office, owner, "2026-10-01")
    await chat.say(f"/snooze {(await wanted(office)).id} 6 October")
    await chat.say(f"/snooze {(await wanted(office, OTHER)).id} 8 October")
    heard = {
        when: " ".join(to(await office.morning(at(when)), owner))
        for when in ("2026-10-05", "2026-10-06", "2026-10-08")
    }
    assert heard["2026-10-05"] == ""
    assert "CAMHS" in heard["2026-10-06"]
    assert "EHC" not in heard["2026-10-06"]
    assert "EHC" in heard["2026-10-08"]


async def test_an_escalation_waits_for_a_decent_hour(office: Office) -> None:
    await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    assert not to(await office.morning(at("2026-10-28", "19:00")), officer)
    assert to(await office.morning(at("2026-10-29", "09:00")), officer)


# Behaviour 24: the calendar.


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("30 October", date(2027, 10, 30)),
        ("5 March", date(2027, 3, 5)),
        ("22 November", date(2027, 11, 22)),
        ("2026-12-24", date(2026, 12, 24)),
        ("next week", date(2026, 11, 30)),
    ],
)
def test_a_day_without_a_year_is_the_next_such_day(typed: str, found: date) -> None:
    assert read_day(typed, date(2026, 11, 23)) == OneDay(day=found)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31 February", "There is no 31 February"),
        ("1/8", "Please write the month as a word"),
        ("soon", "I can't read a date in that"),
    ],
)
def test_a_day_that_cannot_be_is_refused(typed: str, why: str) -> None:
    found = read_day(typed, date(2026, 11, 23))
    assert isinstance(found, NoDay)
    assert why in found.why


async def test_days_beyond_the_published_bank_holidays_are_marked(starter: Database) -> None:
    def look(stores: Stores) -> list[str]:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        longer = replace(catalogue, plan=replace(catalogue.plan, ends=date(2032, 3, 31)))
        errand = Errand(
            person=Person(id="terminal", role=Role.OFFICER),
            rooms=stores,
            catalogue=longer,
            rules=Office(starter).rules,
            now=at("2026-11-23"),
            today=date(2026, 11, 23),
            chat="terminal",
        )
        window = Window(start=date(2027, 12, 1), end=date(2028, 1, 31))
        query = Query(kind=Kind.DUE, windows=(window,), ambition=4)
        entries = year_ahead(errand, subject_from(errand, query))
        return [f"{one.day.year}{one.note}" for one in entries]

    noted = set(await starter.read(look))
    assert noted == {"2027", "2028 (bank holidays not yet confirmed)"}


async def test_a_date_with_no_year_is_said_back_with_its_year(office: Office) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.plan(at("2026-10-05"))
    said = text_of(await talk(office, officer, "2026-10-05").say(f"/duedate {CAMHS} 6 Jan why"))
    assert "now due on Wednesday 6 January 2027" in said


# Behaviour 29: delivery.


async def test_a_name_with_signs_of_markup_is_escaped_in_a_reminder(office: Office) -> None:
    await change_plan(office, CAMHS, name="Wait <b>& see</b>")
    await office.hire("Owner", CAMHS)
    [told] = [one for one in await office.morning(at("2026-10-14")) if "Wait" in one.plain]
    assert "Wait &lt;b&gt;&amp; see&lt;/b&gt;" in told.html


async def test_a_reminder_of_very_many_figures_stays_one_message(office: Office) -> None:
    owner = await office.hire("Owner", "*")
    [told] = to(await office.morning(at("2026-10-14")), owner)
    assert len(told) <= 4096
    assert "more figures: /due shows them all." in told


async def test_summaries_of_one_kind_that_fail_keep_nobody_from_the_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kinds of summaries stand apart: see `handlers.clock.tell`."""
    told: list[str] = []

    def failing(*_: object) -> int:
        raise ValueError

    monkeypatch.setattr(clock, "send_alerts", failing)
    monkeypatch.setattr(clock, "send_digests", lambda *_: told.append("digests"))
    monkeypatch.setattr(clock, "brief", lambda *_: told.append("brief"))
    with pytest.raises(ValueError, match=r"^$"):
        await clock.tell(office.database, office.rules, Admission(), at("2026-10-14"))
    assert told == ["brief", "digests"]


async def test_waking_after_days_briefs_once(office: Office) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.plan(at("2026-10-14"))

    def work(stores: Stores) -> int:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        return brief(stores, catalogue, office.rules, at("2026-10-19", "08:30"))

    assert await office.database.transact(work) == 1
    assert await office.database.transact(work) == 0
    assert len(to(await office.send(at("2026-10-19", "08:30")), officer)) == 1


async def test_whoever_blocked_the_bot_is_on_the_officers_list_once_and_off_it_when_back(
    office: Office,
) -> None:
    owner = await office.hire("Owner", CAMHS)
    officer = await office.hire("Officer", role=Role.OFFICER)
    now = at("2026-10-14")
    await office.plan(now)
    await office.sweep(now)
    await office.send(now, Refused(reason="Forbidden: bot was blocked by the user"))
    listed = []
    for when in ("2026-10-15", "2026-10-16"):
        await office.plan(at(when, "08:10"))
        await office.database.transact(lambda stores, when=when: _brief(office, stores, when))  # type: ignore[misc]
        told = to(await office.send(at(when, "08:10")), officer)
        listed.append([one for one in told if "Cannot be reminded: Owner" in one])
    assert [len(one) for one in listed] == [1, 0]
    assert owner.contact is not None
    await talk(office, owner, "2026-10-19").say("hello")
    await office.send(at("2026-10-19", "09:35"))
    await office.plan(at("2026-10-19", "10:00"))
    assert not await office.database.read(lambda stores: _unreached(stores, owner))


def _brief(office: Office, stores: Stores, when: str) -> int:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    return brief(stores, catalogue, office.rules, at(when, "08:10"))


def _unreached(stores: Stores, member: Member) -> list[str]:
    return [one.why for one in stores.reminders.unreached() if one.subject == f"member {member.id}"]


# Behaviour 16: being told of changes.


@pytest.mark.parametrize(
    "typed",
    [
        "stop",
        "Stop!",
        "please stop",
        "unsubscribe",
        "stop telling me",
        "no more alerts",
        "/unfollow",
    ],
)
async def test_stop_works_in_any_wording(office: Office, typed: str) -> None:
    reader = await office.hire("Reader", role=Role.READER)
    chat = talk(office, reader, "2026-10-14")
    await chat.say("tell me when the camhs wait changes")
    await chat.say(typed)
    assert reader.contact is not None
    held = await office.database.read(lambda stores: stores.reminders.follows(reader.contact))
    assert held == []


async def test_in_a_group_only_an_officer_sets_up_what_it_is_told(office: Office) -> None:
    def ask(stores: Stores, role: Role) -> Did:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        errand = Errand(
            person=Person(id="telegram:7", role=role),
            rooms=stores,
            catalogue=catalogue,
            rules=office.rules,
            now=at("2026-10-14"),
            today=day("2026-10-14"),
            chat="telegram:-5",
        )
        return follow(errand, Query(kind=Kind.FOLLOW, measures=(CAMHS,))).did

    said = [
        await office.database.transact(lambda stores, role=role: ask(stores, role))  # type: ignore[misc]
        for role in (Role.READER, Role.CONTRIBUTOR, Role.OFFICER)
    ]
    assert said == [Did.REFUSED, Did.REFUSED, Did.ANSWERED]


# One message a person and day.


async def test_what_comes_up_after_the_days_message_waits_for_the_next(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    assert len(to(await office.morning(at("2026-10-14")), owner)) == 1
    await office.database.transact(
        lambda stores: stores.people.give(member=owner.id, kind=DutyKind.OWNER, scope=OTHER)
    )
    assert not to(await office.morning(at("2026-10-14", "11:00")), owner)
    [told] = to(await office.morning(at("2026-10-15")), owner)
    assert "EHC plans maintained" in told


async def test_of_two_stages_that_waited_for_an_hour_the_newest_is_sent(office: Office) -> None:
    owner = await office.hire("Owner", CAMHS)
    fridays = Wish(
        member=owner.id, quiet_from=time(18), quiet_until=time(8), weekdays=frozenset({4})
    )
    await office.database.transact(lambda stores: stores.reminders.put_wish(fridays))
    for when in ("2026-10-16", "2026-10-21", "2026-10-23"):
        await office.morning(at(when))
    sent = await office.database.read(lambda stores: stores.reminders.history(owner.id))
    states = {one.stage: one.state for one in sent}
    assert states["due"] is ReminderState.SKIPPED
    assert states["after"] is not ReminderState.SKIPPED


async def test_a_date_on_a_day_off_is_taken_for_a_working_day_and_it_is_said(
    office: Office,
) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    owner = await office.hire("Owner", OTHER)
    await office.plan(at("2026-10-05"))
    here = talk(office, officer, "2026-10-05")
    moved = text_of(await here.say(f"/duedate {CAMHS} 31 October the source is late"))
    assert "now due on Monday 2 November 2026" in moved
    assert "Saturday 31 October 2026 is no working day, so I took the one after it." in moved
    frozen = text_of(await here.say("/pack Autumn board; freezes 31 October"))
    assert "freezes on Friday 30 October 2026" in frozen
    assert "Saturday 31 October 2026 is no working day, so I took the one before it." in frozen
    asked = talk(office, owner, "2026-10-05")
    [one] = await office.database.read(lambda stores: stores.reminders.missing_of([OTHER]))
    later = text_of(await asked.say(f"/notready {one.id} 31 October the source is late"))
    assert "Saturday 31 October 2026 is no working day" in later
    put_off = text_of(await asked.say(f"/snooze {one.id} 10 October"))
    assert "Saturday 10 October 2026 is no working day" in put_off


async def test_a_day_that_has_just_passed_is_not_taken_for_next_years(office: Office) -> None:
    officer = await office.hire("Officer", role=Role.OFFICER)
    await office.plan(at("2026-10-05"))
    here = talk(office, officer, "2026-10-05")
    why = "2 October 2026 is past. If you mean next year, write 2 October 2027."
    assert why in text_of(await here.say(f"/duedate {CAMHS} 2 October the source is late"))
    assert why in text_of(await here.say("/pack Autumn board; freezes 2 October"))
    assert not await office.database.read(lambda stores: stores.reminders.packs())
    said = text_of(await here.say("/pack Autumn board; freezes 1 October 2027"))
    assert "freezes on Friday 1 October 2027" in said
