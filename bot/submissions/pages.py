"""Lists: what I owe and where my figures are, what waits for sign-off, who signs what off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.people import Role
from bot.plan.measures import Measure
from bot.plan.sign_off import Approvers, Policy
from bot.rendering import numbers, sentences
from bot.rendering.reply import Button, Did, Line, Reply, bold, italic, line, rows_of
from bot.submissions import dialogue, refusals, telling
from bot.submissions.cards import in_context, to_sign
from bot.submissions.publishing import held
from bot.submissions.records import State, Submission
from bot.submissions.rights import is_own, owned, role_now, who_can
from bot.submissions.sign_off import mine_to_sign
from bot.submissions.visit import Visit

SHOWN = 10
_POLICIES = {
    Approvers.NONE: "no sign-off: published as soon as it is confirmed",
    Approvers.ONE: "signed off by one person",
    Approvers.TWO: "signed off by two people",
}


def mine(visit: Visit) -> Reply:
    """Return what this person owes, what of theirs waits for sign-off, and what came back."""
    store, member = visit.rooms.submissions, visit.person.member
    waiting = store.handed_in_by(member, [State.WAITING], limit=SHOWN)
    returned = [one for one in _newest_only(visit, member) if one.state is State.RETURNED]
    owed = owing(visit)
    lines: list[Line] = []
    if returned:
        lines.append(line(bold("Came back to you:")))
        lines += [line(f"{telling.titled(visit, one)}: “{one.decision}”") for one in returned]
    if waiting:
        lines.append(line(bold("Waits for sign-off:")))
        lines += [line(f"{telling.titled(visit, one)}.") for one in waiting]
    if owed:
        lines.append(line(bold("Not handed in yet:")))
        lines += [line(f"{one.name}, {dialogue.choices(visit, one)[0].short}.") for one in owed]
    buttons = [
        *(Button(label=f"Fix {_short(one)}", command=f"/card fix {one.number}")
          for one in returned),
        *(Button(label=f"Withdraw {_short(one)}", command=f"/card withdraw {one.number}")
          for one in waiting),
        *(Button(label=f"Hand in {one.code}", command=f"/submit {one.code}") for one in owed),
    ]  # fmt: skip
    if not lines:
        headline = "Nothing is owed by you." if owned(visit) else "No measures are in your name."
        return Reply(headline=line(bold(headline)))
    return Reply(
        headline=line(bold("Your figures")),
        lines=tuple(lines),
        buttons=rows_of(buttons[:SHOWN]),
    )


def owing(
    visit: Visit, *, limit: int = SHOWN, among: Sequence[Measure] | None = None
) -> list[Measure]:
    """Return the measures whose newest ended period has no figure on its way.

    Of this person's own, or `among` others.
    """
    owed = []
    for measure in owned(visit) if among is None else among:
        period = dialogue.choices(visit, measure)[0]
        made = visit.rooms.submissions.newest_for(measure.code, period)
        under_way = made is not None and made.state in {State.WAITING, State.RETURNED}
        if not under_way and held(visit, measure.code, period) is None:
            owed.append(measure)
    return owed[:limit]


def to_sign_off(visit: Visit) -> Reply:
    """Return what waits for this person's sign-off, the oldest in full."""
    waiting = mine_to_sign(visit)
    if not waiting:
        return Reply(
            headline=line(bold("Nothing waits for your sign-off.")), lines=tuple(_own(visit))
        )
    first = to_sign(visit, waiting[0], in_context(visit, waiting[0].offer))
    rest = [line(f"Also waiting: {telling.titled(visit, one)}.") for one in waiting[1:SHOWN]]
    clear = [one for one in waiting if not one.warnings and not one.corrects]
    buttons = first.buttons
    if len(clear) > 1:
        label = f"Approve {numbers.counted(len(clear))} without doubts"
        buttons = (*buttons, (Button(label=label, command="/card approve_all"),))
    small = first.small
    if len(waiting) > SHOWN:
        small = line(italic(f"{len(waiting) - SHOWN} more wait."))
    return Reply(
        headline=first.headline,
        lines=(*first.lines, *rest),
        small=small,
        buttons=buttons,
        did=Did.ASKED,
    )


def which_to_approve(visit: Visit) -> Reply:
    """Ask which of several waiting figures is approved; each button says what it signs off."""
    waiting = mine_to_sign(visit)
    if not waiting:
        return to_sign_off(visit)
    shown, more = waiting[:SHOWN], len(waiting) - SHOWN
    counted = numbers.capital(numbers.things(len(waiting), "figure"))
    return Reply(
        headline=line(bold(f"{counted} wait for your sign-off. Which do you approve?")),
        lines=tuple(line(f"{telling.titled(visit, one)}.") for one in shown),
        small=line(italic(f"{more} more wait." if more > 0 else "To see one first: /signoff")),
        buttons=rows_of(
            [
                Button(label=f"Approve {_short(one)}", command=f"/card approve {one.number}")
                for one in shown
            ],
            wide=1,
        ),
        did=Did.ASKED,
    )


def _own(visit: Visit) -> list[Line]:
    """What this person handed in that waits for somebody else, and for whom."""
    store = visit.rooms.submissions
    lines = []
    for one in store.waiting():
        if is_own(visit, one) and one.offer.measure in visit.catalogue.by_code:
            who = who_can(visit, one, store.policy(one.offer.measure or ""))
            lines.append(line(f"Yours waits: {telling.titled(visit, one)}. {who}"))
    return lines[:SHOWN]


def policy(visit: Visit, words: str) -> Reply:
    """Show who signs off a measure's figures, or change it: `4.02 two`, `4.02 one own`."""
    code, _, rest = words.strip().partition(" ")
    measure = visit.catalogue.by_code.get(code)
    if measure is None:
        return _policies(visit)
    store = visit.rooms.submissions
    if not rest:
        return _policy(visit, measure, store.policy(code))
    how, _, own = rest.strip().partition(" ")
    if role_now(visit.person, visit.rooms.people) is not Role.OFFICER:
        return refusals.refused("Only the performance officer can change that.")
    if how not in set(Approvers) or own not in {"", "own"}:
        return refusals.refused(
            "That is no way to sign off.", f"Send: /policy {code} one, or two, none, one own"
        )
    before = store.policy(code)
    after = Policy(measure=code, approvers=Approvers(how), own=bool(own))
    store.set_policy(after)
    visit.note_about(f"{code} sign-off", "changed", _said(before), _said(after))
    return _policy(visit, measure, after)


def _policy(visit: Visit, measure: Measure, set_: Policy) -> Reply:
    waits = len(visit.rooms.submissions.waiting_of(measure.code))
    return Reply(
        headline=line(bold(f"{measure.name}: {_said(set_)}.")),
        lines=(line(f"Waiting for sign-off: {numbers.things(waits, 'figure')}."),),
        buttons=rows_of(
            [
                Button(label=label, command=f"/policy {measure.code} {how}")
                for label, how in (
                    ("No sign-off", "none"),
                    ("One person", "one"),
                    ("Two people", "two"),
                    ("One, their own too", "one own"),
                )
            ]
        ),
    )


def _policies(visit: Visit) -> Reply:
    listed = visit.rooms.submissions.policies()
    lines = [
        line(f"{one.measure} {visit.catalogue.by_code[one.measure].name}: {_said(one)}.")
        for one in listed
    ]
    return Reply(
        headline=line(
            bold(
                "Every figure is signed off by one person, who is not whoever handed it in, "
                "unless listed here."
            )
        ),
        lines=(*lines, line("To change one send: /policy CODE")),
    )


def _said(one: Policy) -> str:
    own = ", who may be whoever handed it in" if one.own and one.approvers.people else ""
    return f"{_POLICIES[one.approvers]}{own}"


def _newest_only(visit: Visit, member: int | None) -> list[Submission]:
    """What came back and has not been handed in again since."""
    store = visit.rooms.submissions
    found = []
    for one in store.handed_in_by(member, [State.RETURNED], limit=SHOWN):
        assert one.offer.period is not None
        newest = store.newest_for(one.offer.measure or "", one.offer.period)
        if newest is not None and newest.number == one.number:
            found.append(one)
    return found


def _short(one: Submission) -> str:
    assert one.offer.period is not None
    return f"{one.offer.measure}, {sentences.periods_text([one.offer.period])}"
