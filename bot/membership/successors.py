"""A leaver names who takes over, and those are asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.membership import leaving, scopes
from bot.membership.changing import may_hold
from bot.membership.inviting import Asked
from bot.membership.leaving import AWAITS, EXAMPLE, weekday_text, without_successor
from bot.membership.names import meant
from bot.people import Duty, DutyKind, Member
from bot.plan.days import ONE_DAY
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of

_FOR = re.compile(r"\s+for\s+|\s*;\s*", re.IGNORECASE)


def successor(words: str, request: Asked) -> Reply:
    """Ask somebody to take over: "Priya", or "Priya for 4.01"."""
    me = leaving.me_of(request)
    leaver = None if me is None else request.rooms.leaving.leaver(me.id)
    if me is None or leaver is None:
        return Reply(
            headline=line("You have not said that you leave."),
            lines=(line(f"Send: {EXAMPLE}"),),
            did=Did.REFUSED,
        )
    left = without_successor(me, request)
    if not left:
        return leaving.who_takes_over(me, leaver.last_day, request)
    name, named = _parts(words)
    if not name:
        return leaving.who_takes_over(me, leaver.last_day, request)
    wanted = _wanted(named, left, request)
    if not wanted:
        return Reply(
            headline=line(f"You have nothing to hand over called “{named}”."),
            lines=(line(f"Without a successor: {scopes.all_said(left, request.catalogue)}."),),
            did=Did.REFUSED,
            awaits=AWAITS,
        )
    found = [one for one in meant(name, request.rooms.people.members()) if one.id != me.id]
    if len(found) > 1:
        return _which_person(found, named)
    refusal = _why_not(found[0] if found else None, name, wanted, request)
    return refusal or _ask_successor(me, found[0], wanted, leaver.last_day, request)


def _parts(words: str) -> tuple[str, str]:
    """Return the name and the measures behind it: "Priya for 4.01" is ("Priya", "4.01")."""
    pieces = _FOR.split(words.strip(), maxsplit=1)
    return pieces[0].strip(" ,."), pieces[1].strip(" .") if len(pieces) > 1 else ""


def _wanted(named: str, left: Sequence[Duty], request: Asked) -> list[Duty]:
    """Return the duties that words name, all of them where none is named."""
    if not named:
        return list(left)
    found = set(scopes.read(named, request.catalogue).found)
    return [duty for duty in left if duty.scope in found or scopes.EVERYTHING in found]


def _why_not(
    person: Member | None, name: str, wanted: Sequence[Duty], request: Asked
) -> Reply | None:
    """Return why somebody can't take duties over, or None where they can."""
    if person is None:
        return _refused(
            f"I know nobody else called {name}.",
            "Send another name, or ask the performance officer to invite them.",
        )
    if person.contact is None:
        return _refused(
            f"{person.name} has not opened their invitation, and so can't accept.",
            "Send another name, or ask them to open it first.",
        )
    if request.rooms.leaving.leaver(person.id) is not None:
        return _refused(f"{person.name} leaves too.", "Send somebody else's name.")
    cannot = [duty for duty in wanted if not may_hold(person, duty.kind)]
    if cannot:
        doing = "sign figures off" if cannot[0].kind is DutyKind.APPROVER else "hand figures in"
        return _refused(
            f"{person.name} can't {doing} yet.",
            "The performance officer can change that. Or send somebody else's name.",
        )
    return None


def _ask_successor(
    me: Member, to: Member, wanted: Sequence[Duty], last_day: date, request: Asked
) -> Reply:
    made = [
        request.rooms.leaving.ask(leaver=me.id, duty=duty.id, successor=to.id, now=request.now)
        for duty in wanted
    ]
    numbers = " ".join(str(one.id) for one in made if one is not None)
    first = weekday_text(last_day + ONE_DAY)
    request.note("asked to take over", f"member {to.id}", after=f"from {last_day + ONE_DAY}")
    request.tell(
        to,
        Reply(
            headline=line(bold(f"{me.name} leaves on {weekday_text(last_day)}.")),
            lines=(
                line(f"They ask you to take over, from {first}:"),
                *leaving.doing_lines(wanted, request),
                line("It counts once the performance officer has agreed too."),
            ),
            buttons=rows_of(
                (
                    Button(label="Yes, I take over", command=f"/take_over {numbers}"),
                    Button(label="No, I can't", command=f"/not_take_over {numbers}"),
                )
            ),
            did=Did.ASKED,
        ),
        "take over",
    )
    left = without_successor(me, request)
    said = scopes.all_said(wanted, request.catalogue)
    asked = bold(f"{to.name} is asked to take over {said}, from {first}.")
    if not left:
        return Reply(headline=line(asked), lines=(line("You will be told what they say."),))
    return Reply(
        headline=line(asked),
        lines=(
            line(f"Still without anybody: {scopes.all_said(left, request.catalogue)}."),
            line("Who takes that over? Send a name."),
        ),
        did=Did.ASKED,
        awaits=AWAITS,
    )


def _which_person(found: Sequence[Member], named: str) -> Reply:
    rest = f" for {named}" if named else ""
    buttons = [
        Button(
            label=f"{one.name}, {one.organisation or one.role.value}"[:60],
            command=f"/successor member {one.id}{rest}",
        )
        for one in found[:8]
    ]
    return Reply(
        headline=line(bold("Who is meant?")), buttons=rows_of(buttons, wide=1), did=Did.ASKED
    )


def _refused(why: str, how: str) -> Reply:
    return Reply(headline=line(why), lines=(line(how),), did=Did.REFUSED, awaits=AWAITS)
