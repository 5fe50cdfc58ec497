"""Free text that goes with a figure: stopped where it could identify a child (R33)."""

from __future__ import annotations

import re

from bot.learning.masking import mask
from bot.learning.misses import knows
from bot.plan.withholding import must_withhold
from bot.rendering.reply import Reply, bold, line
from bot.submissions import telling
from bot.submissions.records import Draft, DraftState, Offer, figure_of
from bot.submissions.rights import officers
from bot.submissions.visit import Visit

_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?![\w.,/%-]*\d)(?!%)")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_CASE = re.compile(r"\b(?:case|upn|nhs|ref)(?:\s+(?:no|number))?\.?\s*[:#]?\s*\w*\d\w*", re.I)
_YEARS_OLD = re.compile(r"\b(?:aged?|is)\s+\d{1,2}\b|\b\d{1,2}[- ]year[- ]old\b", re.I)
_DATE = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b")


def why_not(visit: Visit, text: str, offer: Offer) -> str:
    """Return why a text can't be kept with a figure, or nothing where it can.

    Beside a figure that readers don't see, a small number may be that very figure.
    """
    catalogue, measure = visit.catalogue, visit.measure(offer)
    looks = mask(text, knows(catalogue)) != text[:300] or _DATE.search(text) or _CASE.search(text)
    if looks or _YEARS_OLD.search(text):
        return "This looks as if it could identify a child or another person."
    least = measure.withhold_below
    hidden = offer.period is not None and must_withhold(measure, figure_of(measure, offer))
    if hidden and least is not None and any(0 < one < least for one in _small_numbers(text)):
        return f"This figure is hidden from readers, so a comment can't name numbers below {least}."
    return ""


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
