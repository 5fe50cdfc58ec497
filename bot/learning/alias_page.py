"""How a proposed word is put to the officer, and what is said once it is added."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learning.aliases import MOST_SHOWN, Proposal
from bot.learning.store import AddedAlias
from bot.plan.measures import Catalogue
from bot.rendering.reply import Button, Did, Line, Reply, bold, line

SURE = "sure"


USAGE = "Send: /alias CODE words, as in /alias 1.01 ready for school. Or /alias list."


def usage() -> Reply:
    """Return how the command is used."""
    return Reply(headline=line("Which words, and for which measure?"), lines=(line(USAGE),))


def listed(added: Sequence[AddedAlias], catalogue: Catalogue) -> Reply:
    """Return the words that were added, by measure."""
    if not added:
        return Reply(headline=line("No words were added yet."), lines=(line(USAGE),))
    lines = [
        line(f"{one.measure} {catalogue.by_code[one.measure].name}: “{one.alias}”")
        for one in added
        if one.measure in catalogue.by_code
    ]
    return Reply(headline=line(bold("Words that were added:")), lines=tuple(lines))


def put(proposal: Proposal, catalogue: Catalogue) -> Reply:
    """Return the proposal with what it would change, and a button that adds it."""
    measure = catalogue.by_code.get(proposal.measure)
    if proposal.refused or measure is None:
        reasons = [line(warning.text) for warning in proposal.warnings if warning.refuses]
        if measure is None:
            return Reply(
                headline=line(
                    bold(f"There is no measure with the code “{proposal.measure[:16]}”.")
                ),
                lines=(
                    line("The code comes first, then the words."),
                    line(_form(proposal, catalogue)),
                ),
                did=Did.REFUSED,
            )
        return Reply(
            headline=line(bold(f"“{proposal.alias}” can't be added.")),
            lines=(*reasons, line(USAGE)),
            did=Did.REFUSED,
        )
    lines = [line(f"Take care: {warning.text}") for warning in proposal.warnings]
    lines.extend(_changes(proposal))
    return Reply(
        headline=line(bold(f"Add “{proposal.alias}” as a word for {measure.name}?")),
        lines=tuple(lines),
        buttons=(
            (Button(label="Add it", command=f"/alias {SURE} {proposal.measure} {proposal.alias}"),),
        ),
        did=Did.ASKED,
    )


def _form(proposal: Proposal, catalogue: Catalogue) -> str:
    """The command as it should be sent, with the code put first where it stood among the words."""
    words = f"{proposal.measure} {proposal.alias}".split()
    codes = [word for word in words if word in catalogue.by_code]
    if len(codes) != 1:
        return USAGE
    rest = " ".join(word for word in words if word not in {codes[0], "="})
    return f"Send: /alias {codes[0]} {rest}" if rest else USAGE


def _changes(proposal: Proposal) -> list[Line]:
    if not proposal.differences:
        return [line(f"None of {proposal.tried} known questions would be read differently.")]
    count = len(proposal.differences)
    noun = "question" if count == 1 else "questions"
    shown = [
        line(f"“{one.text[:80]}”: now {one.before}; then {one.after}.")
        for one in proposal.differences[:MOST_SHOWN]
    ]
    rest = [line(f"… and {count - MOST_SHOWN} more.")] if count > MOST_SHOWN else []
    return [
        line(f"Of {proposal.tried} known questions, {count} {noun} would be read differently:"),
        *shown,
        *rest,
    ]


def added(proposal_alias: str, measure_name: str, told: int) -> Reply:
    """Return what is said once the word is there."""
    people = {0: "", 1: " One person who asked before is told."}.get(
        told, f" {told} people who asked before are told."
    )
    return Reply(
        headline=line(bold(f"“{proposal_alias}” now means {measure_name}.")),
        lines=(line(f"It works from the next question on.{people}"),),
    )
