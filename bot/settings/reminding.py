"""The settings of reminders."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.settings.section import Section


def _wall_time(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError
    return text


class ReminderSettings(Section):
    """The [reminders] section. Days are working days in England."""

    lag_days: Annotated[
        int,
        Field(
            ge=1,
            le=250,
            description="How long after its period a figure is due, where due_dates.csv says"
            " nothing else. Unit: working days.",
        ),
    ] = 15
    opened: Annotated[
        bool, Field(description="Tell owners when a period has ended and figures can be handed in.")
    ] = True
    before_days: Annotated[
        int,
        Field(
            ge=0,
            le=60,
            description="How long before the due date owners are reminded; 0 for never."
            " Unit: working days.",
        ),
    ] = 5
    due_day: Annotated[bool, Field(description="Remind owners on the due date itself.")] = True
    after_days: Annotated[
        int,
        Field(
            ge=0,
            le=60,
            description="How long after the due date owners are reminded once more; 0 for never."
            " Unit: working days.",
        ),
    ] = 2
    escalation_days: Annotated[
        int,
        Field(
            ge=0,
            le=60,
            description="How long after the due date officers are told; 0 for never."
            " Unit: working days.",
        ),
    ] = 5
    pack_warning_days: Annotated[
        int,
        Field(
            ge=0,
            le=60,
            description="How long before a board pack freezes officers see what will be blank;"
            " 0 for never. Unit: working days.",
        ),
    ] = 5
    hour: Annotated[
        str,
        AfterValidator(_wall_time),
        Field(
            description="When the day's reminders go, in the plan's own time zone.",
            json_schema_extra={"allowed": 'a time such as "09:00"'},
        ),
    ] = "09:00"
    quiet_from: Annotated[
        str,
        AfterValidator(_wall_time),
        Field(
            description="From then on nobody is reminded until the next morning; people may widen"
            " this for themselves.",
            json_schema_extra={"allowed": 'a time such as "18:00"'},
        ),
    ] = "18:00"
    quiet_until: Annotated[
        str,
        AfterValidator(_wall_time),
        Field(
            description="Until then nobody is reminded.",
            json_schema_extra={"allowed": 'a time such as "08:00"'},
        ),
    ] = "08:00"
    plan_minutes: Annotated[
        int,
        Field(
            ge=1,
            le=60,
            description="How often the bot looks what is due and what has come in. Unit: minutes.",
        ),
    ] = 10
    follows_per_chat: Annotated[
        int,
        Field(
            ge=0,
            le=1000,
            description="How many measures one chat may follow. Unit: measures.",
        ),
    ] = 20
