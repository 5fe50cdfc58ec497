"""How exact numbers and instants are stored, alike on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text, TypeDecorator
from sqlalchemy.types import TypeEngine


class Exact(TypeDecorator[Decimal]):
    """A decimal as text, so that '0.130' keeps its zeros and nothing is rounded."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return plain digits; an exponent is written out."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Return the number with its zeros."""
        return _number(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """Return what reads a column: hundreds of values a message, so without a step between."""
        return _number


@lru_cache(maxsize=256)
def _as_text(value: datetime) -> str:
    """Return an instant as text that sorts by time; one transaction stores the same several times.

    Equal instants are the same text whatever their zones.
    """
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return value.isoformat(timespec="microseconds")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant: `timestamptz` on PostgreSQL, text that sorts by time on SQLite."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the database's own type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return the instant in UTC; one without a zone is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        if dialect.name == "postgresql":
            return value
        return _as_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return an aware UTC instant."""
        return _instant(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """Return what reads a column, without a step between."""
        return _instant


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _instant(value: Any) -> datetime | None:
    if value is None:
        return None
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return read if read.tzinfo is UTC else read.astimezone(UTC)
