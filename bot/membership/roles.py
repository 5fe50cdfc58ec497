"""Roles in words: what people call them, and what each may do."""

from __future__ import annotations

from bot.membership.names import shown
from bot.people import DutyKind, Role

CALLED = {
    "reader": Role.READER,
    "board member": Role.READER,
    "councillor": Role.READER,
    "contributor": Role.CONTRIBUTOR,
    "owner": Role.CONTRIBUTOR,
    "indicator owner": Role.CONTRIBUTOR,
    "deputy": Role.CONTRIBUTOR,
    "approver": Role.APPROVER,
    "officer": Role.OFFICER,
    "performance officer": Role.OFFICER,
    "administrator": Role.OFFICER,
    "admin": Role.OFFICER,
}
GIVEN = (Role.READER, Role.CONTRIBUTOR, Role.APPROVER, Role.OFFICER)
MAY = {
    Role.READER: "asks for published figures",
    Role.CONTRIBUTOR: "hands in figures for named measures",
    Role.APPROVER: "signs figures off",
    Role.OFFICER: "runs the bot: people, reminders, settings",
}
YOU_MAY = {
    Role.READER: "You can ask for any published figure.",
    Role.CONTRIBUTOR: "You can ask for any published figure and hand in figures of your measures.",
    Role.APPROVER: "You can ask for any published figure and sign off what is handed in.",
    Role.OFFICER: "You run the bot: people, figures, reminders and settings.",
}
WITH_MEASURES = {Role.CONTRIBUTOR: DutyKind.OWNER, Role.APPROVER: DutyKind.APPROVER}
"""The roles that need measures to be of use, and how they are tied to them."""


def called(role: Role) -> str:
    """Return a role with its article: 'a reader', 'an officer'."""
    return f"{'an' if role.value[0] in 'aeiou' else 'a'} {role.value}"


def read(text: str) -> Role | None:
    """Return the role that a word means, or None."""
    return CALLED.get(shown(text).casefold())
