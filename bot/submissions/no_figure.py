"""That there is no figure this time: how it is said, and why it may be (behaviour 20)."""

from __future__ import annotations

import re

from bot.rendering.reply import Button, Did, Reply, bold, line, rows_of
from bot.submissions.records import Draft, Nothing

SUPPLIED = (Nothing.NOT_COLLECTED, Nothing.NOT_APPLICABLE, Nothing.WITHHELD)
"""The kinds of nothing that an owner may hand in; the others follow from dates and decisions."""
_SAID = re.compile(r"(?<![\w/])(?:n/a|n\.a\.)(?![\w/])|^\W*(?:na|no figure)\W*$", re.IGNORECASE)

_PUT_OFF = re.compile(
    r"\b(is|was|are|were|:|-|=)\s*(n/?a|tbc|tbd|not (collected|applicable|known))\b", re.IGNORECASE
)


def is_said(text: str) -> bool:
    """Say whether a text says that there is no figure: 'n/a', '3.09 n/a for Q2'."""
    return _SAID.search(text) is not None and not text.rstrip().endswith("?")


def is_put_off(text: str) -> bool:
    """Say whether a text names no figure in a figure's place: 'the backlog is tbc'."""
    return _PUT_OFF.search(text) is not None


def ask_why(draft: Draft) -> Reply:
    """Ask why a draft has no figure, with a button for each reason."""
    buttons = [
        Button(
            label=kind.value[0].upper() + kind.value[1:],
            command=f"/card nothing {draft.number} {place}",
        )
        for place, kind in enumerate(SUPPLIED)
    ]
    later = Button(label="It will come later", command=f"/card later {draft.number}")
    zero = Button(label="It is zero", command=f"/card take {draft.number} 0")
    return Reply(
        headline=line(bold("Why is there no figure this time?")),
        lines=(line("“Not collected” needs the performance officer's agreement."),),
        buttons=rows_of([*buttons, zero, later], wide=1),
        did=Did.ASKED,
    )
