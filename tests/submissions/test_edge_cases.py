"""The page of what is said when something is wrong is true, line by line."""

from __future__ import annotations

import csv
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation import Attachment
from bot.exchange.filled_sheets import FilledRow, FilledSheet
from bot.people import DutyKind, Role
from bot.submissions.sheets import wanted
from storage.database import Database, open_database
from tests.conftest import Templates
from tests.membership.stage import Stage

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/submission_edge_cases.md"
GROUP = "telegram:-5"
HEADER = ("code", "period", "value", "comment")
NOTHING = "(nothing)"
_STEP = re.compile(
    r"(?P<who>[A-Z][a-z]+)(?P<group> in a group)?:|\((?P<hours>\d+) hours later\)"
    r"|(?P<sheet>sheet(?: without its header)?) (?P<rows>`[^`]+`(?: `[^`]+`)*)|`(?P<said>[^`]+)`"
)
_TEST = re.compile(r"`(?P<name>test_\w+)` in `(?P<path>[\w/]+\.py)`|in `(?P<whole>[\w/]+\.py)`$")


@dataclass(frozen=True)
class Line:
    """One line of the page."""

    case: str
    happens: str
    said: str

    def __str__(self) -> str:
        """Return what a test run shows of it."""
        return f"{self.case}: {self.happens[:40]}"


def lines() -> list[Line]:
    """Return every line of the page's tables."""
    cells = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| Case")
    ]
    return [Line(*(cell.strip("| ") for cell in row)) for row in cells]


PLAYED = [one for one in lines() if not _TEST.search(one.happens)]
HELD = [one for one in lines() if _TEST.search(one.happens)]


@pytest.fixture
async def planned(templates: Templates, tmp_path: Path) -> AsyncIterator[Database]:
    """What is said is the same on both databases; these many lines are played on one."""
    opened = open_database(templates.copy("sqlite", tmp_path, plan=True))
    yield opened
    await opened.close()


@pytest.fixture
async def stage(planned: Database) -> Stage:
    stage = Stage(planned)
    await stage.joins("Ann", Role.OFFICER)
    await stage.joins("Owen", Role.CONTRIBUTOR, "4.01", "4.02")
    await stage.joins("Priya", Role.CONTRIBUTOR, "7.01")
    await stage.joins("Pat", Role.CONTRIBUTOR, "4.01")
    await stage.joins("Omar", Role.APPROVER, "ambition 4", kind=DutyKind.APPROVER)
    await stage.joins("Ravi", Role.READER)
    return stage


async def play(stage: Stage, happens: str) -> str:
    """Play a line's steps and return the last reply."""
    who, chat, reply = "", "", ""
    for step in _STEP.finditer(happens):
        if step["who"]:
            who, chat = step["who"], GROUP if step["group"] else ""
        elif step["hours"]:
            stage.now += timedelta(hours=int(step["hours"]))
        elif step["sheet"]:
            reply = await stage.sends(who, sheet(step["rows"], "without" not in step["sheet"]))
        elif step["said"].startswith("["):
            reply = await stage.presses(who, step["said"][1:-1], chat=chat)
        else:
            reply = await stage.says(who, step["said"], chat=chat)
    return reply


def sheet(written: str, headed: bool) -> Attachment:
    """Return a sheet whose rows stand between backticks."""
    rows = list(csv.reader(re.findall("`([^`]+)`", written), skipinitialspace=True))
    numbered = enumerate([HEADER, *rows] if headed else rows, start=1)
    filled = tuple(
        FilledRow(sheet="Figures", number=number, cells=tuple(cell.strip() for cell in cells))
        for number, cells in numbered
    )
    return Attachment(what="document", sheet=FilledSheet(rows=filled))


@pytest.mark.parametrize("line", PLAYED, ids=str)
async def test_what_is_said_is_what_the_page_says(stage: Stage, line: Line) -> None:
    reply = await play(stage, line.happens)
    if line.said == NOTHING:
        assert reply == ""
    else:
        assert line.said in reply


@pytest.mark.parametrize("line", HELD, ids=str)
def test_a_test_that_the_page_names_is_there(line: Line) -> None:
    named = _TEST.search(line.happens)
    assert named is not None
    source = (ROOT / (named["path"] or named["whole"])).read_text(encoding="utf-8")
    assert named["name"] is None or f"def {named['name']}(" in source


def test_the_page_has_a_part_for_each_behaviour() -> None:
    parts = re.findall(r"^## .*\(behaviour (\d+)\)$", PAGE.read_text(encoding="utf-8"), re.M)
    assert parts == ["2", "6", "9", "13", "21", "23"]
    assert len(PLAYED) > 100


async def test_the_first_figure_of_a_measure_is_only_held_to_its_range(
    planned: Database, stage: Stage
) -> None:
    catalogue = await planned.read(lambda stores: stores.plan.catalogue())
    assert catalogue is not None
    empty = [
        one
        for one in catalogue.measures
        if not await planned.read(lambda stores, code=one.code: stores.plan.newest(code, limit=1))  # type: ignore[misc]
    ]
    code = empty[0].code
    said = await stage.says("Ann", f"/submit {code}")
    said = await stage.presses("Ann", stage.labels("Ann")[0])
    assert "what is the figure?" in said
    assert "This will be the first figure of this measure." in await stage.says("Ann", "50")


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_hand_in_has_a_sheet_read(role: Role) -> None:
    assert wanted(role, None) is role.includes(Role.CONTRIBUTOR)


async def test_who_somebody_is_goes_by_their_number_alone(stage: Stage) -> None:
    """A name that was changed, or a second device, is the same account to Telegram."""
    before = await stage.member("Owen")
    await stage.says("Owen", "backlog is 430 for Q2")
    stage.shown_as["Owen"] = "Somebody Else, @another"
    assert "Recorded" in await stage.presses("Owen", "Confirm")
    assert await stage.member("Owen") == before
