"""A plan of thousands of measures: those of the starter plan, said again of many places."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product

from bot.plan.measures import Catalogue, Measure

FRONTS = (
    "Ald", "Bram", "Cal", "Dun", "Elm", "Fern", "Glen", "Har", "Ing", "Kel", "Lang", "Mar", "North",
    "Oak", "Pen", "Rad", "Sal", "Thorn", "West", "York",
)  # fmt: skip
BACKS = ("bury", "combe", "dale", "field", "ford", "ham", "ley", "mere", "shaw", "wick")


def grown(catalogue: Catalogue, measures: int) -> Catalogue:
    """Return a catalogue with so many measures: those it has, then each for place after place."""
    made = (
        _of_place(measure, number, front + back)
        for number, (front, back) in enumerate(product(FRONTS, BACKS), start=1)
        for measure in catalogue.measures
    )
    more = islice(made, max(measures - len(catalogue.measures), 0))
    return replace(catalogue, measures=(*catalogue.measures, *more))


def _of_place(measure: Measure, number: int, place: str) -> Measure:
    return replace(
        measure,
        code=f"{measure.code}.{number}",
        name=f"{measure.name}, {place}",
        aliases=tuple(f"{alias} {place}" for alias in measure.aliases),
    )
