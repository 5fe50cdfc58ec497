"""Number, rate or share: the words that pick one of two measures that count the same thing."""

from __future__ import annotations

from bot.plan.measures import Unit

NUMBER, RATE, SHARE, LENGTH = "%number", "%rate", "%share", "%length"


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


FACETS = {
    NUMBER: _phrases(
        "number|numbers|count|counts|headcount|headcounts|head count|heads|how many|"
        "how meny|no of|nos|total number|"
        "total|totals|in total|altogether|grand total|"
        "volume|volumes|actual number|raw number|raw numbers|whole number|absolute number"
    ),
    RATE: _phrases(
        "rate|rates|per 10,000|per 10000|per 10k|per 1,000|per 1000|per 100,000|per 100000|"
        "per 100k|per 1k|per 1 000|per 10 000|per 100 000|per head|per thousand|per ten thousand|"
        "per hundred thousand|per capita"
    ),
    SHARE: _phrases(
        "%|percent|per cent|percentage|pct|pc|proportion|share|fraction|what part|ratio|% age|"
        "how big a share|in every hundred|in each hundred|out of a hundred|out of every hundred|"
        "out of 100|percents|percentages|perc|what proportion"
    ),
    LENGTH: _phrases("how long|how many weeks|how many wks|number of weeks|how many months"),
}
"""What people say for each kind of figure."""

_OF_UNIT = {
    Unit.COUNT: (NUMBER,),
    Unit.PERCENT: (SHARE, RATE),
    Unit.RATE_PER_1000: (RATE,),
    Unit.RATE_PER_10000: (RATE,),
    Unit.RATE_PER_100000: (RATE,),
    Unit.WEEKS: (),
    Unit.SCORE: (),
    Unit.GBP_PER_WEEK: (),
}


def agreement(asked: frozenset[str], unit: Unit) -> float:
    """Return 1 where the kind of figure asked for is the measure's own, -1 where it is another's.

    A share answers "rate" too, though less well than a rate does; nothing asked is 0.
    """
    own = _OF_UNIT[unit]
    if not asked - {LENGTH} or not own:
        return 0.0
    if own[0] in asked:
        return 1.0
    return 0.5 if any(facet in asked for facet in own) else -1.0
