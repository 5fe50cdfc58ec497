from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from storage.histories import STEP, first_places, places_for

VALUES = st.lists(st.integers(0, 3).map(Decimal), min_size=1, max_size=8)


def taken_over(stored: list[tuple[int, Decimal]], listed: list[Decimal]) -> list[Decimal] | None:
    places = places_for([*stored], listed)
    if places is None:
        return None
    rows = [*stored, *((place, listed[position]) for position, place in places.items())]
    assert len({place for place, _ in rows}) == len(rows)
    return [value for _, value in sorted(rows)]


@given(listed=VALUES, chosen=st.data())
def test_a_history_that_is_part_of_the_list_becomes_the_list(
    listed: list[Decimal], chosen: st.DataObject
) -> None:
    positions = chosen.draw(st.sets(st.sampled_from(range(len(listed))), min_size=1))
    part = [listed[position] for position in sorted(positions)]
    stored = list(zip(first_places(len(part)), part, strict=True))
    assert taken_over(stored, listed) == listed


@given(stored=VALUES, listed=VALUES)
def test_what_is_stored_never_moves(stored: list[Decimal], listed: list[Decimal]) -> None:
    rows = list(zip(first_places(len(stored)), stored, strict=True))
    whole = taken_over(rows, listed)
    assert whole is None or whole == listed


def test_a_list_without_the_stored_value_is_not_taken_over() -> None:
    assert places_for([(STEP, Decimal(5))], [Decimal(4)]) is None


def test_without_room_the_list_is_not_taken_over() -> None:
    tight = [(1, Decimal(1)), (2, Decimal(3))]
    assert places_for(tight, [Decimal(1), Decimal(2), Decimal(3)]) is None
