"""What the buttons of a card do: `/card VERB NUMBER …`, and the texts that they ask for."""

from __future__ import annotations

from collections.abc import Callable

from bot.rendering.reply import Button, Did, Reply, bold, italic, line
from bot.submissions import (
    comments,
    confirming,
    dialogue,
    evidence,
    meanwhile,
    no_figure,
    refusals,
    several,
    sign_off,
    something_else,
    undoing,
    values,
)
from bot.submissions.dates_named import period_of, window_of
from bot.submissions.records import Draft, DraftState, Offer, Submission
from bot.submissions.rights import may_hand_in
from bot.submissions.visit import Visit

OnDraft = Callable[[Visit, Draft, str], Reply]
OnSubmission = Callable[[Visit, Submission, str], Reply]

LONGEST = 500


def act(visit: Visit, words: str) -> Reply:
    """Carry out a button: `confirm 17`, `take 17 61.4%`, `approve 9`."""
    verb, _, rest = words.partition(" ")
    if verb == "approve_all":
        return sign_off.approve_listed(visit, rest) if rest else sign_off.approve_all(visit)
    number, _, rest = rest.partition(" ")
    if not number.isdecimal() or len(number) > 18:
        return refusals.STALE
    if verb in ON_DRAFT:
        draft = visit.rooms.submissions.draft(int(number))
        return refusals.STALE if draft is None else ON_DRAFT[verb](visit, draft, rest)
    if verb in ON_SUBMISSION:
        found = visit.rooms.submissions.find(int(number))
        if found is None or found.offer.measure not in visit.catalogue.by_code:
            return refusals.STALE
        return ON_SUBMISSION[verb](visit, found, rest)
    return refusals.STALE


def hear(visit: Visit, awaiting: str, text: str) -> Reply | None:
    """Take a text that a card asked for; None where it is none of that and is a question."""
    what, _, number = awaiting.partition(" ")
    if not number.isdecimal() or (
        meanwhile.is_reason(awaiting) and meanwhile.is_asked(visit, text)
    ):
        return None
    if what in AWAITED_OF_DRAFT:
        if what in {"value", "period"} and something_else.is_meant(visit, text, what):
            return None
        draft = visit.rooms.submissions.draft(int(number))
        if draft is None or confirming.not_open(visit, draft) is not None:
            return None
        return AWAITED_OF_DRAFT[what](visit, draft, text[:LONGEST])
    found = visit.rooms.submissions.find(int(number))
    if found is None or what not in AWAITED_OF_SUBMISSION:
        return None
    stopped = comments.why_not(visit, text, found.offer)
    if stopped:
        return _again(stopped, awaiting)
    return AWAITED_OF_SUBMISSION[what](visit, found, text[:LONGEST])


def _mine(step: OnDraft) -> OnDraft:
    """Let a step happen only to an open draft of this person, who may still hand it in."""

    def checked(visit: Visit, draft: Draft, rest: str) -> Reply:
        ended = confirming.not_open(visit, draft)
        if ended is not None:
            return ended
        if draft.offer.measure is not None and not may_hand_in(visit, visit.measure(draft.offer)):
            return refusals.not_yours(visit.measure(draft.offer))
        return step(visit, draft, rest)

    return checked


def _confirm(visit: Visit, draft: Draft, _: str) -> Reply:
    return confirming.confirm(visit, draft)


def _sure(visit: Visit, draft: Draft, _: str) -> Reply:
    sure = draft.but(sure=True)
    visit.rooms.submissions.change(sure)
    return confirming.confirm(visit, sure)


def _change(visit: Visit, draft: Draft, _: str) -> Reply:
    return dialogue.ask_value(visit, draft)


def _cancel(visit: Visit, draft: Draft, _: str) -> Reply:
    visit.rooms.submissions.close(draft.number, DraftState.CANCELLED, visit.now)
    return Reply(headline=line("Cancelled. Nothing was stored."))


def _take(visit: Visit, draft: Draft, text: str) -> Reply:
    return dialogue.take(visit, draft, values.of_value(text, visit.measure(draft.offer)))


def _ask_comment(visit: Visit, draft: Draft, _: str) -> Reply:
    return _ask_text(visit, draft, "comment", "What should readers know about this figure?")


def _ask_override(visit: Visit, draft: Draft, _: str) -> Reply:
    return _ask_text(visit, draft, "override", "Why is it right? The approver will see your words.")


def _ask_text(visit: Visit, draft: Draft, what: str, question: str) -> Reply:
    visit.rooms.submissions.change(draft.but(awaiting=what))
    return Reply(
        headline=line(bold(question)),
        small=line(italic("Please type it as your next message. No names, nothing about a child.")),
        buttons=((Button(label="Cancel", command=f"/card cancel {draft.number}"),),),
        did=Did.ASKED,
        awaits=f"{what} {draft.number}",
    )


def _choose_period(visit: Visit, draft: Draft, place: str) -> Reply:
    periods = dialogue.choices(visit, visit.measure(draft.offer))
    if not place.isdecimal() or int(place) >= len(periods):
        return refusals.STALE
    return dialogue.set_period(visit, draft, periods[int(place)])


def _nothing(visit: Visit, draft: Draft, which: str) -> Reply:
    """Offer the kinds of nothing, or take the one that was chosen."""
    if which.isdecimal() and int(which) < len(no_figure.SUPPLIED):
        offer = Offer(measure=draft.offer.measure, period=draft.offer.period)
        offer = offer.but(nothing=no_figure.SUPPLIED[int(which)])
        changed = draft.but(offer=offer, failures=0, awaiting="")
        visit.rooms.submissions.change(changed)
        return dialogue.proceed(visit, changed)
    return no_figure.ask_why(draft)


def _later(visit: Visit, draft: Draft, _: str) -> Reply:
    visit.rooms.submissions.close(draft.number, DraftState.CANCELLED, visit.now)
    return Reply(
        headline=line("All right. Nothing was stored; the figure is still owed."),
        lines=(line("Please send it when you have it."),),
    )


def _leave(visit: Visit, draft: Draft, _: str) -> Reply:
    """Leave a figure that could not be taken with the officers; the attempt is recorded."""
    return comments.leave_with_officer(visit, draft)


def _hear_value(visit: Visit, draft: Draft, text: str) -> Reply:
    """Take a value, with its period where the text names another one."""
    if no_figure.is_said(text):
        return dialogue.hear(visit, draft, text)
    measure = visit.measure(draft.offer)
    window = window_of(visit, text, measure)
    # "3/4/26" may be a date, and is no period: its reason as a value says more.
    if window is not None and period_of(visit, measure, window) is not None:
        return dialogue.hear(visit, draft, text)
    far_off = something_else.year_named(text) if window is None else ""
    if far_off:
        return refusals.no_such_year(draft, measure, far_off)
    return dialogue.take(visit, draft, values.of_value(text, measure))


def _hear_period(visit: Visit, draft: Draft, text: str) -> Reply:
    """Take a period, with the value where the text names one too."""
    named = window_of(visit, text, visit.measure(draft.offer)) is not None
    if not named and not no_figure.is_said(text):
        return dialogue.proceed(visit, draft)
    return dialogue.hear(visit, draft, text)


def _hear_comment(visit: Visit, draft: Draft, text: str) -> Reply:
    return _put(visit, draft, text, "comment")


def _hear_reason(visit: Visit, draft: Draft, text: str) -> Reply:
    return _put(visit, draft, text, "reason")


def _hear_override(visit: Visit, draft: Draft, text: str) -> Reply:
    return _put(visit, draft.but(sure=True), text, "override")


def _put(visit: Visit, draft: Draft, text: str, field: str) -> Reply:
    """Put a text into a draft, unless it looks as if it could identify a child (R33)."""
    stopped = comments.why_not(visit, text, draft.offer)
    if stopped:
        return _again(stopped, f"{field} {draft.number}")
    changed = draft.but(awaiting="", **{field: " ".join(text.split())})
    visit.rooms.submissions.change(changed)
    return dialogue.proceed(visit, changed)


def _again(stopped: str, awaiting: str) -> Reply:
    return Reply(
        headline=line(bold(stopped)),
        lines=(line("Nothing of it was kept. Please write it again without that."),),
        did=Did.REFUSED,
        awaits=awaiting,
    )


def _fix(visit: Visit, submission: Submission, _: str) -> Reply:
    """Begin a new draft from a submission that came back, or that waits."""
    if submission.member != visit.person.member:
        return refusals.NOT_YOURS
    measure = visit.measure(submission.offer)
    if not may_hand_in(visit, measure):
        return refusals.not_yours(measure)
    offer = Offer(measure=submission.offer.measure, period=submission.offer.period)
    draft = dialogue.begin(visit, offer)
    draft = draft.but(comment=submission.comment, reason=submission.reason)
    visit.rooms.submissions.change(draft)
    return dialogue.proceed(visit, draft)


ON_DRAFT: dict[str, OnDraft] = {
    "confirm": _confirm,
    "sure": _mine(_sure),
    "change": _mine(_change),
    "comment": _mine(_ask_comment),
    "override": _mine(_ask_override),
    "cancel": _mine(_cancel),
    "take": _mine(_take),
    "period": _mine(_choose_period),
    "nothing": _mine(_nothing),
    "later": _mine(_later),
    "leave": _mine(_leave),
    "open": _mine(lambda visit, draft, _: dialogue.card(visit, draft)),
    "all": _mine(lambda visit, draft, _: several.confirm_all(visit, draft, sure=False)),
    "all_sure": _mine(lambda visit, draft, _: several.confirm_all(visit, draft, sure=True)),
    "all_period": _mine(several.set_period),
    "cancel_all": _mine(lambda visit, draft, _: several.cancel_all(visit, draft)),
}
ON_SUBMISSION: dict[str, OnSubmission] = {
    "approve": lambda visit, one, _: sign_off.approve(visit, one),
    "return": lambda visit, one, _: sign_off.ask_reason(visit, one, "return"),
    "ask": lambda visit, one, _: sign_off.ask_reason(visit, one, "ask"),
    "undo": lambda visit, one, _: sign_off.ask_reason(visit, one, "undo"),
    "withdraw": lambda visit, one, _: sign_off.withdraw(visit, one),
    "fix": _fix,
    "file": evidence.show,
}
AWAITED_OF_DRAFT: dict[str, OnDraft] = {
    "value": _mine(_hear_value),
    "period": _mine(_hear_period),
    "comment": _mine(_hear_comment),
    "reason": _mine(_hear_reason),
    "override": _mine(_hear_override),
}
AWAITED_OF_SUBMISSION: dict[str, OnSubmission] = {
    "return": sign_off.return_,
    "ask": sign_off.ask_owner,
    "undo": undoing.undo,
}
