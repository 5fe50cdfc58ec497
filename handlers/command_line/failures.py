"""How a failure ends a command: one clear sentence on standard error, an exit code, no traceback.

Exit code 2 is for something wrong in what was typed or in a file; 1 for everything else.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import IO, Any

import click

from bot.errors import BankError, BotError, ExchangeError, PeriodError, SettingsError
from handlers import logs

WRONG_INPUT = (SettingsError, ExchangeError, BankError, PeriodError)
DEBUG = "partnership-bot.debug"

Command = Callable[..., Any]


class Failure(click.ClickException):
    """A failure as the person sees it; `code` is the exit code."""

    def __init__(self, sentence: str, exit_code: int) -> None:
        super().__init__(sentence)
        self.code = exit_code

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        """What the process ends with."""
        return self.code

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence, without secrets."""
        click.echo(logs.redacted(self.message), file=file, err=file is None)


class CommandGroup(click.Group):
    """A group whose commands fail in one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever it raises ends as a `Failure`."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, Failure, BrokenPipeError):
            # click knows these; a broken pipe is a reader that has seen enough, as with `| head`.
            raise
        except KeyboardInterrupt:
            raise Failure("Stopped.", 130) from None
        except Exception as error:
            if ctx.meta.get(DEBUG):
                click.echo(logs.redacted(traceback.format_exc()), err=True)
            raise failure(error) from None


def failure(error: Exception) -> Failure:
    """Return what a person is told of an error."""
    match error:
        case click.UsageError():
            return Failure(_usage(error), error.exit_code)
        case click.ClickException():
            return Failure(error.format_message(), error.exit_code)
        case BotError():
            return Failure(error.advice, 2 if isinstance(error, WRONG_INPUT) else 1)
        case _:
            first = str(error).partition("\n")[0]
            return Failure(
                f"Something went wrong that the bot does not know ({type(error).__name__}:"
                f" {first}); nothing was half written. Run it again with --debug to see where.",
                1,
            )


def _usage(error: click.UsageError) -> str:
    """Return what was wrong, and where the options are listed."""
    path = error.ctx.command_path if error.ctx else "partnership-bot"
    message = error.format_message()
    return message if isinstance(error, click.BadParameter) else f"{message} See: {path} --help"


def _remember_debug(ctx: click.Context, _: click.Parameter, *, value: bool) -> None:
    if value:
        ctx.meta[DEBUG] = True


def debug_option(command: Command) -> Command:
    """Give a command `--debug`, which shows the traceback of a failure."""
    return click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=lambda ctx, parameter, value: _remember_debug(ctx, parameter, value=value),
        help="Show where a failure came from.",
    )(command)
