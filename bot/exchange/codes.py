"""Measure codes, and what spreadsheets do to them: as a number, 7.10 becomes 7.1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches

from bot.exchange.bad_rows import Collector, quoted
from bot.exchange.columns import Sheet
from bot.exchange.row_checks import AlreadyReported, Fault, checks_of
from bot.exchange.sheets import Row, Source
from bot.plan.measures import Measure

_KEEP_AS_TEXT = (
    "kept as text; a spreadsheet drops zeros at the end of numbers, so give the column the format "
    "Text and type the code again"
)


class KnownMeasures:
    """The measures of the plan by code, with the codes that look the same as numbers.

    `spoilt` are codes of rows that were reported, so that their figures are not reported as well;
    None stands for a sheet that could not be read at all.
    """

    def __init__(self, measures: Iterable[Measure], spoilt: frozenset[str] | None) -> None:
        self._spoilt = spoilt
        self._by_code = {measure.code: measure for measure in measures}
        self._by_number = _by_number(self._by_code)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in plan order."""
        return tuple(self._by_code)

    def of_row(self, row: Row) -> Measure:
        """Return the measure a row belongs to.

        Raises:
            Fault: there is none of that code, or a spreadsheet made a number of the code and two
                measures fit.
            AlreadyReported: the measure's own row was.
        """
        code = row.cells["measure"].strip()
        if self._spoilt is None or code in self._spoilt:
            raise AlreadyReported
        measure = self._by_code.get(code)
        if measure is not None and "measure" not in row.numbers:
            return measure
        fitting = self._by_number.get(_as_number(code), frozenset())
        if measure is not None and len(fitting) == 1:
            return measure
        if fitting:
            meant = " or ".join(sorted(fitting))
            raise Fault("measure", quoted(code), f"{meant}, {_KEEP_AS_TEXT}")
        near = get_close_matches(code, self._by_code, n=1)
        hint = f"; {near[0]}, perhaps" if near else ""
        raise Fault("measure", quoted(code), f"the code of a measure in the measures sheet{hint}")

    def reporting(self, source: Source, sheet: Sheet, bad: Collector) -> Callable[[Row], None]:
        """Return what reports a row that belongs to no measure and does nothing else."""

        def report(row: Row) -> None:
            checks_of(source, sheet, row, bad).attempt(self.of_row, row)

        return report


class CodeChecks:
    """Finds codes of the measures sheet that a spreadsheet has likely shortened."""

    def __init__(self, codes: Iterable[str], stored: Mapping[str, Measure]) -> None:
        written = set(codes)
        self._stored = stored
        self._stored_by_number = _by_number(stored)
        self._by_number = _by_number(written | stored.keys())
        self._padded: dict[str, str] = {}
        for code in sorted(written):
            whole, _, rest = code.partition(".")
            if whole.isdigit() and rest.isdigit() and rest.startswith("0"):
                self._padded[whole] = max(self._padded.get(whole, ""), code, key=len)

    def check(self, row: Row, code: str) -> bool:
        """Return True for a code that stands as it was typed.

        Raises:
            Fault: it is a number in a spreadsheet, or shorter than its neighbours, or equal to a
                stored code but for zeros.
        """
        number = _as_number(code)
        twins = self._by_number.get(number, frozenset()) - {code}
        known = self._stored_by_number.get(number, frozenset())
        if twins and ("code" in row.numbers or (known and code not in known)):
            meant = " or ".join(sorted(twins | {code}))
            raise Fault("code", quoted(code), f"{meant}, {_KEEP_AS_TEXT}")
        whole, _, rest = code.partition(".")
        neighbour = self._padded.get(whole, "")
        if rest.isdigit() and len(code) < len(neighbour):
            longer = code.ljust(len(neighbour), "0")
            accepted = f"as many digits as {neighbour} has, such as {longer}, {_KEEP_AS_TEXT}"
            raise Fault("code", quoted(code), accepted)
        return True


def _by_number(codes: Iterable[str]) -> dict[Decimal | None, frozenset[str]]:
    found: dict[Decimal | None, set[str]] = {}
    for code in codes:
        number = _as_number(code)
        if number is not None:
            found.setdefault(number, set()).add(code)
    return {number: frozenset(group) for number, group in found.items()}


def _as_number(code: str) -> Decimal | None:
    bare = code.replace(".", "", 1)
    return Decimal(code) if bare.isascii() and bare.isdigit() else None
