"""Confirm: a draft becomes a submission once, with its audit line and all notices (P2 to P4)."""

from __future__ import annotations

from dataclasses import replace

from bot.plan.measures import Measure
from bot.plan.sign_off import Approvers
from bot.rendering.reply import Button, Reply, bold, line
from bot.submissions import publishing, refusals, telling
from bot.submissions.cards import Beside, beside, corrects, in_context, read_back, said_value
from bot.submissions.records import Draft, DraftState, State, Submission
from bot.submissions.rights import asked_to_sign, may_hand_in, role_now, who_can, why_not_sign
from bot.submissions.visit import Visit

THANKS = "Thank you. Recorded:"


def confirm(visit: Visit, draft: Draft) -> Reply:
    """Return what became of a draft whose owner says that it is right.

    Everything is looked at again here, in the transaction that stores it: whose card it is, what
    they may do now, what is published and what waits. What changed since the card was shown is
    shown first, and nothing is stored.
    """
    ended = not_open(visit, draft)
    if ended is not None:
        return ended
    measure = visit.measure(draft.offer)
    if draft.offer.period is None or not draft.offer.has_value:
        return refusals.STALE
    if not may_hand_in(visit, measure):
        return refusals.not_yours(measure)
    seen = beside(visit, draft.offer)
    stopped = _stopped(visit, draft, seen)
    if stopped is not None:
        return stopped
    return _store(visit, draft, seen)


def not_open(visit: Visit, draft: Draft) -> Reply | None:
    """Return why a draft can no longer be changed by this person, or None where it can."""
    if draft.contact != visit.person.id or draft.member != visit.person.member:
        return refusals.NOT_YOURS
    if draft.state is DraftState.CONFIRMED:
        made = visit.rooms.submissions.of_draft(draft.number)
        return refusals.STALE if made is None else recorded_before(visit, made)
    if draft.state is DraftState.CANCELLED:
        return refusals.STALE
    return refusals.EXPIRED if draft.expires_at <= visit.now else None


def recorded_before(visit: Visit, made: Submission) -> Reply:
    """Return that a card was confirmed before, and where its figure is now."""
    measure = visit.measure(made.offer)
    assert made.offer.period is not None
    states = {
        State.WAITING: "It waits for sign-off.",
        State.PUBLISHED: "It is published.",
        State.RETURNED: "It was returned with a reason; send /mine to see it.",
        State.WITHDRAWN: "It was withdrawn before sign-off.",
        State.SUPERSEDED: "A later figure has taken its place.",
        State.UNDONE: "It was published and has been taken back.",
    }
    counts = made.state in {State.WAITING, State.PUBLISHED}
    return refusals.refused(
        f"{'Already recorded' if counts else 'No longer waiting'}: {measure.name}, "
        f"{said_value(made.offer, measure)} {made.offer.period.full_phrase}.",
        states[made.state],
    )


def _stopped(visit: Visit, draft: Draft, seen: Beside) -> Reply | None:
    """Return what must be seen or said before the draft can be stored, or None."""
    if draft.offer.same_as(seen.published):
        visit.rooms.submissions.close(draft.number, DraftState.CANCELLED, visit.now)
        return refusals.already_published(seen)
    if seen.rival is not None and draft.offer.same_as(seen.rival.offer):
        visit.rooms.submissions.close(draft.number, DraftState.CANCELLED, visit.now)
        return refusals.already_waiting(visit, seen.rival)
    changed = seen.at_hand != (draft.seen, draft.rival)
    unsaid = corrects(draft.offer, seen) and not draft.reason
    if not changed and not unsaid and (draft.sure or not draft.warnings):
        return None
    context = in_context(visit, draft.offer)
    shown = draft.shown(context.at_hand, context.warnings)
    visit.rooms.submissions.change(shown)
    return read_back(visit, shown, context)


def _store(visit: Visit, draft: Draft, seen: Beside) -> Reply:
    store = visit.rooms.submissions
    policy = store.policy(seen.measure.code)  # read before anything is written: one way fewer
    if not store.close(draft.number, DraftState.CONFIRMED, visit.now):
        return refusals.STALE
    if seen.rival is not None:
        store.settle(
            seen.rival.number,
            State.WAITING,
            State.SUPERSEDED,
            by=visit.person.member,
            at=visit.now,
        )
    made = _submission(visit, draft, seen)
    before = visit.brief(seen.rival.offer) if seen.rival is not None else ""
    visit.note("handed in", made.offer, before, visit.brief(made.offer))
    at_once = policy.approvers is Approvers.NONE
    if at_once:
        revision = publishing.publish(visit, made, seen.published)
        made = replace(made, state=State.PUBLISHED, decided_at=visit.now, revision=revision)
    made = store.add(made)
    if seen.rival is not None:
        telling.took_its_place(visit, seen.rival, made)
    if at_once:
        return _published(made, seen.measure)
    asked = telling.put_to_approvers(visit, made, policy)
    return _thanks(visit, made, seen.measure, asked)


def _submission(visit: Visit, draft: Draft, seen: Beside) -> Submission:
    return Submission(
        number=0,
        draft=draft.number,
        offer=draft.offer,
        state=State.WAITING,
        member=visit.person.member,
        role=role_now(visit.person, visit.rooms.people).value,
        comment=draft.comment,
        reason=draft.reason,
        override=draft.override,
        warnings=draft.warnings,
        replaces=seen.at_hand[0],
        submitted_at=visit.now,
    )


def _published(made: Submission, measure: Measure) -> Reply:
    assert made.offer.period is not None
    return Reply(
        headline=line(
            bold(
                f"Published: {measure.name}, {said_value(made.offer, measure)} "
                f"{made.offer.period.full_phrase}."
            )
        ),
        lines=(line("This measure needs no sign-off. Readers can see it now."),),
    )


def _thanks(visit: Visit, made: Submission, measure: Measure, asked: int) -> Reply:
    assert made.offer.period is not None
    policy = visit.rooms.submissions.policy(measure.code)
    if policy.own and not why_not_sign(visit, made, policy):
        waits = "It waits for sign-off, which may be yours: send /signoff"
    elif asked:
        names = [member.name for member in asked_to_sign(visit, made, policy)]
        waits = f"It waits for sign-off by {' or '.join(names)}."
    else:
        waits = f"It waits for sign-off. {who_can(visit, made, policy)}"
    return Reply(
        headline=line(
            bold(
                f"{THANKS} {measure.name}, {said_value(made.offer, measure)} "
                f"{made.offer.period.full_phrase}."
            )
        ),
        lines=(line(waits), line("Readers see it once it is signed off.")),
        buttons=((Button(label="Withdraw", command=f"/card withdraw {made.number}"),),),
    )
