"""The connection beneath the stores, for tests that look behind them."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Connection

from bot.stores import Stores
from storage.bound_stores import BoundStores


def connection_of(stores: Stores) -> Connection:
    return cast("BoundStores", stores).plan._link.connection


def run_sql(stores: Stores, statement: str) -> list[tuple[object, ...]]:
    found = connection_of(stores).exec_driver_sql(statement)
    return [tuple(row) for row in found] if found.returns_rows else []
