"""Somebody leaves for good: on which day, and who takes over what (behaviours 9 and 26)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.membership import away_dates, scopes
from bot.membership.away_dates import Refused, Unclear
from bot.membership.inviting import Asked
from bot.membership.last_officer import is_last_officer
from bot.membership.takeovers import OPEN, Leaver, Stage, Takeover
from bot.people import Duty, DutyKind, Member
from bot.plan.days import day_text
from bot.rendering.reply import Button, Did, Line, Reply, bold, line, rows_of

LONGEST = timedelta(days=366)
HANDED_OVER = (DutyKind.OWNER, DutyKind.APPROVER)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXAMPLE = "I leave on Friday. Or: I leave on 27 November"


def leaving(words: str, request: Asked) -> Reply:
    """Take somebody's last day, list what they answer for, and ask who takes it over."""
    me = me_of(request)
    if me is None:
        return NO_NAME
    if not words.strip():
        return _ask_day(me, request)
    if is_last_officer(me, request):
        return LAST_OFFICER
    found = away_dates.read(words, request.today)
    if isinstance(found, Refused):
        return _refused_day(found.why)
    if isinstance(found, Unclear):
        return _ask_which_day(found)
    day = found.last
    if day > request.today + LONGEST:
        return _refused_day(f"{day_text(day)} is more than a year away.")
    known = request.rooms.leaving.leaver(me.id)
    if known is not None and known.last_day != day and _agreed(me, request):
        return _agreed_already(known)
    request.rooms.leaving.put_leaver(Leaver(member=me.id, last_day=day, said_at=request.now))
    if known is None or known.last_day != day:
        request.note("said when they leave", f"member {me.id}", after=day.isoformat())
        _tell_officers(me, day, request)
    return who_takes_over(me, day, request)


def staying(request: Asked) -> Reply:
    """Take back that somebody leaves; what is agreed with an officer stays as it is."""
    me = me_of(request)
    if me is None or not request.rooms.leaving.stay(me.id):
        return Reply(headline=line("You have not said that you leave."), did=Did.REFUSED)
    request.note("said that they stay", f"member {me.id}")
    agreed = False
    for one in request.rooms.leaving.takeovers_of(me.id):
        agreed = agreed or one.stage is Stage.AGREED
        for stage in (Stage.ASKED, Stage.ACCEPTED):
            if one.stage is stage:
                request.rooms.leaving.move(one.id, stage, Stage.DROPPED, request.now)
    told = Reply(headline=line(bold(f"{me.name} is not leaving after all.")))
    request.tell_officers(told, "stay")
    kept = line("What was agreed already stays; the performance officer can move it back.")
    return Reply(
        headline=line(bold("All right: you stay.")),
        lines=(kept,) if agreed else (line("Your measures stay yours."),),
    )


def handed_over(member: Member, request: Asked) -> list[Duty]:
    """Return what a leaver answers for and somebody has to take over."""
    return [
        duty
        for duty in request.rooms.people.duties(member.id)
        if duty.kind in HANDED_OVER and duty.covers is None and duty.holds_on(request.today)
    ]


def without_successor(member: Member, request: Asked) -> list[Duty]:
    """Return what a leaver answers for and nobody is asked to take over."""
    taken = {one.duty for one in _open(member, request)}
    return [duty for duty in handed_over(member, request) if duty.id not in taken]


def doing_lines(duties: Sequence[Duty], request: Asked) -> list[Line]:
    """Return what duties mean, a line each kind: 'Handing in: 4.01 …'."""
    lines = []
    for kind, doing in ((DutyKind.OWNER, "Handing in"), (DutyKind.APPROVER, "Signing off")):
        named = [duty for duty in duties if duty.kind is kind]
        if named:
            lines.append(line(f"{doing}: {scopes.all_said(named, request.catalogue)}."))
    return lines


def weekday_text(day: date) -> str:
    """Return 'Friday 27 November 2026'."""
    return f"{WEEKDAYS[day.weekday()]} {day_text(day)}"


def me_of(request: Asked) -> Member | None:
    """Return who speaks, None for somebody without a name here."""
    number = request.person.member
    return None if number is None else request.rooms.people.find(number)


def _open(member: Member, request: Asked) -> list[Takeover]:
    return [one for one in request.rooms.leaving.takeovers_of(member.id) if one.stage in OPEN]


def _agreed(member: Member, request: Asked) -> bool:
    return any(one.stage is Stage.AGREED for one in _open(member, request))


def who_takes_over(me: Member, day: date, request: Asked) -> Reply:
    """Say the last day and ask who takes over what nobody is asked for yet."""
    held, left = handed_over(me, request), without_successor(me, request)
    erased = line("Your name and account are erased that evening.")
    headline = line(bold(f"Your last day is {weekday_text(day)}."))
    stay = Button(label="I am not leaving", command="/staying")
    if not left:
        done = "Somebody is asked to take over all that is yours." if held else NOTHING_HELD
        return Reply(headline=headline, lines=(line(done), erased), buttons=((stay,),))
    return Reply(
        headline=headline,
        lines=(
            *doing_lines(left, request),
            line(f"Who takes that over? Send a name.{_part(left)}"),
            erased,
        ),
        buttons=((stay,),),
        did=Did.ASKED,
        awaits=AWAITS,
    )


def _part(left: Sequence[Duty]) -> str:
    return f" For a part of it send: NAME for {left[0].scope}" if len(left) > 1 else ""


def _tell_officers(me: Member, day: date, request: Asked) -> None:
    held = handed_over(me, request)
    asked = (line("They are asked who takes that over; you are told."),) if held else ()
    request.tell_officers(
        Reply(
            headline=line(bold(f"{me.name} leaves: the last day is {weekday_text(day)}.")),
            lines=(
                *doing_lines(held, request),
                *asked,
                line("Their name and account are erased that evening."),
            ),
            buttons=((Button(label="Who leaves", command="/leavers"),),),
        ),
        f"leaves {day}",
    )


def _ask_day(me: Member, request: Asked) -> Reply:
    known = request.rooms.leaving.leaver(me.id)
    if known is not None:
        return who_takes_over(me, known.last_day, request)
    return Reply(
        headline=line(bold("Which day is your last?")),
        lines=(line("For example: Friday. Or: 27 November."),),
        did=Did.ASKED,
        awaits="/leaving",
    )


def _ask_which_day(days: Unclear) -> Reply:
    ends = dict.fromkeys(one.last for one in days.either)
    buttons = [
        Button(label=weekday_text(day), command=f"/leaving {day.isoformat()}") for day in ends
    ]
    return Reply(
        headline=line(bold("Which day do you mean?")),
        buttons=rows_of(buttons, wide=1),
        did=Did.ASKED,
        awaits="/leaving",
    )


def _refused_day(why: str) -> Reply:
    return Reply(
        headline=line(why),
        lines=(line("Which day is your last? For example: Friday. Or: 27 November."),),
        did=Did.REFUSED,
        awaits="/leaving",
    )


def _agreed_already(known: Leaver) -> Reply:
    return Reply(
        headline=line(f"It is agreed that you leave on {weekday_text(known.last_day)}."),
        lines=(line("For another day, please ask the performance officer."),),
        did=Did.REFUSED,
    )


AWAITS = "/successor"
NOTHING_HELD = "You hand in and sign off nothing, so there is nothing to take over."
NO_NAME = Reply(
    headline=line("You have no name here, so there is nothing to hand over."),
    lines=(line("To have the answers kept for you erased, send: /forget"),),
    did=Did.REFUSED,
)
LAST_OFFICER = Reply(
    headline=line("You are the last officer, so nobody could run the bot after you."),
    lines=(line("Invite another officer first, and confirm their account. Then say it again."),),
    did=Did.REFUSED,
)
