"""The statements of figures on their way; each is built once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, insert, or_, select, update

from storage import submission_rows as rows
from storage.inserts import InsertNew
from storage.prepared import Prepared
from storage.tables import (
    draft,
    evidence,
    measure,
    policy,
    signature,
    submission,
)

_DRAFT = (draft.c.id, *(draft.c[name] for name in rows.DRAFT))
_ITS = draft.c.id == bindparam("number")

BEGIN = Prepared(insert(draft).returning(draft.c.id), inserts=rows.DRAFT)
DRAFT = Prepared(select(*_DRAFT).where(_ITS))
OPEN_DRAFT = Prepared(
    select(*_DRAFT)
    .where(draft.c.contact == bindparam("who"))
    .where(draft.c.state == "open", draft.c.expires_at > bindparam("now"))
    .order_by(draft.c.id.desc())
    .limit(1)
)
BATCH = Prepared(
    select(*_DRAFT).where(or_(draft.c.batch == bindparam("number"), _ITS)).order_by(draft.c.id)
)
CHANGE = Prepared(
    update(draft)
    .where(_ITS, draft.c.state == "open")
    .values({name: bindparam(f"to_{name}") for name in rows.DRAFT if name != "state"})
)
CLOSE = Prepared(
    update(draft)
    .where(_ITS, draft.c.state == "open", draft.c.expires_at > bindparam("now"))
    .values(state=bindparam("new"))
)
_SPENT = (
    draft.c.expires_at < bindparam("now"),
    draft.c.id.not_in(select(submission.c.draft_id)),
)
FORGET = Prepared(delete(draft).where(*_SPENT))
FORGET_EVIDENCE = Prepared(
    delete(evidence).where(evidence.c.draft_id.in_(select(draft.c.id).where(*_SPENT)))
)

_SUBMISSION = (
    submission.c.id,
    *(submission.c[name] for name in rows.SUBMISSION),
)


def _found(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(*_SUBMISSION).where(*conditions)


_FIGURE = (
    submission.c.measure == bindparam("code"),
    submission.c.period_end == bindparam("end"),
    submission.c.period_start == bindparam("start"),
    submission.c.kind == bindparam("of_kind"),
)
_WAITS = submission.c.state == "waiting"

ADD = Prepared(insert(submission).returning(submission.c.id), inserts=rows.SUBMISSION)
FIND = Prepared(_found(submission.c.id == bindparam("number")))
OF_DRAFT = Prepared(_found(submission.c.draft_id == bindparam("number")))
WAITING_FOR = Prepared(_found(*_FIGURE, _WAITS))
NEWEST_FOR = Prepared(_found(*_FIGURE).order_by(submission.c.id.desc()).limit(1))
WAITING = Prepared(_found(_WAITS).order_by(submission.c.id).limit(bindparam("most")))
WAITING_OF = Prepared(
    _found(submission.c.measure == bindparam("code"), _WAITS).order_by(
        submission.c.period_end.desc(), submission.c.id.desc()
    )
)
HANDED_IN = Prepared(
    _found(
        submission.c.member_id.is_not_distinct_from(bindparam("who")),
        submission.c.state == bindparam("state"),
    )
    .order_by(submission.c.id.desc())
    .limit(bindparam("most"))
)
SETTLE = Prepared(
    update(submission)
    .where(submission.c.id == bindparam("number"), submission.c.state == bindparam("before"))
    .values(
        state=bindparam("after"),
        decided_by=bindparam("who"),
        decided_at=bindparam("now"),
        decision=bindparam("why"),
        revision=bindparam("now_revision"),
    )
)
SIGN = InsertNew(signature, ("submission_id", "signer", "at"))
SIGNED = Prepared(
    select(signature.c.signer)
    .where(signature.c.submission_id == bindparam("number"))
    .order_by(signature.c.at, signature.c.signer)
)

MEASURE = Prepared(select(measure.c.id).where(measure.c.code == bindparam("code")))
_MEASURE = select(measure.c.id).where(measure.c.code == bindparam("code")).scalar_subquery()
POLICY = Prepared(select(policy.c.approvers, policy.c.own).where(policy.c.measure_id == _MEASURE))
CHANGE_POLICY = Prepared(
    update(policy)
    .where(policy.c.measure_id == _MEASURE)
    .values(approvers=bindparam("many"), own=bindparam("mine"))
)
ADD_POLICY = Prepared(insert(policy), inserts=("measure_id", "approvers", "own"))
POLICIES = Prepared(
    select(measure.c.code, policy.c.approvers, policy.c.own)
    .join(policy, policy.c.measure_id == measure.c.id)
    .order_by(measure.c.place, measure.c.id)
)

ATTACH = Prepared(insert(evidence), inserts=rows.EVIDENCE)
EVIDENCE = Prepared(
    select(*(evidence.c[name] for name in rows.EVIDENCE))
    .where(evidence.c.draft_id == bindparam("number"))
    .order_by(evidence.c.id)
)
