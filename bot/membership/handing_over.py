"""Measures that are not somebody's any more."""

from __future__ import annotations

from functools import partial

from bot.membership import scopes
from bot.membership.changing import SURE, end
from bot.membership.inviting import Asked
from bot.membership.names import cut, listed
from bot.people import Duty, DutyKind
from bot.plan.measures import Measure
from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of

MOST_BUTTONS = 10


def not_mine(words: str, request: Asked) -> Reply:
    """Ask which measures are not this person's any more, or take them away: "sure 4.01"."""
    owned = _owned(request)
    if not owned:
        return Reply(headline=line("You hand in no measures now."), did=Did.REFUSED)
    first, _, rest = words.partition(" ")
    sure = first.casefold() == SURE
    named = rest if sure else words
    if not named.strip():
        return _ask_which(owned, request)
    found = scopes.read(named, request.catalogue)
    mine = scopes.measures([duty.scope for duty in owned], request.catalogue)
    wanted = [one for one in scopes.measures(found.found, request.catalogue) if one in mine]
    if not wanted:
        yours = scopes.all_said(owned, request.catalogue)
        return Reply(
            headline=line(f"You don't hand in “{named.strip()}”."),
            lines=(line(f"Yours: {yours}."),),
            did=Did.REFUSED,
        )
    if not sure:
        return _ask_if_sure(named, wanted)
    return _give_up(owned, wanted, request)


def _owned(request: Asked) -> list[Duty]:
    number = request.person.member
    if number is None:
        return []
    return [
        duty
        for duty in request.rooms.people.duties(number)
        if duty.kind is DutyKind.OWNER and duty.holds_on(request.today)
    ]


def _ask_which(owned: list[Duty], request: Asked) -> Reply:
    given = list(dict.fromkeys(duty.scope for duty in owned))
    said = partial(scopes.said, catalogue=request.catalogue)
    if len(given) == 1:
        return _ask_if_sure(given[0], scopes.measures(given, request.catalogue))
    buttons = [
        Button(label=cut(said(scope)), command=f"/not_mine {_as_words(scope)}")
        for scope in given[:MOST_BUTTONS]
    ]
    return Reply(
        headline=line(bold("Which measures are not yours any more?")),
        buttons=rows_of([*buttons, Button(label="None is mine", command="/not_mine all")], wide=1),
        did=Did.ASKED,
        awaits="/not_mine",
    )


def _as_words(scope: str) -> str:
    return "all" if scope == scopes.EVERYTHING else scope


def _ask_if_sure(named: str, wanted: list[Measure] | tuple[Measure, ...]) -> Reply:
    count = len(wanted)
    what = f"{wanted[0].code} {wanted[0].name}" if count == 1 else f"these {count} measures"
    return Reply(
        headline=line(bold(f"Take {what} off your list?")),
        lines=(
            *((line(listed([one.code for one in wanted]) + "."),) if count > 1 else ()),
            line("The performance officer is told, and finds somebody else."),
        ),
        buttons=((Button(label="Yes, take it off", command=f"/not_mine {SURE} {named.strip()}"),),),
        did=Did.ASKED,
    )


def _give_up(owned: list[Duty], wanted: list[Measure], request: Asked) -> Reply:
    """End what names these measures; what is left of an ambition is given measure by measure."""
    gone = set(wanted)
    for duty in owned:
        of_duty = scopes.measures([duty.scope], request.catalogue)
        if not gone & set(of_duty):
            continue
        end(duty, request)
        for measure in of_duty:
            if measure not in gone:
                request.rooms.people.give(
                    member=duty.member, kind=DutyKind.OWNER, scope=measure.code
                )
    named = listed([f"{one.code} {one.name}" for one in wanted])
    codes = ", ".join(one.code for one in wanted)
    me = request.rooms.people.find(request.person.member or 0)
    told = request.tell_officers(
        Reply(
            headline=line(bold(f"{me.name if me else 'An owner'} no longer hands in {named}.")),
            lines=(line("Who does so from now on? Send: /reassign MEASURES; NAME"),),
            buttons=((Button(label="Choose somebody", command=f"/reassign {codes}"),),),
        ),
        "not mine",
    )
    officer = "The performance officer is told." if told else "No officer could be told."
    return Reply(headline=line(bold(f"You no longer hand in {named}.")), lines=(line(officer),))
