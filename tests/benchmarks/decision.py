"""One decision beside a bare PTB echo handler, as a whole and part by part.

`python -m tests.benchmarks decision`. A decision understands, answers, renders and commits. What
was asked of this state of the plan before is remembered, so questions that come again (as most do)
and questions in new words are measured apart. Floor and measured take turns and the best round
counts, since other work on the machine comes and goes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, cycle, islice
from statistics import median, quantiles

from bot import answers, rendering, sending
from bot.conversation import Incoming, Text, respond
from bot.journal import InboxRow
from bot.kept import Kept
from bot.people import Admission, Role
from bot.questions.queries import Turn, Understood
from bot.questions.understand import understander
from bot.stores import Stores
from handlers.assembly import made_ready
from storage.database import Database
from tests.benchmarks import echo
from tests.benchmarks.echo import FIRST_PERSON, PEOPLE, QUESTIONS, starter
from tests.benchmarks.rows import Goal, Row, Span, Stopwatch, best
from tests.benchmarks.understanding_speed import tuning_lines

CALLERS, DECISIONS, ROUNDS = 16, 2_000, 3
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OPEN = Admission(everybody=Role.READER)
GOAL = Goal(limit=1.5)
FLOOR = "bare PTB echo handler, fake socket"
KEYS = count()
PARTS = ("understanding", "answering", "rendering", "storing")


@dataclass(frozen=True, kw_only=True)
class Round:
    """Microseconds of one round: the floor, decisions of each sort, each part question by question.

    The others are means: the newest figure of one measure after another, any questions that come
    again, and questions in new words, of many people at once; and of one person alone.
    """

    floor: Span
    latest: Span
    again: Span
    new: Span
    alone: Span
    parts: dict[str, list[float]]


def rows() -> list[Row]:
    """Return the whole decision and its parts."""
    rounds = [asyncio.run(_round()) for _ in range(ROUNDS)]
    floor = best(one.floor for one in rounds)
    found: list[Row] = []
    for name, spans, goal, note in (
        (
            f'whole decision on SQLite, {CALLERS} people at once, "latest" of every measure',
            [one.latest for one in rounds],
            GOAL,
            "durable commit in a group",
        ),
        (
            f"whole decision on SQLite, {CALLERS} people at once, questions that come again",
            [one.again for one in rounds],
            None,
            "durable commit in a group",
        ),
        (
            f"whole decision on SQLite, {CALLERS} people at once, every question in new words",
            [one.new for one in rounds],
            None,
            "no text was asked before",
        ),
        (
            "whole decision on SQLite, one person alone, questions that come again",
            [one.alone for one in rounds],
            None,
            "each waits for its own commit to reach the disk",
        ),
    ):
        span = best(spans)
        found.append(_row(name, span.clock, floor.clock, goal=goal, note=f"{note}; mean"))
        found.append(_row(f"{name}: processor time alone", span.busy, floor.busy, note="mean"))
    for part in PARTS:
        taken = [min(those) for those in zip(*(one.parts[part] for one in rounds), strict=True)]
        p99 = quantiles(taken, n=100)[98]
        name = f"of it {part}, every question in new words"
        found.append(_row(name, median(taken), floor.clock, note=f"median; p99 {p99:,.0f} µs"))
    return found


def _row(
    name: str, measured: float, floor: float, *, goal: Goal | None = None, note: str = ""
) -> Row:
    return Row(
        name=name,
        measured=measured,
        unit="µs",
        floor_name=FLOOR,
        floor=floor,
        goal=goal,
        note=note,
    )


async def _round() -> Round:
    new = list(dict.fromkeys(line.text for line in tuning_lines()))
    again = list(islice(cycle(QUESTIONS), DECISIONS))
    floor = await echo.alone()
    async with starter() as database:
        await made_ready(database)
        parts = await database.rehearse(lambda stores: _parts(stores, new))
    async with starter() as database:
        await made_ready(database)
        of_new = await mean(database, new, callers=CALLERS)
        latest = await latest_questions(database)
        await mean(database, latest[:PEOPLE], callers=CALLERS)
        of_latest = await mean(database, latest, callers=CALLERS)
        await mean(database, again[:PEOPLE], callers=CALLERS)
        of_again = await mean(database, again, callers=CALLERS)
        alone = await mean(database, again, callers=1)
    floor = best((floor, await echo.alone()))
    return Round(
        floor=floor, latest=of_latest, again=of_again, new=of_new, alone=alone, parts=parts
    )


async def latest_questions(database: Database) -> list[str]:
    """Return questions for the newest figure of every measure in turn, by its name."""
    catalogue = await database.read(lambda stores: stores.plan.catalogue())
    assert catalogue is not None
    asked = cycle(f"latest {measure.name}" for measure in catalogue.measures)
    return list(islice(asked, DECISIONS))


async def mean(database: Database, texts: Sequence[str], *, callers: int) -> Span:
    """Return the mean time of a decision with so many callers at once."""

    keys = [next(KEYS) for _ in texts]
    await database.transact(lambda stores: stores.journal.receive(came_in(keys), NOW))

    asked = enumerate(zip(keys, texts, strict=True))

    async def caller() -> None:
        for place, (key, text) in asked:
            await database.transact(decision(key, place, text))

    stopwatch = Stopwatch()
    await asyncio.gather(*(caller() for _ in range(callers)))
    return stopwatch.mean(len(texts))


def came_in(keys: Iterable[int]) -> list[InboxRow]:
    """Return updates as they wait in the inbox; each may go first, as if of a chat of its own."""
    return [
        InboxRow(door="telegram", update_id=key, chat=f"telegram:{key}", body="{}") for key in keys
    ]


def _person(place: int) -> str:
    return f"telegram:{FIRST_PERSON + place % PEOPLE}"


def decision(key: int, place: int, text: str) -> Callable[[Stores], None]:
    """Return the work of one question, as the Telegram door hands it in."""
    person = _person(place)
    incoming = Incoming(
        key=f"{key}",
        chat=person,
        contact=person,
        body=Text(text=text),
        at=NOW,
    )

    def work(stores: Stores) -> None:
        stores.expect(person, person)
        assert stores.journal.finish("telegram", key, NOW)
        respond(incoming, stores, NOW, admission=OPEN)

    return work


def _parts(stores: Stores, texts: Iterable[str]) -> dict[str, list[float]]:
    """Return what each part takes, in µs, of the questions that can be answered at once."""
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    taken: dict[str, list[float]] = {part: [] for part in PARTS}
    for number, text in enumerate(texts):
        marks = [time.perf_counter()]
        reading = understander(catalogue).read(text, NOW.date())
        marks.append(time.perf_counter())
        if not isinstance(reading, Understood):
            continue
        facts = answers.answer(reading.query, stores.plan, catalogue, NOW.date())
        marks.append(time.perf_counter())
        reply = rendering.render(facts)
        marks.append(time.perf_counter())
        memory = Kept(turn=Turn(query=reading.query), question=text)
        chat = _person(number)
        stores.journal.finish("telegram", 1, NOW)
        sending.send(reply, memory, stores, NOW, key=f"part:{number}", chat=chat, person=chat)
        marks.append(time.perf_counter())
        for part, began, ended in zip(PARTS, marks, marks[1:], strict=False):
            taken[part].append((ended - began) * 1e6)
    return taken
