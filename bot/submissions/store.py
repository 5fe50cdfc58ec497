"""What this room needs remembered; `storage/submission_store.py` fulfils it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.exchange.store import ExchangeStore
from bot.journal import AuditStore
from bot.outbox.store import OutboxStore
from bot.people import ConversationStore, PeopleStore
from bot.plan.figures import Figure
from bot.plan.periods import Period
from bot.plan.sign_off import Policy
from bot.plan.store import PlanStore
from bot.receipts.store import ReceiptStore
from bot.submissions.records import Draft, DraftState, Evidence, State, Submission


class SubmissionStore(Protocol):
    """Drafts, submissions, decisions, policies and evidence."""

    def begin(self, draft: Draft) -> Draft:
        """Store a new draft, whatever its number is, and return it with the number it was given."""
        ...

    def draft(self, number: int) -> Draft | None:
        """Return one draft, in any state."""
        ...

    def open_draft(self, contact: str, now: datetime) -> Draft | None:
        """Return somebody's newest open draft that has not expired."""
        ...

    def batch(self, number: int) -> Sequence[Draft]:
        """Return the drafts that came in one message, in their order."""
        ...

    def change(self, draft: Draft) -> None:
        """Store what changed of an open draft; its state is left alone."""
        ...

    def close(self, draft: int, state: DraftState, now: datetime) -> bool:
        """End an open draft that has not expired; False where it had ended: it ends once."""
        ...

    def add(self, submission: Submission) -> Submission:
        """Store a new submission and return it with the number it was given."""
        ...

    def find(self, number: int) -> Submission | None:
        """Return one submission."""
        ...

    def of_draft(self, draft: int) -> Submission | None:
        """Return the submission that a draft became."""
        ...

    def waiting_for(self, measure: str, period: Period) -> Submission | None:
        """Return the submission of a figure that waits for sign-off; there is at most one."""
        ...

    def newest_for(self, measure: str, period: Period) -> Submission | None:
        """Return the newest submission of a figure, in any state."""
        ...

    def waiting(self, *, limit: int = 100) -> Sequence[Submission]:
        """Return what waits for sign-off, oldest first."""
        ...

    def waiting_of(self, measure: str) -> Sequence[Submission]:
        """Return what waits for sign-off of one measure, newest period first."""
        ...

    def handed_in_by(
        self, member: int | None, states: Sequence[State], *, limit: int = 20
    ) -> Sequence[Submission]:
        """Return what somebody handed in that is in one of the states, newest first."""
        ...

    def settle(
        self,
        number: int,
        before: State,
        after: State,
        *,
        by: int | None,
        at: datetime,
        reason: str = "",
        revision: int | None = None,
    ) -> bool:
        """Move a submission from one state to another; False where it is not in the first."""
        ...

    def sign(self, number: int, member: int | None, at: datetime) -> int:
        """Note that somebody signs a submission off and return how many people have; once each."""
        ...

    def signed(self, number: int) -> Sequence[int | None]:
        """Return who has signed a submission off."""
        ...

    def policy(self, measure: str) -> Policy:
        """Return who signs off a measure's figures; the default where nothing was set."""
        ...

    def set_policy(self, policy: Policy) -> None:
        """Store who signs off a measure's figures."""
        ...

    def policies(self) -> Sequence[Policy]:
        """Return the policies that were set, in plan order."""
        ...

    def attach(self, evidence: Evidence) -> None:
        """Keep a document or photo with a draft."""
        ...

    def evidence(self, draft: int) -> Sequence[Evidence]:
        """Return what is kept with a draft."""
        ...

    def published(self, measure: str, period: Period) -> Figure | None:
        """Return the comparable figure that is published for a period."""
        ...

    def publish(self, figure: Figure, now: datetime) -> int:
        """Write a figure with its revision and return the revision's number, from 1 on."""
        ...

    def forget_before(self, instant: datetime) -> int:
        """Delete drafts that expired before `instant` and made nothing; return how many."""
        ...


class SubmissionRooms(Protocol):
    """The stores that handing in and signing off need; `bot.stores.Stores` has them."""

    @property
    def plan(self) -> PlanStore:
        """The plan and its figures."""
        ...

    @property
    def people(self) -> PeopleStore:
        """Who may do what."""
        ...

    @property
    def submissions(self) -> SubmissionStore:
        """Figures on their way."""
        ...

    @property
    def exchange(self) -> ExchangeStore:
        """Writes figures with their revisions."""
        ...

    @property
    def audit(self) -> AuditStore:
        """Who did what."""
        ...

    @property
    def conversations(self) -> ConversationStore:
        """What was said lately."""
        ...

    @property
    def outbox(self) -> OutboxStore:
        """Messages waiting to leave."""
        ...

    @property
    def receipts(self) -> ReceiptStore:
        """What was said, so that a correction reaches whoever was told otherwise."""
        ...
