"""The plan that comes with the program, for the demo and a first import."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def starter_plan_folder() -> Path:
    """Return the folder of the bundled plan, as it was installed."""
    return Path(str(resources.files("bot.starter_plan")))
