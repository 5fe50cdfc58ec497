"""Settings of who belongs to the partnership."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.settings.section import Section


class PeopleSettings(Section):
    """The [people] section."""

    open_to_all: Annotated[
        bool,
        Field(
            description="Whether anybody at all may ask for published figures; otherwise people who"
            " were not invited get one polite sentence and no data."
        ),
    ] = False
    privacy_notice: Annotated[
        str,
        Field(
            description="Text file with your own privacy notice, shown to everybody who is linked;"
            " empty: the one that comes with the bot. $partnership and $answers_days are filled in."
        ),
    ] = ""
    invitation_hours: Annotated[
        int,
        Field(
            ge=1,
            le=720,
            description="How long the link of an invitation works. Unit: hours.",
        ),
    ] = 72
