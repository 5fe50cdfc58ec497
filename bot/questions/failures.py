"""The lines of a bank that did not come right, in words, the worst first."""

from __future__ import annotations

from datetime import date

from bot.questions.bank import BankLine
from bot.questions.evaluation import Report, Scored
from bot.questions.scoring import Given, Outcome

HIDDEN = "(not shown)"
_WORST = {outcome: place for place, outcome in enumerate(reversed(Outcome))}


def failures(made: Report, most: int) -> tuple[str, ...]:
    """Return at most so many failures of a report, one line each, and how many there are besides.

    Lines whose text is hidden are left out: their bank is only counted.
    """
    shown = [one for one in made.failures if one.line.text != HIDDEN]
    shown.sort(key=lambda one: _WORST[one.outcome])
    lines = [failure(one) for one in shown[:most]]
    if 0 < most < len(shown):
        lines.append(f"… and {len(shown) - most} more")
    return tuple(lines)


def failure(one: Scored) -> str:
    """Return one failure in words: what it came to, what was wanted, what was done."""
    return (
        f"{one.outcome}: {one.line.id} “{one.line.text}”: "
        f"wanted {_wanted(one.line)}, {_done(one.given)}"
    )


def hidden(one: Scored) -> Scored:
    """Return a scored line without its text, for banks of which only totals may be seen."""
    line = one.line.model_copy(update={"text": HIDDEN})
    return Scored(line=line, given=one.given, outcome=one.outcome)


def _wanted(line: BankLine) -> str:
    return _words(line) + (" or a question back" if line.ambiguous else "")


def _done(got: Given) -> str:
    if got.did == "refused":
        return "refused"
    if got.did == "asked":
        choices = ", ".join(" ".join((one.kind, *one.measures)) for one in got.choices)
        return f"asked: {choices}"
    return f"answered {_words(got)}"


def _words(one: BankLine | Given) -> str:
    parts = [one.kind.value, *one.measures]
    if one.ambition is not None:
        parts.append(f"ambition {one.ambition}")
    parts += [_dates(*window) for window in one.windows]
    parts += one.comparators
    if one.filter is not None:
        parts.append(one.filter.value)
    if one.value is not None:
        parts.append(f"value {one.value:f}")
    return " ".join(parts)


def _dates(start: date, end: date) -> str:
    return f"{start:%Y-%m-%d}" if start == end else f"{start:%Y-%m-%d}/{end:%Y-%m-%d}"
