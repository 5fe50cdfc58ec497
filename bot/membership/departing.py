"""The evening of a last day: the leaver's name and account are erased (behaviour 26)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.membership import scopes
from bot.membership.forgetting import erase
from bot.membership.inviting import Asked
from bot.membership.last_officer import is_last_officer
from bot.membership.leaving import handed_over, weekday_text
from bot.membership.request import NO_LINKS, Request
from bot.membership.store import MembershipRooms
from bot.membership.takeovers import Leaver
from bot.people import Member, Person, Role
from bot.plan.measures import Catalogue
from bot.rendering.reply import Button, Reply, bold, line

EVENING = time(18)
"""On a last day somebody has the office day; then they are erased."""
ROOM = timedelta(hours=1)
"""Who says in the evening that today is the last day has this long to name a successor."""
THE_BOT = Person(id="the bot", role=Role.OFFICER)


def let_leavers_go(rooms: MembershipRooms, catalogue: Catalogue, now: datetime) -> int:
    """Erase whoever's last day is over, tell the officers, and return how many that were.

    The last officer stays until there is another: nobody could let anybody in any more.
    """
    local = now.astimezone(ZoneInfo(catalogue.plan.timezone))
    request = Request(
        person=THE_BOT,
        rooms=rooms,
        catalogue=catalogue,
        now=now,
        today=local.date(),
        key=f"leaves:{local.date()}",
        chat="",
        linking=NO_LINKS,
    )
    gone = 0
    for leaver in rooms.leaving.leavers():
        if not _is_over(leaver, local, now):
            continue
        member = rooms.people.find(leaver.member)
        if member is None or member.left_at is not None:
            rooms.leaving.stay(leaver.member)
        elif is_last_officer(member, request):
            request.tell(member, LAST, "last officer")
        else:
            _let_go(member, leaver, request)
            gone += 1
    return gone


def _is_over(leaver: Leaver, local: datetime, now: datetime) -> bool:
    if leaver.last_day < local.date():
        return True
    if leaver.last_day > local.date() or local.time() < EVENING:
        return False
    return now - leaver.said_at >= ROOM


def _let_go(member: Member, leaver: Leaver, request: Asked) -> None:
    named = scopes.all_said(
        [duty for duty in handed_over(member, request) if duty.ends is None], request.catalogue
    )
    name, day = member.name, weekday_text(leaver.last_day)
    erase(member, request)
    alone = (line(f"Nobody answers for this now: {named}."),) if named else ()
    request.tell_officers(
        Reply(
            headline=line(bold(f"{name} has left. The last day was {day}.")),
            lines=(*alone, line("Their name and account are erased. What they handed in stays.")),
            buttons=((Button(label="Measures without people", command="/people gaps"),),)
            if named
            else (),
        ),
        f"left {member.id}",
    )


LAST = Reply(
    headline=line(bold("Your last day has come, and you are the last officer.")),
    lines=(
        line("Your account stays, since nobody else could run the bot."),
        line("Invite another officer and confirm their account; then yours is erased."),
    ),
)
