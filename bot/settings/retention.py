"""Settings of how long each kind of thing is kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.settings.section import Section


class RetentionSettings(Section):
    """The [retention] section. Figures, sign-offs and the audit are kept for good."""

    answers_days: Annotated[
        int,
        Field(
            ge=1,
            le=3650,
            description="How long answers are kept so that their buttons still work; no longer"
            " than needed, since they hold what people asked. Unit: days.",
        ),
    ] = 30
    questions_days: Annotated[
        int,
        Field(
            ge=1,
            le=3650,
            description="How long a question stays on the list of what was not answered at once,"
            " after it was asked last; names and numbers in it are masked. Unit: days.",
        ),
    ] = 365
    updates_days: Annotated[
        int,
        Field(
            ge=2,
            le=365,
            description="How long is kept that a message came in, without its text, so that a"
            " second delivery changes nothing; Telegram repeats for one day. Unit: days.",
        ),
    ] = 7
    deliveries_days: Annotated[
        int,
        Field(
            ge=7,
            le=3650,
            description="How long is kept that a message went out, without its text. Unit: days.",
        ),
    ] = 180
    drafts_days: Annotated[
        int,
        Field(
            ge=1,
            le=365,
            description="How long a figure that was never confirmed is kept after its draft ran"
            " out. Unit: days.",
        ),
    ] = 30
    receipts_days: Annotated[
        int,
        Field(
            ge=30,
            le=36500,
            description="How long receipts are kept, so that minutes that quote one can be"
            " followed; as long as the plan, and what the council's own rules add. Unit: days.",
        ),
    ] = 3650
    recall_days: Annotated[
        int,
        Field(
            ge=1,
            le=365,
            description="How far back people are told when a figure that they were given is"
            " corrected. Unit: days.",
        ),
    ] = 30
