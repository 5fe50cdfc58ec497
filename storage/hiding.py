"""Which measures may have something to hide, in one scan of the figures.

The numbers are compared as floats, a little too widely: whoever asks looks at the exact ones of the
measures that are found.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Float, and_, cast, or_, select

from bot.plan.figures import FigureStatus
from bot.plan.measures import Unit
from storage.prepared import Prepared
from storage.tables import figure, measure

_SLACK = 0.001

_value, _top, _bottom = (
    cast(figure.c[name], Float) for name in ("value", "numerator", "denominator")
)
_implied = _value * _bottom / 100


def _small(count: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(count > 0, count < measure.c.withhold_below + _SLACK)


_counted = measure.c.unit == Unit.COUNT.value
_shared = measure.c.unit == Unit.PERCENT.value

HIDING = Prepared(
    select(measure.c.code)
    .distinct()
    .join(figure, figure.c.measure_id == measure.c.id)
    .where(
        or_(
            figure.c.status == FigureStatus.WITHHELD.value,
            and_(
                measure.c.withhold_below.is_not(None),
                or_(
                    _small(_top),
                    and_(_counted, _small(_value)),
                    and_(_shared, _small(_implied)),
                    and_(
                        measure.c.complement_sensitive,
                        or_(
                            _small(_bottom - _top),
                            and_(_counted, _small(_bottom - _value)),
                            and_(_shared, _small(_bottom - _implied)),
                        ),
                    ),
                ),
            ),
        )
    )
)
