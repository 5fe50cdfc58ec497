"""One person's visit to the counter where figures are handed in and signed off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.journal import AuditLine
from bot.people import Person
from bot.plan.days import day_text
from bot.plan.figures import Figure
from bot.plan.measures import Catalogue, Measure
from bot.plan.withholding import must_withhold
from bot.receipts.recall import RECALL
from bot.submissions.records import Offer, figure_of
from bot.submissions.store import SubmissionRooms

TERMINAL = "command line"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who is here, when, and with which stores; `today` is the date in the plan's time zone.

    `recall` is how far back people are told when a figure that they were given is corrected.
    """

    person: Person
    rooms: SubmissionRooms
    catalogue: Catalogue
    now: datetime
    today: date
    recall: timedelta = RECALL

    def measure(self, offer: Offer) -> Measure:
        """Return the measure of an offer whose measure is known."""
        assert offer.measure is not None
        return self.catalogue.by_code[offer.measure]

    def brief(self, offer: Offer) -> str:
        """Return what is handed in as the audit keeps it."""
        if offer.nothing is not None:
            return offer.nothing.value
        measure = self.measure(offer)
        return brief(measure, figure_of(measure, offer))

    def when(self, instant: datetime) -> str:
        """Return '10:02' for today and '10:02 on 21 November 2026' for other days (R61, R65)."""
        local = instant.astimezone(ZoneInfo(self.catalogue.plan.timezone))
        clock = f"{local:%H:%M}"
        return clock if local.date() == self.today else f"{clock} on {day_text(local.date())}"

    def called(self, member: int | None) -> str:
        """Return what to call whoever did something: a name, or the role where there is none."""
        mine = member is not None and member == self.person.member
        return "You" if mine else self.named(member)

    def named(self, member: int | None) -> str:
        """Return somebody's name, or the officer where there is none."""
        found = self.rooms.people.find(member) if member is not None else None
        return found.name if found is not None and found.name else "The performance officer"

    def by(self, member: int | None) -> str:
        """Return somebody's name, or the officer, as it stands inside a sentence."""
        name = self.named(member)
        return "the performance officer" if name == "The performance officer" else name

    def note(self, action: str, offer: Offer, before: str = "", after: str = "") -> None:
        """Append what was done to a figure to the audit."""
        self.note_about(object_of(offer), action, before, after)

    def note_about(self, about: str, action: str, before: str = "", after: str = "") -> None:
        """Append what was done to the audit: role and number, never a name or free text."""
        self.rooms.audit.note(
            AuditLine(
                actor=TERMINAL if self.person.member is None else f"member {self.person.member}",
                role=self.person.role.value,
                action=action,
                object=about,
                before=before,
                after=after,
                at=self.now,
            )
        )


def object_of(offer: Offer) -> str:
    """Return what an audit line is about: '4.02 Q2 2026-27'."""
    assert offer.period is not None
    return f"{offer.measure} {offer.period.short}"


def brief(measure: Measure, figure: Figure | None) -> str:
    """Return a figure as the audit keeps it: the plain value, or that readers may not see it.

    Logs hold the fact, not the number (behaviour 27, R28).
    """
    if figure is None or figure.value is None:
        return ""
    return "withheld" if must_withhold(measure, figure) else f"{figure.value:f}"
