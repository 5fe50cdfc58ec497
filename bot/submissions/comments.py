"""Free text that goes with a figure: stopped where it could identify a child (R33)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.learning.given_names import GIVEN
from bot.learning.masking import Known, masked_whole
from bot.learning.misses import knows
from bot.plan.withholding import must_withhold
from bot.rendering.reply import Did, Reply, bold, line
from bot.submissions import telling
from bot.submissions.records import Draft, DraftState, Offer, figure_of
from bot.submissions.rights import officers
from bot.submissions.visit import Visit

_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?![\w.,/%-]*\d)(?!%)")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_CASE = re.compile(r"\b(?:case|upn|nhs|ref)(?:\s+(?:no|number))?\.?\s*[:#]?\s*\w*\d\w*", re.I)
# One person's age; "aged 5 to 16" and "the rate is 12%" are nobody's.
_YEARS_OLD = re.compile(
    r"\baged?\s+\d{1,2}\b(?!\s*(?:-|–|to\b|and\b|or\b|plus\b|\+|\d))"
    r"|\bis\s+(?:only\s+|now\s+|just\s+)?\d{1,2}\b(?!\s*(?:%|per\b|of\b|[.,]\d|points?\b"
    r"|(?:higher|lower|more|fewer|less|above|below|out|cases|children|weeks|months|days)\b))"
    r"|\b\d{1,2}[- ]years?[- ]old\b|\bturn(?:s|ed|ing)\s+\d{1,2}\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b")
_COMMENT = re.compile(r"\b(comments?|note)\b", re.IGNORECASE)
LONGEST = 500
PERSONAL = "This looks as if it could identify a child or another person."


def apart(text: str) -> tuple[str, str]:
    """Return the words before 'comment' and those after it."""
    value, found, comment = _COMMENT.split(text, 1) if _COMMENT.search(text) else (text, "", "")
    return value, comment.strip(" :-.") if found else ""


def with_comment(visit: Visit, draft: Draft, comment: str) -> tuple[Draft, str]:
    """Return a draft with the comment of its line, or without it and why that can't be kept."""
    if not comment:
        return draft, ""
    why = why_not(visit, comment, draft.offer)
    if not why and len(comment) > LONGEST:
        why = f"It has {len(comment)} characters, and {LONGEST} is the most."
    if why:
        return draft, why
    commented = draft.but(comment=" ".join(comment.split()))
    visit.rooms.submissions.change(commented)
    return commented, ""


def left_out(reply: Reply, why: str) -> Reply:
    """Return the reply to a figure whose comment was not kept, saying so before anything else."""
    if not why:
        return reply
    said = line(bold("Your comment was not kept. "), why)
    still = "The figure is still here. To add another comment, press Comment on its card."
    again = (line(still),) if reply.did is Did.ASKED else ()
    return replace(reply, lines=(said, *again, *reply.lines))


def why_not(visit: Visit, text: str, offer: Offer) -> str:
    """Return why a text can't be kept with a figure, or nothing where it can.

    Beside a figure that readers don't see, a small number may be that very figure.
    """
    catalogue, measure = visit.catalogue, visit.measure(offer)
    if _is_personal(text, knows(catalogue)):
        return PERSONAL
    least = measure.withhold_below
    hidden = offer.period is not None and must_withhold(measure, figure_of(measure, offer))
    if hidden and least is not None and any(0 < one < least for one in _small_numbers(text)):
        return f"This figure is hidden from readers, so a comment can't name numbers below {least}."
    return ""


def _is_personal(text: str, known: Known) -> bool:
    if masked_whole(text, known) != text or _named_small(text, known):
        return True
    return any(pattern.search(text) for pattern in (_DATE, _CASE, _YEARS_OLD))


def _named_small(text: str, known: Known) -> bool:
    """Say whether a given name stands there in small letters, or all in capitals."""
    words = (word.lower() for word in re.findall(r"\b(?:[a-z]+|[A-Z]+)\b", text))
    return any(word in GIVEN and not known(word) for word in words)


def leave_with_officer(visit: Visit, draft: Draft) -> Reply:
    """Tell the officers that somebody could not get a figure taken; the attempt is recorded."""
    visit.rooms.submissions.close(draft.number, DraftState.CANCELLED, visit.now)
    measure = visit.measure(draft.offer)
    told = officers(visit.rooms.people)
    period = draft.offer.period
    if period is not None:
        visit.note("left with the officer", draft.offer)
    about = f"{measure.name}, {period.text}" if period is not None else measure.name
    for officer in told:
        card = Reply(
            headline=line(bold(f"{visit.named(visit.person.member)} needs help with a figure.")),
            lines=(line(f"About {about}: what was typed could not be taken."),),
        )
        telling.tell(visit, officer, card, key=f"left:{draft.number}:{officer.id}")
    return Reply(
        headline=line(bold("Left with the performance officer.")),
        lines=(line("They are told. Nothing was stored."),),
    )


def _small_numbers(text: str) -> list[int]:
    typed = [int(found) for found in _NUMBER.findall(text)]
    return typed + [_WORDS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _WORDS]
