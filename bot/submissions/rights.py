"""Who may hand in, and who may sign off; looked up in the transaction that acts (P11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.people import DutyKind, Member, PeopleStore, Person, Role
from bot.plan.measures import Measure
from bot.plan.sign_off import Policy
from bot.submissions.records import Nothing, Submission
from bot.submissions.visit import Visit


def role_now(person: Person, people: PeopleStore) -> Role:
    """Return the role that counts in this transaction; a member who has left has none."""
    if person.member is None:
        return person.role
    member = people.find(person.member)
    gone = member is None or member.left_at is not None or member.contact != person.id
    return Role.STRANGER if gone else person.role


def may_hand_in(visit: Visit, measure: Measure) -> bool:
    """Say whether this person may hand in a measure's figures: its owner, a deputy, an officer."""
    role = role_now(visit.person, visit.rooms.people)
    if role is Role.OFFICER:
        return True
    if not role.includes(Role.CONTRIBUTOR):
        return False
    kinds = (DutyKind.OWNER, DutyKind.DEPUTY)
    return any(holds(visit, measure, kind) for kind in kinds)


def holds(visit: Visit, measure: Measure, kind: DutyKind) -> bool:
    """Say whether this person has a kind of duty for a measure today."""
    held = visit.rooms.people.duties_for(measure.code, measure.ambition, kind, visit.today)
    return any(member.id == visit.person.member for member, _ in held)


def owned(visit: Visit) -> tuple[Measure, ...]:
    """Return the measures whose figures this person may hand in by duty, in plan order."""
    if visit.person.member is None:
        return ()
    scopes = {
        duty.scope
        for duty in visit.rooms.people.duties(visit.person.member)
        if duty.kind is not DutyKind.APPROVER and duty.holds_on(visit.today)
    }
    return tuple(
        measure
        for measure in visit.catalogue.measures
        if scopes & {measure.code, f"ambition {measure.ambition}", "*"}
    )


def approvers(people: PeopleStore, measure: Measure, today: date) -> Sequence[Member]:
    """Return who is to sign off a measure's figures: its approvers, else the officers."""
    held = people.duties_for(measure.code, measure.ambition, DutyKind.APPROVER, today)
    named = [member for member, _ in held if member.acts_as.includes(Role.APPROVER)]
    return list(dict.fromkeys(named)) or officers(people)


def officers(people: PeopleStore) -> list[Member]:
    """Return the officers who can be reached."""
    return [member for member in people.members() if member.acts_as is Role.OFFICER]


def asked_to_sign(visit: Visit, submission: Submission, policy: Policy) -> list[Member]:
    """Return who gets the card: approvers, but not whoever handed it in, nor who has signed."""
    measure = visit.measure(submission.offer)
    people = visit.rooms.people
    if submission.offer.nothing is Nothing.NOT_COLLECTED:
        asked: Sequence[Member] = officers(people)
    else:
        asked = approvers(people, measure, visit.today)
    signed = set(visit.rooms.submissions.signed(submission.number))
    left = [member for member in asked if member.id not in signed]
    if policy.own:
        return left
    others = [member for member in left if member.id != submission.member]
    return others or [one for one in officers(people) if one.id not in {submission.member, *signed}]


def why_not_sign(visit: Visit, submission: Submission, policy: Policy) -> str:
    """Return why this person may not sign a submission off, or nothing where they may."""
    role = role_now(visit.person, visit.rooms.people)
    measure = visit.measure(submission.offer)
    in_scope = role is Role.OFFICER or (
        role.includes(Role.APPROVER) and holds(visit, measure, DutyKind.APPROVER)
    )
    if submission.offer.nothing is Nothing.NOT_COLLECTED and role is not Role.OFFICER:
        return "“Not collected” needs the performance officer's agreement."
    if not in_scope:
        return f"You can't sign off this measure. {who_can(visit, submission, policy)}"
    if is_own(visit, submission) and not policy.own and policy.approvers.people:
        return (
            "You handed this figure in, so somebody else signs it off. "
            f"{who_can(visit, submission, policy)}"
        )
    return ""


def is_own(visit: Visit, submission: Submission) -> bool:
    """Say whether this person handed a submission in; the terminal is a person of its own."""
    return visit.person.member == submission.member


def who_can(visit: Visit, submission: Submission, policy: Policy) -> str:
    """Return who can sign a submission off, or how somebody is made to, in a sentence or two."""
    names = [member.name for member in asked_to_sign(visit, submission, policy)]
    if names:
        return f"{' or '.join(names)} can."
    if submission.role != Role.OFFICER.value:
        return "The performance officer can sign it off."
    if role_now(visit.person, visit.rooms.people) is not Role.OFFICER:
        return "Nobody else can yet; please tell the performance officer."
    code = submission.offer.measure
    return (
        "Nobody else can yet. "
        f"To make somebody its approver, send: /assign NAME; approver; {code}. "
        f"To let whoever hands it in sign it off, send: /policy {code} one own"
    )


def spoken_for(visit: Visit, submission: Submission) -> str:
    """Return who handed a figure in, by role: its owner, or somebody on the owner's behalf."""
    zone = ZoneInfo(visit.catalogue.plan.timezone)
    return _as_whom(
        visit.rooms.people,
        visit.measure(submission.offer),
        submission.member,
        submission.role,
        submission.submitted_at.astimezone(zone).date(),
    )


def speaks_as(visit: Visit, measure: Measure) -> str:
    """Return as whom this person says something of a measure: its owner, or on their behalf."""
    person = visit.person
    return _as_whom(visit.rooms.people, measure, person.member, person.role.value, visit.today)


def _as_whom(
    people: PeopleStore, measure: Measure, member: int | None, role: str, day: date
) -> str:
    owners = people.duties_for(measure.code, measure.ambition, DutyKind.OWNER, day)
    if member is not None and any(one.id == member for one, _ in owners):
        return measure.owner_role
    who = "the performance officer" if role == Role.OFFICER.value else "a deputy"
    return f"{who} on behalf of {measure.owner_role}"
