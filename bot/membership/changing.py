"""What an officer changes about somebody: their role, their measures, their place."""

from __future__ import annotations

from functools import partial

from bot.membership import roles, scopes
from bot.membership.forgetting import erase
from bot.membership.inviting import Asked, unknown_measures
from bot.membership.last_officer import LAST_OFFICER, is_last_officer
from bot.membership.names import listed
from bot.membership.page import one_of
from bot.people import Duty, DutyKind, Member, Role
from bot.plan.days import ONE_DAY
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of

SURE = "sure"
KINDS = {
    "owner": DutyKind.OWNER,
    "contributor": DutyKind.OWNER,
    "approver": DutyKind.APPROVER,
}
ASSIGN = "Send: /assign NAME; owner; 4.01, 4.02. Or approver instead of owner."
REASSIGN = "Send: /reassign 4.01, 4.02; NAME"


def remove(words: str, request: Asked) -> Reply:
    """Ask whether somebody is to be removed, or remove them: "sure 9"."""
    first, _, rest = words.partition(" ")
    if not words:
        return _usage("Who is to be removed?", "Send: /remove NAME")
    if first.casefold() == SURE and rest:
        return one_of(rest, request, _remove)
    return one_of(words, request, _ask_to_remove, "/remove")


def role(words: str, request: Asked) -> Reply:
    """Ask which role somebody is to have, or set it: "Priya Shah; approver"."""
    name, _, wanted = words.partition(";")
    if not name.strip():
        return _usage("Whose role is to change?", "Send: /role NAME; approver")
    if not wanted.strip():
        return one_of(name, request, _ask_role, "/role")
    new = roles.read(wanted)
    if new is None:
        return Reply(
            headline=line("I know no such role."),
            lines=(line("The roles are reader, contributor, approver and officer."),),
            did=Did.REFUSED,
        )
    return one_of(name, request, partial(_set_role, new=new), "/role", f"; {new.value}")


def assign(words: str, request: Asked) -> Reply:
    """Give somebody measures to hand in or to sign off: "Priya Shah; owner; 4.01, 4.02"."""
    parts = [part.strip() for part in words.split(";")]
    kind = KINDS.get(parts[1].casefold()) if len(parts) >= 3 else None
    if kind is None:
        return _usage("Who is to have which measures?", ASSIGN)
    found = scopes.read(", ".join(parts[2:]), request.catalogue)
    if found.unknown:
        return unknown_measures(found.unknown)
    if not found.found:
        return _usage("Which measures?", ASSIGN)
    rest = f"; {kind.value}; {', '.join(parts[2:])}"
    give = partial(_assign, kind=kind, given=found.found)
    return one_of(parts[0], request, give, "/assign", rest)


def reassign(words: str, request: Asked) -> Reply:
    """Move measures to another owner: "4.01, 4.02; Priya Shah"."""
    named, _, name = words.partition(";")
    found = scopes.read(named, request.catalogue)
    if found.unknown:
        return unknown_measures(found.unknown)
    if not found.found:
        return _usage("Which measures go to whom?", REASSIGN)
    if not name.strip():
        codes = named.strip()
        said = listed([scopes.said(scope, request.catalogue) for scope in found.found])
        return Reply(
            headline=line(bold(f"Who hands in {said} from now on?")),
            lines=(line("Send their name."),),
            did=Did.ASKED,
            awaits=f"/reassign {codes};",
        )
    return one_of(name, request, partial(_reassign, given=found.found), "/people")


def may_hold(member: Member, kind: DutyKind) -> bool:
    """Say whether a role can carry a duty: readers none, contributors no sign-off."""
    needed = Role.APPROVER if kind is DutyKind.APPROVER else Role.CONTRIBUTOR
    return member.role.includes(needed)


def hand_over(duty: Duty, to: Member, request: Asked) -> None:
    """End a duty today and give the same to somebody else."""
    end(duty, request)
    request.rooms.people.give(member=to.id, kind=duty.kind, scope=duty.scope)
    request.note("was given", f"member {to.id}", after=f"{duty.kind.value} of {duty.scope}")


def end(duty: Duty, request: Asked) -> None:
    """End a duty at once: its last day was yesterday."""
    request.rooms.people.end_duty(duty.id, request.today - ONE_DAY)
    before = f"{duty.kind.value} of {duty.scope}"
    request.note("was relieved of", f"member {duty.member}", before=before)


def _ask_to_remove(member: Member, request: Asked) -> Reply:
    if member.id == request.person.member and is_last_officer(member, request):
        return LAST_OFFICER
    held = [one for one in request.rooms.people.duties(member.id) if one.holds_on(request.today)]
    named = scopes.all_said(held, request.catalogue)
    loses = line(f"These may then have nobody: {named}.") if held else None
    return Reply(
        headline=line(bold(f"Remove {member.name}?")),
        lines=(
            *((loses,) if loses else ()),
            line("Their name and account are erased today; they can do nothing here any more."),
            line("What they handed in and signed off stays, with their role in place of a name."),
        ),
        buttons=((Button(label=f"Remove {member.name}", command=f"/remove {SURE} {member.id}"),),),
        did=Did.ASKED,
    )


def _remove(member: Member, request: Asked) -> Reply:
    if member.id == request.person.member and is_last_officer(member, request):
        return LAST_OFFICER
    erase(member, request)
    return Reply(
        headline=line(bold(f"{member.name} is removed.")),
        lines=(line("Measures without an owner are listed under /people gaps."),),
    )


def _ask_role(member: Member, request: Asked) -> Reply:
    del request
    return Reply(
        headline=line(
            bold(f"{member.name} is {roles.called(member.role)} now. What should they be?")
        ),
        lines=tuple(line(f"{one.value.capitalize()}: {roles.MAY[one]}.") for one in roles.GIVEN),
        buttons=rows_of(
            Button(label=one.value.capitalize(), command=f"/role {member.id}; {one.value}")
            for one in roles.GIVEN
            if one is not member.role
        ),
        did=Did.ASKED,
    )


def _set_role(member: Member, request: Asked, new: Role) -> Reply:
    if new is member.role:
        return Reply(headline=line(f"{member.name} is {roles.called(new)} already."))
    stepping_down = member.id == request.person.member and new is not Role.OFFICER
    if stepping_down and is_last_officer(member, request):
        return LAST_OFFICER
    request.rooms.people.set_role(member.id, new)
    request.note("changed the role of", f"member {member.id}", member.role.value, new.value)
    changed = request.rooms.people.find(member.id)
    assert changed is not None
    ended = _end_what_no_longer_fits(changed, request)
    waits = changed.contact is not None and changed.acts_as is not changed.role
    if changed.contact is not None and changed.id != request.person.member:
        request.tell(changed, _told_of_role(changed), "role")
    return Reply(
        headline=line(bold(f"{member.name} is {roles.called(new)} now.")),
        lines=(
            *((line("Their account still has to be confirmed."),) if waits else ()),
            *((line(f"No longer theirs: {ended}."),) if ended else ()),
        ),
        buttons=((Button(label="Confirm the account", command=f"/confirm {member.id}"),),)
        if waits
        else (),
    )


def _end_what_no_longer_fits(member: Member, request: Asked) -> str:
    held = [
        duty
        for duty in request.rooms.people.duties(member.id)
        if (duty.ends is None or duty.ends >= request.today) and not may_hold(member, duty.kind)
    ]
    for duty in held:
        end(duty, request)
    return scopes.all_said(held, request.catalogue)


def _told_of_role(member: Member) -> Reply:
    return Reply(
        headline=line(bold(f"You are {roles.called(member.role)} now.")),
        lines=(line(roles.YOU_MAY[member.acts_as]),),
    )


def _assign(member: Member, request: Asked, kind: DutyKind, given: tuple[str, ...]) -> Reply:
    if not may_hold(member, kind):
        return _cannot_hold(member, kind)
    held = {
        one.scope
        for one in request.rooms.people.duties(member.id)
        if one.kind is kind and one.holds_on(request.today)
    }
    new = [scope for scope in given if scope not in held]
    for scope in new:
        request.rooms.people.give(member=member.id, kind=kind, scope=scope)
        request.note("was given", f"member {member.id}", after=f"{kind.value} of {scope}")
    doing = "signs off" if kind is DutyKind.APPROVER else "hands in"
    named = listed([scopes.said(scope, request.catalogue) for scope in given])
    if not new:
        return Reply(headline=line(f"{member.name} {doing} {named} already."))
    return Reply(headline=line(bold(f"{member.name} {doing} {named} now.")))


def _reassign(member: Member, request: Asked, given: tuple[str, ...]) -> Reply:
    if not may_hold(member, DutyKind.OWNER):
        return _cannot_hold(member, DutyKind.OWNER)
    before: dict[int, Member] = {}
    for measure in scopes.measures(given, request.catalogue):
        held = request.rooms.people.duties_for(
            measure.code, measure.ambition, DutyKind.OWNER, request.today
        )
        for owner, duty in held:
            if owner.id != member.id and duty.scope == measure.code:
                end(duty, request)
                before[owner.id] = owner
    reply = _assign(member, request, DutyKind.OWNER, given)
    if reply.did is Did.ANSWERED:
        for owner in before.values():
            request.tell(owner, _told_of_loss(member, given, request), "moved")
    named = listed([owner.name for owner in before.values()])
    lines = (line(f"Until now: {named}."),) if named else ()
    request.tell(member, _told_of_measures(given, request), "reassigned")
    return Reply(headline=reply.headline, lines=lines, did=reply.did)


def _told_of_loss(to: Member, given: tuple[str, ...], request: Asked) -> Reply:
    named = listed([scopes.said(scope, request.catalogue) for scope in given])
    return Reply(
        headline=line(bold(f"{to.name} hands in {named} from today.")),
        lines=(line("You no longer do. Thank you."),),
    )


def _told_of_measures(given: tuple[str, ...], request: Asked) -> Reply:
    named = listed([scopes.said(scope, request.catalogue) for scope in given])
    return Reply(
        headline=line(bold(f"You hand in {named} from today.")),
        lines=(line("If that is wrong, send: not mine any more"),),
    )


def _cannot_hold(member: Member, kind: DutyKind) -> Reply:
    doing = "sign figures off" if kind is DutyKind.APPROVER else "hand figures in"
    needed = Role.APPROVER if kind is DutyKind.APPROVER else Role.CONTRIBUTOR
    return Reply(
        headline=line(f"{member.name} is {roles.called(member.role)}, and so can't {doing}."),
        lines=(line(f"Change the role first: /role {member.id}; {needed.value}"),),
        buttons=(
            (
                Button(
                    label=f"Make them {roles.called(needed)}",
                    command=f"/role {member.id}; {needed.value}",
                ),
            ),
        ),
        did=Did.REFUSED,
    )


def _usage(question: str, how: str) -> Reply:
    return Reply(headline=line(question), lines=(line(how),), did=Did.ASKED)
