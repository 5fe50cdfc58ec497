"""Who changed what: the audit, read by officers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import PeriodError
from bot.journal import AuditLine
from bot.membership.inviting import Asked
from bot.people import TERMINAL, Role
from bot.plan.period_reading import read_period
from bot.questions.queries import Understood, Window
from bot.questions.understand import understander
from bot.rendering.reply import Did, Line, Reply, bold, line

SHOWN = 12
READ = 200
USAGE = "Send a measure, and a period if you like, as in: /history 4.02 Q2"


def history(words: str, request: Asked) -> Reply:
    """Return what was done to a measure's figures, newest first, and by whom."""
    if not words.strip():
        return Reply(
            headline=line("Whose history?"),
            lines=(line(USAGE),),
            did=Did.ASKED,
            awaits="/history",
        )
    found = _asked(words, request)
    if found is None:
        return Reply(
            headline=line(f"I know no measure called “{words.strip()[:80]}”."),
            lines=(line(USAGE),),
            did=Did.REFUSED,
        )
    code, windows = found
    name = f"{code} {request.catalogue.by_code[code].name}"
    about = request.rooms.audit.about_all(code, limit=READ)
    done = [one for one in about if not windows or _within(one, windows)]
    if not done:
        return Reply(
            headline=line(f"Nothing was done to {name} through me in that time."),
            lines=(line("What came in with a file is told by: where does this figure come from?"),),
        )
    more = (line(f"… and {len(done) - SHOWN} more before that."),) if len(done) > SHOWN else ()
    return Reply(
        headline=line(bold(f"{name}, the newest first:")),
        lines=(*(_said(one, request) for one in done[:SHOWN]), *more),
    )


def _asked(words: str, request: Asked) -> tuple[str, Sequence[Window]] | None:
    """Return the measure and the periods that words name."""
    reading = understander(request.catalogue).read(words, request.today)
    if isinstance(reading, Understood) and len(reading.query.measures) == 1:
        return reading.query.measures[0], reading.query.windows
    first = words.split()[0]
    return (first, ()) if first in request.catalogue.by_code else None


def _within(one: AuditLine, windows: Sequence[Window]) -> bool:
    """Say whether a line is about a period that lies in what was asked for."""
    try:
        period = read_period(one.object.partition(" ")[2])
    except PeriodError:
        return False
    return any(window.start <= period.start and period.end <= window.end for window in windows)


def _said(one: AuditLine, request: Asked) -> Line:
    about = one.object.partition(" ")[2]
    values = ""
    if one.after:
        values = f": {one.after}" + (f", before {one.before}" if one.before else "")
    elif one.before:
        values = f": {one.before}"
    return line(f"{request.clock(one.at)}: {who(one, request)} {one.action} {about}{values}.")


def who(one: AuditLine, request: Asked) -> str:
    """Return whoever acted: a name, a role of one who has left, or the terminal."""
    number = one.actor.removeprefix("member ")
    member = request.rooms.people.find(int(number)) if number.isdigit() else None
    if member is not None and member.name:
        return member.name
    if member is not None:
        role = one.role if one.role in set(Role) else "member"
        return f"{'an' if role[0] in 'aeiou' else 'a'} {role} who has left"
    at_machine = one.actor in ("command line", TERMINAL)
    return "the performance officer at the terminal" if at_machine else one.actor
