"""Sign-off: approve, return with a reason, withdraw, take back (behaviour 6)."""

from __future__ import annotations

from dataclasses import replace

from bot.rendering import numbers
from bot.rendering.reply import Button, Did, Reply, bold, italic, line
from bot.submissions import publishing, refusals, telling
from bot.submissions.cards import in_context, said_value, to_sign
from bot.submissions.confirming import recorded_before
from bot.submissions.records import State, Submission
from bot.submissions.rights import is_own, role_now, who_can, why_not_sign
from bot.submissions.visit import Visit


def approve(visit: Visit, submission: Submission) -> Reply:
    """Sign a waiting figure off; it is published once enough people have."""
    stopped = not_waiting(visit, submission) or may_not(visit, submission)
    if stopped is not None:
        return stopped
    moved = _moved_on(visit, submission)
    if moved is not None:
        return moved
    store = visit.rooms.submissions
    policy = store.policy(submission.offer.measure or "")
    if visit.person.member in store.signed(submission.number) and policy.approvers.people > 1:
        return refusals.refused("You have signed this figure off already.", _waits_for_another())
    signed = store.sign(submission.number, visit.person.member, visit.now)
    visit.note("signed off", submission.offer, "", visit.brief(submission.offer))
    if signed < policy.approvers.people:
        telling.put_to_approvers(visit, submission, policy)
        return Reply(
            headline=line(bold(f"Signed off: {telling.titled(visit, submission)}.")),
            lines=(line(_waits_for_another(), " ", who_can(visit, submission, policy)),),
        )
    before = publishing.held(visit, submission.offer.measure or "", submission.offer.period)
    revision = publishing.publish(visit, submission, before)
    store.settle(
        submission.number,
        State.WAITING,
        State.PUBLISHED,
        by=visit.person.member,
        at=visit.now,
        revision=revision,
    )
    telling.tell_owner(
        visit,
        submission,
        "published",
        f"Signed off and published: {telling.titled(visit, submission)}.",
        "Readers can see it now.",
    )
    told = "" if is_own(visit, submission) else " Whoever handed it in is told."
    return Reply(
        headline=line(bold(f"Published: {telling.titled(visit, submission)}.")),
        lines=(line(f"Readers can see it now.{told}"),),
        buttons=((Button(label="Take it back", command=f"/card undo {submission.number}"),),),
    )


def ask_reason(visit: Visit, submission: Submission, what: str) -> Reply:
    """Ask for the reason of a return, a question to the owner, or taking back."""
    stopped = may_not(visit, submission)
    if what != "undo":
        stopped = not_waiting(visit, submission) or stopped
    elif submission.state is not State.PUBLISHED:
        stopped = recorded_before(visit, submission)
    if stopped is not None:
        return stopped
    asked = {
        "return": "Why do you return it? Your words go to whoever handed it in.",
        "ask": "What do you want to ask? Your words go to whoever handed it in.",
        "undo": "Why is it taken back? The reason is kept, and goes to whoever handed it in.",
    }
    return Reply(
        headline=line(bold(asked[what])),
        lines=(line(f"About {telling.titled(visit, submission)}."),),
        small=line(italic("Please type it as your next message.")),
        did=Did.ASKED,
        awaits=f"{what} {submission.number}",
    )


def return_(visit: Visit, submission: Submission, reason: str) -> Reply:
    """Send a waiting figure back to whoever handed it in, with the reason and a Fix button."""
    stopped = not_waiting(visit, submission) or may_not(visit, submission)
    if stopped is not None:
        return stopped
    visit.rooms.submissions.settle(
        submission.number,
        State.WAITING,
        State.RETURNED,
        by=visit.person.member,
        at=visit.now,
        reason=reason,
    )
    visit.note("returned", submission.offer, visit.brief(submission.offer), "")
    titled = telling.titled(visit, submission)
    telling.tell_owner(
        visit,
        submission,
        "returned",
        f"Returned to you: {titled}.",
        f"{visit.named(visit.person.member)} says: “{reason}”",
        fix=True,
    )
    return Reply(
        headline=line(bold(f"Returned: {titled}.")),
        lines=(line(f"Reason: “{reason}”"), line("Whoever handed it in is told.")),
    )


def ask_owner(visit: Visit, submission: Submission, question: str) -> Reply:
    """Pass a question on to whoever handed a figure in; it goes on waiting."""
    stopped = not_waiting(visit, submission) or may_not(visit, submission)
    if stopped is not None:
        return stopped
    visit.note("asked about", submission.offer)
    telling.tell_owner(
        visit,
        submission,
        "asked",
        f"A question about {telling.titled(visit, submission)}:",
        f"{visit.named(visit.person.member)} asks: “{question}”",
        "It still waits for sign-off. Fix sends another figure or a comment.",
        fix=True,
    )
    return Reply(
        headline=line(bold("Your question has gone to whoever handed the figure in.")),
        lines=(line(f"{telling.titled(visit, submission)} still waits for sign-off."),),
        buttons=((Button(label="Approve", command=f"/card approve {submission.number}"),),),
    )


def withdraw(visit: Visit, submission: Submission) -> Reply:
    """Take a waiting figure back; only whoever handed it in, or an officer, can."""
    mine = visit.person.member == submission.member
    role = role_now(visit.person, visit.rooms.people)
    if not (mine or role.value == "officer"):
        return refusals.NOT_YOURS
    stopped = not_waiting(visit, submission)
    if stopped is not None:
        return stopped
    visit.rooms.submissions.settle(
        submission.number,
        State.WAITING,
        State.WITHDRAWN,
        by=visit.person.member,
        at=visit.now,
    )
    visit.note("withdrew", submission.offer, visit.brief(submission.offer), "")
    return Reply(headline=line(bold(f"Withdrawn: {telling.titled(visit, submission)}.")))


def not_waiting(visit: Visit, submission: Submission) -> Reply | None:
    """Return where a submission is that no longer waits, with the card that counts now."""
    if submission.state is State.WAITING:
        return None
    if submission.state is not State.SUPERSEDED:
        return recorded_before(visit, submission)
    assert submission.offer.measure is not None
    assert submission.offer.period is not None
    now = visit.rooms.submissions.waiting_for(submission.offer.measure, submission.offer.period)
    if now is None or may_not(visit, now) is not None:
        return recorded_before(visit, submission)
    card = to_sign(visit, now, in_context(visit, now.offer))
    return replace(
        card,
        headline=line(bold("That card is out of date. This one counts now:")),
        lines=(card.headline, *card.lines),
    )


def approve_all(visit: Visit) -> Reply:
    """List the waiting figures without doubts that this person may sign off, before any is."""
    clear = [one for one in mine_to_sign(visit) if not one.warnings and not one.corrects]
    if not clear:
        return refusals.refused("Nothing without doubts waits for your sign-off.", "See /signoff.")
    listed = ",".join(str(one.number) for one in clear)
    return Reply(
        headline=line(bold(f"Sign off {numbers.things(len(clear), 'figure')}?")),
        lines=tuple(line(f"{telling.titled(visit, one)}.") for one in clear),
        buttons=((Button(label="Approve them all", command=f"/card approve_all {listed}"),),),
        did=Did.ASKED,
    )


def approve_listed(visit: Visit, numbers_listed: str) -> Reply:
    """Sign off exactly the figures that were listed, those that still wait without doubts."""
    wanted = {int(one) for one in numbers_listed.split(",") if one.isdecimal()}
    clear = [
        one
        for one in mine_to_sign(visit)
        if one.number in wanted and not one.warnings and not one.corrects
    ]
    titles = [telling.titled(visit, one) for one in clear]
    for one in clear:
        approve(visit, one)
    missed = len(wanted) - len(clear)
    gone = f"{numbers.things(missed, 'figure')} no longer waited." if missed else ""
    return Reply(
        headline=line(bold(f"Signed off: {numbers.things(len(clear), 'figure')}.")),
        lines=tuple(line(text) for text in (*(f"{title}." for title in titles), gone) if text),
    )


def mine_to_sign(visit: Visit) -> list[Submission]:
    """Return what waits and this person may sign off, oldest first."""
    store = visit.rooms.submissions
    return [
        one
        for one in store.waiting()
        if one.offer.measure in visit.catalogue.by_code
        and not why_not_sign(visit, one, store.policy(one.offer.measure or ""))
    ]


def may_not(visit: Visit, submission: Submission) -> Reply | None:
    """Return why this person may not sign a submission off, or None where they may."""
    policy = visit.rooms.submissions.policy(submission.offer.measure or "")
    why = why_not_sign(visit, submission, policy)
    return refusals.refused(why, "Nothing was done.") if why else None


def _moved_on(visit: Visit, submission: Submission) -> Reply | None:
    """What was published since the figure was handed in, where it is another one now."""
    assert submission.offer.measure is not None
    assert submission.offer.period is not None
    now = publishing.held(visit, submission.offer.measure, submission.offer.period)
    if (now.revision if now is not None else 0) == submission.replaces:
        return None
    visit.rooms.submissions.settle(
        submission.number,
        State.WAITING,
        State.SUPERSEDED,
        by=None,
        at=visit.now,
    )
    measure = visit.measure(submission.offer)
    shown = said_value(submission.offer, measure)
    return refusals.refused(
        f"Another figure was published since {shown} was handed in.",
        "It no longer waits; please ask for it to be handed in again if it still holds.",
    )


def _waits_for_another() -> str:
    return "One more person has to sign it off before readers see it."
