"""Cover while somebody is away: a deputy for some days, who has to agree (behaviour 9)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.membership import away_dates, scopes
from bot.membership.agreeing import end_cover
from bot.membership.away_dates import Days, Refused, Unclear
from bot.membership.changing import may_hold
from bot.membership.cover import Cover, covers, leads_back
from bot.membership.inviting import Asked
from bot.membership.names import listed, meant
from bot.people import Duty, DutyKind, Member
from bot.rendering.reply import Button, Did, Line, Reply, bold, line, rows_of

EXAMPLE = "away 1 to 14 August, cover Priya"
INSTEAD = "instead"
AS_DEPUTY = {DutyKind.OWNER: DutyKind.DEPUTY, DutyKind.APPROVER: DutyKind.APPROVER}
"""What can be covered, and the kind of duty that covers it."""
Covered = Sequence[tuple[str, DutyKind]]
_COVER = re.compile(
    r"[,;]?\s*\b(?:cover(?:ed|ing)?(?:\s+(?:is|by|will be|with))?|deputy(?:\s+is)?)\b\s*:?",
    re.IGNORECASE,
)
_FOR = re.compile(r"[;,]?\s+\bfor\b\s+|\s*;\s*", re.IGNORECASE)


def away(words: str, request: Asked) -> Reply:
    """Ask a deputy to cover for whoever is away, or say what is missing or wrong."""
    owner = _me(request)
    owned = _owned(owner, request) if owner else []
    if owner is None or not owned:
        return NOTHING_TO_COVER
    rest = words.strip()
    instead = rest.casefold().startswith(f"{INSTEAD} ")
    if instead:
        rest = rest[len(INSTEAD) :].strip()
    written, name, named = _split(rest)
    days = away_dates.read(written, request.today)
    if isinstance(days, Refused):
        return Reply(headline=line(days.why), lines=(line(f"Send: {EXAMPLE}"),), did=Did.REFUSED)
    if isinstance(days, Unclear):
        return _ask_which_days(days, name, named)
    if not name:
        return Reply(
            headline=line(bold(f"Who covers for you, {days.text}?")),
            lines=(line("Send their name."),),
            did=Did.ASKED,
            awaits=f"/away {_dates(days)}, cover",
        )
    covered = _covered(named, owned, request)
    if isinstance(covered, Reply):
        return covered
    found = meant(name, request.rooms.people.members())
    if len(found) > 1:
        return _ask_who(found, days, named)
    refusal = _why_not(found[0] if found else None, name, owner, days, covered, request)
    if refusal is not None:
        return refusal
    overlapping = [
        one
        for one in covers(request.rooms.people, request.today)
        if one.owner == owner.id and days.overlaps(one.first, one.last)
    ]
    if overlapping and not instead:
        return _covered_already(overlapping[0], days, name, named)
    for one in overlapping:
        end_cover(one, request)
    return _ask_deputy(owner, found[0], days, covered, request)


def _me(request: Asked) -> Member | None:
    number = request.person.member
    return None if number is None else request.rooms.people.find(number)


def _owned(owner: Member, request: Asked) -> list[Duty]:
    return [
        duty
        for duty in request.rooms.people.duties(owner.id)
        if duty.kind in AS_DEPUTY and duty.covers is None and duty.holds_on(request.today)
    ]


def _split(words: str) -> tuple[str, str, str]:
    """Return the days, the deputy's name and the measures as they were written."""
    parts = _COVER.split(words, maxsplit=1)
    if len(parts) == 1:
        days, _, rest = words.partition(";")
        name, _, named = rest.partition(";")
        return days.strip(), name.strip(" ,"), named.strip()
    pieces = _FOR.split(parts[1], maxsplit=1)
    return parts[0].strip(), pieces[0].strip(" ,."), pieces[1].strip() if len(pieces) > 1 else ""


def _covered(named: str, owned: Sequence[Duty], request: Asked) -> Covered | Reply:
    """Return what is to be covered, each scope as what: all that is theirs, or what was named."""
    if not named:
        return tuple(dict.fromkeys((duty.scope, duty.kind) for duty in owned))
    found = scopes.read(named, request.catalogue)
    mine = set(scopes.measures([duty.scope for duty in owned], request.catalogue))
    wanted = scopes.measures(found.found, request.catalogue)
    wrong = [f"{one.code} {one.name}" for one in wanted if one not in mine]
    if found.unknown or wrong or not wanted:
        said = listed([*(f"“{one}”" for one in found.unknown), *wrong]) or f"“{named}”"
        mine_said = scopes.all_said(owned, request.catalogue)
        return Reply(
            headline=line(f"You don't hand in {said}."),
            lines=(line(f"Yours: {mine_said}."),),
            did=Did.REFUSED,
        )
    pairs = ((scope, duty) for scope in found.found for duty in owned)
    return tuple(
        dict.fromkeys((scope, duty.kind) for scope, duty in pairs if _inside(scope, duty, request))
    )


def _inside(scope: str, duty: Duty, request: Asked) -> bool:
    """Say whether a duty is for every measure of a scope."""
    whole = set(scopes.measures([duty.scope], request.catalogue))
    return set(scopes.measures([scope], request.catalogue)) <= whole


def _why_not(
    deputy: Member | None,
    name: str,
    owner: Member,
    days: Days,
    covered: Covered,
    request: Asked,
) -> Reply | None:
    """Return why somebody cannot cover, or None where they can."""
    if deputy is None:
        return _refused(
            f"I know nobody called {name}.",
            "Send another name, or ask the performance officer to invite them.",
            days,
        )
    if deputy.id == owner.id:
        return _refused("You can't cover for yourself.", "Send somebody else's name.", days)
    cannot = [kind for _, kind in covered if not may_hold(deputy, kind)]
    if cannot:
        doing = "sign figures off" if DutyKind.APPROVER in cannot else "hand figures in"
        return _refused(
            f"{deputy.name} can't {doing} yet.",
            "The performance officer can change that.",
            days,
        )
    if deputy.contact is None:
        return _refused(
            f"{deputy.name} has not opened their invitation, and so can't agree.",
            "Send another name, or ask them to open it first.",
            days,
        )
    overlapping = [
        one
        for one in covers(request.rooms.people, request.today)
        if days.overlaps(one.first, one.last)
    ]
    if leads_back(deputy.id, owner.id, overlapping):
        return _refused(
            f"That would be a circle: while {deputy.name} covers for you, you cover for them.",
            "Send somebody else's name, or other days.",
            days,
        )
    theirs = next((one for one in overlapping if one.owner == deputy.id), None)
    if theirs is not None:
        return _refused(
            f"{deputy.name} is away too, {theirs.days}.",
            "Send somebody else's name, or other days.",
            days,
        )
    return None


def _ask_deputy(
    owner: Member, deputy: Member, days: Days, covered: Covered, request: Asked
) -> Reply:
    duties = [
        request.rooms.people.give(
            member=deputy.id,
            kind=AS_DEPUTY[kind],
            scope=scope,
            starts=days.first,
            ends=days.last,
            covers=owner.id,
        )
        for scope, kind in covered
    ]
    numbers = " ".join(str(duty.id) for duty in duties)
    what = scopes.all_said(duties, request.catalogue)
    request.note("asked to cover", f"member {deputy.id}", after=f"{days.first} to {days.last}")
    request.tell(
        deputy,
        Reply(
            headline=line(bold(f"{owner.name} asks you to cover for them, {days.text}.")),
            lines=tuple(_doing(duties, request)),
            buttons=rows_of(
                (
                    Button(label="Yes, I cover", command=f"/cover {numbers}"),
                    Button(label="No, I can't", command=f"/no_cover {numbers}"),
                )
            ),
            did=Did.ASKED,
        ),
        "cover",
    )
    return Reply(
        headline=line(bold(f"{deputy.name} is asked to cover for you, {days.text}.")),
        lines=(
            line(f"For: {what}."),
            line("It counts once they have agreed; you are told then."),
        ),
    )


def _doing(duties: Sequence[Duty], request: Asked) -> list[Line]:
    lines = []
    for kind, doing in ((DutyKind.DEPUTY, "hand in"), (DutyKind.APPROVER, "sign off")):
        named = [duty for duty in duties if duty.kind is kind]
        if named:
            lines.append(line(f"You would {doing}: {scopes.all_said(named, request.catalogue)}."))
    return lines


def _ask_which_days(days: Unclear, name: str, named: str) -> Reply:
    return Reply(
        headline=line(bold("Which days do you mean?")),
        buttons=rows_of(
            (
                Button(label=one.text, command=f"/away {_dates(one)}{_rest(name, named)}")
                for one in days.either
            ),
            wide=1,
        ),
        did=Did.ASKED,
    )


def _ask_who(found: Sequence[Member], days: Days, named: str) -> Reply:
    return Reply(
        headline=line(bold("Who is meant?")),
        buttons=rows_of(
            (
                Button(
                    label=f"{one.name}, {one.organisation or one.role.value}"[:60],
                    command=f"/away {_dates(days)}{_rest(f'member {one.id}', named)}",
                )
                for one in found[:8]
            ),
            wide=1,
        ),
        did=Did.ASKED,
    )


def _covered_already(cover: Cover, days: Days, name: str, named: str) -> Reply:
    state = "covers" if cover.accepted else "is asked to cover"
    return Reply(
        headline=line(bold(f"{cover.deputy.name} {state} for you already, {cover.days}.")),
        lines=(line("Shall that end, and this count instead?"),),
        buttons=(
            (
                Button(
                    label="Yes, change it",
                    command=f"/away {INSTEAD} {_dates(days)}{_rest(name, named)}",
                ),
            ),
        ),
        did=Did.ASKED,
    )


def _dates(days: Days) -> str:
    return f"{days.first.isoformat()} to {days.last.isoformat()}"


def _rest(name: str, named: str) -> str:
    return (f", cover {name}" if name else "") + (f" for {named}" if named else "")


def _refused(why: str, how: str, days: Days) -> Reply:
    """Return why not; the next text is another name."""
    return Reply(
        headline=line(why),
        lines=(line(how),),
        did=Did.REFUSED,
        awaits=f"/away {_dates(days)}, cover",
    )


NOTHING_TO_COVER = Reply(
    headline=line("You hand in and sign off no measures, so there is nothing to cover."),
    did=Did.REFUSED,
)
