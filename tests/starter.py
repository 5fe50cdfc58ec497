"""The starter plan's catalogue without a database, for tests of the rooms above the plan."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.plan.measures import (
    Ambition,
    Catalogue,
    Frequency,
    Measure,
    Plan,
    Polarity,
    Term,
    Unit,
    Wording,
)
from bot.plan.periods import Period, PeriodKind
from bot.plan.year_kinds import year_kind

FOLDER = Path(__file__).parent.parent / "bot" / "starter_plan"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache
def catalogue() -> Catalogue:
    plan = tomllib.loads((FOLDER / "plan.toml").read_text(encoding="utf-8"))
    return Catalogue(
        version=1,
        plan=Plan(**plan),
        ambitions=tuple(
            Ambition(
                number=int(row["number"]),
                title=row["title"],
                wording=Wording(row["wording"]),
                lead_organisation=row["lead_organisation"],
                source_url=row["source_url"],
            )
            for row in rows("ambitions")
        ),
        measures=tuple(_measure(row) for row in rows("measures")),
        terms=tuple(
            Term(
                term=row["term"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                meaning=row["meaning"],
                source=row["source"],
                source_url=row["source_url"],
            )
            for row in rows("terms")
        ),
        comparators=("England", "North West", "Statistical neighbours"),
        year_kinds=_year_kinds(),
        compared=frozenset(row["measure"] for row in rows("benchmarks")),
    )


def _year_kinds() -> dict[str, PeriodKind]:
    periods: dict[str, list[Period]] = {}
    for row in rows("figures"):
        period = Period(
            kind=PeriodKind(row["period_type"]),
            start=date.fromisoformat(row["period_start"]),
            end=date.fromisoformat(row["period_end"]),
        )
        periods.setdefault(row["measure"], []).append(period)
    kinds = {code: year_kind(spans) for code, spans in periods.items()}
    return {code: kind for code, kind in kinds.items() if kind}


def _measure(row: dict[str, str]) -> Measure:
    return Measure(
        code=row["code"],
        ambition=int(row["ambition"]),
        name=row["name"],
        definition=row["definition"],
        unit=Unit(row["unit"]),
        decimals=int(row["decimals"]),
        polarity=Polarity(row["polarity"]),
        frequency=Frequency(row["frequency"]),
        owner_organisation=row["owner_organisation"],
        owner_role=row["owner_role"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        standard=row["standard"],
        source=row["source"],
        source_url=row["source_url"],
        withhold_below=int(row["withhold_below"]) if row["withhold_below"] else None,
        basis=row["basis"],
    )


TODAY = date(2026, 11, 23)
