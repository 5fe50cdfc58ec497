"""The options that commands share, and which database they come to."""

from __future__ import annotations

import contextlib
import functools
import os
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from bot.errors import SettingsError
from handlers.command_line.failures import Command, debug_option

if TYPE_CHECKING:
    from bot.settings import Settings

MORNING = time(9, tzinfo=ZoneInfo("Europe/London"))
PRODUCT = "partnership-bot"


@dataclass(frozen=True, kw_only=True)
class Where:
    """Which database a command works on: from `--database`, from `--config`, else a default."""

    config: Path | None
    database: str | None

    def settings(self) -> Settings:
        """Return the settings of `--config`, or all defaults."""
        from bot.settings import Settings, read_settings

        return read_settings(self.config) if self.config else Settings()

    def as_typed(self) -> str:
        """Return the options that lead to the same database, to be shown in advice."""
        config = f" --config {self.config}" if self.config else ""
        return config + (f" --database {self.database}" if self.database else "")

    def address(self, default: str = "plan.db") -> str:
        """Return the database's address; a default in the data folder is said on standard error."""
        if self.database:
            return checked_address(self.database)
        if self.config:
            from bot.settings import database_address

            found = database_address(self.settings(), os.environ).get_secret_value()
            if found:
                return found
        path = data_folder() / default
        click.echo(f"The plan is kept in {path}", err=True)
        return f"sqlite:///{path}"


def data_folder() -> Path:
    """Return the user's data folder for this product; made where it is missing."""
    import platformdirs

    folder = Path(platformdirs.user_data_dir(PRODUCT, appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"Your data folder {folder} cannot be made ({error.strerror}); name a place with"
            " --database sqlite:///PATH."
        ) from None
    return folder


def database_options(command: Command) -> Command:
    """Give a command `--config`, `--database` and `--debug`; it is called with `where`."""

    @click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Settings file; see config.example.toml.",
    )
    @click.option(
        "--database",
        metavar="URL",
        help="sqlite:///PATH or postgresql://USER@HOST:PORT/NAME; default: your data folder.",
    )
    @debug_option
    @functools.wraps(command)
    def with_where(*, config: Path | None, database: str | None, **options: Any) -> Any:
        return command(where=Where(config=config, database=database), **options)

    return with_where


class Day(click.ParamType[date]):
    """A date written year first."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date; day-first and month-first ones are refused, never guessed."""
        if isinstance(value, date):
            return value
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
            with contextlib.suppress(ValueError):
                return date.fromisoformat(value)
        raise click.BadParameter(
            f"'{value}' is no date I take; write the year first, as in 2026-11-23.", ctx, param
        )


def today_option(command: Command) -> Command:
    """Give a command `--today`."""
    return click.option(
        "--today",
        type=Day(),
        metavar="DATE",
        help="Answer as of this date, such as 2026-11-23.",
    )(command)


def morning(day: date) -> datetime:
    """Return nine o'clock in London on `day`: when the questions of that day are asked."""
    return datetime.combine(day, MORNING)


def checked_address(url: str) -> str:
    """Return a typed database address, with the password of the environment filled in.

    Raises:
        SettingsError: it is none.
    """
    return _with_password(_checked(url))


def _checked(url: str) -> str:
    known = url.startswith("sqlite:///") and len(url) > len("sqlite:///")
    if not known and not url.startswith("postgresql://"):
        hint = "" if "://" in url else f" Did you mean sqlite:///{url}?"
        raise SettingsError(
            f"--database: found {url}; allowed: sqlite:///PATH or"
            f" postgresql://USER@HOST:PORT/NAME.{hint}"
        )
    return url


def _with_password(url: str) -> str:
    from bot.settings.secrets import PASSWORD_VARIABLE, with_password

    password = os.environ.get(PASSWORD_VARIABLE, "")
    return with_password(url, password)
