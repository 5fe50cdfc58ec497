"""`make bench-understanding`: this bot beside what people would pick, on the same questions.

    python -m tests.benchmarks.understanding [--alone] [BANK.jsonl …]

Everything is fitted on the tuning halves. Without banks, the set-aside third and our checking half
are measured, of which only totals are shown, and the page in docs/reference is written; with
`--alone` its comparison stays as it was.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path
from time import perf_counter

from bot.questions.bank import BankLine, read_bank
from bot.questions.scoring import Outcome, given, score
from bot.questions.understand import Understander, understander
from tests.benchmarks.answer_or_ask import (
    Decisions,
    Found,
    Prepared,
    Thresholds,
    decided_by_linking,
    fit,
    prepare,
    tally,
)
from tests.benchmarks.peers import PEERS, Peer, Ranked, phrases_of
from tests.benchmarks.understanding_page import UNSEEN, Beside, beside, kept, page
from tests.starter import catalogue

QUESTIONS = Path(__file__).parent.parent / "questions"
TUNING = ("open_tuning", "own_tuning")
PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "understanding.md"
FORMS = ("as typed", "stripped", "stripped and mended")


def main() -> None:
    """Measure, print, and write the page where the unseen banks were measured."""
    options = argparse.ArgumentParser(description="Measure understanding beside its peers.")
    options.add_argument("banks", nargs="*", type=Path, help="banks; default: the unseen ones")
    options.add_argument("--alone", action="store_true", help="keep the comparison of the page")
    asked = options.parse_args()
    if asked.alone:
        PAGE.write_text(page(kept(PAGE.read_text(encoding="utf-8"))), encoding="utf-8")
        return
    chosen = asked.banks
    banks = chosen or [QUESTIONS / f"{name}.jsonl" for name in UNSEEN]
    reader = understander(catalogue())
    tables = compare(reader, {bank.stem: read_bank(bank) for bank in banks})
    text = beside(tables) if chosen else page(beside(tables))
    print(text)
    if not chosen:
        PAGE.write_text(text, encoding="utf-8")


def compare(
    reader: Understander, banks: dict[str, tuple[BankLine, ...]]
) -> dict[str, list[Beside]]:
    """Return the rows of the comparison for each bank, ours first."""
    tuning = [
        prepare(reader, line)
        for name in TUNING
        for line in decided_by_linking(read_bank(QUESTIONS / f"{name}.jsonl"))
    ]
    measured = {
        name: [prepare(reader, line) for line in decided_by_linking(lines)]
        for name, lines in banks.items()
    }
    most_wrong = _ours(reader, tuning).outcomes.share(Outcome.WRONG)
    tables = {name: [_ours(reader, prepared)] for name, prepared in measured.items()}
    for kind in PEERS:
        print(f"… {kind.name}", file=sys.stderr, flush=True)
        loading = _loading(kind.loading)
        for given_all in (False, True):
            peer = kind(phrases_of(reader.names, lay=given_all))
            decisions = Decisions(reader.catalogue, our_refusals=given_all)
            fitted = _Fitted.on(peer, decisions, tuning, most_wrong, mended=given_all)
            for name, prepared in measured.items():
                ours = tables[name][0].outcomes.share(Outcome.WRONG)
                tables[name].append(fitted.beside(prepared, loading, ours, given_all=given_all))
    return tables


class _Fitted:
    """A peer with the form of the words and the thresholds that suit it best."""

    thresholds: Thresholds

    def __init__(self, peer: Peer, decisions: Decisions, form: int) -> None:
        self._peer, self._decisions, self._form = peer, decisions, form

    @classmethod
    def on(
        cls,
        peer: Peer,
        decisions: Decisions,
        tuning: Sequence[Prepared],
        most_wrong: float,
        *,
        mended: bool,
    ) -> _Fitted:
        """Return the best of the forms, by what its decisions are worth on the tuning halves."""
        tried: list[tuple[float, int, _Fitted]] = []
        for form in range(len(FORMS) if mended else len(FORMS) - 1):
            made = cls(peer, decisions, form)
            rankings = peer.rank_all([one.texts[form] for one in tuning])
            found = [decisions.found(*one) for one in zip(tuning, rankings, strict=True)]
            made.thresholds, gained = fit(found, most_wrong)
            tried.append((gained, -form, made))
        return max(tried, key=lambda one: one[:2])[2]

    def look(self, prepared: Prepared) -> tuple[Found, Ranked, float]:
        """Return what was found for a line, the ranking, and the milliseconds it took."""
        began = perf_counter()
        ranked = self._peer.rank(prepared.texts[self._form])
        took = (perf_counter() - began) * 1000
        return self._decisions.found(prepared, ranked), ranked, took

    def beside(
        self, lines: Sequence[Prepared], loading: str, our_wrong: float, *, given_all: bool
    ) -> Beside:
        """Return the row for a bank; `our_wrong` is this bot's share of wrong answers there."""
        looked = [self.look(one) for one in lines]
        best, _ = fit([found for found, _, _ in looked], our_wrong)
        hindsight = [best.outcome(found) for found, _, _ in looked]
        outcomes = [self.thresholds.outcome(found) for found, _, _ in looked]
        tops = [[code for code, _ in ranked[:3]] for _, ranked, _ in looked]
        made = _beside(
            self._peer.name + (", given all of ours" if given_all else ""),
            lines,
            outcomes,
            [list(one.codes[:1]) or top for one, top in zip(lines, tops, strict=True)],
            [took for _, _, took in looked],
            loading,
            FORMS[self._form],
        )
        return replace(made, hindsight=tally("hindsight", hindsight))


def _ours(reader: Understander, lines: Sequence[Prepared]) -> Beside:
    outcomes, tops, times = [], [], []
    for one in lines:
        began = perf_counter()
        reading = reader.read(one.line.text, one.line.today)
        times.append((perf_counter() - began) * 1000)
        outcomes.append(score(one.line, given(reading)))
        mentions = one.clues.link.mentions
        codes = [candidate.code for mention in mentions for candidate in mention.candidates]
        tops.append(list(dict.fromkeys(codes))[:3])
    loading = _loading("from bot.questions.understand import understander")
    return _beside("this bot", lines, outcomes, tops, times, loading, "the whole reading")


def _beside(
    name: str,
    lines: Sequence[Prepared],
    outcomes: Sequence[Outcome],
    tops: Sequence[Sequence[str]],
    times: Sequence[float],
    loading: str,
    words: str,
) -> Beside:
    singles = [
        (one.line.measures[0], top)
        for one, top in zip(lines, tops, strict=True)
        if len(one.line.measures) == 1
    ]
    ordered = sorted(times)
    return Beside(
        name=name,
        outcomes=tally(name, outcomes),
        single=len(singles),
        found=sum(code in top[:1] for code, top in singles),
        among_three=sum(code in top for code, top in singles),
        median_ms=ordered[len(ordered) // 2],
        slowest_ms=ordered[ceil(0.99 * len(ordered)) - 1],
        loading=loading,
        words=words,
    )


def _loading(code: str) -> str:
    """Return the seconds and the megabytes that loading takes in a process of its own."""
    script = (
        "import time, resource; began = time.perf_counter()\n"
        f"{code}\n"
        "print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    seconds, kilobytes = ran.stdout.split()[-2:]
    return f"{float(seconds):.2f} s, {int(kilobytes) / 1024:.0f} MB"


if __name__ == "__main__":
    main()
