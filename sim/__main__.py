"""``council`` and ``python -m sim``: no traceback if Ctrl-C comes while the commands load."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.cli.recall import Said


def main() -> None:
    """Run the command line as a program; Ctrl-C ends it quietly while the commands load."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sim.cli.recall import cached_answer

    answer = cached_answer(sys.argv[1:])
    if answer is not None:
        _print(answer)
    from sim.cli.main import main as run

    run()


def _print(answer: list[Said]) -> None:
    """Print a cached answer in its original order, and exit."""
    from sim.cli import streams

    streams.prepare()
    with suppress(OSError):  # reported when the rest is written
        for stream, text in answer:
            if stream == "out":
                sys.stdout.write(text)
            else:
                sys.stdout.flush()
                sys.stderr.write(f"{text}\n")
    sys.exit(streams.finish_output(0))


if __name__ == "__main__":
    main()
