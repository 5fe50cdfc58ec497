"""Publishing: a figure that was signed off becomes what readers see, as one more revision."""

from __future__ import annotations

from dataclasses import replace

from bot.people import Role
from bot.plan.commentary import Commentary
from bot.plan.figures import Figure, FigureStatus
from bot.plan.periods import Period
from bot.receipts.recall import Correction, recall
from bot.submissions.records import Submission, figure_of
from bot.submissions.rights import spoken_for
from bot.submissions.visit import Visit, brief

_FIRM = frozenset({FigureStatus.FINAL, FigureStatus.REVISED})


def publish(visit: Visit, submission: Submission, before: Figure | None) -> int:
    """Write a submission as the figure readers see and return its revision.

    What was published `before` stays in the figure's history. A local figure is provisional (R37);
    a change to one that was final is a revision.
    """
    measure = visit.measure(submission.offer)
    figure = figure_of(measure, submission.offer, submission.comment)
    if figure.value is not None:
        firm = before is not None and before.status in _FIRM
        status = FigureStatus.REVISED if firm else FigureStatus.PROVISIONAL
        figure = replace(figure, status=status)
    said_by = spoken_for(visit, submission)
    source = f"Handed in by {said_by}, {measure.owner_organisation}"
    figure = replace(figure, source=source, source_date=visit.today)
    revision = visit.rooms.submissions.publish(figure, visit.now)
    earlier = brief(measure, before)
    if submission.comment:
        visit.rooms.receipts.comment(
            Commentary(
                measure=measure.code,
                period=figure.period,
                value=figure.value,
                why=submission.comment,
                role=said_by,
                at=visit.now,
            )
        )
    visit.note("published", submission.offer, earlier, visit.brief(submission.offer))
    if before is not None:
        correct(visit, measure.code, submission.reason)
    return revision


def correct(visit: Visit, code: str, reason: str) -> int:
    """Tell whoever was given another figure of a measure lately; return how many chats that are."""
    who = "the performance officer" if visit.person.role is Role.OFFICER else "its approver"
    why = f"Why: {reason.rstrip('.')}." if reason else ""
    correction = Correction(why=why, approved_by=who, measures=(code,))
    return recall(visit.rooms, visit.catalogue, correction, visit.now, within=visit.recall)


def held(visit: Visit, code: str, period: Period | None) -> Figure | None:
    """Return the comparable figure that is published for a period, or None."""
    assert period is not None
    return visit.rooms.submissions.published(code, period)
