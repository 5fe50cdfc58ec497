"""Who speaks, what they may do, and what is remembered of a conversation."""

from __future__ import annotations

from bot.people.admission import BY_INVITATION, TERMINAL, Admission
from bot.people.members import Duty, DutyKind, Group, Invitation, Member, Person, Role
from bot.people.memory import ConversationStore, Said
from bot.people.store import PeopleStore

__all__ = [
    "BY_INVITATION",
    "TERMINAL",
    "Admission",
    "ConversationStore",
    "Duty",
    "DutyKind",
    "Group",
    "Invitation",
    "Member",
    "PeopleStore",
    "Person",
    "Role",
    "Said",
]
