"""The column types of the migrations, as they were when the migrations were written."""

from __future__ import annotations

import sqlalchemy as sa

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text()
