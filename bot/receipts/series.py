"""Where the numbers of answers begin: in another place in every database, and after each restore.

A receipt's code is made of its answer's number. Were every database to count from 1, a code in the
minutes of one would be the code of another answer in the next; and a database put back from a copy
would give out again what was given out since. `drawn` is chance, handed in.
"""

from __future__ import annotations

FIRST = 29**5
"""From here on a code has eight letters, `EH-7K2QM9`: enough that two databases do not meet."""

APART = 29**6 // 2 - FIRST
LEAST = 1_000_000
MOST = 10_000_000
"""How far a restored database leaps: over whatever may have been given out since the copy."""


def begun(last: int, drawn: int) -> int:
    """Return the number after which a database goes on; `last` where its series has begun.

    `drawn` lies from 0 up to but not including `APART`.
    """
    return last if last >= FIRST else FIRST + drawn


def restored(last: int, drawn: int) -> int:
    """Return the number after which a database goes on that was put back from a copy.

    `drawn` is as for `begun`.
    """
    if last < FIRST:
        return FIRST + drawn
    return last + LEAST + drawn % (MOST - LEAST)
