"""From a path to a source, or to one sentence that says why not."""

from __future__ import annotations

from pathlib import Path

from bot.errors import ExchangeError
from bot.exchange.folder import FolderSource
from bot.exchange.limits import LOCAL, Limits
from bot.exchange.sheets import Source
from bot.exchange.workbook import WorkbookSource

_OTHER_WORKBOOKS = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".xltx", ".numbers"})
_GIVE = "Give a folder with plan.toml and the CSV files, or one .xlsx workbook."


def open_source(path: Path, limits: Limits = LOCAL) -> Source:
    """Return the plan's files, ready to be read.

    Raises:
        ExchangeError: there is nothing to read at the path; says what and the next step.
    """
    try:
        if path.is_dir():
            return FolderSource(path, limits)
        if not path.exists():
            raise ExchangeError(f"There is no file or folder {path}. {_GIVE}")
        return _open_file(path, limits)
    except OSError as error:
        raise ExchangeError(
            f"{path} cannot be read: {error.strerror or error}. Check that you may read it."
        ) from error


def _open_file(path: Path, limits: Limits) -> Source:
    kind = path.suffix.lower()
    if kind == ".xlsx":
        return WorkbookSource(path, limits)
    if kind in {".csv", ".toml"}:
        raise ExchangeError(
            f"{path.name} is one file of a plan. Import the folder that holds it instead."
        )
    if kind == ".zip":
        raise ExchangeError(f"{path.name} is an archive. Unpack it and import the folder.")
    if kind in _OTHER_WORKBOOKS:
        raise ExchangeError(
            f"{path.name} is a {kind} file, which is not read. Save it as “Excel Workbook "
            "(.xlsx)”, without macros, and import that."
        )
    raise ExchangeError(f"{path.name} is neither a folder nor a .xlsx workbook. {_GIVE}")
