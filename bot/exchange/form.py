"""The return form: a workbook with a row for each figure that somebody owes, to fill in and send.

Headings and what is known are locked; the figure and its comment are open, and a spreadsheet checks
what is typed. What comes back is read like any other sheet.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

COLUMNS = ("code", "measure", "period", "given as", "last figure", "value", "comment")
NOTES = (
    "Fill in the columns value and comment, save the file and send it back in the chat.",
    "Leave a row empty where there is no figure yet; say why in the chat.",
    "Nothing is stored until you have seen what was read and pressed Confirm.",
    "Please write no names and nothing about a child.",
)
_WIDTHS = (10, 48, 18, 26, 22, 14, 40)
_VALUE, _COMMENT = COLUMNS.index("value") + 1, COLUMNS.index("comment") + 1


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """One figure that is owed: texts as they are shown; `least` and `most` are what it can be."""

    code: str
    name: str
    period: str
    given_as: str
    last: str
    whole: bool = False
    least: str = ""
    most: str = ""


@dataclass(frozen=True, kw_only=True)
class FormSpec:
    """A form as it waits to be made: the file's name, and its rows."""

    name: str
    rows: tuple[FormRow, ...]


_SPEC = TypeAdapter(FormSpec)


def to_json(spec: FormSpec) -> str:
    """Return a form's specification as JSON text."""
    return _SPEC.dump_json(spec, exclude_defaults=True).decode()


def from_json(text: str) -> FormSpec:
    """Return what `to_json` was given."""
    return _SPEC.validate_json(text)


def make(spec: FormSpec) -> bytes:
    """Return the form as an .xlsx file; a tenth of a second, so not on the loop."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Figures"
    sheet.append(COLUMNS)
    for row in spec.rows:
        texts = (row.code, row.name, row.period, row.given_as, row.last)
        sheet.append((*texts, None, None))
    _dress(sheet, spec)
    notes: Any = book.create_sheet("Notes")
    for note in NOTES:
        notes.append((note,))
    notes.protection.sheet = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _dress(sheet: Any, spec: FormSpec) -> None:
    """Lock what is known, open what is to be filled in, and say what a figure may be."""
    from openpyxl.styles import Font, Protection
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(1, place).font = Font(bold=True)
    for number, row in enumerate(spec.rows, start=2):
        for place in range(1, _VALUE):
            cell = sheet.cell(number, place)
            cell.data_type, cell.number_format = "s", "@"  # a text, whatever it begins with
        for place in (_VALUE, _COMMENT):
            sheet.cell(number, place).protection = Protection(locked=False)
        rule = _rule(row)
        sheet.add_data_validation(rule)
        rule.add(sheet.cell(number, _VALUE))
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True


def _rule(row: FormRow) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    kind: Literal["whole", "decimal"] = "whole" if row.whole else "decimal"
    least = row.least or "-1000000000"
    limits: dict[str, Any] = {"operator": "greaterThanOrEqual", "formula1": least}
    if row.most:
        limits = {"operator": "between", "formula1": least, "formula2": row.most}
    return DataValidation(
        type=kind,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Please look again",
        error=f"This figure is given as {row.given_as}.",
        showInputMessage=True,
        promptTitle=row.code,
        prompt=f"{row.given_as}; last: {row.last}"[:250],
        **limits,
    )
