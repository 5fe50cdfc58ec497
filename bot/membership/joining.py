"""Opening an invitation's link, and an officer's yes or no to the account that opened it."""

from __future__ import annotations

from string import Template

from bot.membership import roles, scopes
from bot.membership.inviting import Asked, hashed, link_for, makes_first_officer
from bot.membership.names import shown
from bot.people import DutyKind, Member, Role
from bot.rendering.reply import Button, Did, Line, Reply, bold, line, rows_of

MOST_WRONG = 5
"""Links that do not work, in an hour, before somebody gets no more answers."""


def open_link(token: str, account: str, request: Asked) -> Reply | None:
    """Return the welcome of whoever opens a link that works, or None where it does not.

    Forwarded, used, expired and made-up links are one case: nothing tells them apart. `account` is
    what the door shows of who opened it, for the officer to recognise.
    """
    people = request.rooms.people
    invitation = people.redeem(hashed(token), request.now)
    if invitation is None or not people.link(invitation.member, request.person.id, request.now):
        return None
    member = people.find(invitation.member)
    assert member is not None
    request.note("was linked", f"member {member.id}", after=member.role.value)
    if makes_first_officer(member, invitation.created_by, request):
        people.confirm(member.id, request.now)
        request.note("was confirmed", f"member {member.id}", after="made at the command line")
    elif member.role is not Role.READER:
        request.tell_officers(ask_to_confirm(member, account), "confirm")
    return _welcome(member.id, request)


def ask_to_confirm(member: Member, account: str = "") -> Reply:
    """Return the question whether an account is who it should be."""
    number = (member.contact or "").partition(":")[2]
    known = shown(account)
    return Reply(
        headline=line(bold(f"{member.name} has opened the invitation. Is this their account?")),
        lines=(
            line(f"Account: {f'{known}, ' if known else ''}number {number}."),
            line(f"Invited as {roles.called(member.role)}{_at(member.organisation)}."),
            line("Ask them if you are not sure. Until you confirm, they can only read."),
        ),
        buttons=rows_of(
            (
                Button(label="Yes, it is theirs", command=f"/confirm {member.id}"),
                Button(label="No, shut it out", command=f"/unlink {member.id}"),
            ),
            wide=1,
        ),
        did=Did.ASKED,
    )


def confirm(member: Member, request: Asked) -> Reply:
    """Confirm an editor's account, and tell them what they can do now."""
    if member.contact is None:
        return Reply(
            headline=line(f"{member.name} has not opened the invitation yet."), did=Did.REFUSED
        )
    if not request.rooms.people.confirm(member.id, request.now):
        return Reply(headline=line(f"{member.name} is confirmed already."))
    request.note("was confirmed", f"member {member.id}", after=member.role.value)
    request.tell(
        member,
        Reply(
            headline=line(bold("Your account is confirmed.")),
            lines=(line(roles.YOU_MAY[member.role]), *_answers_for(member, request)),
        ),
        "confirmed",
    )
    return Reply(headline=line(bold(f"{member.name} is confirmed as {roles.called(member.role)}.")))


def unlink(member: Member, request: Asked) -> Reply:
    """Take an account away from a member, who keeps their place and can get a new link."""
    if member.id == request.person.member:
        return Reply(
            headline=line("You can't take away your own account."),
            lines=(line("Another officer can, or send /forget."),),
            did=Did.REFUSED,
        )
    if not request.rooms.people.unlink(member.id):
        return Reply(headline=line(f"{member.name} has no account linked."), did=Did.REFUSED)
    request.note("was unlinked", f"member {member.id}")
    return Reply(
        headline=line(bold(f"That account can do nothing here any more, as {member.name}.")),
        lines=(line(f"{member.name} still needs a link of their own."),),
        buttons=((Button(label="Make a new link", command=f"/link {member.id}"),),),
    )


def new_link(member: Member, request: Asked) -> Reply:
    """Return a fresh link for a member who is not linked."""
    if member.contact is not None:
        return Reply(
            headline=line(f"{member.name} is linked already."),
            lines=(line("For a new phone number or account, take the old one away first."),),
            buttons=((Button(label="Take the account away", command=f"/unlink {member.id}"),),),
            did=Did.REFUSED,
        )
    return link_for(member, request)


def privacy_lines(request: Asked) -> tuple[Line, ...]:
    """Return the privacy notice, a paragraph a line."""
    text = Template(request.linking.notice).safe_substitute(
        partnership=request.catalogue.plan.partnership
    )
    return tuple(line(paragraph) for paragraph in text.splitlines() if paragraph.strip())


def _welcome(number: int, request: Asked) -> Reply:
    member = request.rooms.people.find(number)
    assert member is not None
    waiting = member.acts_as is not member.role
    can = (
        f"You are invited as {roles.called(member.role)}. Until the performance officer has"
        " confirmed that this is your account, you can ask for published figures."
        if waiting
        else roles.YOU_MAY[member.role]
    )
    return Reply(
        headline=line(bold(f"Welcome, {member.name}.")),
        lines=(line(can), *_answers_for(member, request), line(""), *privacy_lines(request)),
        buttons=rows_of(
            (
                Button(label="What can I ask?", command="/help"),
                Button(label="What is held on me?", command="/mydata"),
            )
        ),
    )


def _answers_for(member: Member, request: Asked) -> tuple[Line, ...]:
    held = [duty for duty in request.rooms.people.duties(member.id) if duty.holds_on(request.today)]
    lines = []
    for kind, doing in ((DutyKind.OWNER, "hand in"), (DutyKind.APPROVER, "sign off")):
        named = [duty for duty in held if duty.kind is kind]
        if named:
            lines.append(line(f"You {doing}: {scopes.all_said(named, request.catalogue)}."))
    return tuple(lines)


def _at(organisation: str) -> str:
    return f", {organisation}" if organisation else ""
