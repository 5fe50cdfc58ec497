"""A figure on its way: what is handed in, its draft, the submission it becomes, and decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.plan.figures import Figure, FigureStatus
from bot.plan.measures import Measure
from bot.plan.periods import Period

LASTS = timedelta(days=1)
"""How long a card can be confirmed."""


class Nothing(StrEnum):
    """Why a period has no figure; what an owner may choose where there is none (behaviour 20)."""

    NOT_DUE = "not due yet"
    DUE_LATER = "coming on a later date"
    LATE = "late"
    NOT_COLLECTED = "not collected this period"
    NOT_APPLICABLE = "not applicable"
    WITHHELD = "withheld for confidentiality"
    WITHDRAWN = "withdrawn"
    ZERO = "zero"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What is handed in. Parts are None until they are known; `measure` is a code.

    Where there is no figure, `nothing` says why and `value` is None. `numerator` and `denominator`
    are the counts behind a share, where they were given.
    """

    measure: str | None = None
    period: Period | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    nothing: Nothing | None = None

    def but(self, **changes: object) -> Offer:
        """Return this offer with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def has_value(self) -> bool:
        """Whether there is a value, or a reason why there is none."""
        return self.value is not None or self.nothing is not None

    def same_as(self, other: Offer | Figure | None) -> bool:
        """Say whether another one, or a published figure, says the same of the same period."""
        if other is None or (self.measure, self.period) != (other.measure, other.period):
            return False
        if isinstance(other, Figure):
            if self.nothing is not None:
                return other.value is None and other.status is status_of(self)
            return self.value == other.value
        return (self.value, self.nothing) == (other.value, other.nothing)


class DraftState(StrEnum):
    """Where a draft is; only an open one can be changed or confirmed, and only once."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A figure that one person is about to hand in; it counts for nothing until confirmed.

    `contact` is whose it is ("telegram:7") and `member` their number, None for the terminal.
    `batch` ties together what came in one message: the number of its first draft. `comment` is for
    readers, `reason` why a published figure changes, `override` why a doubtful value is right.
    `sure` says that the doubts were seen and answered. `seen` is the published revision that the
    card showed (0 for none) and `rival` the waiting submission that it showed. `awaiting` is what
    the next text is for, `failures` how many texts in a row could not be taken.
    `warnings` are what the card said to look at again.
    """

    number: int
    contact: str
    member: int | None
    offer: Offer
    state: DraftState = DraftState.OPEN
    batch: int = 0
    comment: str = ""
    reason: str = ""
    override: str = ""
    sure: bool = False
    seen: int = 0
    rival: int = 0
    awaiting: str = ""
    warnings: tuple[str, ...] = ()
    failures: int = 0
    created_at: datetime
    expires_at: datetime

    def shown(self, at_hand: tuple[int, int], warnings: tuple[str, ...]) -> Draft:
        """Return this draft with what its card shows beside it."""
        return replace(self, seen=at_hand[0], rival=at_hand[1], warnings=warnings)

    def but(self, **changes: object) -> Draft:
        """Return this draft with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


class State(StrEnum):
    """Where a submission is."""

    WAITING = "waiting"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    PUBLISHED = "published"
    UNDONE = "undone"


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A figure that was confirmed by whoever handed it in, on its way to sign-off.

    `member` and `role` are who that was, None and "officer" for the terminal. `draft` is the draft
    it came of: one draft makes one submission. `warnings` are what was doubtful, a line each.
    `replaces` is the published revision it was made against, 0 for a first figure. `decided_by` and
    `decided_at` are of the last decision, `decision` its reason. `revision` is what it was
    published as.
    """

    number: int
    draft: int
    offer: Offer
    state: State
    member: int | None
    role: str
    comment: str = ""
    reason: str = ""
    override: str = ""
    warnings: tuple[str, ...] = ()
    replaces: int = 0
    submitted_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    decision: str = ""
    revision: int | None = None

    @property
    def corrects(self) -> bool:
        """Whether it changes a figure that was published before."""
        return self.replaces > 0


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A document or photo kept with a draft or the submission it became, as Telegram names it."""

    draft: int
    file_id: str
    kind: str
    name: str
    size: int
    added_at: datetime


def status_of(offer: Offer) -> FigureStatus:
    """Return how firm a figure that was handed in is: local, or which kind of nothing."""
    if offer.nothing is None:
        return FigureStatus.LOCAL
    if offer.nothing is Nothing.WITHHELD:
        return FigureStatus.WITHHELD
    return FigureStatus.NOT_AVAILABLE


def figure_of(measure: Measure, offer: Offer, comment: str = "") -> Figure:
    """Return the figure that an offer would be once published; its period must be known."""
    assert offer.period is not None
    said = offer.nothing.value if offer.nothing is not None else ""
    note = "; ".join(part for part in (said, comment) if part)
    return Figure(
        measure=measure.code,
        period=offer.period,
        value=offer.value,
        status=status_of(offer),
        comparable=True,
        source=f"Handed in by {measure.owner_role}, {measure.owner_organisation}",
        source_date=None,
        numerator=offer.numerator,
        denominator=offer.denominator,
        note=note,
    )
