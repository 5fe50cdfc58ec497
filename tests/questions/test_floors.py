"""Accuracy on questions nobody looks at can't fall unnoticed: floors a little under today's totals.

By readings alone, without the figures of replies. Only totals are printed: these banks are for
measuring, never for tuning. After a rise, raise the floors; never lower them to get past a fall.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from bot.questions.evaluation import Report
from bot.questions.scoring import Outcome
from tests.questions.reading_alone import read_alone

SETTLED = {"open_aside": 0.875, "own_checking": 0.89}
RIGHT = {"open_aside": 0.735, "own_checking": 0.77}
WRONG_FIGURE = {"open_aside": 0.035, "own_checking": 0.02}

once = lru_cache(read_alone)


def share(report: Report, outcome: Outcome) -> float:
    return report.total.share(outcome)


@pytest.mark.parametrize("bank", SETTLED)
def test_settled_and_right_stay_above_their_floors(bank: str) -> None:
    made = once(bank)
    settled = made.total.settled / made.total.lines
    right = share(made, Outcome.RIGHT)
    print(f"{bank}: settled {settled:.1%}, right {right:.1%}")
    assert settled >= SETTLED[bank]
    assert right >= RIGHT[bank]


@pytest.mark.parametrize("bank", WRONG_FIGURE)
def test_wrong_figures_stay_below_their_ceiling(bank: str) -> None:
    made = once(bank)
    wrong = share(made, Outcome.WRONG_FIGURE)
    print(f"{bank}: wrong figure {wrong:.1%}, at most {made.wrong_figure_bound:.2%}")
    assert wrong <= WRONG_FIGURE[bank]
