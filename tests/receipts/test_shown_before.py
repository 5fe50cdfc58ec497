"""What a chat has been shown counts: it cannot ask its way to a hidden count (behaviour 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.asked import ScreenedPlan
from bot.plan.figures import Figure
from bot.plan.measures import Catalogue
from bot.plan.periods import Period
from bot.receipts.recall import Correction, recall
from bot.stores import Stores
from storage.database import Database
from tests import another_plan
from tests.answers.tiny import plan_of
from tests.conversation.talk import Talk, text_of
from tests.making import count, figure, quarter, year
from tests.plan.test_recovering import QUARTERS, _rank

REPAIRS = count(name="Homes repaired", aliases=("repairs",))
CODE = REPAIRS.code
NUMBERS = (20, 3, 9, 30)
CATALOGUE = Catalogue(
    version=1,
    plan=another_plan.PLAN,
    ambitions=another_plan.AMBITIONS,
    measures=(REPAIRS,),
    terms=(),
    comparators=(),
)


def quarters() -> list[Figure]:
    return [figure(quarter(2025, place), str(number)) for place, number in enumerate(NUMBERS, 1)]


def total() -> Figure:
    return figure(year(2025), str(sum(NUMBERS)))


async def publish(database: Database, *figures: Figure) -> None:
    def work(stores: Stores) -> None:
        stores.exchange.put_figures([(one, ()) for one in figures], another_plan.AT)
        stores.exchange.plan_changed()

    await database.transact(work)


async def test_a_total_and_its_parts_hide_one_part_more(database: Database) -> None:
    ask = await plan_of(database, *quarters(), total(), measures=(REPAIRS,))
    text = (await ask("trend", CODE)).text
    assert "Q2 2025-26: gap, withheld to protect confidentiality" in text
    assert "Q3 2025-26: gap, withheld to protect confidentiality" in text
    assert "Q4 2025-26: 30" in text


async def test_whoever_has_seen_a_part_is_not_shown_what_gives_another_away(
    database: Database,
) -> None:
    await plan_of(database, *quarters(), measures=(REPAIRS,))
    talk = Talk(database)
    talk.now = another_plan.AT
    assert "9" in text_of(await talk.say("repairs in Q3 2025-26"))
    await publish(database, total())
    assert "62" in text_of(await talk.say("repairs in 2025-26"))
    hidden = [
        "withheld" in text_of(await talk.say(f"repairs in Q{number} 2025-26")).split("\n")[0]
        for number in (1, 2, 3, 4)
    ]
    assert hidden[1]
    assert not hidden[2]
    assert sum(hidden) == 2
    other = Talk(database, chat="telegram:8")
    other.now = talk.now
    assert "withheld" in text_of(await other.say("repairs in Q3 2025-26"))
    assert "20" in text_of(await other.say("repairs in Q1 2025-26"))


async def test_a_correction_gives_nothing_away_beside_what_was_shown(database: Database) -> None:
    await plan_of(database, *quarters(), measures=(REPAIRS,))
    talk = Talk(database)
    talk.now = another_plan.AT
    for number in (1, 3, 4):
        await talk.say(f"repairs in Q{number} 2025-26")
    await publish(database, replace(total(), value=Decimal(70)))
    other = Talk(database, chat="telegram:8")
    other.now = another_plan.AT
    for one in (talk, other):
        await one.say("repairs in 2025-26")
    await publish(database, total())

    def tell(stores: Stores) -> int:
        catalogue = stores.plan.catalogue()
        assert catalogue is not None
        correction = Correction(why="", approved_by="its approver")
        return recall(stores, catalogue, correction, another_plan.AT + timedelta(hours=1))

    await database.transact(tell)
    shown = await database.read(
        lambda s: s.receipts.shown("telegram:7", CODE, year(2025).end, year(2025).end)
    )
    assert "62" not in {one.value for one in shown}


async def test_parts_of_a_total_measure_are_protected_together(database: Database) -> None:
    whole = count(code="9.02", name="All homes")
    parts = [replace(REPAIRS, code=code, name=code, part_of="9.02") for code in ("9.03", "9.04")]
    ask = await plan_of(
        database,
        figure(year(2025), "43", measure="9.02"),
        figure(year(2025), "3", measure="9.03"),
        figure(year(2025), "40", measure="9.04"),
        measures=(whole, *parts),
    )
    assert "43" in (await ask("latest", "9.02")).text
    assert "withheld" in (await ask("latest", "9.03")).text
    assert "withheld" in (await ask("latest", "9.04")).text


steps = st.lists(
    st.tuples(st.sampled_from(["ask", "publish"]), st.sampled_from([*QUARTERS, year(2025)])),
    min_size=4,
    max_size=14,
)


class Shelf:
    """A plan of one measure that holds what has been published so far."""

    def __init__(self) -> None:
        self.held: dict[Period, Figure] = {}

    def state(self) -> None:
        return None

    def hiding(self) -> frozenset[str]:
        return frozenset({CODE})

    def series(self, code: str, **dates: object) -> list[Figure]:
        return sorted(self.held.values(), key=lambda one: one.period.order)


class Chat:
    """What one chat has seen."""

    def __init__(self) -> None:
        self.used = False
        self.seen: set[Period] = set()

    def of(self, measure: str, start: date, end: date) -> list[tuple[date, date]]:
        return [(one.start, one.end) for one in self.seen]


@settings(max_examples=200)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), steps)
def test_no_order_of_questions_and_publications_gives_a_hidden_count_away(
    numbers: list[int], taken: Sequence[tuple[str, Period]]
) -> None:
    shelf, chat = Shelf(), Chat()
    for step, period in taken:
        if step == "publish":
            shelf.held[period] = figure(period, str(_sum(numbers, period)))
            continue
        plan = ScreenedPlan(shelf, CATALOGUE, another_plan.TODAY, chat)  # type: ignore[arg-type]
        chat.seen |= {
            one.period
            for one in plan.series(CODE)
            if one.period == period and one.value is not None
        }
    rows = [_row(period) for period in chat.seen]
    for period, held in shelf.held.items():
        assert held.value is not None
        if 0 < held.value < 5:
            assert _rank([*rows, _row(period)]) == _rank(rows) + 1


def _sum(numbers: Sequence[int], period: Period) -> int:
    return sum(n for n, one in zip(numbers, QUARTERS, strict=True) if _within(one, period))


def _within(part: Period, whole: Period) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _row(period: Period) -> list[Fraction]:
    return [*(Fraction(_within(one, period)) for one in QUARTERS), *[Fraction(0)] * 4]
