"""Figures on their way: drafts, submissions, who signed, policies and evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.plan.figures import Figure
from bot.plan.periods import Period
from bot.plan.sign_off import Approvers, Policy
from bot.submissions.records import (
    Draft,
    DraftState,
    Evidence,
    State,
    Submission,
)
from storage import submission_rows as rows
from storage import submission_statements as statements
from storage.figure_publisher import FigurePublisher
from storage.prepared import Link

TERMINAL = "terminal"


class SubmissionStore:
    """Fulfils `bot.submissions.store.SubmissionStore`, in one open transaction.

    `on_plan` is called before the plan itself changes, `on_figures` before figures alone do.
    """

    def __init__(
        self, link: Link, *, on_plan: Callable[[], None], on_figures: Callable[[], None]
    ) -> None:
        self._link = link
        self._on_plan = on_plan
        self._on_figures = on_figures
        self._publisher = FigurePublisher(link)

    def begin(self, draft: Draft) -> Draft:
        """Store a new draft and return it with the number it was given."""
        number = int(statements.BEGIN.scalar(self._link, rows.draft_columns(draft)))
        return draft.but(number=number, batch=draft.batch or number)

    def draft(self, number: int) -> Draft | None:
        """Return one draft, in any state."""
        return rows.draft(statements.DRAFT.first(self._link, {"number": number}))

    def open_draft(self, contact: str, now: datetime) -> Draft | None:
        """Return somebody's newest open draft that has not expired."""
        return rows.draft(statements.OPEN_DRAFT.first(self._link, {"who": contact, "now": now}))

    def batch(self, number: int) -> Sequence[Draft]:
        """Return the drafts that came in one message, in their order."""
        found = statements.BATCH.all(self._link, {"number": number})
        return [draft for draft in map(rows.draft, found) if draft is not None]

    def change(self, draft: Draft) -> None:
        """Store what changed of an open draft; its state is left alone."""
        columns = {f"to_{name}": value for name, value in rows.draft_columns(draft).items()}
        statements.CHANGE.run(self._link, columns | {"number": draft.number})

    def close(self, draft: int, state: DraftState, now: datetime) -> bool:
        """End an open draft that has not expired; False where it had ended."""
        given = {"number": draft, "new": state.value, "now": now}
        return statements.CLOSE.run(self._link, given) == 1

    def add(self, submission: Submission) -> Submission:
        """Store a new submission and return it with the number it was given."""
        number = statements.ADD.scalar(self._link, rows.submission_columns(submission))
        return rows.numbered(submission, int(number))

    def find(self, number: int) -> Submission | None:
        """Return one submission."""
        return rows.submission(statements.FIND.first(self._link, {"number": number}))

    def of_draft(self, draft: int) -> Submission | None:
        """Return the submission that a draft became."""
        return rows.submission(statements.OF_DRAFT.first(self._link, {"number": draft}))

    def waiting_for(self, measure: str, period: Period) -> Submission | None:
        """Return the submission of a figure that waits for sign-off."""
        return rows.submission(
            statements.WAITING_FOR.first(self._link, rows.figure_key(measure, period))
        )

    def newest_for(self, measure: str, period: Period) -> Submission | None:
        """Return the newest submission of a figure, in any state."""
        return rows.submission(
            statements.NEWEST_FOR.first(self._link, rows.figure_key(measure, period))
        )

    def waiting(self, *, limit: int = 100) -> Sequence[Submission]:
        """Return what waits for sign-off, oldest first."""
        return rows.submissions(statements.WAITING.all(self._link, {"most": limit}))

    def waiting_of(self, measure: str) -> Sequence[Submission]:
        """Return what waits for sign-off of one measure, newest period first."""
        return rows.submissions(statements.WAITING_OF.all(self._link, {"code": measure}))

    def handed_in_by(
        self, member: int | None, states: Sequence[State], *, limit: int = 20
    ) -> Sequence[Submission]:
        """Return what somebody handed in that is in one of the states, newest first."""
        found = [
            row
            for state in states
            for row in statements.HANDED_IN.all(
                self._link, {"who": member, "state": state.value, "most": limit}
            )
        ]
        return sorted(rows.submissions(found), key=lambda one: -one.number)[:limit]

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
        given = {
            "number": number,
            "before": before.value,
            "after": after.value,
            "who": by,
            "now": at,
            "why": reason,
            "now_revision": revision,
        }
        return statements.SETTLE.run(self._link, given) == 1

    def sign(self, number: int, member: int | None, at: datetime) -> int:
        """Note that somebody signs a submission off and return how many people have."""
        signer = TERMINAL if member is None else str(member)
        statements.SIGN.one(self._link, {"submission_id": number, "signer": signer, "at": at})
        return len(self.signed(number))

    def signed(self, number: int) -> Sequence[int | None]:
        """Return who has signed a submission off."""
        found = statements.SIGNED.all(self._link, {"number": number})
        return [None if row[0] == TERMINAL else int(row[0]) for row in found]

    def policy(self, measure: str) -> Policy:
        """Return who signs off a measure's figures."""
        row = statements.POLICY.first(self._link, {"code": measure})
        if row is None:
            return Policy(measure=measure)
        return Policy(measure=measure, approvers=Approvers(row[0]), own=bool(row[1]))

    def set_policy(self, policy: Policy) -> None:
        """Store who signs off a measure's figures."""
        given = {"code": policy.measure, "many": policy.approvers.value, "mine": int(policy.own)}
        if not statements.CHANGE_POLICY.run(self._link, given):
            number = statements.MEASURE.scalar(self._link, {"code": policy.measure})
            row = {"measure_id": number, "approvers": given["many"], "own": given["mine"]}
            statements.ADD_POLICY.run(self._link, row)

    def policies(self) -> Sequence[Policy]:
        """Return the policies that were set, in plan order."""
        return [rows.policy_of(row) for row in statements.POLICIES.all(self._link, {})]

    def attach(self, evidence: Evidence) -> None:
        """Keep a document or photo with a draft."""
        statements.ATTACH.run(self._link, rows.evidence_columns(evidence))

    def evidence(self, draft: int) -> Sequence[Evidence]:
        """Return what is kept with a draft."""
        return rows.evidence(statements.EVIDENCE.all(self._link, {"number": draft}))

    def forget_before(self, instant: datetime) -> int:
        """Delete drafts that expired before `instant` and made nothing; return how many."""
        statements.FORGET_EVIDENCE.run(self._link, {"now": instant})
        return statements.FORGET.run(self._link, {"now": instant})

    def published(self, measure: str, period: Period) -> Figure | None:
        """Return the figure that readers see for a period."""
        return self._publisher.held(measure, period)

    def publish(self, figure: Figure, now: datetime) -> int:
        """Write a figure with its revision and return the revision's number, from 1 on."""
        first = self._publisher.is_first(figure.measure)
        (self._on_plan if first else self._on_figures)()
        return self._publisher.publish(figure, now, first=first)
