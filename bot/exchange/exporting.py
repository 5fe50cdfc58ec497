"""A plan from the stores into files: the same columns that are read."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ExchangeError
from bot.exchange.columns import LEXICON, PLAN, SHEETS
from bot.exchange.folder_writing import write_folder
from bot.exchange.importing import PlanStores
from bot.exchange.records import sheets_of
from bot.exchange.workbook_writing import write_workbook

_FILES = (f"{PLAN}.toml", f"{LEXICON}.toml", *(f"{sheet.name}.csv" for sheet in SHEETS))


@dataclass(frozen=True, kw_only=True)
class Exported:
    """Where the plan was written and how many rows each sheet has."""

    path: Path
    counts: Mapping[str, int]

    @property
    def text(self) -> str:
        """What a person is told."""
        parts = [f"{count:,} in {sheet}" for sheet, count in self.counts.items()]
        return f"Written to {self.path}: {', '.join(parts)}."


def export_plan(path: Path, stores: PlanStores) -> Exported:
    """Write the plan to a folder, or to one workbook where the path ends with .xlsx.

    Nothing that is there already is overwritten, and a failure leaves nothing half written.

    Raises:
        ExchangeError: there is no plan yet, something is there already, or it cannot be written.
    """
    catalogue = stores.plan.catalogue()
    if catalogue is None:
        raise ExchangeError("There is no plan in this database yet. Import one first.")
    is_workbook = path.suffix.lower() == ".xlsx"
    sheets = sheets_of(catalogue, stores.exchange)
    try:
        _refuse_overwriting(path, is_workbook=is_workbook)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written next to where it goes, so that moving it there is one step that cannot fail half.
        with tempfile.TemporaryDirectory(prefix=".export-", dir=path.parent) as folder:
            if is_workbook:
                written = Path(folder) / path.name
                counts = write_workbook(written, catalogue, sheets)
                written.replace(path)
            else:
                counts = write_folder(Path(folder), catalogue, sheets)
                path.mkdir(exist_ok=True)
                for file in Path(folder).iterdir():
                    file.replace(path / file.name)
    except OSError as error:
        raise ExchangeError(
            f"The plan cannot be written to {path}: {error.strerror or error}. Choose a place "
            "with room where you may write."
        ) from error
    return Exported(path=path, counts=counts)


def _refuse_overwriting(path: Path, *, is_workbook: bool) -> None:
    taken = path.exists() if is_workbook else path.exists() and not path.is_dir()
    if taken:
        raise ExchangeError(f"There is a file {path} already. Give another name, or move it away.")
    held = [name for name in _FILES if not is_workbook and (path / name).exists()]
    if held:
        raise ExchangeError(
            f"The folder {path} holds {held[0]} already. Give a new folder, or move it away."
        )
