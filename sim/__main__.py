"""``council`` and ``python -m sim``: no traceback where Ctrl-C comes before the commands do."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.cli.recall import Said


def main() -> None:
    """Run the command line as a program; until its commands are loaded, Ctrl-C just ends it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sim.cli.recall import cached_answer

    said = cached_answer(sys.argv[1:])
    if said is not None:
        _print(said)
    from sim.cli.main import main as run

    run()


def _print(said: list[Said]) -> None:
    """Print an answer of before in its order, and end."""
    from sim.cli import streams

    streams.prepare()
    with suppress(OSError):  # told when the rest is written
        for stream, text in said:
            if stream == "out":
                sys.stdout.write(text)
            else:
                sys.stdout.flush()
                sys.stderr.write(f"{text}\n")
    sys.exit(streams.finish_output(0))


if __name__ == "__main__":
    main()
