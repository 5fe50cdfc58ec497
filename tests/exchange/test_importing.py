"""A plan is stored whole or not at all; the same again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from bot.errors import BadRows, ExchangeError
from bot.exchange.importing import import_plan
from bot.exchange.store import Counts
from bot.exchange.summary import Summary
from bot.plan.figures import Figure, FigureStatus, Revision
from bot.plan.periods import quarter
from bot.stores import Stores
from storage.database import Database
from tests.exchange.folders import NOW, STARTER, Table, change, set_cell

LATER = NOW + timedelta(days=30)
AT = quarter(2024, 1)


async def imported(database: Database, path: Path) -> Summary:
    return await database.transact(lambda stores: import_plan(path, stores, NOW))


async def history(database: Database, code: str = "T-01") -> list[tuple[int, Decimal | None]]:
    found = await database.read(lambda stores: stores.plan.revisions(code, AT))
    return [(one.number, one.value) for one in found]


async def first_figure(database: Database, code: str = "T-01") -> Figure:
    return await database.read(lambda stores: stores.plan.series(code)[0])


async def test_a_first_import_says_what_is_new(database: Database, plan: Path) -> None:
    summary = await imported(database, plan)
    assert summary.counts["figures"] == Counts(new=89)
    assert summary.text == (
        "Getting About 2025-28: 127 new.\n"
        "New: the plan itself, 4 ambitions, 13 measures, 89 figures, 9 benchmarks, "
        "1 withdrawn figure (history only), 2 terms, 8 targets."
    )


@pytest.mark.parametrize("path", [STARTER, None])
async def test_the_same_again_changes_nothing_and_says_so(
    database: Database, plan: Path, path: Path | None
) -> None:
    await imported(database, path or plan)
    before = await database.read(everything)
    summary = await imported(database, path or plan)
    assert not summary.changes
    assert "nothing has changed" in summary.text
    assert await database.read(everything) == before


def everything(stores: Stores) -> object:
    catalogue = stores.plan.catalogue()
    assert catalogue is not None
    return (
        (catalogue.version, catalogue.measures, catalogue.terms, catalogue.lexicon),
        list(stores.exchange.figures()),
        list(stores.exchange.all_revisions()),
        list(stores.exchange.all_benchmarks()),
        list(stores.exchange.all_targets()),
    )


async def test_a_changed_value_becomes_a_revision_with_its_source(
    database: Database, plan: Path
) -> None:
    await imported(database, plan)
    set_cell(plan, "figures", 2, "value", "31.5")
    set_cell(plan, "figures", 2, "source", "Travel diary, recount")
    summary = await imported(database, plan)
    assert summary.counts["figures"] == Counts(changed=1, same=88)
    assert await history(database) == [(1, Decimal("31.0")), (2, Decimal("31.5"))]
    revisions = await database.read(lambda stores: stores.plan.revisions("T-01", AT))
    assert [one.source for one in revisions] == ["Travel diary", "Travel diary, recount"]
    assert summary.text.splitlines()[:4] == [
        "Getting About 2025-28: 1 changed, 126 the same as before.",
        "Changed: 1 figure.",
        "  T-01, Q1 2024-25: 31.0 -> 31.5",
        "What a changed figure was before is kept as its history.",
    ]


async def test_a_changed_note_is_no_revision(database: Database, plan: Path) -> None:
    await imported(database, plan)
    set_cell(plan, "figures", 2, "note", "Seen again")
    assert (await imported(database, plan)).counts["figures"] == Counts(changed=1, same=88)
    assert len(await history(database)) == 1
    assert (await first_figure(database)).note == "Seen again"


async def test_earlier_versions_come_with_the_figure(database: Database, plan: Path) -> None:
    await imported(database, plan)
    found = await database.read(lambda stores: stores.plan.revisions("H1.1", quarter(2025, 3)))
    assert [(str(one.value), one.seen_from) for one in found] == [
        ("18", "2026-02-10"),
        ("17", "2026-04-10"),
        ("16", "on or before 2026-08-01"),
    ]


async def test_history_that_is_told_later_is_taken_over(database: Database, plan: Path) -> None:
    kept = (plan / "revisions.csv").read_bytes()
    (plan / "revisions.csv").unlink()
    await imported(database, plan)
    (plan / "revisions.csv").write_bytes(kept)
    summary = await imported(database, plan)
    assert summary.counts["figures"] == Counts(changed=1, same=88)
    assert not (await imported(database, plan)).changes


async def test_withdrawn_history_is_kept_and_never_current(database: Database, plan: Path) -> None:
    await imported(database, plan)
    withdrawn = await database.read(lambda stores: stores.plan.withdrawn("H1.1"))
    assert [one.value for one in withdrawn] == [15, 13]
    series = await database.read(lambda stores: stores.plan.series("H1.1"))
    assert withdrawn[0].period not in [one.period for one in series]


async def test_a_figure_that_only_its_history_tells_of_is_withdrawn(
    database: Database, plan: Path
) -> None:
    await imported(database, plan)

    def drop(rows: Table) -> None:
        rows[:] = [row for row in rows if row[0] != "H1.1" or row[2] != "2025-10-01"]

    change(plan, "figures", drop)
    summary = await imported(database, plan)
    assert summary.counts["revisions"] == Counts(changed=1, same=1)
    withdrawn = await database.read(lambda stores: stores.plan.withdrawn("H1.1"))
    assert quarter(2025, 3) in {one.period for one in withdrawn}


async def test_one_bad_row_and_nothing_is_stored(database: Database, plan: Path) -> None:
    set_cell(plan, "figures", 90, "value", "many")
    with pytest.raises(BadRows):
        await imported(database, plan)
    assert await database.read(lambda stores: stores.plan.catalogue()) is None


async def test_rows_that_the_file_lacks_are_left_alone_and_mentioned(
    database: Database, plan: Path
) -> None:
    await imported(database, plan)
    change(plan, "figures", lambda rows: rows.__delitem__(2))
    (plan / "terms.csv").unlink()
    (plan / "lexicon.toml").unlink()
    summary = await imported(database, plan)
    assert not summary.changes
    assert summary.text.splitlines()[-1] == (
        "Stored already and not in these files, so left as they are: 1 figure, 2 terms."
    )
    catalogue = await database.read(lambda stores: stores.plan.catalogue())
    assert catalogue is not None
    assert catalogue.lexicon


async def test_another_plan_over_this_one_is_refused(database: Database, plan: Path) -> None:
    await imported(database, plan)
    with pytest.raises(ExchangeError, match="A database keeps one plan: to start another") as told:
        await imported(database, STARTER)
    assert "“Getting About 2025-28” of Harrowmere Travel Partnership" in str(told.value)


async def test_a_rehearsal_tells_and_stores_nothing(database: Database, plan: Path) -> None:
    summary = await database.rehearse(lambda stores: import_plan(plan, stores, NOW))
    assert summary.changes
    assert await database.read(lambda stores: stores.plan.catalogue()) is None
    assert (await imported(database, plan)).counts == summary.counts


async def test_a_figure_that_turns_out_not_to_compare_is_the_same_figure(
    database: Database, plan: Path
) -> None:
    await imported(database, plan)
    set_cell(plan, "figures", 2, "comparable", "no")
    assert (await imported(database, plan)).counts["figures"] == Counts(changed=1, same=88)
    series = await database.read(lambda stores: stores.plan.series("T-01", end=AT.end))
    assert [one.comparable for one in series] == [False]


async def test_two_figures_of_a_period_stay_two_however_far_apart(
    database: Database, plan: Path
) -> None:
    def part(rows: Table) -> None:
        pair = [row for row in rows if row[0] == "B/5" and row[2] == "2026-07-01"]
        rows.remove(pair[0])
        rows.append(pair[0])
        rows.remove(pair[1])
        rows.insert(1, pair[1])

    change(plan, "figures", part)
    await imported(database, plan)
    series = await database.read(lambda stores: stores.plan.series("B/5"))
    assert [one.comparable for one in series].count(False) == 1
    assert len(series) == 4
    assert not (await imported(database, plan)).changes


async def test_progress_rises_to_the_total(database: Database, plan: Path) -> None:
    def lengthen(rows: Table) -> None:
        template = rows[1]
        for day in range(2_500):
            one = list(template)
            stated = f"{1990 + day // 336}-{day // 28 % 12 + 1:02d}-{day % 28 + 1:02d}"
            one[1:4] = ["snapshot", stated, stated]
            rows.append(one)

    change(plan, "figures", lengthen)
    seen: list[tuple[int, int]] = []
    work = partial(_with_progress, plan, lambda done, total: seen.append((done, total)))
    await database.transact(work)
    done = [one for one, _ in seen]
    assert done == sorted(done)
    assert len(seen) > 3
    assert seen[-1][0] == seen[-1][1]


def _with_progress(path: Path, progress: Callable[[int, int], None], stores: Stores) -> Summary:
    return import_plan(path, stores, NOW, progress)


async def test_what_is_not_read_is_mentioned(database: Database, plan: Path) -> None:
    (plan / "notes.csv").write_text("x\n")
    assert (await imported(database, plan)).text.endswith("Not read: file notes.csv.")


async def test_a_first_value_after_none_keeps_the_history(database: Database, plan: Path) -> None:
    await imported(database, plan)
    at = quarter(2026, 2)

    def publish(rows: Table) -> None:
        row = next(row for row in rows if row[0] == "T-02" and row[2] == "2026-07-01")
        row[4:6] = ["-2.0", "final"]

    change(plan, "figures", publish)
    await imported(database, plan)
    found = await database.read(lambda stores: stores.plan.revisions("T-02", at))
    assert [(one.value, one.status) for one in found] == [
        (None, FigureStatus.NOT_AVAILABLE),
        (Decimal("-2.0"), FigureStatus.FINAL),
    ]
    assert isinstance(found[0], Revision)


async def test_counts_that_deny_the_share_are_told_and_taken_in(
    database: Database, plan: Path
) -> None:
    set_cell(plan, "figures", 2, "value", "35.0")
    summary = await imported(database, plan)
    assert summary.doubts == ("figures.csv, row 2: the share is 35.0%, and 124 of 400 is 31.0%",)
    assert "Taken in, but please look at:" in summary.text
    assert str((await first_figure(database)).value) == "35.0"


async def test_counts_that_a_note_explains_are_not_told_again(
    database: Database, plan: Path
) -> None:
    set_cell(plan, "figures", 2, "value", "35.0")
    set_cell(plan, "figures", 2, "note", "Printed share and counts (124 of 400) disagree")
    assert (await imported(database, plan)).doubts == ()


@pytest.mark.parametrize(
    ("status", "told"), [("final", 1), ("revised", 1), ("provisional", 0), ("local", 0)]
)
async def test_a_final_figure_of_a_period_that_is_not_over_is_told(
    database: Database, plan: Path, status: str, told: int
) -> None:
    set_cell(plan, "figures", 20, "period_start", "2026-10-01")
    set_cell(plan, "figures", 20, "period_end", "2026-12-31")
    set_cell(plan, "figures", 20, "status", status)
    change(plan, "targets", lambda rows: rows.pop(3))
    summary = await imported(database, plan)
    assert len(summary.doubts) == told
    assert all("Q3 2026-27, not over yet" in doubt for doubt in summary.doubts)


async def test_the_first_twenty_changes_are_told(database: Database, plan: Path) -> None:
    await imported(database, plan)

    def a_note_each(rows: Table) -> None:
        for row in rows[1:41]:
            row[rows[0].index("note")] = "Seen again"

    change(plan, "figures", a_note_each)
    lines = (await imported(database, plan)).text.splitlines()
    told = [line for line in lines if line.endswith((": note", "confidentiality"))]
    assert len(told) == 20
    assert "  and 20 more" in lines


async def test_a_change_that_may_not_be_shown_is_told_without_its_values(
    database: Database, plan: Path
) -> None:
    set_cell(plan, "figures", 22, "value", "3")
    await imported(database, plan)
    set_cell(plan, "figures", 22, "value", "4")
    summary = await imported(database, plan)
    assert summary.told == (
        "T-03, first half of 2024-25: changed, withheld to protect confidentiality",
    )


async def test_a_rehearsal_tells_the_same_and_stores_nothing(
    database: Database, plan: Path
) -> None:
    await imported(database, plan)
    set_cell(plan, "figures", 12, "status", "revised")
    rehearsed = await database.rehearse(lambda stores: import_plan(plan, stores, NOW))
    assert rehearsed.told == ("T-02, Q1 2024-25: final -> revised",)
    assert (await imported(database, plan)).text == rehearsed.text


async def test_a_place_many_times_the_others_is_told_of_once(
    database: Database, plan: Path
) -> None:
    def add_a_third(rows: Table) -> None:
        there = [row for row in rows if row[:2] == ["T-01", "Neighbouring areas"]]
        rows += [[row[0], "Faraway", *row[2:5], f"0.{row[5][:2]}", *row[6:]] for row in there]

    change(plan, "benchmarks", add_a_third)
    summary = await imported(database, plan)
    assert summary.doubts == (
        "benchmarks.csv, row 11: T-01 for Faraway is a fifth or less of that of every other place"
        " in 4 periods; is it in another unit?",
    )
