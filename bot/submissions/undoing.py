"""A published figure is taken back: nothing is deleted (behaviour 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.plan.figures import Figure, FigureStatus, Revision
from bot.rendering.reply import Reply, bold, line
from bot.submissions import publishing, refusals, telling
from bot.submissions.confirming import recorded_before
from bot.submissions.records import State, Submission
from bot.submissions.sign_off import may_not
from bot.submissions.visit import Visit, brief

BEFORE_IT = "Readers see the figure before it."
NONE_NOW = "Readers see no figure for that period now."


def undo(visit: Visit, submission: Submission, reason: str) -> Reply:
    """Take a published figure back: the one before it is published again, or none.

    Nothing is deleted: an earlier value comes back as one more revision. A figure that a later one
    rests on stays; then a correction is the way.
    """
    stopped = may_not(visit, submission)
    if submission.state is not State.PUBLISHED:
        stopped = recorded_before(visit, submission)
    if stopped is not None:
        return stopped
    measure = visit.measure(submission.offer)
    period = submission.offer.period
    assert period is not None
    figure = publishing.held(visit, measure.code, period)
    later = visit.rooms.plan.newest(measure.code, limit=1)
    if figure is None or figure.revision != submission.revision:
        return refusals.refused("A later revision of this figure is published; nothing was done.")
    if later and later[0].period > period:
        return refusals.refused(
            f"A later figure, {later[0].period.phrase}, rests on this one.",
            "Please hand in a correction instead.",
        )
    history = visit.rooms.plan.revisions(measure.code, period)
    _put_back(visit, figure, history)
    publishing.correct(visit, measure.code, reason)
    visit.rooms.submissions.settle(
        submission.number,
        State.PUBLISHED,
        State.UNDONE,
        by=visit.person.member,
        at=visit.now,
        reason=reason,
        revision=submission.revision,
    )
    after = brief(measure, publishing.held(visit, measure.code, period))
    visit.note("took back", submission.offer, visit.brief(submission.offer), after)
    titled = telling.titled(visit, submission)
    telling.tell_owner(
        visit,
        submission,
        "undone",
        f"Taken back: {titled}.",
        f"{visit.named(visit.person.member)} says: “{reason}”",
        fix=True,
    )
    return Reply(
        headline=line(bold(f"Taken back: {titled}.")),
        lines=(line(BEFORE_IT if len(history) > 1 else NONE_NOW),),
    )


def _put_back(visit: Visit, figure: Figure, history: Sequence[Revision]) -> None:
    """Publish the value before as a new revision, or withdraw the figure where there is none."""
    if len(history) > 1:
        earlier = history[-2]
        back = replace(
            figure,
            value=earlier.value,
            status=FigureStatus.REVISED if earlier.value is not None else earlier.status,
            numerator=None,
            denominator=None,
            source=earlier.source,
            note="",
        )
        visit.rooms.submissions.publish(back, visit.now)
        return
    last = replace(history[-1], status=FigureStatus.WITHDRAWN)
    visit.rooms.exchange.put_withdrawn([last], visit.now)
    visit.rooms.exchange.plan_changed()
