"""Who is told of what happens to a figure: a card to approvers, a line to its owner."""

from __future__ import annotations

from bot import sending
from bot.kept import Kept
from bot.outbox.notice import NoticeClass
from bot.people import Member
from bot.plan.sign_off import Policy
from bot.rendering.reply import Button, Reply, bold, line, rows_of
from bot.submissions.cards import in_context, said_value, to_sign
from bot.submissions.records import Submission
from bot.submissions.rights import asked_to_sign
from bot.submissions.visit import Visit


def put_to_approvers(visit: Visit, submission: Submission, policy: Policy) -> int:
    """Put the card of a submission to everybody who may sign it off; return how many those are."""
    reply = to_sign(visit, submission, in_context(visit, submission.offer))
    asked = [one for one in asked_to_sign(visit, submission, policy) if one.contact]
    for member in asked:
        tell(visit, member, reply, key=f"signoff:{submission.number}:{member.id}")
    return len(asked)


def tell(
    visit: Visit,
    member: Member,
    reply: Reply,
    *,
    key: str,
    notice_class: NoticeClass = NoticeClass.ALERT,
) -> None:
    """Let a reply leave for somebody else's chat; its buttons are theirs alone."""
    if member.contact is None:
        return
    sending.send(
        reply,
        Kept(awaiting=reply.awaits),
        visit.rooms,
        visit.now,
        key=key,
        chat=member.contact,
        person=member.contact,
        notice_class=notice_class,
    )


def tell_owner(
    visit: Visit, submission: Submission, what: str, headline: str, *texts: str, fix: bool = False
) -> None:
    """Tell whoever handed a figure in what became of it, unless they did it themselves."""
    owner = submission.member
    if owner is None or owner == visit.person.member:
        return
    member = visit.rooms.people.find(owner)
    if member is None or member.contact is None:
        return
    buttons = [Button(label="Fix", command=f"/card fix {submission.number}")] if fix else []
    reply = Reply(
        headline=line(bold(headline)),
        lines=tuple(line(text) for text in texts if text),
        buttons=rows_of(buttons),
    )
    key = f"{what}:{submission.number}:{member.id}:{visit.now.isoformat()}"
    tell(visit, member, reply, key=key, notice_class=NoticeClass.ACKNOWLEDGEMENT)


def took_its_place(visit: Visit, old: Submission, new: Submission) -> None:
    """Tell whoever handed in a waiting figure that another one has taken its place."""
    measure = visit.measure(new.offer)
    tell_owner(
        visit,
        old,
        "superseded",
        f"Another figure has taken the place of yours: {titled(visit, old)}.",
        f"{visit.named(new.member)} handed in {said_value(new.offer, measure)}.",
    )


def titled(visit: Visit, submission: Submission) -> str:
    """Return 'Backlog, 430 for Q2 2026-27', as a submission is named in a sentence."""
    measure = visit.measure(submission.offer)
    assert submission.offer.period is not None
    value = said_value(submission.offer, measure).rstrip(",")
    return f"{measure.name}, {value} {submission.offer.period.phrase}"
