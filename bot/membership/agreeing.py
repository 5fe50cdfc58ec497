"""A deputy's yes or no."""

from __future__ import annotations

from bot.membership import scopes
from bot.membership.changing import end
from bot.membership.cover import Cover, covers
from bot.membership.inviting import Asked
from bot.people import DutyKind
from bot.rendering.reply import Button, Did, Reply, bold, line


def accept(words: str, request: Asked) -> Reply:
    """Agree to cover: the numbers of the duties, as the button sends them."""
    cover = _asked_of_me(words, request)
    if cover is None:
        return OVER
    if cover.accepted:
        return Reply(headline=line("You have agreed to that already."))
    for duty in cover.duties:
        request.rooms.people.accept(duty.id, request.now)
    owner = request.rooms.people.find(cover.owner)
    assert owner is not None
    what = scopes.all_said(cover.duties, request.catalogue)
    hands_in = any(duty.kind is DutyKind.DEPUTY for duty in cover.duties)
    sent = "Reminders go" if hands_in else "Cards for sign-off go"
    request.note("agreed to cover", f"member {cover.owner}", after=_iso(cover))
    request.tell(
        owner,
        Reply(
            headline=line(bold(f"{cover.deputy.name} covers for you, {cover.days}.")),
            lines=(line(f"For: {what}."), line(f"{sent} to them in that time.")),
        ),
        "accepted",
    )
    return Reply(
        headline=line(bold(f"You cover for {owner.name}, {cover.days}.")),
        lines=(line(f"For: {what}."), line(f"{sent.replace('go', 'come')} to you in that time.")),
    )


def decline(words: str, request: Asked) -> Reply:
    """Say no to covering; the owner is told to find somebody else."""
    cover = _asked_of_me(words, request)
    if cover is None:
        return OVER
    owner = request.rooms.people.find(cover.owner)
    assert owner is not None
    end_cover(cover, request)
    request.tell(
        owner,
        Reply(
            headline=line(bold(f"{cover.deputy.name} can't cover for you, {cover.days}.")),
            lines=(line("Please choose somebody else: send their name."),),
            buttons=((Button(label="Choose somebody", command=f"/away {_iso(cover)}"),),),
        ),
        "declined",
    )
    return Reply(headline=line(f"Thank you. {owner.name} is told that you can't."))


def end_cover(cover: Cover, request: Asked) -> None:
    """End a deputy's duties at once."""
    for duty in cover.duties:
        end(duty, request)


def _asked_of_me(words: str, request: Asked) -> Cover | None:
    """Return the cover that the numbers of duties stand for: this person's, and not over."""
    numbers = {int(word) for word in words.split() if word.isascii() and word.isdigit()}
    for one in covers(request.rooms.people, request.today):
        if one.deputy.id == request.person.member and numbers & {duty.id for duty in one.duties}:
            return one
    return None


def _iso(cover: Cover) -> str:
    return f"{cover.first} to {cover.last}"


OVER = Reply(
    headline=line("That request is over, or was not for you."),
    lines=(line("Send /mine to see what you hand in."),),
    did=Did.REFUSED,
)
