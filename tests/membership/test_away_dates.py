"""The days of an absence: read as they are written, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.membership.away_dates import Days, Refused, Unclear, read
from bot.membership.names import shown
from bot.plan.days import day_text

TODAY = date(2026, 11, 23)
SOON = st.dates(min_value=TODAY, max_value=date(2027, 11, 1))


def days(text: str) -> tuple[str, str]:
    found = read(text, TODAY)
    assert isinstance(found, Days), found
    return found.first.isoformat(), found.last.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 to 14 August", ("2027-08-01", "2027-08-14")),
        ("1-14 August", ("2027-08-01", "2027-08-14")),
        ("1–14 December", ("2026-12-01", "2026-12-14")),
        ("from 1st until 14th of August", ("2027-08-01", "2027-08-14")),
        ("August 1 to August 14", ("2027-08-01", "2027-08-14")),
        ("28 December to 3 January", ("2026-12-28", "2027-01-03")),
        ("20 to 30 November", ("2026-11-23", "2026-11-30")),
        ("until 3 Dec", ("2026-11-23", "2026-12-03")),
        ("today", ("2026-11-23", "2026-11-23")),
        ("tomorrow to 27 November", ("2026-11-24", "2026-11-27")),
        ("this week", ("2026-11-23", "2026-11-29")),
        ("next week", ("2026-11-30", "2026-12-06")),
        ("2026-12-01 to 2026-12-14", ("2026-12-01", "2026-12-14")),
        ("2026-12-01 - 2026-12-14", ("2026-12-01", "2026-12-14")),
        ("14/8", ("2027-08-14", "2027-08-14")),
        ("5/5", ("2027-05-05", "2027-05-05")),
        ("29 February", ("2028-02-29", "2028-02-29")),
    ],
)
def test_days_are_read_as_people_write_them(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize("text", ["1/8", "1/8/27", "1.8.2027", "1/8 to 14/8", "2/3 to 4/5"])
def test_what_reads_two_ways_is_asked_about(text: str) -> None:
    found = read(text, TODAY)
    assert isinstance(found, Unclear)
    assert all(any(letter.isalpha() for letter in one.text) for one in found.either)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Which days?"),
        ("soon", "Which days?"),
        ("14", "Which days?"),
        ("31 September", "no such date"),
        ("45 August", "no such date"),
        ("99/99", "no such date"),
        ("2026-13-40", "no such date"),
        ("14 to 1 August", "before the first"),
        ("1 to 14 August 2025", "is past"),
        ("1 to 14 November", "write the year"),
        ("1 December 2026 to 14 January 2028", "more than a year"),
        ("1 to 2 to 3 August", "Which days?"),
        ("１ to １４ August", "Which days?"),
    ],
)
def test_what_cannot_be_taken_says_why(text: str, why: str) -> None:
    found = read(text, TODAY)
    assert isinstance(found, Refused)
    assert why in found.why


@given(first=SOON, length=st.integers(0, 300))
def test_what_the_bot_prints_it_reads_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    written = Days(first=first, last=last)
    assert read(written.text, TODAY) == written
    assert read(f"{first.isoformat()} to {last.isoformat()}", TODAY) == written
    assert read(f"{day_text(first)} to {day_text(last)}", TODAY) == written


@given(st.text(max_size=40))
def test_whatever_is_written_gives_days_from_today_on_or_a_reason(text: str) -> None:
    match read(text, TODAY):
        case Days(first=first, last=last):
            assert TODAY <= first <= last
        case Unclear(either=either):
            assert len(either) > 1
        case Refused(why=why):
            assert why


@given(st.text(max_size=200))
def test_a_name_is_shown_on_one_short_line_the_same_every_time(text: str) -> None:
    once = shown(text)
    assert len(once) <= 64
    assert once == shown(once)
    assert not any(sign in once for sign in "\n\r\t\u202e\u200b\x00")
