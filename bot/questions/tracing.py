"""How a reading was come to, in lines that people can read (`ask --trace`, /why)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.questions.clues import Clues
from bot.questions.kinds import Kinds
from bot.questions.queries import Ambiguous, NotUnderstood, Reading

SHOWN = 5


@dataclass
class Trace:
    """Lines that gather while a question is read; nothing is kept unless they are wanted."""

    wanted: bool
    lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """Keep a line."""
        if self.wanted:
            self.lines.append(line)

    def found(self, clues: Clues, kinds: Kinds) -> None:
        """Keep what was found in the text."""
        if not self.wanted:
            return
        self.say("words: " + " ".join(token.norm for token in clues.tokens))
        fixed = [f"{one.text} → {one.norm}" for one in clues.tokens if one.corrected]
        if fixed:
            self.say("spelling: " + ", ".join(fixed))
        for period in clues.periods:
            self.say(f"period: {period.text or period.form.value} ({period.form.value})")
        for numeral in clues.numerals:
            self.say(f"number: {numeral.text or numeral.value}")
        for mention in clues.link.mentions:
            self.say(
                "names: "
                + "; ".join(
                    f"{one.code} {one.score:.2f} by {one.by.name.lower()} “{one.phrase}”"
                    for one in mention.candidates[:SHOWN]
                )
                + f" — equal: {', '.join(mention.tied)}"
            )
        for label, named in (
            ("ambition", [f"{one.number} {one.score:.2f}" for one in clues.link.ambitions]),
            ("owner", [f"{one.name} {one.score:.2f}" for one in clues.link.owners]),
            ("term", [one.name for one in clues.link.terms]),
            ("comparator", [one.name for one in clues.link.comparators]),
            ("elsewhere", [one.name for one in clues.link.elsewhere]),
            ("not held", [one.name for one in clues.link.absent]),
            ("breakdown", [one.name for one in clues.link.breakdowns]),
        ):
            if named:
                self.say(f"{label}: {', '.join(named)}")
        if clues.link.unexplained_words:
            self.say(
                f"unexplained: {', '.join(clues.link.unexplained_words)} "
                f"({clues.link.unexplained:.2f})"
            )
        for heard in clues.heard:
            words = " ".join(clues.tokens[clues.places[place]].norm for place in heard.places)
            self.say(f"cue: {heard.cue.group} {heard.cue.weight:g} “{words}”")
        ordered = ", ".join(f"{kind} {kinds.weights[kind]:.1f}" for kind in kinds.ordered[:SHOWN])
        self.say(f"kinds: {ordered}")
        if kinds.outside[0]:
            self.say(f"outside the plan: {kinds.outside[1]} {kinds.outside[0]:.1f}")

    def on(self, reading: Reading) -> Reading:
        """Return the reading with the lines on it."""
        if not self.wanted:
            return reading
        query = reading.query
        did = (
            "ask"
            if isinstance(reading, Ambiguous)
            else "refuse"
            if isinstance(reading, NotUnderstood)
            else "answer"
        )
        self.say(
            f"{did}: {query.kind} {' '.join(query.measures)} certainty {reading.certainty:.2f}"
        )
        return replace(reading, trace=tuple(self.lines))
