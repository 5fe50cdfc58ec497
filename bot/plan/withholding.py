"""Which figures must not be shown, and what is left of one that must not (R26 to R32).

The rule is the measure's own: counts from 1 up to but not including `withhold_below` are hidden,
true zeros are not (R26). It holds for a count, for the count behind a percentage or a rate, and,
where the measure says that it is sensitive too, for the rest of the group where the whole is known
(R28). Whatever cannot be judged is hidden. What is hidden besides, so that nothing can be worked
out, is told by `bot.plan.recovering`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.measures import Measure, Unit


def must_withhold(measure: Measure, figure: Figure) -> bool:
    """Say whether the figure, and all that is worked out from it, has to be hidden."""
    if figure.status is FigureStatus.WITHHELD or figure.measure != measure.code:
        return True
    if measure.withhold_below is None:
        return False
    part, rest = _counts(measure, figure)
    return _is_small(measure, part) or (measure.complement_sensitive and _is_small(measure, rest))


def screened(measure: Measure, figure: Figure) -> Figure:
    """Return the figure, or what is left of it where it must be hidden: the period, no number.

    The note goes too, since it may hold the number in words (R30). Of a share of too few only the
    counts are left, so that nothing is judged or compared by it (R17).
    """
    if must_withhold(measure, figure):
        return emptied(figure)
    if is_of_too_few(measure, figure):
        return replace(figure, value=None, status=FigureStatus.TOO_FEW)
    return figure


def is_of_too_few(measure: Measure, figure: Figure) -> bool:
    """Say whether a percentage has a smaller total than the measure asks for (R17).

    One whose total is not held cannot be told, and is shown.
    """
    if measure.minimum_base is None or measure.unit is not Unit.PERCENT or figure.value is None:
        return False
    total = figure.denominator
    return total is not None and total < measure.minimum_base


def emptied(figure: Figure) -> Figure:
    """Return what is left of a figure that is hidden: the same whatever its size (R32)."""
    return replace(
        figure,
        value=None,
        numerator=None,
        denominator=None,
        note="",
        status=FigureStatus.WITHHELD,
    )


def screened_revisions(
    measure: Measure, figure: Figure, revisions: Iterable[Revision]
) -> tuple[Revision, ...]:
    """Return the revisions that may be shown; none where the figure itself is hidden (R31).

    Nor of a share of too few: what is not told now is not told of earlier values (R17).
    """
    if must_withhold(measure, figure) or screened(measure, figure).status is FigureStatus.TOO_FEW:
        return ()
    return tuple(
        revision
        for revision in revisions
        if not (measure.unit is Unit.COUNT and _is_small(measure, revision.value))
    )


def _counts(measure: Measure, figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """The counts that the figure gives away: itself, its parts, and the rest of the whole."""
    part, whole = figure.numerator, figure.denominator
    if measure.unit is Unit.COUNT:
        part = figure.value
    elif part is None and whole is not None and figure.value is not None:
        part = _implied(measure, figure.value, whole)
    if part is None or whole is None or not _of_a_whole(measure):
        return part, None
    return part, whole - part


def _of_a_whole(measure: Measure) -> bool:
    return measure.unit is Unit.PERCENT or measure.unit is Unit.COUNT


def _implied(measure: Measure, value: Decimal, whole: Decimal) -> Decimal | None:
    if measure.unit is Unit.PERCENT:
        return value * whole / 100
    return None


def _is_small(measure: Measure, count: Decimal | None) -> bool:
    if count is None or measure.withhold_below is None:
        return False
    if not count.is_finite():
        return True
    return 0 < count < measure.withhold_below
