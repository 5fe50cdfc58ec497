"""What a question leaves out is taken from the conversation, and said back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.plan.measures import Catalogue
from bot.questions.building import Builder, outside
from bot.questions.clues import Clues
from bot.questions.kinds import Kinds
from bot.questions.labels import choices_of
from bot.questions.leaning import (
    corrects,
    leads_on,
    other_one,
    picked_places,
    points_back,
    says_none,
)
from bot.questions.names import Names
from bot.questions.normalise import tokenise
from bot.questions.period_words import Form
from bot.questions.queries import (
    Ambiguous,
    Choice,
    Kind,
    NotUnderstood,
    Query,
    Reading,
    Turn,
    Understood,
    Window,
)
from bot.questions.subjects import NOTHING, Subject, subject_of
from bot.questions.tracing import Trace

STANDS_ALONE = 0.5
"""A measure named this surely needs nothing from before."""
SAID = 4.0
"""A plain question for the figure must be this loud to be one of its own."""
HEARD = 2.0
"""A cue this loud says the kind."""
NEW_WORDS = 0.55
"""More unknown weight than this is a new subject, and no leaning question."""
SHORT = 8
"""A text of at most so many words may be a pick."""
LOOSE_WORDS = 2.5
"""What may be unknown where the words are about something said just before."""
FIGURES = frozenset({Kind.LATEST, Kind.FIGURE, Kind.TREND, Kind.CHANGE, Kind.COMPARE, Kind.TARGET})
ABOUT_MEASURE = FIGURES | {Kind.DEFINITION, Kind.SOURCE, Kind.OWNER, Kind.STORY}
KEEPS_WINDOWS = frozenset({Kind.COMPARE, Kind.SOURCE, Kind.FIGURE})
POINTED = frozenset({Kind.DUE, Kind.FOLLOW})


@dataclass(frozen=True, kw_only=True)
class Before:
    """What a question can lean on: the last turn, and those that were about something."""

    last: Turn
    turns: tuple[Turn, ...]

    @property
    def turn(self) -> Turn:
        """The last turn that was about something."""
        return self.turns[0]

    @property
    def points(self) -> tuple[Window, ...]:
        """The periods of the last figures of the same measures, oldest first."""
        found: list[Window] = []
        for turn in self.turns:
            if turn.query.measures != self.query.measures or turn.query.kind is not Kind.FIGURE:
                break
            found += turn.query.windows
        return tuple(sorted(dict.fromkeys(found[:2]), key=lambda window: window.start))

    @property
    def query(self) -> Query:
        """The query of the last turn that was about something."""
        return self.turn.query

    @property
    def windows(self) -> tuple[Window, ...]:
        """The periods it named, or those its reply stated."""
        return self.query.windows or self.turn.answered


class FollowUps:
    """Reads questions that lean on the turns before them."""

    def __init__(self, catalogue: Catalogue, names: Names, builder: Builder) -> None:
        """Keep what is needed to read a leaning question."""
        self.catalogue = catalogue
        self._names = names
        self._builder = builder

    def read(
        self,
        clues: Clues,
        kinds: Kinds,
        today: date,
        turns: tuple[Turn, ...],
        steps: Trace,
    ) -> Reading | None:
        """Return the reading of a question that leans on `turns`, None where it stands alone."""
        before = _before(turns)
        if before is None or clues.empty:
            return None
        subject = subject_of(clues)
        for step in (self._picked, self._value, self._corrected, self._leaning):
            reading = step(clues, kinds, subject, today, before)
            if reading is not None:
                steps.say(f"leans on what was said before ({step.__name__.strip('_')})")
                return reading
        return None

    def _picked(
        self, clues: Clues, kinds: Kinds, subject: Subject, today: date, before: Before
    ) -> Reading | None:
        """A text that answers what the bot asked."""
        choices = before.last.asked
        if not choices:
            return None
        places = picked_places(clues, len(choices))
        if places is not None:
            if len(places) == 1:
                return self._sure(choices[places[0]].query)
            return self._together([choices[place].query for place in places])
        if says_none(clues):
            return None
        fitting = self._fitting(clues, subject, choices)
        if len(fitting) != 1:
            return None
        chosen = fitting[0].query
        kind = self._kind(clues, kinds)
        if kind in {None, chosen.kind, Kind.LIST, Kind.SUBMIT, Kind.HELP, Kind.RANKING}:
            return self._sure(chosen)
        assert kind is not None
        query = self._builder.query(kind, clues, kinds, today, measures=chosen.measures)
        return self._sure(query)

    def _fitting(self, clues: Clues, subject: Subject, choices: Sequence[Choice]) -> list[Choice]:
        """Return the choices that the words of an answer fit best."""
        codes = set(subject.measures) or set(subject.options)
        if subject.measures and len(codes) == 1:
            named = [one for one in choices if set(one.query.measures) == codes]
            if named:
                return named
        stems = {
            token.stem
            for place, token in enumerate(clues.tokens)
            if place not in clues.cued or clues.link.facets
        }
        said = [(len(stems & _stems(one.label)), one) for one in choices]
        most = max(count for count, _ in said)
        by_label = [one for count, one in said if count == most and most > 0]
        if len(by_label) == 1 and len(clues.tokens) <= 8:
            return by_label
        if subject.options and subject.score >= STANDS_ALONE:
            inside = [one for one in choices if set(one.query.measures) & codes]
            if len(inside) == 1:
                return inside
        return []

    def _value(
        self, clues: Clues, kinds: Kinds, subject: Subject, today: date, before: Before
    ) -> Reading | None:
        """A value without a measure: handed in after a reminder, asked about after an answer."""
        if not clues.numerals or (subject.named and subject.score >= STANDS_ALONE):
            return None
        query = before.query
        limit = LOOSE_WORDS if query.kind is Kind.SUBMIT or before.turn.reminder else NEW_WORDS
        if clues.left_over > limit or clues.said.question:
            return None
        other = max(
            clues.weight(kind.value)
            for kind in Kind
            if kind not in {Kind.SUBMIT, Kind.LATEST, Kind.FIGURE, Kind.CHANGE, Kind.DEFINITION}
        )
        submits = clues.weight(Kind.SUBMIT.value)
        handing = before.turn.reminder or query.kind in {Kind.SUBMIT, Kind.DUE}
        if other > submits and other >= HEARD:
            return None
        if before.last.asked and query.kind is Kind.SUBMIT:
            return self._value_for_choices(clues, kinds, today, before.last.asked)
        if len(query.measures) != 1:
            return None
        made = self._builder.query(Kind.SUBMIT, clues, kinds, today, measures=query.measures)
        made = made.but(inherited=self._said(query))
        if not made.windows:
            made = made.but(windows=query.windows)
        if handing or submits >= 4.0:
            return Understood(query=made, certainty=0.85)
        return Ambiguous(
            asking=f"Is that a figure to hand in for {self._said(query)}?",
            choices=choices_of(self.catalogue, [made, query]),
            certainty=0.5,
            query=made,
        )

    def _value_for_choices(
        self, clues: Clues, kinds: Kinds, today: date, choices: Sequence[Choice]
    ) -> Reading:
        """A value set right while it is still open for which measure it is."""
        made = []
        for choice in choices:
            again = self._builder.query(
                Kind.SUBMIT, clues, kinds, today, measures=choice.query.measures
            )
            windows = again.windows or choice.query.windows
            made.append(choice.query.but(value=again.value, windows=windows))
        return Ambiguous(
            asking="Which measure is that for?",
            choices=choices_of(self.catalogue, made),
            certainty=0.5,
            query=made[0].but(measures=tuple(code for one in made for code in one.measures)),
        )

    def _corrected(
        self, clues: Clues, kinds: Kinds, subject: Subject, today: date, before: Before
    ) -> Reading | None:
        """'no, the other one', 'no i meant permanent exclusions'."""
        if other_one(clues) and not (subject.named and subject.score >= STANDS_ALONE):
            others = before.last.others or before.turn.others
            if len(others) == 1:
                return self._sure(others[0].query)
            if others:
                return Ambiguous(
                    asking="Which of these do you mean?",
                    choices=others[:6],
                    certainty=0.5,
                    query=others[0].query,
                )
            return None
        if not corrects(clues) or clues.numerals:
            return None
        heard = self._kind(clues, kinds)
        query = before.query
        if clues.link.facets and clues.weight("latest") >= 1.0:
            heard = Kind.LATEST
        if subject.named:
            codes = self._near(subject, query)
        else:
            codes = self._relinked(clues, query) or query.measures
        kind = heard or (query.kind if query.kind in ABOUT_MEASURE else Kind.LATEST)
        if not codes:
            return None
        if codes == query.measures and not (heard or clues.timed or clues.link.comparators):
            return None
        return self._made(kind, codes, clues, kinds, today, before, keep=True)

    def _leaning(
        self, clues: Clues, kinds: Kinds, subject: Subject, today: date, before: Before
    ) -> Reading | None:
        """A question without a subject, or one that carries on with another."""
        led = leads_on(clues)
        heard = self._kind(clues, kinds)
        query = before.query
        if len(query.measures) > 1 and (one := self._narrowed(clues, subject, query)):
            kind = heard if heard in ABOUT_MEASURE | POINTED else query.kind
            return self._made(kind, (one,), clues, kinds, today, before, keep=True)
        if subject.named and self._is_about_before(clues, subject, heard, led=led):
            subject = NOTHING
        if led and subject.named and query.measures and not _in_full(subject):
            codes = self._relinked(clues, query)
            if codes:
                kind = heard or self._carried(clues, query)
                return self._made(kind, codes, clues, kinds, today, before, keep=True)
            if _same_for(clues) and not set(subject.options) & set(query.measures):
                return NotUnderstood(
                    query=outside("breakdown"),
                    nearest=choices_of(self.catalogue, [query]),
                    certainty=0.6,
                )
        if subject.named and (subject.score >= STANDS_ALONE or not led):
            if not led or query.kind not in ABOUT_MEASURE | POINTED:
                return None
            if heard is not None and heard is not query.kind and not query.windows:
                return None
            kind = heard or self._carried(clues, query)
            codes = self._near(subject, query)
            return self._made(kind, codes, clues, kinds, today, before, keep=heard is None)
        if clues.link.ambitions and clues.link.ambitions[0].by == "number":
            if heard is None and query.ambition is not None and led:
                return self._sure(query.but(ambition=clues.link.ambitions[0].number))
            return None
        if query.ambition is not None and not query.measures:
            return self._in_ambition(clues, kinds, heard, today, query)
        if not query.measures:
            return None
        return self._same_measure(clues, kinds, heard, today, before, led=led)

    def _narrowed(self, clues: Clues, subject: Subject, query: Query) -> str | None:
        """Return the one of several measures shown that a short text picks out."""
        if len(clues.tokens) > SHORT:
            return None
        codes = set(subject.measures) or set(subject.options)
        inside = [code for code in query.measures if code in codes]
        if len(inside) == 1 and len(codes) > 1:
            return inside[0]
        if not any(token.norm in {"one", "ones"} for token in clues.tokens):
            return None
        choices = choices_of(self.catalogue, [query.but(measures=(c,)) for c in query.measures])
        fitting = self._fitting(clues, subject, choices)
        return fitting[0].query.measures[0] if len(fitting) == 1 else None

    def _is_about_before(
        self, clues: Clues, subject: Subject, heard: Kind | None, *, led: bool
    ) -> bool:
        """Say whether what looks like a name is a lead, or part of a question about 'that'."""
        if led and subject.mentions[0].best.places <= {0}:
            return True
        if _in_full(subject):
            return False
        return points_back(clues) and heard in ABOUT_MEASURE and len(subject.options) != 1

    def _in_ambition(
        self, clues: Clues, kinds: Kinds, heard: Kind | None, today: date, query: Query
    ) -> Reading | None:
        if heard in {Kind.LIST, Kind.RANKING, Kind.OWNER, Kind.STORY, Kind.PLAN}:
            if not (points_back(clues) or leads_on(clues) or len(clues.tokens) <= 5):
                return None
            made = self._builder.query(heard, clues, kinds, today)
            return self._sure(made.but(ambition=query.ambition, inherited=self._said(query)))
        return None

    def _same_measure(
        self,
        clues: Clues,
        kinds: Kinds,
        heard: Kind | None,
        today: date,
        before: Before,
        *,
        led: bool,
    ) -> Reading | None:
        query = before.query
        back = points_back(clues)
        if heard in POINTED and not back:
            return None
        if heard is not None and heard not in ABOUT_MEASURE | POINTED:
            return None
        loose = back and heard in {Kind.DEFINITION, Kind.STORY, Kind.SOURCE}
        if clues.left_over > (LOOSE_WORDS if loose else NEW_WORDS):
            codes = self._relinked(clues, query)
            if not codes:
                return None
        elif clues.link.facets and (changed := self._relinked(clues, query)):
            codes = changed
        else:
            codes = query.measures
        said = bool(clues.timed or clues.link.comparators)
        if heard is None and not said and codes == query.measures and not (led or back):
            return None
        kind = heard or self._carried(clues, query)
        return self._made(kind, codes, clues, kinds, today, before, keep=True)

    def _made(
        self,
        kind: Kind,
        codes: Sequence[str],
        clues: Clues,
        kinds: Kinds,
        today: date,
        before: Before,
        *,
        keep: bool,
    ) -> Reading:
        """Return the query, with the windows and comparators that its words carry on."""
        query = before.query
        made = self._builder.query(
            kind, clues, kinds, today, measures=codes, answered=before.windows
        )
        if keep and not made.windows:
            made = made.but(windows=self._kept_windows(kind, clues, before))
        if keep and kind is Kind.COMPARE and not made.comparators and query.kind is Kind.COMPARE:
            made = made.but(comparators=query.comparators)
        made = made.but(inherited=self._said(query))
        if kind in {Kind.LATEST, Kind.FIGURE}:
            made = made.but(kind=Kind.FIGURE if made.windows else Kind.LATEST)
        if len(codes) > 1 and query.kind is not Kind.LIST and _asked_about(before, codes):
            return Ambiguous(
                asking="Which of these do you mean?",
                choices=choices_of(self.catalogue, [made.but(measures=(code,)) for code in codes]),
                certainty=0.5,
                query=made,
            )
        return self._sure(made)

    def _kept_windows(self, kind: Kind, clues: Clues, before: Before) -> tuple[Window, ...]:
        query = before.query
        if kind is Kind.CHANGE and query.kind is Kind.FIGURE:
            return before.points
        if query.kind in {Kind.FIGURE, Kind.COMPARE, Kind.SOURCE} and kind in KEEPS_WINDOWS:
            return query.windows
        if kind is query.kind:
            return query.windows
        return ()

    def _carried(self, clues: Clues, query: Query) -> Kind:
        """Return the kind that a question without a kind of its own goes on with."""
        if clues.link.comparators:
            return Kind.COMPARE
        spans = {one.form for one in clues.timed}
        if spans & {Form.SINCE, Form.LAST_N, Form.FROM}:
            return Kind.CHANGE if query.kind is Kind.CHANGE else Kind.TREND
        if query.kind is Kind.FIGURE and not clues.timed:
            return Kind.FIGURE
        if query.kind in ABOUT_MEASURE - {Kind.LATEST, Kind.FIGURE}:
            if not clues.timed or query.kind in {Kind.COMPARE, Kind.TREND, Kind.CHANGE}:
                return query.kind
        if any(one.form is Form.RANGE and not one.spanning for one in clues.timed):
            return Kind.TREND
        return Kind.FIGURE if clues.timed else Kind.LATEST

    def _kind(self, clues: Clues, kinds: Kinds) -> Kind | None:
        """Return the kind that cues say, None where only periods and names were found."""
        for kind in kinds.ordered:
            if kind is Kind.FIGURE or (kind is Kind.LATEST and clues.weight("latest") < SAID):
                continue
            if clues.weight(kind.value) >= HEARD:
                return kind
        return None

    def _near(self, subject: Subject, query: Query) -> tuple[str, ...]:
        """Return the measures named; of several that fit, the ones like the last answered."""
        if subject.measures:
            return subject.measures
        spoken = tuple(code for code in subject.options if code in query.measures)
        if len(spoken) == 1:
            return spoken
        family = {self.catalogue.by_code[code].ambition for code in query.measures}
        near = tuple(
            code for code in subject.options if self.catalogue.by_code[code].ambition in family
        )
        return near or subject.options

    def _relinked(self, clues: Clues, query: Query) -> tuple[str, ...]:
        """Return another measure of the same family that the left-over words pick, or nothing."""
        for code in query.measures:
            name = tokenise(self.catalogue.by_code[code].name)
            words = (*name, *clues.tokens)
            taken = {
                len(name) + place for one in clues.periods for place in range(one.start, one.end)
            }
            link = self._names.link(words, taken)
            for mention in link.mentions:
                for one in mention.candidates:
                    own = any(place >= len(name) for place in one.places) or one.facet >= 1
                    if one.code != code and own and one.facet >= 0 and self._kin(code, one.code):
                        if clues.left_over <= NEW_WORDS or one.score >= 0.6:
                            return (one.code,)
        return ()

    def _kin(self, code: str, other: str) -> bool:
        """Say whether two measures belong to one family: one ambition, words in common."""
        one, two = self.catalogue.by_code[code], self.catalogue.by_code[other]
        shared = _stems(one.name) & _stems(two.name)
        return one.ambition == two.ambition and bool(shared)

    def _together(self, queries: Sequence[Query]) -> Reading:
        codes = tuple(dict.fromkeys(code for query in queries for code in query.measures))
        return self._sure(queries[0].but(measures=codes))

    def _sure(self, query: Query) -> Understood:
        return Understood(query=query, certainty=0.85)

    def _said(self, query: Query) -> str:
        if query.measures:
            return " and ".join(self.catalogue.by_code[code].name for code in query.measures)
        if query.ambition is not None:
            return f"ambition {query.ambition}"
        return ""


def _before(turns: Sequence[Turn]) -> Before | None:
    about = tuple(
        turn
        for turn in turns
        if turn.query.kind not in {Kind.HELP, Kind.NOT_IN_PLAN} or turn.reminder
    )
    return Before(last=turns[0], turns=about) if about else None


def _asked_about(before: Before, codes: Sequence[str]) -> bool:
    """Say whether the measures are still those of a question that the bot asked back."""
    return bool(before.turn.asked) and set(codes) == set(before.query.measures)


def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokenise(text) if token.norm.isalpha()) - _LIGHT


_LIGHT = frozenset(
    {"the", "in", "of", "for", "a", "and", "to", "on", "with", "at", "child", "rate"}
)


def _same_for(clues: Clues) -> bool:
    """Say whether a question asks the same for another part of the whole."""
    words = [token.norm for token in clues.tokens[:3]]
    return "same" in words or words[:1] in (["for"], ["just"], ["only"])


def _in_full(subject: Subject) -> bool:
    """Say whether the measures are named word for word."""
    return all(mention.best.literal for mention in subject.mentions)
