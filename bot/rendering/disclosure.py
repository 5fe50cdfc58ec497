"""The last gate: the only maker of values that can be printed (R26 to R32).

What prints (`bot.rendering.numbers`) takes `Shown` and `Difference` and nothing else, and only
this module can make those. A figure that must be hidden comes out as `Withheld`, which holds no
number, so no text, chart, table or log can leak it. Whatever cannot be judged is withheld.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass, replace
from decimal import Decimal

from bot.plan.figures import Benchmark, Figure, FigureStatus, Revision
from bot.plan.measures import Measure, Unit
from bot.plan.parts import agree
from bot.plan.periods import Period
from bot.plan.status import margin
from bot.plan.targets import Target
from bot.plan.withholding import must_withhold, screened

_SEAL = object()


class Unsealed(TypeError):
    """Something other than the gate tried to make a printable value."""


@dataclass(frozen=True, kw_only=True)
class _Sealed:
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise Unsealed(f"only bot.rendering.disclosure makes a {type(self).__name__}")


@dataclass(frozen=True, kw_only=True)
class Shown(_Sealed):
    """A value that may be printed. `places` are the decimals to show it with."""

    measure: Measure
    period: Period
    number: Decimal
    places: int
    status: FigureStatus
    comparator: str | None = None


@dataclass(frozen=True, kw_only=True)
class Parts(_Sealed):
    """The counts behind a share that may be printed; either may not be held.

    `agree` says whether they make the share that is printed, None where that cannot be said.
    """

    numerator: Decimal | None
    denominator: Decimal | None
    agree: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Difference(_Sealed):
    """What one printable value is more (or less) than another; `number` is unrounded."""

    one: Shown
    other: Shown
    number: Decimal
    places: int


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """A value that is hidden; the same whatever its size (R32)."""

    measure: Measure
    period: Period


@dataclass(frozen=True, kw_only=True)
class Absent:
    """A period whose value does not exist; `status` says why.

    Of a share of too few `parts` are the counts that are shown in its place (R17).
    """

    measure: Measure
    period: Period
    status: FigureStatus
    parts: Parts | None = None


Passed = Shown | Withheld | Absent


def passed(measure: Measure, figure: Figure, *, places: int | None = None) -> Passed:
    """Return what may be shown of a figure."""
    if must_withhold(measure, figure):
        return Withheld(measure=measure, period=figure.period)
    left = screened(measure, figure)
    if left.status is FigureStatus.TOO_FEW:
        counts = _parts(left)
        return Absent(measure=measure, period=figure.period, status=left.status, parts=counts)
    if figure.value is None:
        return Absent(measure=measure, period=figure.period, status=figure.status)
    if not figure.value.is_finite():
        return Withheld(measure=measure, period=figure.period)
    return Shown(
        seal=_SEAL,
        measure=measure,
        period=figure.period,
        number=figure.value,
        places=measure.decimals if places is None else places,
        status=figure.status,
    )


def passed_parts(measure: Measure, figure: Figure) -> Parts | Withheld:
    """Return the counts behind a figure, where they may be shown (R17, R28)."""
    if must_withhold(measure, figure):
        return Withheld(measure=measure, period=figure.period)
    return _parts(figure)


def _parts(figure: Figure) -> Parts:
    top, bottom, share = figure.numerator, figure.denominator, figure.value
    makes_it = None
    if top is not None and bottom is not None and bottom > 0 and share is not None:
        makes_it = agree(share, top, bottom)
    return Parts(seal=_SEAL, numerator=top, denominator=bottom, agree=makes_it)


def passed_benchmark(measure: Measure, benchmark: Benchmark) -> Passed:
    """Return what may be shown of the same measure elsewhere; its publisher hid what must be."""
    if benchmark.measure != measure.code or not benchmark.value.is_finite():
        return Withheld(measure=measure, period=benchmark.period)
    return Shown(
        seal=_SEAL,
        measure=measure,
        period=benchmark.period,
        number=benchmark.value,
        places=measure.decimals,
        status=FigureStatus.FINAL,
        comparator=benchmark.comparator,
    )


def passed_target(measure: Measure, target: Target, *, places: int | None = None) -> Shown:
    """Return a target for printing; what is aimed at is never hidden."""
    return Shown(
        seal=_SEAL,
        measure=measure,
        period=target.period,
        number=target.value,
        places=measure.decimals if places is None else places,
        status=FigureStatus.FINAL,
    )


def passed_tolerance(measure: Measure, target: Target) -> Difference | None:
    """Return how far off the target is still close, or None where nothing but the target is."""
    if not margin(target):
        return None
    aim = passed_target(measure, target)
    edge = replace(target, value=target.value + margin(target))
    return difference(passed_target(measure, edge), aim)


def passed_revision(measure: Measure, figure: Figure, revision: Revision) -> Passed:
    """Return what may be shown of an earlier value of a figure (R31)."""
    if must_withhold(measure, figure):
        return Withheld(measure=measure, period=figure.period)
    if screened(measure, figure).status is FigureStatus.TOO_FEW:
        return Absent(measure=measure, period=revision.period, status=FigureStatus.TOO_FEW)
    if revision.value is None:
        return Absent(measure=measure, period=revision.period, status=revision.status)
    small = measure.withhold_below is not None and 0 < revision.value < measure.withhold_below
    if measure.unit is Unit.COUNT and small:
        return Withheld(measure=measure, period=revision.period)
    return Shown(
        seal=_SEAL,
        measure=measure,
        period=revision.period,
        number=revision.value,
        places=measure.decimals,
        status=revision.status,
    )


def passed_limit(measure: Measure, period: Period, number: Decimal, *, places: int) -> Shown:
    """Return an end of a usual range for printing; it is worked out from shown figures alone."""
    return Shown(
        seal=_SEAL,
        measure=measure,
        period=period,
        number=number,
        places=places,
        status=FigureStatus.FINAL,
    )


def passed_forecast(measure: Measure, period: Period, number: Decimal) -> Passed:
    """Return what may be shown of an owner's forecast; a small count is withheld like a figure."""
    small = measure.withhold_below is not None and 0 < number < measure.withhold_below
    if not number.is_finite() or (measure.unit is Unit.COUNT and small):
        return Withheld(measure=measure, period=period)
    return Shown(
        seal=_SEAL,
        measure=measure,
        period=period,
        number=number,
        places=measure.decimals,
        status=FigureStatus.STATED,
    )


def passed_typed(measure: Measure, period: Period, number: Decimal) -> Shown:
    """Return a value that the person has just typed, to be read back to them alone."""
    places = max(measure.decimals, -_exponent(number))
    return Shown(
        seal=_SEAL,
        measure=measure,
        period=period,
        number=number,
        places=places,
        status=FigureStatus.LOCAL,
    )


def difference(one: Shown, other: Shown) -> Difference:
    """Return what `one` is more than `other`: only ever of two values that may be shown (R28)."""
    return Difference(
        seal=_SEAL,
        one=one,
        other=other,
        number=one.number - other.number,
        places=max(one.places, other.places),
    )


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
