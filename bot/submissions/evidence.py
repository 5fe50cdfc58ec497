"""A document or photo kept with a figure: never opened, never read, only kept."""

from __future__ import annotations

from dataclasses import dataclass

from bot.exchange import kept_file
from bot.exchange.kept_file import KeptFile
from bot.rendering.reply import Reply, bold, line
from bot.submissions import dialogue, refusals
from bot.submissions.records import Evidence, State, Submission
from bot.submissions.rights import may_hand_in, why_not_sign
from bot.submissions.visit import Visit

LARGEST = 10 * 1024 * 1024
MOST = 5
PHOTO = "photo"
"""The name of what was sent as a photo, which Telegram hands over as one again."""
KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "photo",
    "image/png": "picture",
    "image/webp": "picture",
    "text/plain": "text",
    "text/csv": "table",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "spreadsheet",
    "application/vnd.oasis.opendocument.text": "document",
    "application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
}
TAKEN = "a PDF, a photo, a document or a spreadsheet"


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """A file as the door names it: `file_id` finds it again there, `size` is in bytes."""

    file_id: str
    kind: str
    name: str = ""
    size: int = 0


def attach(visit: Visit, sent: SentFile) -> Reply | None:
    """Keep a file with the figure that its sender is handing in, or has waiting.

    None where they have no such figure: then the file is about nothing that is known.
    """
    store = visit.rooms.submissions
    draft = store.open_draft(visit.person.id, visit.now)
    waiting = store.handed_in_by(visit.person.member, [State.WAITING], limit=1)
    number, offer = (draft.number, draft.offer) if draft is not None else (0, None)
    if draft is None and waiting and visit.person.member is not None:
        number, offer = waiting[0].draft, waiting[0].offer
    if offer is None or offer.measure is None or not may_hand_in(visit, visit.measure(offer)):
        return None
    stopped = _stopped(sent, len(store.evidence(number)))
    if stopped is not None:
        return stopped
    store.attach(
        Evidence(
            draft=number,
            file_id=sent.file_id,
            kind=sent.kind,
            name=sent.name[:200],
            size=sent.size,
            added_at=visit.now,
        )
    )
    if offer.period is not None:
        visit.note("attached evidence", offer, "", KINDS[sent.kind])
    if draft is not None and draft.offer.has_value:
        return dialogue.proceed(visit, draft)
    name = visit.measure(offer).name
    return Reply(headline=line(bold(f"Kept with {name}: one {KINDS[sent.kind]}.")))


def show(visit: Visit, submission: Submission, place: str) -> Reply:
    """Hand a kept file over to whoever may sign the figure off, or handed it in."""
    kept = visit.rooms.submissions.evidence(submission.draft)
    policy = visit.rooms.submissions.policy(submission.offer.measure or "")
    mine = visit.person.member is not None and visit.person.member == submission.member
    if not mine and why_not_sign(visit, submission, policy):
        return refusals.NOT_YOURS
    if not place.isdecimal() or int(place) >= len(kept):
        return refusals.STALE
    one = kept[int(place)]
    return Reply(
        headline=line(bold(f"Kept with {visit.measure(submission.offer).name}.")),
        lines=(line("Internal, not for sharing."),),
        document=kept_file.to_json(KeptFile(file_id=one.file_id, photo=one.name == PHOTO)),
    )


def _stopped(sent: SentFile, kept: int) -> Reply | None:
    """Return why a file can't be kept, and what can be."""
    if sent.kind not in KINDS:
        return refusals.refused("That kind of file can't be kept.", f"You can send {TAKEN}.")
    if sent.size > LARGEST:
        largest = LARGEST // (1024 * 1024)
        return refusals.refused("That file is too large.", f"It may have up to {largest} MB.")
    if kept >= MOST:
        return refusals.refused("There are five files with this figure already; no more are kept.")
    return None
