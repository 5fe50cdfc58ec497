"""From matches to mentions: one for each thing that a question names.

The best reading of the whole question comes first; where its words leave a rest that names another
measure on its own ("cp plans and lac numbers"), that is a mention too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.plan.measures import Catalogue
from bot.questions.codes import CodeSpot
from bot.questions.facets import agreement
from bot.questions.ideas import Word, stems_of, written
from bot.questions.named import Candidate, Mention, Named
from bot.questions.plan_readings import ABSENT
from bot.questions.readings import By, Match, Readings, Weighed

MOST = 6
FAINT = 0.22
"""Below this score nothing is named."""
ALONE = 0.72
"""How much of a reading the rest of a question must say to be a mention of its own."""
LAY_ALONE = 0.9
"""The same for a lay phrase."""
SHARED = 0.05
"""What the words of another mention weigh for a mention that may share them."""
HEAVY = 0.27
"""A mention must explain a word of this weight at least."""
EQUAL = 0.03
"""Scores that differ by less are equal."""
WHOLE = 0.97
"""So much of a reading is said that it counts as named whole."""
_JOINERS = {
    **dict.fromkeys(("and", "&", "+", ",", ";", "plus", "also", "then", "n", "alongside"), "and"),
    **dict.fromkeys(("or", "/", "either"), "or"),
    **dict.fromkeys(("vs", "v", "versus", "against"), "vs"),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What a question mentions: measures, topics the plan lacks, and the measures nearest."""

    mentions: tuple[Mention, ...]
    absent: tuple[Named, ...]
    nearest: tuple[Candidate, ...]


class Mentions:
    """Finds what a question mentions among the measures of a plan."""

    def __init__(self, catalogue: Catalogue, readings: Readings) -> None:
        """Keep the index and the measures' units."""
        self._units = {measure.code: measure.unit for measure in catalogue.measures}
        self._names = {measure.code: measure.name for measure in catalogue.measures}
        self._readings = readings
        self._stems = {
            text: f" {' '.join(written(text))} "
            for reading in readings.readings
            for text in reading.texts
        }

    def found(
        self,
        words: Sequence[Word],
        question: Sequence[Weighed],
        facets: frozenset[str],
        codes: Sequence[CodeSpot],
    ) -> Parts:
        """Return the mentions in the order of the text, and the topics that the plan lacks."""
        said = f" {' '.join(stem for _, stem in stems_of(words))} "
        mentions = [self._of_code(code) for code in codes]
        absent: list[Named] = []
        nearest: list[Candidate] = []
        for matches in self._split(question):
            best = matches[0]
            held = [match for match in matches if not match.target.startswith(ABSENT)]
            mention = self._mention(held, facets, said)
            if best.target.startswith(ABSENT):
                absent.append(_absent(best, words))
                nearest += mention.candidates if mention else ()
            elif mention is not None:
                mentions.append(mention)
        mentions.sort(key=lambda mention: (mention.start, mention.end))
        kept = _standing(_joined(mentions, words))
        return Parts(tuple(_joined(kept, words)), tuple(absent), tuple(nearest))

    def _split(self, question: Sequence[Weighed]) -> list[list[Match]]:
        """Return the matches of each part of a question that names something on its own."""
        first = self._readings.matches(question)
        if not first or first[0].score < FAINT or not self._heavy(first[0], question):
            return []
        parts = [first]
        used = set(first[0].places)
        while len(parts) < MOST:
            rest = [one for one in question if used.isdisjoint(one.spot.places)]
            if not any(one.weight >= HEAVY for one in rest):
                break
            known = {match.target for part in parts for match in _equals(part)}
            more = self._alone(rest, known) or self._sharing(question, rest, known)
            if not more:
                break
            parts.append(more)
            used |= more[0].places
        if len(parts) > 1:
            others = {place for part in parts[1:] for place in part[0].places} - first[0].places
            own = [one for one in question if others.isdisjoint(one.spot.places)]
            parts[0] = self._readings.matches(own) or first
        return parts

    def _alone(self, rest: Sequence[Weighed], known: set[str]) -> list[Match]:
        matches = self._readings.matches([one for one in rest if one.weight > 0])
        return self._accepted(matches, rest, known)

    def _sharing(
        self, question: Sequence[Weighed], rest: Sequence[Weighed], known: set[str]
    ) -> list[Match]:
        """Return matches of the rest that borrow a word ("autism and CAMHS waits")."""
        weighed = [one if one in rest else Weighed(one.spot, SHARED) for one in question]
        return self._accepted(self._readings.matches(weighed), rest, known)

    def _accepted(
        self, matches: list[Match], rest: Sequence[Weighed], known: set[str]
    ) -> list[Match]:
        if not matches or matches[0].target in known:
            return []
        best = matches[0]
        enough = LAY_ALONE if best.reading.by is By.LEXICON else ALONE
        return matches if best.recall >= enough and self._heavy(best, rest) else []

    def _heavy(self, match: Match, words: Sequence[Weighed]) -> bool:
        """Say whether a match explains a word of some weight."""
        return any(
            one.weight >= HEAVY and not match.places.isdisjoint(one.spot.places) for one in words
        )

    def _of_code(self, code: CodeSpot) -> Mention:
        places = frozenset(range(code.start, code.end))
        candidate = Candidate(
            code=code.code,
            score=1.0 if code.exact or code.called else 0.8,
            recall=1.0,
            coverage=1.0,
            phrase=code.code,
            by=By.CODE,
            whole=True,
            literal=code.exact,
            generic=False,
            facet=0.0,
            similarity=1.0,
            places=places,
        )
        return Mention(candidates=(candidate,), tied=(code.code,), start=code.start, end=code.end)

    def _mention(
        self, matches: Sequence[Match], facets: frozenset[str], said: str
    ) -> Mention | None:
        candidates = sorted(
            (self._candidate(match, facets, said) for match in matches),
            key=lambda one: (-one.score, -one.by, one.code),
        )
        if not candidates:
            return None
        places = candidates[0].places
        return Mention(
            candidates=tuple(candidates),
            tied=_tied(candidates),
            start=min(places),
            end=max(places) + 1,
        )

    def _candidate(self, match: Match, facets: frozenset[str], said: str) -> Candidate:
        facet = agreement(facets, self._units[match.target])
        whole = match.recall >= WHOLE
        texts = match.reading.texts
        said_so = [text for text in texts if self._stems[text] in said] if whole else []
        literal = bool(said_so)
        bonus = (0.02 if literal else 0.0) + (
            0.01 if literal and match.reading.by is By.NAME else 0.0
        )
        return Candidate(
            code=match.target,
            score=max(match.score + bonus + 0.05 * facet, 0.0),
            recall=match.recall,
            coverage=match.coverage,
            phrase=said_so[0] if said_so else texts[0],
            by=match.reading.by,
            whole=whole,
            literal=literal,
            generic=match.reading.generic,
            facet=facet,
            similarity=0.0,
            places=match.places,
        )


def _absent(match: Match, words: Sequence[Word]) -> Named:
    return Named(
        name=match.target.removeprefix(ABSENT),
        score=match.score,
        words=" ".join(words[place].norm for place in sorted(match.places)),
        places=match.places,
    )


def _tied(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the codes that the words fit equally.

    Where the best is named whole, only its equals count; else all that explain as much.
    """
    best = candidates[0]
    sure = best.whole and (best.literal or best.by is By.NAME or not best.generic)
    floor = best.score - EQUAL if sure else 0.6 * best.score
    return tuple(
        one.code
        for one in candidates
        if one.score >= floor and one.coverage >= best.coverage - EQUAL
    )[:MOST]


def _equals(matches: Sequence[Match]) -> list[Match]:
    return [match for match in matches if match.score >= matches[0].score - EQUAL]


def _standing(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without lay phrases that stand beside a stronger one by chance."""
    strongest = max((mention.best.score for mention in mentions), default=0.0)
    joined = [mention.joined for mention in mentions]
    return [
        mention
        for place, mention in enumerate(mentions)
        if mention.best.score == strongest
        or mention.best.literal
        or (mention.best.whole and mention.best.by >= By.ALIAS)
        or any(joined[max(place, 1) : place + 2])
    ]


def _joined(mentions: Sequence[Mention], words: Sequence[Word]) -> list[Mention]:
    """Return the mentions with what stands between each and the one before it."""
    found = list(mentions[:1])
    for before, mention in pairwise(mentions):
        between = [word.norm for word in words[min(before.end, mention.start) : mention.start]]
        joiners = [_JOINERS[norm] for norm in between if norm in _JOINERS]
        found.append(
            Mention(
                candidates=mention.candidates,
                tied=mention.tied,
                start=mention.start,
                end=mention.end,
                joined=joiners[-1] if joiners else "",
            )
        )
    return found
