"""What every section of the settings file has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of the file: unknown keys are refused and nothing is converted by guessing."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True)
