"""What is typed in each transcript, and what it is read as: one scene a kind of question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.questions.queries import Filter, Kind, Query, Window
from bot.rendering.markup import to_plain
from bot.rendering.reply import Reply
from bot.stores import Stores
from tests.asking import days, reply_to

FOLDER = Path(__file__).parent
EHCP = ("4.01", "4.02", "4.05", "4.08")
SINCE_2016 = (Window(start=date(2015, 9, 1), end=date(2026, 11, 23)),)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing typed and its reading."""

    typed: str
    query: Query


def said(typed: str, kind: Kind, *measures: str, **fields: object) -> Said:
    return Said(typed=typed, query=Query(kind=kind, measures=measures, **fields))  # type: ignore[arg-type]


SCENES: dict[Kind, tuple[Said, ...]] = {
    Kind.LATEST: (
        said("latest EHCP figure", Kind.LATEST, *EHCP),
        said("ehcp backlog", Kind.LATEST, "4.01"),
        said("child poverty", Kind.LATEST, "5.01"),
        said("care leavers in suitable housing", Kind.LATEST, "7.13"),
        said("camhs wait", Kind.LATEST, "6.07"),
        said("two year old places", Kind.LATEST, "1.03"),
    ),
    Kind.FIGURE: (
        said(
            "backlog in march 2024", Kind.FIGURE, "4.01", windows=days("2024-03-01", "2024-03-31")
        ),
        said(
            "children looked after march 2016",
            Kind.FIGURE,
            "7.01",
            windows=days("2016-03-01", "2016-03-31"),
        ),
        said("20 weeks march 2024", Kind.FIGURE, "4.02", windows=days("2024-03-01", "2024-03-31")),
        said("GLD 2019/20", Kind.FIGURE, "1.01", windows=days("2019-09-01", "2020-08-31")),
        said(
            "persistent absence 21/22",
            Kind.FIGURE,
            "3.02",
            windows=days("2021-09-01", "2022-08-31"),
        ),
        said("ehcp 2023", Kind.FIGURE, *EHCP, windows=days("2023-01-01", "2023-12-31")),
    ),
    Kind.TREND: (
        said("persistent absence since 2016", Kind.TREND, "3.02", windows=SINCE_2016),
        said("backlog trend", Kind.TREND, "4.01"),
        said("20 weeks over time", Kind.TREND, "4.02"),
    ),
    Kind.CHANGE: (
        said(
            "how far has the backlog come down since march 24",
            Kind.CHANGE,
            "4.01",
            windows=days("2024-03-01", "2024-03-31"),
        ),
        said(
            "persistent absence change since 20/21",
            Kind.CHANGE,
            "3.02",
            windows=days("2020-09-01", "2021-08-31"),
        ),
    ),
    Kind.COMPARE: (
        said(
            "are we worse than england on 20 weeks", Kind.COMPARE, "4.02", comparators=("England",)
        ),
        said("how do we stack up on tribunals", Kind.COMPARE, "4.07"),
        said("backlog against england", Kind.COMPARE, "4.01", comparators=("England",)),
    ),
    Kind.TARGET: (
        said("are we hitting 20 weeks", Kind.TARGET, "4.02"),
        said("does the plan have any targets", Kind.TARGET),
    ),
    Kind.AMBITION: (
        said("hows ambition 4 doing", Kind.AMBITION, ambition=4),
        said("ambition 9", Kind.AMBITION, ambition=9),
    ),
    Kind.PLAN: (
        said("what are the ambitions", Kind.PLAN),
        said("exact wording of ambition 7", Kind.PLAN, ambition=7),
    ),
    Kind.LIST: (
        said("which measures are getting worse", Kind.LIST, filter=Filter.WORSENING, ambition=7),
        said("which have no figure", Kind.LIST, filter=Filter.NO_FIGURE),
        said("which are off target", Kind.LIST, filter=Filter.OFF_TARGET),
        said("all measures", Kind.LIST),
    ),
    Kind.RANKING: (
        said("top 3 worst", Kind.RANKING, filter=Filter.WORST, top=3),
        said("biggest movers", Kind.RANKING, filter=Filter.BIGGEST_CHANGE),
    ),
    Kind.DEFINITION: (
        said("what does waiting well mean", Kind.DEFINITION, term="Waiting well"),
        said("what counts as the backlog", Kind.DEFINITION, "4.01"),
    ),
    Kind.SOURCE: (
        said("num and denom for 20 weeks", Kind.SOURCE, "4.02"),
        said("why 13.5 there and 15.5 here", Kind.SOURCE, "5.01"),
    ),
    Kind.OWNER: (
        said("who owns 7.13", Kind.OWNER, "7.13"),
        said("who leads ambition 4", Kind.OWNER, ambition=4),
    ),
    Kind.STORY: (said("why has it gone up", Kind.STORY, "2.07"),),
    Kind.DUE: (said("when is the camhs figure due", Kind.DUE, "6.07"),),
    Kind.SUBMIT: (
        said(
            "camhs wait is 14.5 weeks for Q2",
            Kind.SUBMIT,
            "6.07",
            value=Decimal("14.5"),
            windows=days("2026-07-01", "2026-09-30"),
        ),
    ),
    Kind.FOLLOW: (said("tell me when the backlog changes", Kind.FOLLOW, "4.01"),),
    Kind.HELP: (said("hi", Kind.HELP),),
    Kind.NOT_IN_PLAN: (
        said("bin day in bramhall", Kind.NOT_IN_PLAN, reason="topic: bins"),
        said("will it get better next year", Kind.NOT_IN_PLAN, reason="forecast"),
    ),
}


def play(kind: Kind, stores: Stores) -> str:
    """Return the transcript of one kind as text."""
    return "\n".join(
        f"> {one.typed}\n{to_plain(reply)}\n{buttons(reply)}"
        for one in SCENES[kind]
        for reply in (reply_to(one.query, stores),)
    )


def buttons(reply: Reply) -> str:
    return "".join(f"[{button.label}]\n" for button in reply.flat_buttons())


def path(kind: Kind) -> Path:
    return FOLDER / f"{kind.value}.txt"
