"""Asking back where several readings fit."""

from __future__ import annotations

from bot.questions.queries import Ambiguous
from bot.rendering.page import Page
from bot.rendering.reply import Button, Did, Reply

MOST = 6


def render(reading: Ambiguous) -> Reply:
    """Return the question with at most six choices as buttons, the likeliest first."""
    page = Page(reading.query)
    page.headline(reading.asking or "Which of these did you mean?")
    choices = reading.choices[:MOST]
    page.buttons([Button(label=choice.label, query=choice.query) for choice in choices], wide=1)
    return page.reply(did=Did.ASKED, certainty=reading.certainty)
