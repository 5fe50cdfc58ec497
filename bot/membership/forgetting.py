"""Letting somebody go: what is erased, and what stays on the record without their name."""

from __future__ import annotations

from bot.membership import scopes
from bot.membership.inviting import Asked
from bot.membership.last_officer import LAST_OFFICER, is_last_officer
from bot.people import Duty, DutyKind, Member
from bot.rendering.reply import Button, Did, Reply, bold, line

SURE, ASK = "sure", "ask"


def forget(words: str, request: Asked) -> Reply:
    """Say what would go and what would stay, or erase it: "sure"."""
    number = request.person.member
    member = None if number is None else request.rooms.people.find(number)
    if member is None:
        return _forget_one_without_a_name(words, request)
    if is_last_officer(member, request):
        return LAST_OFFICER
    open_duties = _open_duties(member, request)
    if words.casefold() == ASK:
        return _ask_officers(member, request)
    if open_duties:
        return _hand_over_first(open_duties, request)
    if words.casefold() != SURE:
        return _ask_if_sure()
    erase(member, request)
    return DONE


def erase(member: Member, request: Asked) -> None:
    """Erase a member's name, account and wishes; what they did stays, with their role."""
    rooms = request.rooms
    if member.contact is not None:
        rooms.personal.erase(member.contact)
        rooms.receipts.forget(member.contact)
    rooms.reminders.forget_wish(member.id)
    rooms.leaving.stay(member.id)
    rooms.people.leave(member.id, request.now)
    request.note("erased", f"member {member.id}", before=member.role.value)


def _open_duties(member: Member, request: Asked) -> list[Duty]:
    return [one for one in request.rooms.people.duties(member.id) if one.holds_on(request.today)]


def _hand_over_first(held: list[Duty], request: Asked) -> Reply:
    own = any(duty.kind is DutyKind.OWNER for duty in held)
    hand_over = [Button(label="Hand them over", command="/not_mine all")] if own else []
    return Reply(
        headline=line(bold("You still answer for measures. They are handed over first.")),
        lines=(
            line(f"Yours: {scopes.all_said(held, request.catalogue)}."),
            line("Or the performance officer lets you go at once."),
        ),
        buttons=(
            (*hand_over, Button(label="Ask the officer to let me go", command=f"/forget {ASK}")),
        ),
        did=Did.REFUSED,
    )


def _ask_officers(member: Member, request: Asked) -> Reply:
    told = request.tell_officers(
        Reply(
            headline=line(bold(f"{member.name} asks to be forgotten.")),
            lines=(
                line(f"Asked on {request.clock(request.now)}. The law gives one month."),
                line("They still answer for measures. If you remove them, nobody does."),
            ),
            buttons=((Button(label=f"Remove {member.name}", command=f"/remove {member.id}"),),),
            did=Did.ASKED,
        ),
        "forget",
    )
    if not told:
        return Reply(
            headline=line("There is no officer whom I could ask."),
            lines=(line("Please write to your organisation's data protection contact."),),
            did=Did.REFUSED,
        )
    request.note("asked to be erased", f"member {member.id}")
    return Reply(headline=line("The performance officer is asked to let you go."))


def _ask_if_sure() -> Reply:
    return Reply(
        headline=line(bold("Shall I forget you?")),
        lines=(
            line(
                "This goes at once: your name, your account, your settings, what you follow, and"
                " the answers kept for you."
            ),
            line(
                "This stays on the record: the figures you handed in and what you signed off,"
                " with your role in place of your name."
            ),
            line(
                "Copies of the database lose it as they are replaced. Buttons that officers were"
                " sent may show your name until those answers go too."
            ),
            line("You can't use the bot any more after that without a new invitation."),
        ),
        buttons=((Button(label="Yes, forget me", command=f"/forget {SURE}"),),),
        did=Did.ASKED,
    )


def _forget_one_without_a_name(words: str, request: Asked) -> Reply:
    """Erase the answers kept for somebody whom only a setting lets in."""
    if words.casefold() != SURE:
        return Reply(
            headline=line(bold("Shall I forget you?")),
            lines=(line("You have no name here; the answers kept for you would be erased."),),
            buttons=((Button(label="Yes, forget me", command=f"/forget {SURE}"),),),
            did=Did.ASKED,
        )
    request.rooms.personal.erase(request.person.id)
    request.rooms.receipts.forget(request.person.id)
    request.note("erased", "somebody without a name")
    return DONE


DONE = Reply(
    headline=line(bold("Done: you are forgotten.")),
    lines=(line("Thank you. The performance officer can invite you again."),),
    farewell=True,
)
