"""What is held on somebody, told to nobody but themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.journal import AuditLine
from bot.membership import scopes
from bot.membership.inviting import Asked
from bot.people import Duty, DutyKind, Member
from bot.plan.days import day_text
from bot.rendering.reply import Button, Did, Line, Reply, bold, line
from bot.submissions.records import State, Submission

SHOWN = 8
READ = 10_000
DOING = {
    DutyKind.OWNER: "hand in",
    DutyKind.APPROVER: "sign off",
    DutyKind.DEPUTY: "cover",
}


def my_data(words: str, request: Asked) -> Reply:
    """Return what is held on whoever asks; about others nothing is said, not even that."""
    if words.strip():
        return ABOUT_OTHERS
    held = request.rooms.personal.held(request.person.id)
    number = request.person.member
    member = None if number is None else request.rooms.people.find(number)
    kept = f"Answers kept so that their buttons work: {held.answers}"
    since = f", the oldest of {day_text(held.oldest_answer.date())}" if held.oldest_answer else ""
    common = (
        line(f"{kept}{since}."),
        line(f"Your questions on the list of what was not answered at once: {held.questions}."),
        line(f"Measures you follow: {held.follows}. Figures begun and kept: {held.drafts}."),
        line(f"Messages to you on the delivery log, without their text: {held.deliveries}."),
    )
    if member is None:
        return Reply(
            headline=line(bold("You have no name here.")),
            lines=(line(f"Your account: {_account(request.person.id)}."), *common),
            buttons=FORGET,
        )
    return Reply(
        headline=line(bold(f"This is held on you, {member.name}:")),
        lines=(
            *_who(member),
            *_duties(member, request),
            *_figures(member, request),
            *common,
            *_changes(member, request),
            line("As a file: ask your performance officer for an export."),
        ),
        buttons=FORGET,
    )


def export(member: Member, request: Asked) -> str:
    """Return everything held on a member as JSON, for whoever sits at the machine to hand over."""
    held = None if member.contact is None else request.rooms.personal.held(member.contact)
    whole: dict[str, Any] = {
        "made_at": request.now.isoformat(),
        "name": member.name,
        "organisation": member.organisation,
        "role": member.role.value,
        "account": member.contact,
        "linked_at": _iso(member.linked_at),
        "confirmed_at": _iso(member.confirmed_at),
        "duties": [
            {
                "kind": duty.kind.value,
                "scope": duty.scope,
                "starts": _iso(duty.starts),
                "ends": _iso(duty.ends),
                "accepted_at": _iso(duty.accepted_at),
            }
            for duty in request.rooms.people.duties(member.id)
        ],
        "figures_handed_in": [
            {
                "number": one.number,
                "measure": one.offer.measure,
                "period": one.offer.period.text if one.offer.period else None,
                "state": one.state.value,
                "at": _iso(one.submitted_at),
                "comment": one.comment,
            }
            for one in _handed_in(member, request, limit=READ)
        ],
        "changes_to_their_place": [
            {"at": _iso(one.at), "done": one.action, "before": one.before, "after": one.after}
            for one in request.rooms.audit.about(f"member {member.id}", limit=READ)
        ],
        "rows_with_their_account": None
        if held is None
        else {
            "answers": held.answers,
            "oldest_answer": _iso(held.oldest_answer),
            "questions_not_answered_at_once": held.questions,
            "deliveries": held.deliveries,
            "updates": held.updates,
            "follows": held.follows,
            "drafts": held.drafts,
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _who(member: Member) -> tuple[Line, ...]:
    confirmed = f", confirmed on {_day(member.confirmed_at)}" if member.confirmed_at else ""
    organisation = f" of {member.organisation}" if member.organisation else ""
    return (
        line(f"{member.name}{organisation}, {member.role.value}."),
        line(
            f"Your account: {_account(member.contact or '')},"
            f" linked on {_day(member.linked_at)}{confirmed}."
        ),
    )


def _duties(member: Member, request: Asked) -> list[Line]:
    held: Sequence[Duty] = request.rooms.people.duties(member.id)
    now = [duty for duty in held if duty.holds_on(request.today)]
    lines = []
    for kind, doing in DOING.items():
        named = [duty for duty in now if duty.kind is kind]
        if named:
            lines.append(line(f"You {doing}: {scopes.all_said(named, request.catalogue)}."))
    if len(held) > len(now):
        lines.append(line(f"Earlier or later duties: {len(held) - len(now)}."))
    return lines


def _figures(member: Member, request: Asked) -> list[Line]:
    found = _handed_in(member, request, limit=SHOWN + 1)
    if not found:
        return []
    named = [
        f"{one.offer.measure} {one.offer.period.short} ({one.state.value})"
        for one in found[:SHOWN]
        if one.offer.period is not None
    ]
    more = ", and earlier ones" if len(found) > SHOWN else ""
    return [line(f"Figures you handed in: {'; '.join(named)}{more}.")]


def _handed_in(member: Member, request: Asked, *, limit: int) -> Sequence[Submission]:
    return request.rooms.submissions.handed_in_by(member.id, tuple(State), limit=limit)


def _changes(member: Member, request: Asked) -> list[Line]:
    found = request.rooms.audit.about(f"member {member.id}", limit=SHOWN)
    said = "; ".join(f"{_day(one.at)}: {_did(one)}" for one in reversed(found))
    return [line(f"Changes to your place here: {said}.")] if found else []


def _did(one: AuditLine) -> str:
    return f"{one.action} ({one.after})" if one.after else one.action


def _account(contact: str) -> str:
    door, _, number = contact.partition(":")
    return f"{door.capitalize()} number {number}" if number else "the terminal"


def _day(instant: Any) -> str:
    return day_text(instant.date()) if instant else "no day"


def _iso(instant: Any) -> str | None:
    return instant.isoformat() if instant else None


FORGET = ((Button(label="Forget me", command="/forget"),),)
ABOUT_OTHERS = Reply(
    headline=line("I tell people only what is held on themselves."),
    lines=(
        line("For anything else, write to your organisation's data protection contact."),
        line("Send /mydata, with nothing behind it, to see what is held on you."),
    ),
    did=Did.REFUSED,
)
