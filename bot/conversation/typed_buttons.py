"""A button that is typed instead of pressed: "confirm", "approve", "yes"."""

from __future__ import annotations

from bot.conversation.desk import Desk
from bot.conversation.fixed_replies import NOTHING_TO_CONFIRM
from bot.people import Role
from bot.reminders import replying
from bot.rendering.reply import Button, Reply
from bot.submissions.meanwhile import is_reason
from bot.submissions.sign_off import mine_to_sign

CONFIRM = frozenset({"confirm", "confirmed", "confirm it", "i confirm", "i confirm it"})
APPROVE = frozenset({"approve", "approved", "approve it", "i approve", "sign off", "sign it off"})
YES = frozenset(
    {
        *("yes", "y", "yep", "yeah", "yes please", "yes it is", "ok", "okay", "ok then", "sure"),
        *(
            "correct",
            "it is correct",
            "it is right",
            "that is right",
            "that's right",
            "thats right",
        ),
        *("go ahead", "all right", "alright"),
    }
)
NO = frozenset({"no", "nope", "no thanks", "no thank you"})
LONGEST = 60
"""No button is longer; a longer text is none."""
_CONFIRMS = ("/card confirm ", "/card all ")
_SURE = ("/card sure ", "/card all_sure ")
_APPROVES = "/card approve "


def typed(desk: Desk, text: str) -> str | Reply | None:
    """Return the command of the button whose words were typed, or that there is none; else None.

    A word such as "yes" is for the last answer alone; "approve" is for the one figure that waits,
    and asks which where several do.
    """
    said = " ".join(text.replace("’", "'").casefold().strip(" .!").split())
    if desk.incoming.group or len(said) > LONGEST:
        return None
    answered = replying.pressed(desk.replied, said)
    if answered is not None:
        return answered
    awaiting = desk.said[0].awaiting if desk.said else ""
    if is_reason(awaiting) and said in CONFIRM | APPROVE | YES:
        return _asked_again(awaiting)
    if said in APPROVE:
        return _approved(desk)
    shown = [one for one in desk.shown if one.command]
    if said in CONFIRM:
        return _beginning(shown, *_CONFIRMS) or _open_card(desk)
    if said in YES:
        return _agreed(desk, shown)
    if said in NO:
        return next((one.command for one in shown if one.label.startswith("No,")), None)
    return _labelled(shown, said)


def _labelled(shown: list[Button], said: str) -> str | None:
    """The button of that label; of a card's, the one whose label begins so: "return"."""
    labels = {one.label.casefold().strip(" .!"): one.command for one in shown}
    if said in labels:
        return labels[said]
    begun = [
        command
        for label, command in labels.items()
        if label.startswith(f"{said} ") and command.startswith("/card ")
    ]
    return begun[0] if len(begun) == 1 else None


def _asked_again(awaiting: str) -> str:
    """Ask once more for a reason or a comment: "yes" is none."""
    what, _, number = awaiting.partition(" ")
    return f"/card {'open' if what == 'reason' else what} {number}"


def _agreed(desk: Desk, shown: list[Button]) -> str | None:
    found = _beginning(shown, *_CONFIRMS, *_SURE)
    if found is None and _beginning(shown, _APPROVES):
        return _approved(desk)
    agreeing = [one.command for one in shown if one.label.startswith("Yes,")]
    return found or (agreeing[0] if len(agreeing) == 1 else None)


def _approved(desk: Desk) -> str | None:
    """Approve the one figure that waits; where several do, or none, say so."""
    if not desk.person.role.includes(Role.APPROVER):
        return None
    waiting = mine_to_sign(desk.visit)
    return f"{_APPROVES}{waiting[0].number}" if len(waiting) == 1 else "/signoff approve"


def _open_card(desk: Desk) -> str | Reply | None:
    """Show the card of the figure that is in hand once more: another answer stood in between."""
    if not desk.person.role.includes(Role.CONTRIBUTOR):
        return None
    draft = desk.stores.submissions.open_draft(desk.person.id, desk.now)
    if draft is None or draft.offer.period is None or not draft.offer.has_value:
        return NOTHING_TO_CONFIRM
    return f"/card open {draft.number}"


def _beginning(shown: list[Button], *commands: str) -> str | None:
    return next((one.command for one in shown if one.command.startswith(commands)), None)
