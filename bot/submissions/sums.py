"""Whether a figure and its parts add up, where all of them are known (behaviour 13)."""

from __future__ import annotations

from decimal import Decimal

from bot.plan.figures import Figure
from bot.plan.measures import Unit
from bot.submissions.visit import Visit


def unequal(visit: Visit, figure: Figure) -> tuple[str, ...]:
    """Return a sentence for each total that its parts don't add up to with this figure.

    No number is named: whoever hands in one part may not be one who sees the others.
    """
    mine = visit.catalogue.by_code[figure.measure]
    totals = [code for code in (mine.code, mine.part_of) if code in visit.catalogue.parts_of]
    return tuple(
        f"With it the parts of {visit.catalogue.by_code[total].name} do not add up to the total"
        f" {figure.period.phrase}."
        for total in totals
        if not _adds_up(visit, total, figure)
    )


def _adds_up(visit: Visit, total: str, figure: Figure) -> bool:
    """Say whether parts and total agree; they do where one of them is not known or no count."""
    parts = visit.catalogue.parts_of[total]
    if any(visit.catalogue.by_code[code].unit is not Unit.COUNT for code in (total, *parts)):
        return True
    whole = _value(visit, total, figure)
    known = [_value(visit, code, figure) for code in parts]
    if whole is None or None in known:
        return True
    return sum((one for one in known if one is not None), Decimal()) == whole


def _value(visit: Visit, code: str, figure: Figure) -> Decimal | None:
    """The value of a measure for the period: as handed in now, as it waits, or as published."""
    if code == figure.measure:
        return figure.value
    waits = visit.rooms.submissions.waiting_for(code, figure.period)
    if waits is not None:
        return waits.offer.value
    published = visit.rooms.submissions.published(code, figure.period)
    return None if published is None else published.value
