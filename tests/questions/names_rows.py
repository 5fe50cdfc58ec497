"""What `names_table.csv` says a phrase names, and whether linking agrees.

`means` is codes ("3.03 3.04"), "at least" codes, "crossed" (two things of which the plan holds no
mixture), "nothing" (no measure, or a topic, split or place that the plan lacks), "ambition 4",
"owner …" or "term …" as the plan prints them.
"""

from __future__ import annotations

import csv
from pathlib import Path

from bot.questions.named import Link

TABLE = Path(__file__).parent / "names_table.csv"


def rows() -> list[tuple[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [(row["phrase"], row["means"]) for row in csv.DictReader(file)]


def agrees(link: Link, means: str) -> bool:
    named = {code for mention in link.mentions for code in mention.tied}
    outside = bool(link.absent or link.breakdowns or link.elsewhere or link.crossed)
    first, _, rest = means.partition(" ")
    if first == "nothing":
        return not named or outside
    if first == "crossed":
        return outside or len(link.mentions) > 1
    if first == "ambition":
        return bool(link.ambitions) and str(link.ambitions[0].number) == rest
    if first == "owner":
        best = max((one.score for one in link.owners), default=0.0)
        return rest in {one.name for one in link.owners if one.score >= 0.97 * best}
    if first == "term":
        return bool(link.terms) and link.terms[0].name == rest
    if first == "at":
        return set(rest.split()[1:]) <= named and len(named) <= 6
    return named == set(means.split())
