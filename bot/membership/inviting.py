"""Inviting somebody: in one line, or step by step where parts are missing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.membership import roles, scopes
from bot.membership.names import cut, listed, shown
from bot.membership.request import Request
from bot.membership.store import MembershipRooms
from bot.people import Invitation, Member, Role
from bot.rendering.reply import Button, Did, Line, Reply, Span, Style, bold, line, rows_of

EXAMPLE = "/invite Priya Shah; Example Council; contributor; 4.01, 4.02"
ANOTHER = "another"
FIRST_BUTTONS = 8

Asked = Request[MembershipRooms]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An invitation as it was typed; what is None is not known yet."""

    name: str
    organisation: str = ""
    role: Role | None = None
    measures: str = ""
    another: bool = False

    def command(self, *more: str) -> str:
        """Return the command that comes to this, with more parts behind it."""
        parts = [self.name, self.organisation, *([self.role.value] if self.role else []), *more]
        return f"/invite {ANOTHER + ' ' if self.another else ''}{'; '.join(parts)}"


def invite(words: str, request: Asked) -> Reply:
    """Return the link for somebody new, or ask for the part that is missing."""
    wanted = read(words)
    if not wanted.name:
        return ASK_NAME
    known = [one for one in request.rooms.people.members() if _same(one.name, wanted.name)]
    if known and not wanted.another:
        return _known_already(wanted, known)
    if wanted.role is None:
        return _ask_role(wanted)
    read_scopes = scopes.read(wanted.measures, request.catalogue)
    if read_scopes.unknown:
        return unknown_measures(read_scopes.unknown, awaits=wanted.command(""))
    if wanted.role in roles.WITH_MEASURES and not read_scopes.found:
        return _ask_measures(wanted, request)
    member = request.rooms.people.add(
        name=wanted.name, organisation=wanted.organisation, role=wanted.role, now=request.now
    )
    kind = roles.WITH_MEASURES.get(wanted.role)
    given = [
        request.rooms.people.give(member=member.id, kind=kind, scope=scope)
        for scope in read_scopes.found
        if kind is not None
    ]
    about = "".join(f", {one.kind.value} of {one.scope}" for one in given)
    request.note("invited", f"member {member.id}", after=f"{wanted.role.value}{about}")
    return link_for(member, request)


def link_for(member: Member, request: Asked) -> Reply:
    """Make a fresh one-use link for somebody who is not linked; earlier ones no longer work."""
    token = request.linking.new_token()
    if not token:
        return NOT_HERE
    expires = request.now + request.linking.lasts
    request.rooms.people.invite(
        Invitation(
            token_hash=hashed(token),
            member=member.id,
            created_by=request.person.member,
            created_at=request.now,
            expires_at=expires,
        )
    )
    request.note("made a link for", f"member {member.id}")
    return Reply(
        headline=line(bold(f"Send this to {member.name} yourself. It works once.")),
        lines=(
            *_how_to_open(token, request.linking.bot_name),
            line(f"It works until {request.clock(expires)}."),
            line(_then(member, request)),
        ),
    )


def hashed(token: str) -> str:
    """Return what is kept of a token: its SHA-256, hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def read(words: str) -> Wanted:
    """Return what was typed after the command: parts between semicolons, or else commas."""
    first, _, rest = words.partition(" ")
    another = first.casefold() == ANOTHER and bool(rest)
    text = rest if another else words
    mark = ";" if ";" in text or "\n" in text else ","
    parts = [shown(part) for part in text.replace("\n", mark).split(mark)]
    found = next((n for n, part in enumerate(parts[1:], 1) if roles.read(part)), None)
    return Wanted(
        name=parts[0],
        organisation=", ".join(filter(None, parts[1:found])),
        role=None if found is None else roles.read(parts[found]),
        measures="" if found is None else ", ".join(filter(None, parts[found + 1 :])),
        another=another,
    )


def unknown_measures(unknown: Sequence[str], awaits: str = "") -> Reply:
    """Return which words name no measure, and what would be taken."""
    named = listed([f"“{word}”" for word in unknown])
    return Reply(
        headline=line(f"I know no measure called {named}."),
        lines=(line("Send codes or names, as in: 4.01, 4.02. Or: ambition 4. Or: all."),),
        did=Did.REFUSED,
        awaits=awaits,
    )


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _how_to_open(token: str, bot_name: str) -> tuple[Line, ...]:
    if bot_name:
        return (line(f"https://t.me/{bot_name}?start={token}"),)
    return (
        line("They open a private chat with the bot in Telegram and send it this:"),
        line(Span(f"/start {token}", Style.CODE)),
    )


def makes_first_officer(member: Member, by: int | None, request: Asked) -> bool:
    """Say whether this is an officer made at the machine while nobody could confirm one."""
    if member.role is not Role.OFFICER or by is not None:
        return False
    return not any(one.acts_as is Role.OFFICER for one in request.rooms.people.members())


def _then(member: Member, request: Asked) -> str:
    if member.role is Role.READER:
        return "Nobody else can use it after them."
    if makes_first_officer(member, request.person.member, request):
        return "Whoever opens it is the officer, so show it to nobody else."
    return "When it is opened, you are shown which account it was, and confirm that it is theirs."


def _known_already(wanted: Wanted, known: Sequence[Member]) -> Reply:
    one = known[0]
    where = f" of {one.organisation}" if one.organisation else ""
    state = "and is linked" if one.contact else "and has not opened the link yet"
    new_link = [Button(label="Make a new link", command=f"/link {one.id}")]
    other = Wanted(
        name=wanted.name,
        organisation=wanted.organisation,
        role=wanted.role,
        measures=wanted.measures,
        another=True,
    )
    more = [wanted.measures] if wanted.measures else []
    return Reply(
        headline=line(bold(f"{one.name}{where} is here already, {state}.")),
        lines=(line("Is this somebody else of the same name?"),),
        buttons=rows_of(
            (
                *([] if one.contact else new_link),
                Button(label="Somebody else", command=other.command(*more)),
            ),
            wide=1,
        ),
        did=Did.ASKED,
    )


def _ask_role(wanted: Wanted) -> Reply:
    return Reply(
        headline=line(bold(f"What may {wanted.name} do?")),
        lines=tuple(line(f"{role.value.capitalize()}: {roles.MAY[role]}.") for role in roles.GIVEN),
        buttons=rows_of(
            Button(label=role.value.capitalize(), command=wanted.command(role.value))
            for role in roles.GIVEN
        ),
        did=Did.ASKED,
    )


def _ask_measures(wanted: Wanted, request: Asked) -> Reply:
    doing = "sign off" if wanted.role is Role.APPROVER else "hand in"
    buttons = [
        Button(
            label=cut(f"Ambition {ambition.number}: {ambition.title}"),
            command=wanted.command(f"ambition {ambition.number}"),
        )
        for ambition in request.catalogue.ambitions[:FIRST_BUTTONS]
    ]
    return Reply(
        headline=line(bold(f"Which measures does {wanted.name} {doing}?")),
        lines=(
            line("Send codes or names, as in: 4.01, 4.02."),
            line("Or choose all measures of an ambition."),
        ),
        buttons=rows_of(buttons, wide=1),
        did=Did.ASKED,
        awaits=wanted.command(""),
    )


NOT_HERE = Reply(
    headline=line("Links can't be made here."),
    lines=(line("Send /invite to the bot, or run: partnership-bot people invite"),),
    did=Did.REFUSED,
)
ASK_NAME = Reply(
    headline=line(bold("Who is to be invited?")),
    lines=(
        line("Send their name and organisation, as in: Priya Shah; Example Council"),
        line(f"Or all in one line: {EXAMPLE}"),
    ),
    did=Did.ASKED,
    awaits="/invite",
)
