"""The command and its sub-commands; nothing heavy is imported until one of them runs."""

from __future__ import annotations

import contextlib
import sys
from typing import NoReturn

import click

from handlers.command_line import (
    checking,
    evaluating,
    held,
    keeping,
    members,
    plans,
    questions,
    reminding,
    service,
    talks,
    webhooks,
    words,
)
from handlers.command_line.failures import CommandGroup, debug_option


@click.group(
    "partnership-bot",
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: partnership-bot demo",
)
@debug_option
def partnership_bot() -> None:
    """Answers questions about a partnership's plan: its ambitions, measures and figures."""


for command in (
    talks.demo,
    talks.chat,
    questions.ask,
    evaluating.evaluate,
    plans.import_,
    plans.export,
    words.alias,
    reminding.reminders,
    members.people,
    service.run,
    checking.check,
    keeping.backup,
    keeping.restore,
    keeping.upgrade,
    keeping.database,
    held.notices,
    webhooks.webhook,
    service.version,
):
    partnership_bot.add_command(command)


def main() -> NoReturn:
    """Run the command with what was typed, and end the process."""
    _speak_utf8()
    partnership_bot.main(prog_name="partnership-bot")
    sys.exit(0)


def _speak_utf8() -> None:
    """Write and read UTF-8 in pipes and files too, whatever the system's own encoding."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if not stream.isatty():
            with contextlib.suppress(AttributeError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
