"""No room prints a figure past the gate (R30): where figures are read and values taken is listed.

Three things together make the proof. Only `bot.rendering.disclosure` can make what
`bot.rendering.numbers` prints. Answers and everything like them read figures through `ScreenedPlan`
alone, which empties those that are hidden. And whoever reads the plan as it is stored, or takes the
number out of a figure, stands in the tables below with the reason why no reader can see it. A new
place makes these tests fail.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import bot
import handlers
from bot.plan.store import PlanStore
from bot.submissions.store import SubmissionStore

ROOTS = [Path(package.__path__[0]) for package in (bot, handlers)]
TOP = ROOTS[0].parent

# Rooms that make no words, so that nothing leaves by them but figures.
WORDLESS = ("bot/plan/", "bot/answers/", "bot/questions/", "bot/settings/", "bot/starter_plan/")

PRIVATE = "the counter: who hands in or signs off sees what they work on, in a chat of their own"
PERIODS = "looks at periods, prints no value"

READS_THE_STORED_PLAN = {
    "bot/answers/asked.py": "ScreenedPlan itself",
    "bot/plan/newest_known.py": "keeps what `ScreenedPlan` reads, for it alone to screen",
    "bot/plan/protecting.py": "works out what is hidden",
    "bot/exchange/records.py": "the officer's own export at the command line",
    "bot/exchange/target_setting.py": PERIODS,
    "bot/membership/notes_over.py": "the owner's own words, to whoever takes the measure over",
    "bot/receipts/as_of.py": "earlier values, each through `passed_revision`",
    "bot/reminders/due_page.py": PERIODS,
    "bot/reminders/next_due.py": PERIODS,
    "bot/submissions/cards.py": PRIVATE,
    "bot/submissions/dates_named.py": PERIODS,
    "bot/submissions/dialogue.py": PERIODS,
    "bot/submissions/publishing.py": PRIVATE,
    "bot/submissions/several.py": PERIODS,
    "bot/submissions/sheets.py": PERIODS,
    "bot/submissions/storytelling.py": "the owner's words are kept, the value is not printed",
    "bot/submissions/sums.py": "adds up, names no number",
    "bot/submissions/undoing.py": "puts a value back, prints none",
}

TAKES_A_NUMBER = {
    "bot/exchange/doubts.py": "import at the command line; a hidden figure's is not said",
    "bot/exchange/records.py": "the officer's own export at the command line",
    "bot/exchange/summary.py": "import at the command line; a hidden figure's is not said",
    "bot/exchange/target_setting.py": "targets, which are never hidden",
    "bot/exchange/target_words.py": "targets, which are never hidden",
    "bot/exchange/versions.py": "compares and brings in, prints none",
    "bot/receipts/as_of.py": "compares, prints through `passed_revision`",
    "bot/receipts/recall.py": "a key in the database, of screened figures",
    "bot/receipts/since.py": "compares, of screened figures",
    "bot/reminders/alerts.py": "a key in the database, of screened figures",
    "bot/rendering/disclosure.py": "the gate",
    "bot/submissions/cards.py": PRIVATE,
    "bot/submissions/checks.py": PRIVATE,
    "bot/submissions/dialogue.py": "what was typed",
    "bot/submissions/publishing.py": "asks whether there is one",
    "bot/submissions/records.py": "what was typed",
    "bot/submissions/refusals.py": PRIVATE,
    "bot/submissions/several.py": "what was typed",
    "bot/submissions/sheets.py": "what was typed",
    "bot/submissions/storytelling.py": "stored with the owner's words, not printed",
    "bot/submissions/sums.py": "adds up, names no number",
    "bot/submissions/undoing.py": "puts a value back, prints none",
    "bot/submissions/visit.py": "the audit, where `must_withhold` allows",
}

READING = {
    name
    for store in (PlanStore, SubmissionStore)
    for name in ("newest", "newest_of", "series", "revisions", "histories", "published")
    if hasattr(store, name)
} | {"commentaries", "figures", "all_revisions"}
SCREENED = ("asked.plan", "screened", "self.plan", "setting.screened", "quoter.screened")
NUMBERS = {"value", "numerator", "denominator", "amount"}
FIGURES = {"figure", "before", "after", "offer", "read", "revision", "last", "now", "target"}
FIGURES |= {"benchmark", "earlier", "later", "sooner", "tolerance", "said", "then", "version"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for root in ROOTS:
        for path in sorted(root.rglob("*.py")):
            name = path.relative_to(TOP).as_posix()
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def reads() -> dict[str, set[str]]:
    """Where the plan is read as it is stored."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, tree in modules():
        screened = {
            node.targets[0].id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and "ScreenedPlan" in ast.unparse(node.value.func)
        } | {
            node.arg
            for node in ast.walk(tree)
            if isinstance(node, ast.arg)
            and node.annotation is not None
            and "ScreenedPlan" in ast.unparse(node.annotation)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = ast.unparse(node.func.value)
            if node.func.attr in READING and not (owner in screened or owner in SCREENED):
                found[name].add(f"{owner}.{node.func.attr}")
    return found


def numbers_taken() -> dict[str, set[str]]:
    """Where a number is taken out of a figure, other than to see whether there is one."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, tree in modules():
        if name.startswith(WORDLESS):
            continue
        nodes = list(ast.walk(tree))
        asked = {
            id(node.left)
            for node in nodes
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot)
        }
        for node in nodes:
            if (
                isinstance(node, ast.Attribute)
                and node.attr in NUMBERS
                and id(node) not in asked
                and ast.unparse(node.value).split(".")[-1] in FIGURES
            ):
                found[name].add(ast.unparse(node))
    return found


def test_whoever_reads_the_stored_plan_says_why() -> None:
    found = reads()
    unexplained = {
        name: exprs for name, exprs in found.items() if name not in READS_THE_STORED_PLAN
    }
    assert unexplained == {}
    assert sorted(found) == sorted(READS_THE_STORED_PLAN), "explained, and read no more"


def test_whoever_takes_a_number_out_of_a_figure_says_why() -> None:
    found = numbers_taken()
    unexplained = {name: exprs for name, exprs in found.items() if name not in TAKES_A_NUMBER}
    assert unexplained == {}
    assert sorted(found) == sorted(TAKES_A_NUMBER), "explained, and taken no more"


def test_what_prints_a_value_ungated_is_the_counter_alone() -> None:
    """`passed_typed` prints what somebody typed or works on, whatever its size."""
    found = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "passed_typed"
    }
    assert found
    assert all(name.startswith(("bot/submissions/", "bot/rendering/submit")) for name in found)


def test_nothing_is_logged_by_those_who_decide() -> None:
    """`bot` keeps no log, so that no number of a figure can stand in one."""
    importing = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if name.startswith("bot/")
        and isinstance(node, ast.Import)
        and any(one.name == "logging" for one in node.names)
    }
    assert importing == set()
