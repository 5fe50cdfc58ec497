"""Drafts, submissions and evidence as rows, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.plan.periods import Period
from bot.plan.sign_off import Approvers, Policy
from bot.submissions.records import (
    Draft,
    DraftState,
    Evidence,
    Nothing,
    Offer,
    State,
    Submission,
)
from storage import rows

Row = Sequence[Any]

OFFER = (
    "measure",
    "kind",
    "period_start",
    "period_end",
    "value",
    "numerator",
    "denominator",
    "absence",
)
DRAFT = (
    "contact",
    "member_id",
    *OFFER,
    "state",
    "batch",
    "comment",
    "reason",
    "override",
    "sure",
    "seen",
    "rival",
    "awaiting",
    "warnings",
    "failures",
    "created_at",
    "expires_at",
)
SUBMISSION = (
    "draft_id",
    *OFFER,
    "state",
    "member_id",
    "role",
    "comment",
    "reason",
    "override",
    "warnings",
    "replaces",
    "submitted_at",
    "decided_by",
    "decided_at",
    "decision",
    "revision",
)
EVIDENCE = ("draft_id", "file_id", "kind", "name", "size", "added_at")
_WIDTH = len(OFFER)


def figure_key(measure: str, period: Period) -> dict[str, Any]:
    """Return which figure it is, as parameters."""
    return {
        "code": measure,
        "of_kind": period.kind.value,
        "start": period.start,
        "end": period.end,
    }


def offer_columns(offer: Offer) -> dict[str, Any]:
    """Return what is handed in as its columns."""
    period = offer.period
    return {
        "measure": offer.measure,
        "kind": period.kind.value if period else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "value": offer.value,
        "numerator": offer.numerator,
        "denominator": offer.denominator,
        "absence": offer.nothing.value if offer.nothing else None,
    }


def _offer(row: Row) -> Offer:
    code, kind, start, end, value, numerator, denominator, nothing = row
    return Offer(
        measure=code,
        period=None if kind is None else rows.period(kind, start, end),
        value=value,
        numerator=numerator,
        denominator=denominator,
        nothing=None if nothing is None else Nothing(nothing),
    )


def draft_columns(one: Draft) -> dict[str, Any]:
    """Return a draft as its columns, but for its number."""
    return {
        "contact": one.contact,
        "member_id": one.member,
        **offer_columns(one.offer),
        "state": one.state.value,
        "batch": one.batch,
        "comment": one.comment,
        "reason": one.reason,
        "override": one.override,
        "sure": int(one.sure),
        "seen": one.seen,
        "rival": one.rival,
        "awaiting": one.awaiting,
        "warnings": json.dumps(one.warnings, ensure_ascii=False),
        "failures": one.failures,
        "created_at": one.created_at,
        "expires_at": one.expires_at,
    }


def draft(row: Row | None) -> Draft | None:
    """Return a draft from its number and the columns of `DRAFT`."""
    if row is None:
        return None
    rest = dict(zip(DRAFT[2 + _WIDTH :], row[3 + _WIDTH :], strict=True))
    rest["state"] = DraftState(rest["state"])
    rest["batch"] = rest["batch"] or row[0]
    rest["sure"] = bool(rest["sure"])
    rest["warnings"] = tuple(json.loads(rest["warnings"]))
    offer = _offer(row[3 : 3 + _WIDTH])
    return Draft(number=row[0], contact=row[1], member=row[2], offer=offer, **rest)


def submission_columns(one: Submission) -> dict[str, Any]:
    """Return a submission as its columns, but for its number."""
    return {
        "draft_id": one.draft,
        **offer_columns(one.offer),
        "state": one.state.value,
        "member_id": one.member,
        "role": one.role,
        "comment": one.comment,
        "reason": one.reason,
        "override": one.override,
        "warnings": json.dumps(one.warnings, ensure_ascii=False),
        "replaces": one.replaces,
        "submitted_at": one.submitted_at,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at,
        "decision": one.decision,
        "revision": one.revision,
    }


def submission(row: Row | None) -> Submission | None:
    """Return a submission from its number and the columns of `SUBMISSION`."""
    if row is None:
        return None
    names = SUBMISSION[1 + _WIDTH :]
    rest = dict(zip(names, row[2 + _WIDTH :], strict=True))
    rest["state"] = State(rest["state"])
    rest["member"] = rest.pop("member_id")
    rest["warnings"] = tuple(json.loads(rest["warnings"]))
    return Submission(number=row[0], draft=row[1], offer=_offer(row[2 : 2 + _WIDTH]), **rest)


def submissions(found: Iterable[Row]) -> list[Submission]:
    """Return submissions from their rows."""
    return [one for one in map(submission, found) if one is not None]


def numbered(one: Submission, number: int) -> Submission:
    """Return a submission with the number it was given."""
    return replace(one, number=number)


def evidence_columns(one: Evidence) -> dict[str, Any]:
    """Return evidence as its columns."""
    return {
        "draft_id": one.draft,
        "file_id": one.file_id,
        "kind": one.kind,
        "name": one.name,
        "size": one.size,
        "added_at": one.added_at,
    }


def evidence(found: Iterable[Row]) -> list[Evidence]:
    """Return evidence from its rows."""
    names = ("draft", *EVIDENCE[1:])
    return [Evidence(**dict(zip(names, row, strict=True))) for row in found]


def policy_of(row: Row) -> Policy:
    """Return who signs a measure's figures off: its code, how many, and whether their own."""
    return Policy(measure=row[0], approvers=Approvers(row[1]), own=bool(row[2]))
