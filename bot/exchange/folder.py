"""A plan as a folder: plan.toml and one CSV file a sheet."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from bot.errors import ExchangeError
from bot.exchange.columns import LEXICON, NEEDED, PLAN, SHEETS
from bot.exchange.encodings import check_text, read_text
from bot.exchange.formula_marks import unguarded
from bot.exchange.limits import Limits
from bot.exchange.sheets import Line

_TOML = (PLAN, LEXICON)


class FolderSource:
    """Reads a folder; every file is checked to be UTF-8 text before its first line is read."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Find the files of the plan in a folder.

        Raises:
            ExchangeError: a file that every plan needs is missing, or a file is too large or no
                UTF-8 text.
        """
        self._path, self._limits = path, limits
        with _readable(path):
            files = {file.name.lower(): file for file in sorted(path.iterdir()) if file.is_file()}
        names = {name: f"{name}.toml" for name in _TOML} | {
            sheet.name: f"{sheet.name}.csv" for sheet in SHEETS
        }
        self._files = {name: files[file] for name, file in names.items() if file in files}
        self._require(files)
        with _readable(path):
            self._sizes = {
                name: check_text(file, limits.file_size) for name, file in self._files.items()
            }
        known = set(names.values())
        self.ignored = tuple(
            f"file {file.name}"
            for name, file in files.items()
            if name not in known and file.suffix.lower() in {".csv", ".xlsx"}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close nothing: each file is open only while it is read."""

    def has(self, name: str) -> bool:
        """Say whether the file is there."""
        return name in self._files

    def place(self, name: str) -> str:
        """Return the file's name."""
        file = self._files.get(name)
        return file.name if file else f"{name}.csv"

    def size(self, name: str) -> int:
        """Return the number of lines but the header."""
        return max(self._sizes.get(name, 0) - 1, 0)

    def lines(self, name: str) -> Iterator[Line]:
        """Yield the lines of a CSV file, one at a time.

        Raises:
            ExchangeError: a quote is not closed, or the file is too long or too wide.
        """
        number = 0
        path = self._files[name]
        with _readable(path), path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            try:
                for number, cells in enumerate(reader, start=1):
                    self._check_shape(path, number, len(cells))
                    yield Line(number=number, cells=tuple(map(unguarded, cells)))
            except csv.Error as error:
                raise ExchangeError(
                    f"{path.name} cannot be read after row {number}: {error}. Look for a quotation "
                    "mark that is opened and not closed there, mend it and import again."
                ) from error

    def plan(self) -> dict[str, str]:
        """Return what plan.toml says, values as text.

        Raises:
            ExchangeError: it is no TOML.
        """
        path = self._files[PLAN]
        return {key: str(value) for key, value in parse_toml(path.name, read_text(path)).items()}

    def lexicon(self) -> str | None:
        """Return lexicon.toml as text, or None."""
        path = self._files.get(LEXICON)
        return read_text(path) if path else None

    def _require(self, files: dict[str, Path]) -> None:
        missing = [f"{name}.toml" if name == PLAN else f"{name}.csv" for name in NEEDED]
        missing = [name for name in missing if name not in files]
        if not missing:
            return
        workbooks = [file.name for name, file in files.items() if name.endswith(".xlsx")]
        needs = "A plan needs plan.toml, ambitions.csv, measures.csv and figures.csv."
        if workbooks:
            step = f"If {workbooks[0]} is the plan, import that file instead of its folder."
        elif not files:
            step = "Give the folder that holds them; `partnership-bot export` writes an example."
        else:
            step = "Add what is missing; `partnership-bot export` writes an example."
        found = "is empty" if not files else f"has no {_listing(missing)}"
        raise ExchangeError(f"The folder {self._path} {found}. {needs} {step}")

    def _check_shape(self, path: Path, number: int, width: int) -> None:
        if number > self._limits.rows or width > self._limits.columns:
            raise ExchangeError(
                f"{path.name} is too large at row {number}: at most {self._limits.rows:,} rows of "
                f"{self._limits.columns} columns are read. Split it, or remove what is not figures."
            )


def parse_toml(name: str, text: str) -> dict[str, object]:
    """Return the keys and values of a TOML text.

    Raises:
        ExchangeError: it is no TOML; says where.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExchangeError(
            f"{name} cannot be read: {error}. Text stands in straight quotes, dates without, one "
            'key a line, such as title = "Our plan" and starts = 2024-04-01.'
        ) from error


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExchangeError(
            f"{path} cannot be read: {error.strerror or error}. Check that you may read it."
        ) from error


def _listing(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
