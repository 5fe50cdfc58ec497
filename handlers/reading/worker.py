"""The reading process: a path in, rows out as JSON.

Run as `python -m handlers.reading.worker PATH`. Whatever is in the file, it can cost no more than
the limits below, and it can neither write a file nor start another process.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

MEMORY = 512 * 1024 * 1024
SECONDS = 10
REFUSED = 3


def main() -> int:
    """Read one file; the exit code says whether its rows or a refusal were printed."""
    from bot.errors import ExchangeError
    from bot.exchange.filled_sheets import read_filled

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        found = read_filled(Path(sys.argv[1]))
    except ExchangeError as error:
        sys.stdout.write(json.dumps(error.advice))
        return REFUSED
    except MemoryError:
        return 1
    rows = [[row.sheet, row.number, list(row.cells)] for row in found.rows]
    sys.stdout.write(json.dumps({"rows": rows, "hidden": list(found.hidden)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
