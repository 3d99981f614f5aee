"""``council`` and ``python -m sim``: no traceback where Ctrl-C comes before the commands do."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line as a program; until its commands are loaded, Ctrl-C just ends it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sim.cli.recall import told_before

    pair = told_before(sys.argv[1:])
    if pair is not None:
        _print(*pair)
    from sim.cli.main import main as run

    run()


def _print(answer: str, remarks: list[str]) -> None:
    """Print an answer of before, and end."""
    from sim.cli import streams

    streams.prepare()
    for line in remarks:
        sys.stderr.write(f"{line}\n")
    with suppress(OSError):  # told when the rest is written
        sys.stdout.write(answer)
    sys.exit(streams.finish_output(0))


if __name__ == "__main__":
    main()
