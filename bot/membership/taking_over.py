"""A successor's yes or no, and the officer's agreement, which moves the measures."""

from __future__ import annotations

from collections.abc import Sequence

from bot.membership import scopes
from bot.membership.changing import may_hold
from bot.membership.inviting import Asked
from bot.membership.leaving import doing_lines, handed_over, weekday_text
from bot.membership.notes_over import notes
from bot.membership.takeovers import OPEN, Leaver, Stage, Takeover
from bot.people import Duty, Member
from bot.plan.days import ONE_DAY
from bot.rendering.reply import Button, Did, Line, Reply, bold, line, rows_of

SHOWN = 8


def take_over(words: str, request: Asked) -> Reply:
    """Accept to take over: the numbers that the button sends. The officers are asked to agree."""
    mine = _asked_of_me(words, request)
    if not mine:
        return OVER
    for one in mine:
        request.rooms.leaving.move(one.id, Stage.ASKED, Stage.ACCEPTED, request.now)
    leaver, me = _person(mine[0].leaver, request), _person(mine[0].successor, request)
    duties = _duties(mine, request)
    said = scopes.all_said(duties, request.catalogue)
    request.note("accepted to take over from", f"member {leaver.id}")
    told = request.tell_officers(_to_agree(leaver, me, mine, request), "take over")
    request.tell(leaver, Reply(headline=line(bold(f"{me.name} takes over {said}."))), "taken over")
    waits = "The performance officer is asked to agree. You will be told."
    nobody = "No officer could be asked here. Please tell your performance officer."
    return Reply(
        headline=line(bold(f"Thank you. You would take over {said}.")),
        lines=(line(waits if told else nobody),),
    )


def not_take_over(words: str, request: Asked) -> Reply:
    """Say no; the leaver is asked for somebody else."""
    mine = _asked_of_me(words, request)
    if not mine:
        return OVER
    for one in mine:
        request.rooms.leaving.move(one.id, Stage.ASKED, Stage.DECLINED, request.now)
    leaver, me = _person(mine[0].leaver, request), _person(mine[0].successor, request)
    said = scopes.all_said(_duties(mine, request), request.catalogue)
    request.note("declined to take over from", f"member {leaver.id}")
    request.tell(
        leaver,
        Reply(
            headline=line(bold(f"{me.name} can't take over {said}.")),
            buttons=((Button(label="Choose somebody else", command="/successor"),),),
        ),
        "not taken over",
    )
    return Reply(headline=line(f"Thank you. {leaver.name} is told that you can't."))


def agree(words: str, request: Asked) -> Reply:
    """Let measures move on the day after the leaver's last: an officer's act."""
    found = [
        one
        for one in _named(words, request)
        if one.stage is Stage.ACCEPTED and _duty(one, request).holds_on(request.today)
    ]
    leaver = request.rooms.leaving.leaver(found[0].leaver) if found else None
    if leaver is None or any(one.leaver != leaver.member for one in found):
        return OVER
    person, successor = _person(leaver.member, request), _person(found[0].successor, request)
    unfit = [duty for duty in _duties(found, request) if not may_hold(successor, duty.kind)]
    if unfit or successor.left_at is not None:
        return Reply(
            headline=line("They can't take that over any more: their role has changed."),
            lines=(line("Send /leavers to see what is left."),),
            did=Did.REFUSED,
        )
    for one in found:
        _move(one, leaver, request)
    duties = _duties(found, request)
    _tell_both(person, successor, duties, leaver, request)
    first = weekday_text(leaver.last_day + ONE_DAY)
    return Reply(
        headline=line(bold(f"Agreed: {successor.name} takes over from {person.name}.")),
        lines=(*doing_lines(duties, request), line(f"From {first}. Both are told.")),
    )


def leavers(request: Asked) -> Reply:
    """Return who leaves when, and what nobody takes over yet, to an officer."""
    found = request.rooms.leaving.leavers()
    if not found:
        return Reply(headline=line("Nobody has said that they leave."))
    lines: list[Line] = []
    buttons: list[Button] = []
    for leaver in found[:SHOWN]:
        person = _person(leaver.member, request)
        open_ones = _open_of(person, request)
        lines.append(line(bold(f"{person.name}, last day {weekday_text(leaver.last_day)}.")))
        lines += [line(_state(one, request)) for one in open_ones]
        taken = {one.duty for one in open_ones}
        left = [duty for duty in handed_over(person, request) if duty.id not in taken]
        if left:
            lines.append(line(f"Nobody yet for: {scopes.all_said(left, request.catalogue)}."))
            codes = ", ".join(duty.scope for duty in left)
            buttons.append(Button(label=f"Somebody for {codes}"[:60], command=f"/reassign {codes}"))
        buttons += [
            Button(
                label=f"Agree: {_person(one.successor, request).name}"[:60],
                command=f"/agree {one.id}",
            )
            for one in open_ones
            if one.stage is Stage.ACCEPTED
        ]
    return Reply(
        headline=line(bold("Who leaves:")), lines=tuple(lines), buttons=rows_of(buttons, wide=1)
    )


def _move(one: Takeover, leaver: Leaver, request: Asked) -> None:
    """End a duty with the leaver's last day, and give it to the successor from the next."""
    duty = _duty(one, request)
    request.rooms.leaving.move(one.id, Stage.ACCEPTED, Stage.AGREED, request.now)
    request.rooms.people.end_duty(duty.id, leaver.last_day)
    request.rooms.people.give(
        member=one.successor,
        kind=duty.kind,
        scope=duty.scope,
        starts=leaver.last_day + ONE_DAY,
    )
    after = f"{duty.kind.value} of {duty.scope} from {leaver.last_day + ONE_DAY}"
    request.note("was given", f"member {one.successor}", f"member {one.leaver}", after)


def _tell_both(
    person: Member, successor: Member, duties: Sequence[Duty], leaver: Leaver, request: Asked
) -> None:
    first = weekday_text(leaver.last_day + ONE_DAY)
    request.tell(
        successor,
        Reply(
            headline=line(bold(f"Agreed: you take over from {person.name}, from {first}.")),
            lines=(*doing_lines(duties, request), *notes(duties, request)),
            internal=True,
        ),
        "agreed",
    )
    said = scopes.all_said(duties, request.catalogue)
    request.tell(
        person,
        Reply(
            headline=line(bold(f"Agreed: {successor.name} takes over {said}.")),
            lines=(line(f"From {first}. Until then it is yours. Thank you."),),
        ),
        "agreed",
    )


def _to_agree(leaver: Member, me: Member, mine: Sequence[Takeover], request: Asked) -> Reply:
    said = request.rooms.leaving.leaver(leaver.id)
    day = weekday_text(said.last_day) if said else "a day to be named"
    duties = _duties(mine, request)
    numbers = " ".join(str(one.id) for one in mine)
    codes = ", ".join(duty.scope for duty in duties)
    return Reply(
        headline=line(bold(f"{me.name} would take over from {leaver.name}. Do you agree?")),
        lines=(*doing_lines(duties, request), line(f"{leaver.name}'s last day is {day}.")),
        buttons=rows_of(
            (
                Button(label="Yes, I agree", command=f"/agree {numbers}"),
                Button(label="Somebody else", command=f"/reassign {codes}"),
            )
        ),
        did=Did.ASKED,
    )


def _asked_of_me(words: str, request: Asked) -> list[Takeover]:
    """Return what the numbers stand for: asked of this person, of one leaver who still leaves."""
    found = [
        one
        for one in _named(words, request)
        if one.successor == request.person.member and one.stage is Stage.ASKED
    ]
    if not found or request.rooms.leaving.leaver(found[0].leaver) is None:
        return []
    return [one for one in found if one.leaver == found[0].leaver]


def _named(words: str, request: Asked) -> list[Takeover]:
    numbers = [int(word[:18]) for word in words.split() if word.isascii() and word.isdigit()]
    found = (request.rooms.leaving.takeover(number) for number in numbers[:50])
    return [one for one in found if one is not None]


def _open_of(person: Member, request: Asked) -> list[Takeover]:
    return [one for one in request.rooms.leaving.takeovers_of(person.id) if one.stage in OPEN]


def _duties(takeovers: Sequence[Takeover], request: Asked) -> list[Duty]:
    return [_duty(one, request) for one in takeovers]


def _duty(one: Takeover, request: Asked) -> Duty:
    return next(duty for duty in request.rooms.people.duties(one.leaver) if duty.id == one.duty)


def _person(number: int, request: Asked) -> Member:
    found = request.rooms.people.find(number)
    assert found is not None
    return found


def _state(one: Takeover, request: Asked) -> str:
    name = _person(one.successor, request).name
    what = scopes.said(_duty(one, request).scope, request.catalogue)
    states = {
        Stage.ASKED: f"{name} is asked, and has not answered yet",
        Stage.ACCEPTED: f"{name} takes over, if you agree",
        Stage.AGREED: f"{name} takes over, agreed",
    }
    return f"{what}: {states[one.stage]}."


OVER = Reply(
    headline=line("That request is over, or was not for you."),
    lines=(line("Send /mine to see what you hand in."),),
    did=Did.REFUSED,
)
