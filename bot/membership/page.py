"""Who belongs to the partnership, as an officer sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.membership import scopes
from bot.membership.inviting import Asked
from bot.membership.names import cut, listed, meant
from bot.membership.silence import Silent, silent_owners
from bot.people import Duty, DutyKind, Member, Role
from bot.plan.days import day_text
from bot.plan.measures import Measure
from bot.rendering.reply import Button, Did, Line, Reply, bold, line, rows_of

SHOWN = 12
GAPS = "gaps"
ORDER = (Role.OFFICER, Role.APPROVER, Role.CONTRIBUTOR, Role.READER)


def people(words: str, request: Asked) -> Reply:
    """Return everybody, or what is missing ("gaps"), or one person's card."""
    if not words:
        return everybody(request)
    if words.casefold() == GAPS:
        return gaps(request)
    return one_of(words, request, card)


def everybody(request: Asked) -> Reply:
    """Return who is linked, who is waited for, and which measures nobody answers for."""
    members = request.rooms.people.members()
    if not members:
        return Reply(
            headline=line("Nobody has been invited yet."),
            lines=(line("Send /invite to begin."),),
        )
    linked = [one for one in members if one.contact]
    lines = [_by_role(role, members) for role in ORDER if any(m.role is role for m in members)]
    waiting = [one for one in linked if one.acts_as is not one.role]
    unopened = [one for one in members if not one.contact]
    if waiting:
        lines.append(line(f"To be confirmed by you: {listed([one.name for one in waiting])}."))
    if unopened:
        lines.append(line(f"Not opened the link yet: {listed([one.name for one in unopened])}."))
    quiet = silent_owners(request)
    lines.extend(_silent(one) for one in quiet[:SHOWN])
    lines.extend(_gap_counts(request))
    count = "One person" if len(members) == 1 else f"{len(members)} people"
    return Reply(
        headline=line(bold(f"{count}, {len(linked)} linked.")),
        lines=tuple(lines),
        buttons=rows_of(
            (
                *(
                    Button(label=f"Confirm {one.name}", command=f"/people {one.id}")
                    for one in waiting[:SHOWN]
                ),
                *(
                    Button(label=cut(one.member.name), command=f"/people {one.member.id}")
                    for one in quiet[:SHOWN]
                ),
                Button(label="Invite somebody", command="/invite"),
                Button(label="Measures without people", command=f"/people {GAPS}"),
            ),
            wide=1,
        ),
    )


def gaps(request: Asked) -> Reply:
    """Return the measures that nobody hands in, and those that only officers can sign off."""
    owned, signed = _held(request)
    lines = []
    for missing, what in (
        (_without(owned, request), "Nobody hands in"),
        (_without(signed, request), "Only officers sign off"),
    ):
        if not missing:
            continue
        named = [f"{one.code} {one.name}" for one in missing[:SHOWN]]
        more = f" … and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        lines.append(line(f"{what}: {'; '.join(named)}{more}."))
    if not lines:
        return Reply(headline=line("Every measure has an owner and an approver."))
    return Reply(
        headline=line(bold("Measures without people:")),
        lines=(*lines, line("To change that: /assign NAME; owner; 4.01, 4.02")),
    )


def card(member: Member, request: Asked) -> Reply:
    """Return what an officer sees of one person, with what can be done."""
    held = [one for one in request.rooms.people.duties(member.id) if one.holds_on(request.today)]
    lines = [line(_state(member))]
    for kind, doing in (
        (DutyKind.OWNER, "Hands in"),
        (DutyKind.APPROVER, "Signs off"),
        (DutyKind.DEPUTY, "Covers"),
    ):
        named = [one for one in held if one.kind is kind]
        if named:
            lines.append(line(f"{doing}: {scopes.all_said(named, request.catalogue)}."))
    organisation = f", {member.organisation}" if member.organisation else ""
    return Reply(
        headline=line(bold(f"{member.name}{organisation}: {member.role.value}.")),
        lines=tuple(lines),
        buttons=rows_of(_what_can_be_done(member), wide=2),
    )


def one_of(
    words: str,
    request: Asked,
    then: Callable[[Member, Asked], Reply],
    command: str = "/people",
    rest: str = "",
) -> Reply:
    """Return what `then` says of the one member meant, or ask which, or say there is none."""
    found = meant(words, request.rooms.people.members())
    if len(found) == 1:
        return then(found[0], request)
    if not found:
        return Reply(
            headline=line("I know nobody of that name."),
            lines=(line("Send /people to see everybody."),),
            did=Did.REFUSED,
        )
    return which(found, command, rest)


def which(found: Sequence[Member], command: str, rest: str = "") -> Reply:
    """Ask which of several people is meant; each button sends the command about one."""
    return Reply(
        headline=line(bold("Who is meant?")),
        buttons=rows_of(
            (
                Button(label=_called(one), command=f"{command} {one.id}{rest}")
                for one in found[:SHOWN]
            ),
            wide=1,
        ),
        did=Did.ASKED,
    )


def _silent(one: Silent) -> Line:
    return line(
        f"Nothing heard since {day_text(one.since)}: {one.member.name}"
        f" ({', '.join(one.measures)}). Still the right person?"
    )


def _called(member: Member) -> str:
    return f"{member.name}, {member.organisation or member.role.value}"[:60]


def _by_role(role: Role, members: Sequence[Member]) -> Line:
    names = [one.name for one in members if one.role is role]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return line(f"{role.value.capitalize()}: {', '.join(names[:SHOWN])}{more}.")


def _state(member: Member) -> str:
    if member.linked_at is None or member.contact is None:
        return "Has not opened the link yet."
    since = day_text(member.linked_at.date())
    if member.acts_as is not member.role:
        return f"Opened the link on {since}; waits to be confirmed, and only reads until then."
    return f"Linked since {since}."


def _what_can_be_done(member: Member) -> list[Button]:
    buttons = []
    if member.contact is None:
        buttons.append(Button(label="Make a new link", command=f"/link {member.id}"))
    elif member.acts_as is not member.role:
        buttons.append(Button(label="Confirm the account", command=f"/confirm {member.id}"))
    if member.contact is not None:
        buttons.append(Button(label="Take the account away", command=f"/unlink {member.id}"))
    buttons.append(Button(label="Change the role", command=f"/role {member.id}"))
    buttons.append(Button(label="Remove", command=f"/remove {member.id}"))
    return buttons


def _held(request: Asked) -> tuple[list[Duty], list[Duty]]:
    """Return the duties in force of owners and of approvers; one statement."""
    duties = [duty for _, duty in request.rooms.people.all_duties(request.today)]
    return (
        [duty for duty in duties if duty.kind is DutyKind.OWNER],
        [duty for duty in duties if duty.kind is DutyKind.APPROVER],
    )


def _without(duties: Sequence[Duty], request: Asked) -> list[Measure]:
    held = set(scopes.measures([duty.scope for duty in duties], request.catalogue))
    return [one for one in request.catalogue.measures if one not in held]


def _gap_counts(request: Asked) -> list[Line]:
    owned, signed = _held(request)
    total = len(request.catalogue.measures)
    ownerless, unsigned = len(_without(owned, request)), len(_without(signed, request))
    lines = []
    if ownerless:
        lines.append(line(f"Measures without an owner: {ownerless} of {total}."))
    if unsigned:
        lines.append(
            line(f"Measures without an approver: {unsigned} of {total}; officers sign these off.")
        )
    return lines
