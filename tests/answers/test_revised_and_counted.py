"""What a figure was before, and the counts behind it, stand in the answer itself (R17, R34)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.parts import agree
from storage.database import Database
from tests.answers.tiny import plan_of
from tests.asking import days
from tests.making import PLAIN, figure, year

CODE = PLAIN.code
LAST = days("2024-04-01", "2025-03-31")


def versions(one: Figure, *values: str) -> list[Revision]:
    return [
        Revision(
            measure=one.measure,
            period=one.period,
            number=number,
            value=Decimal(value),
            status=FigureStatus.PROVISIONAL,
            seen_from="2025-05-01",
            source=one.source,
            recorded_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
        for number, value in enumerate(values, 1)
    ]


@pytest.mark.parametrize("status", list(FigureStatus)[:5])
@pytest.mark.parametrize("kind", ["latest", "figure", "source"])
async def test_an_earlier_value_is_said_whatever_the_status(
    database: Database, status: FigureStatus, kind: str
) -> None:
    newest = figure(year(2024), "9.1", status=status)
    ask = await plan_of(database, newest, versions=versions(newest, "7.8", "9.1"))
    reply = await ask(kind, CODE, windows=LAST if kind == "figure" else ())
    assert "Revised: earlier published as 7.8%." in reply.text
    assert "7.8" in [one.value for one in reply.statements]


async def test_a_value_that_was_confirmed_is_not_called_revised(database: Database) -> None:
    newest = figure(year(2024), "9.1")
    ask = await plan_of(database, newest, versions=versions(newest, "9.10", "9.1"))
    assert "evised" not in (await ask("latest", CODE)).text
    assert "evised" not in (await ask("trend", CODE)).text


async def test_a_value_that_came_back_names_the_one_between_once(database: Database) -> None:
    newest = figure(year(2024), "9.1")
    known = versions(newest, "9.1", "8.0", "8.0", "9.1")
    ask = await plan_of(database, newest, versions=known)
    assert "Revised: earlier published as 8.0%." in (await ask("latest", CODE)).text


async def test_a_series_marks_what_was_revised(database: Database) -> None:
    newest = figure(year(2024), "9.1", status=FigureStatus.PROVISIONAL)
    known = versions(newest, "7.8", "9.1")
    ask = await plan_of(database, newest, figure(year(2023), "8.0"), versions=known)
    text = (await ask("trend", CODE)).text
    assert "2024-25: 9.1% (provisional, revised)" in text
    assert "2023-24: 8.0%\n" in text


def of(numerator: int | None, denominator: int | None, value: str = "7.8") -> Figure:
    made = figure(year(2024), value)
    counts = [None if one is None else Decimal(one) for one in (numerator, denominator)]
    return replace(made, numerator=counts[0], denominator=counts[1])


@pytest.mark.parametrize("kind", ["latest", "figure"])
async def test_a_share_is_said_with_its_counts(database: Database, kind: str) -> None:
    ask = await plan_of(database, of(45, 1574, "2.9"))
    reply = await ask(kind, CODE, windows=LAST if kind == "figure" else ())
    assert reply.lines[0].text == "That is 45 of 1,574."


async def test_counts_that_may_not_be_shown_are_not_spoken_of(database: Database) -> None:
    ask = await plan_of(database, of(3, 574, "0.5"))
    text = (await ask("latest", CODE)).text
    assert "withheld" in text
    assert "574" not in text


@pytest.mark.parametrize(("top", "bottom"), [(None, 574), (45, None), (None, None)])
async def test_where_either_count_is_missing_nothing_is_said(
    database: Database, top: int | None, bottom: int | None
) -> None:
    ask = await plan_of(database, of(top, bottom))
    assert "That is" not in (await ask("latest", CODE)).text


async def test_counts_that_deny_the_share_are_not_called_the_same(database: Database) -> None:
    ask = await plan_of(database, of(77, 127, "59.0"))
    text = (await ask("latest", CODE)).text
    assert "The counts printed with it, 77 of 127, make another share." in text


@pytest.mark.parametrize(
    ("share", "top", "bottom", "right"),
    [
        ("7.8", 45, 574, True),
        ("7.9", 45, 574, True),
        ("8.0", 45, 574, False),
        ("59", 77, 127, False),
        ("60", 77, 127, True),
        ("100", 35, 35, True),
        ("7.8397", 45, 574, True),
        ("7.8300", 45, 574, False),
    ],
)
def test_counts_agree_within_one_of_the_last_decimal(
    share: str, top: int, bottom: int, right: bool
) -> None:
    assert agree(Decimal(share), Decimal(top), Decimal(bottom)) is right
