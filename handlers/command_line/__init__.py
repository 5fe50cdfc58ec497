"""The `partnership-bot` command."""

from handlers.command_line.front import main, partnership_bot

__all__ = ["main", "partnership_bot"]
