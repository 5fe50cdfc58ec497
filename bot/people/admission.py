"""Who somebody is to the bot now: looked up with every message, never remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.people.members import Person, Role
from bot.people.store import PeopleStore

TERMINAL = "terminal"
"""The contact of whoever sits at the machine itself, and so may do everything."""


@dataclass(frozen=True, kw_only=True)
class Admission:
    """Who may speak without an invitation, as the settings say.

    `known` gives a role to some contacts ("telegram:123"), `everybody` to all others.
    """

    known: Mapping[str, Role] = field(default_factory=lambda: {TERMINAL: Role.OFFICER})
    everybody: Role = Role.STRANGER

    def person(self, contact: str, people: PeopleStore) -> Person:
        """Return who a contact is in this transaction: one seek, and the higher of two roles."""
        role = self.known.get(contact, self.everybody)
        member = people.by_contact(contact)
        if member is None:
            return Person(id=contact, role=role)
        acts_as = member.acts_as
        return Person(
            id=contact, role=acts_as if acts_as.includes(role) else role, member=member.id
        )


BY_INVITATION = Admission()
