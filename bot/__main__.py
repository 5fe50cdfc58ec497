"""Front door: `python -m bot` and the `partnership-bot` command hand over to the command line."""

from __future__ import annotations


def main() -> None:
    """Run the command line; imported here, so that nothing else in `bot` knows the doors."""
    from handlers.command_line import main as run

    run()


if __name__ == "__main__":
    main()
