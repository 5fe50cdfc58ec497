"""What a spreadsheet's cell says, as the text it would have in a CSV file."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PLACES = re.compile(r"0\.(0+)")


def cell_text(value: object, number_format: str) -> str:
    """Return a cell's value as text.

    Numbers keep the decimals their format shows ('70.0', '7.10'), since a workbook itself drops
    zeros at the end; a number shown as a percentage becomes '61.4%'; a date becomes 2024-03-31.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(value, _QUOTED.sub("", number_format.split(";")[0]))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _number_text(value: float, shown: str) -> str:
    # Spreadsheets show 15 significant digits; the rest is what binary fractions add.
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        return str(value)
    percent = "%" in shown
    if percent:
        number *= 100
    places = _PLACES.search(shown)
    text = _plain(number, at_least=len(places.group(1)) if places else 0)
    return f"{text}%" if percent else text


def _plain(number: Decimal, *, at_least: int) -> str:
    text = f"{number.normalize():f}"
    decimals = len(text.partition(".")[2])
    if decimals >= at_least:
        return text
    return f"{text}{'' if decimals else '.'}{'0' * (at_least - decimals)}"
