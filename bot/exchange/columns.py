"""The sheets of a plan and their columns: one table for reading and writing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its columns in order, which may be missing, and whether a plan needs the sheet.

    `codes` are columns that hold a measure's code, which a spreadsheet must keep as text.
    """

    name: str
    columns: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    needed: bool = False
    codes: frozenset[str] = frozenset()


_PERIOD = ("period_type", "period_start", "period_end")
_MEASURE = frozenset({"measure"})

PLAN = "plan"
LEXICON = "lexicon"
PLAN_KEYS = ("title", "partnership", "area", "starts", "ends", "timezone")

AMBITIONS = Sheet(
    name="ambitions",
    columns=("number", "title", "wording", "lead_organisation", "source_url"),
    optional=frozenset({"lead_organisation", "source_url"}),
    needed=True,
)
RARE = ("complement_sensitive", "part_of", "minimum_base")
"""Columns of measures that few plans need: they are written only where something is in them."""

MEASURES = Sheet(
    name="measures",
    columns=(
        *("code", "ambition", "name", "definition", "unit", "decimals", "polarity", "frequency"),
        *("owner_organisation", "owner_role", "aliases", "standard", "source", "source_url"),
        *("withhold_below", "basis", *RARE),
    ),
    optional=frozenset(
        {"owner_organisation", "owner_role", "aliases", "standard", "source", "source_url"}
        | {"withhold_below", "basis", *RARE}
    ),
    needed=True,
    codes=frozenset({"code"}),
)
FIGURES = Sheet(
    name="figures",
    columns=(
        *("measure", *_PERIOD, "value", "status", "numerator", "denominator", "comparable"),
        *("source", "source_date", "source_url", "note"),
    ),
    optional=frozenset({"numerator", "denominator", "source_date", "source_url", "note"}),
    needed=True,
    codes=_MEASURE,
)
BENCHMARKS = Sheet(
    name="benchmarks",
    columns=("measure", "comparator", *_PERIOD, "value", "source", "source_date"),
    optional=frozenset({"source_date"}),
    codes=_MEASURE,
)
REVISIONS = Sheet(
    name="revisions",
    columns=("measure", *_PERIOD, "version", "value", "seen_from", "source"),
    codes=_MEASURE,
)
TERMS = Sheet(
    name="terms",
    columns=("term", "aliases", "meaning", "source", "source_url"),
    optional=frozenset({"aliases", "source", "source_url"}),
)
TARGETS = Sheet(
    name="targets",
    columns=("measure", *_PERIOD, "value", "tolerance", "tolerance_kind"),
    optional=frozenset({"tolerance", "tolerance_kind"}),
    codes=_MEASURE,
)
DUE_DATES = Sheet(
    name="due_dates",
    columns=("measure", "lag_days", "fixed_dates", "calendar", "why"),
    optional=frozenset({"lag_days", "fixed_dates", "calendar", "why"}),
    codes=_MEASURE,
)
DAYS_OFF = Sheet(name="days_off", columns=("calendar", "first_day", "last_day", "what"))
PACKS = Sheet(
    name="packs",
    columns=("name", "freezes_on", "meets_on"),
    optional=frozenset({"meets_on"}),
)

POLICIES = Sheet(
    name="policies",
    columns=("measure", "approvers", "own"),
    codes=_MEASURE,
)

SHEETS = (
    *(AMBITIONS, MEASURES, FIGURES, BENCHMARKS, REVISIONS, TERMS, TARGETS),
    *(DUE_DATES, DAYS_OFF, PACKS, POLICIES),
)
NEEDED = (PLAN, *(sheet.name for sheet in SHEETS if sheet.needed))
