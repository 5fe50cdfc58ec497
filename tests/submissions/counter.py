"""Figures handed in without the words: the counter itself, for many at once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.people import Person, Role
from bot.plan.periods import Period
from bot.rendering.reply import Reply
from bot.stores import Stores
from bot.submissions import confirming
from bot.submissions.cards import beside
from bot.submissions.records import LASTS, Draft, DraftState, Offer
from bot.submissions.visit import Visit

OFFICER = Person(id="telegram:1", role=Role.OFFICER)


def visit(stores: Stores, now: datetime, person: Person = OFFICER) -> Visit:
    """Return a visit by somebody whom the settings let in."""
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    return Visit(person=person, rooms=stores, catalogue=catalogue, now=now, today=now.date())


def draft(
    stores: Stores, now: datetime, code: str, period: Period, value: str, *, reason: str = ""
) -> Draft:
    """Return an open draft that has seen everything as it is now."""
    here = visit(stores, now)
    offer = Offer(measure=code, period=period, value=Decimal(value))
    seen = beside(here, offer)
    return stores.submissions.begin(
        Draft(
            number=0,
            contact=here.person.id,
            member=None,
            offer=offer,
            sure=True,
            reason=reason,
            seen=seen.at_hand[0],
            rival=seen.at_hand[1],
            created_at=now,
            expires_at=now + LASTS,
        )
    )


def confirm(stores: Stores, now: datetime, number: int) -> Reply:
    """Return the reply to Confirm on a draft."""
    found = stores.submissions.draft(number)
    assert found is not None
    return confirming.confirm(visit(stores, now), found)


def is_confirmed(stores: Stores, number: int) -> bool:
    """Say whether a draft made a submission."""
    found = stores.submissions.draft(number)
    return found is not None and found.state is DraftState.CONFIRMED
