"""Who may hand in, and who may sign off; looked up in the transaction that acts (P11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

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
    own = visit.person.member is not None and visit.person.member == submission.member
    if own and not policy.own and policy.approvers.people:
        return (
            "You handed this figure in, so somebody else signs it off. "
            f"{who_can(visit, submission, policy)}"
        )
    return ""


def who_can(visit: Visit, submission: Submission, policy: Policy) -> str:
    """Return who can sign a submission off, in a sentence."""
    names = [member.name for member in asked_to_sign(visit, submission, policy)]
    if not names:
        return "The performance officer can."
    return f"{' or '.join(names)} can."
