"""The privacy notice that comes with the bot."""

from __future__ import annotations

from importlib.resources import files
from string import Template


def bundled() -> str:
    """Return the template of the notice, with $partnership and $answers_days in it."""
    return files("bot.membership").joinpath("privacy_notice.txt").read_text(encoding="utf-8")


def filled(template: str, **words: object) -> str:
    """Return a notice with what is known filled in; the rest stays as it is."""
    return Template(template).safe_substitute({name: str(word) for name, word in words.items()})
