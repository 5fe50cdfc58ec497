"""What this room needs remembered; `storage/reminder_store.py` fulfils it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.journal import AuditStore
from bot.outbox.notice import NoticeState
from bot.outbox.store import OutboxStore
from bot.people import ConversationStore, Duty, Member, PeopleStore
from bot.plan.store import PlanStore
from bot.receipts.store import ReceiptStore
from bot.reminders.records import (
    DateProposal,
    Digest,
    Follow,
    Message,
    NewReminder,
    Reminder,
    ReminderState,
    Snooze,
    Unreached,
    Wish,
)
from bot.reminders.wanted_store import CalendarRows, CycleRows
from bot.submissions.store import SubmissionStore


class ReminderRows(Protocol):
    """Stages that were owed, and the messages they went into."""

    def said(self) -> frozenset[tuple[int, int, str]]:
        """Return (figure, member, stage) of every reminder about a figure still wanted."""
        ...

    def owe(self, reminders: Sequence[NewReminder]) -> int:
        """Store reminders, where their key is not there yet, and return how many were new."""
        ...

    def owed(self, now: datetime, *, limit: int) -> Sequence[Reminder]:
        """Return reminders of up to `limit` members whose time has come, oldest first."""
        ...

    def close(self, ids: Sequence[int], state: ReminderState, why: str) -> None:
        """Settle reminders that will not be sent."""
        ...

    def postpone(self, ids: Sequence[int], at: datetime) -> None:
        """Have reminders wait until `at`."""
        ...

    def reopen(self, key: str, at: datetime) -> None:
        """Have the reminders of a message owed again, from `at` on: it was never sent."""
        ...

    def told_on(self, day: date, what: str) -> frozenset[int]:
        """Return the members who have had a message of this sort on `day`."""
        ...

    def keep_message(self, message: Message, reminders: Sequence[int]) -> None:
        """Store a message with the reminders it answers, which wait in the outbox from now on."""
        ...

    def messages(self, keys: Sequence[str]) -> Mapping[str, Message]:
        """Return messages by the keys of their notices."""
        ...

    def settle_with_outbox(self) -> None:
        """Give every waiting reminder the state that its notice has come to."""
        ...

    def given_up(self, since: datetime) -> Mapping[int, str]:
        """Return by member why their last reminder failed, if nothing got through since."""
        ...

    def balance(self) -> Mapping[ReminderState, int]:
        """Return how many reminders are in each state."""
        ...

    def astray(self) -> int:
        """Return how many reminders wait for a notice that the outbox does not have."""
        ...

    def notice_states(self, what: Sequence[str]) -> Mapping[NoticeState, int]:
        """Return how many notices of these classes are in each state."""
        ...

    def history(self, member: int, *, limit: int = 200) -> Sequence[Reminder]:
        """Return a member's newest reminders, newest first."""
        ...

    def duties_in(self, scopes: Sequence[str], day: date) -> Sequence[tuple[Member, Duty]]:
        """Return the duties of these scopes in force on a day, in one statement."""
        ...


class WishRows(Protocol):
    """Snoozes, proposals, personal hours, and who cannot be reached."""

    def snoozes(self) -> Sequence[Snooze]:
        """Return the snoozes of figures still wanted."""
        ...

    def snooze(self, snooze: Snooze) -> None:
        """Store a snooze in place of the one before."""
        ...

    def propose(
        self, expected: int, member: int, due_on: date | None, why: str, now: datetime
    ) -> DateProposal:
        """Store a proposal; an earlier open one of the same figure is closed."""
        ...

    def proposal(self, number: int) -> DateProposal | None:
        """Return one proposal."""
        ...

    def open_proposals(self) -> Sequence[DateProposal]:
        """Return the proposals that wait for an officer, oldest first."""
        ...

    def decide(self, number: int, state: str) -> bool:
        """Settle an open proposal; False where it is settled."""
        ...

    def wishes(self) -> Mapping[int, Wish]:
        """Return the personal hours by member."""
        ...

    def put_wish(self, wish: Wish) -> None:
        """Store personal hours in place of those before."""
        ...

    def forget_wish(self, member: int) -> bool:
        """Go back to the usual hours; False where nothing was set."""
        ...

    def raise_unreached(self, found: Mapping[str, str], now: datetime) -> None:
        """Note subjects that cannot be reached, with the reason; known ones stay as they are."""
        ...

    def clear_unreached(self, subjects: Sequence[str], now: datetime) -> None:
        """Note that these can be reached again."""
        ...

    def unreached(self) -> Sequence[Unreached]:
        """Return what cannot be reached now, oldest first."""
        ...

    def tell_unreached(self, ids: Sequence[int], now: datetime) -> None:
        """Note that officers were told."""
        ...


class FollowRows(Protocol):
    """Who follows what, and who gets a weekly summary."""

    def follow(self, follow: Follow) -> bool:
        """Store a follow; False where the chat follows the measure already."""
        ...

    def unfollow(self, chat: str, measures: Sequence[str] = ()) -> int:
        """End a chat's follows, all of them where no measure is named; return how many."""
        ...

    def follows(self, chat: str | None = None) -> Sequence[Follow]:
        """Return the follows of one chat, or of all, by chat and measure."""
        ...

    def seen(self, follows: Sequence[Follow]) -> None:
        """Store what these follows were told last."""
        ...

    def put_digest(self, digest: Digest) -> None:
        """Store a chat's digest in place of the one before."""
        ...

    def end_digest(self, chat: str) -> bool:
        """End a chat's digest; False where it had none."""
        ...

    def digests(self, chat: str | None = None) -> Sequence[Digest]:
        """Return the digest of one chat, or all of them."""
        ...


class ReminderStore(CalendarRows, CycleRows, ReminderRows, WishRows, FollowRows, Protocol):
    """Due dates moved, cycles, reminders, follows."""


class ReminderRooms(Protocol):
    """The stores this room works with; `bot.stores.Stores` has them."""

    @property
    def plan(self) -> PlanStore:
        """The plan and its figures."""
        ...

    @property
    def people(self) -> PeopleStore:
        """Members and their duties."""
        ...

    @property
    def reminders(self) -> ReminderStore:
        """This room's own rows."""
        ...

    @property
    def conversations(self) -> ConversationStore:
        """What was said, so that buttons can be pressed."""
        ...

    @property
    def outbox(self) -> OutboxStore:
        """Messages waiting to leave."""
        ...

    @property
    def submissions(self) -> SubmissionStore:
        """Figures handed in and not signed off yet."""
        ...

    @property
    def audit(self) -> AuditStore:
        """Who did what."""
        ...

    @property
    def receipts(self) -> ReceiptStore:
        """What was said, and who was shown what."""
        ...
