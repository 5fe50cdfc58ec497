"""Run the stand-in by hand: `python -m tests.telegram_stand_in [--port 8081]`.

Point the bot at the address it prints, then write to it:

    curl -d person=1 -d text="latest child poverty" http://127.0.0.1:8081/stand-in/says
    curl "http://127.0.0.1:8081/stand-in/chat?person=1"
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib

from tests.telegram_stand_in import TOKEN, StandIn


async def serve(port: int, *, flood: bool, keep_calls: bool) -> None:
    """Serve until interrupted."""
    async with StandIn(port=port, keep_calls=keep_calls) as telegram:
        telegram.world.flood.on = flood
        print(f"base_url = {telegram.base_url}", flush=True)
        print(f"PARTNERSHIP_BOT_TOKEN={TOKEN}", flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--flood", action="store_true", help="keep Telegram's flood limits")
    parser.add_argument("--forget-calls", action="store_true", help="for benchmarks")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.port, flood=options.flood, keep_calls=not options.forget_calls))


if __name__ == "__main__":
    main()
